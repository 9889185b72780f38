//! Who may do what, in kind: roles and their permissions.
//!
//! A permission is required in kind before anything is loaded, and again on the loaded object, whose
//! province, seat or owner decides.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::kernel::province::Province;

/// What a person is to the registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// متقاضی یا مدیر کاریابی: whoever applies for or runs an agency.
    Operator,
    /// کارشناس اداره کل: an officer of a provincial directorate.
    ProvincialOfficer,
    /// مدیرکل استان: the provincial director-general, chair of the provincial board.
    DirectorGeneral,
    /// بازرس: an inspector of a province or of the central office.
    Inspector,
    /// دبیر هیئت: the secretary of a board; no vote.
    BoardSecretary,
    /// عضو هیئت: an occupant of a seat, who acts only by an appointment in force.
    BoardMember,
    /// کارشناس دفتر: an officer of the ministry's central office.
    CentralOfficer,
    /// ثبت احکام وزیر و معاون: registers the decrees of the minister and the deputy minister.
    DecreeRegistrar,
    /// نماینده انجمن: a representative of an association, with an advisory voice.
    Association,
    /// پلیس اماکن و فتا.
    Police,
    /// ناظر: reads everything, the access log included, and writes nothing.
    Auditor,
    /// راهبر سامانه: accounts and the demo clock; no file of any agency.
    Administrator,
}

impl Role {
    /// Every role, in the order of the catalogue.
    pub const ALL: [Self; 12] = [
        Self::Operator,
        Self::ProvincialOfficer,
        Self::DirectorGeneral,
        Self::Inspector,
        Self::BoardSecretary,
        Self::BoardMember,
        Self::CentralOfficer,
        Self::DecreeRegistrar,
        Self::Association,
        Self::Police,
        Self::Auditor,
        Self::Administrator,
    ];

    /// The stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Operator => "operator",
            Self::ProvincialOfficer => "provincial_officer",
            Self::DirectorGeneral => "director_general",
            Self::Inspector => "inspector",
            Self::BoardSecretary => "board_secretary",
            Self::BoardMember => "board_member",
            Self::CentralOfficer => "central_officer",
            Self::DecreeRegistrar => "decree_registrar",
            Self::Association => "association",
            Self::Police => "police",
            Self::Auditor => "auditor",
            Self::Administrator => "administrator",
        }
    }

    /// Whether the role is always of one province.
    pub const fn is_provincial(self) -> bool {
        matches!(self, Self::ProvincialOfficer | Self::DirectorGeneral)
    }

    /// The matrix of roles and permissions.
    pub const fn allows(self, permission: Permission) -> bool {
        use Permission as P;
        match self {
            Self::Operator => matches!(
                permission,
                P::FileApplication | P::ReadApplications | P::LodgeGuarantee | P::ReadLicences
            ),
            Self::ProvincialOfficer => matches!(
                permission,
                P::ReadApplications
                    | P::ExamineApplication
                    | P::AcceptGuarantee
                    | P::ReadLicences
                    | P::ReadSessions
                    | P::ReadSettings
                    | P::RecordClosure
            ),
            Self::DirectorGeneral => matches!(
                permission,
                P::ReadApplications
                    | P::ExamineApplication
                    | P::DecideApplication
                    | P::AcceptGuarantee
                    | P::IssueLicence
                    | P::ReadLicences
                    | P::ReadSessions
                    | P::ConductSession
                    | P::Vote
                    | P::Appoint
                    | P::ReadSettings
                    | P::RecordClosure
            ),
            Self::Inspector | Self::Association => {
                matches!(permission, P::ReadLicences | P::ReadSettings)
            }
            Self::BoardSecretary => matches!(
                permission,
                P::ReadApplications
                    | P::ReadLicences
                    | P::ReadSessions
                    | P::ConductSession
                    | P::ReadSettings
            ),
            Self::BoardMember => matches!(
                permission,
                P::ReadApplications
                    | P::ReadSessions
                    | P::ConductSession
                    | P::Vote
                    | P::ReadSettings
            ),
            Self::CentralOfficer => matches!(
                permission,
                P::ReadApplications
                    | P::ReadLicences
                    | P::ReadSessions
                    | P::ReadSettings
                    | P::RecordDirective
                    | P::RecordPolicy
                    | P::RecordClosure
                    | P::RegisterGuildBody
                    | P::RecordBan
            ),
            Self::DecreeRegistrar => matches!(permission, P::Appoint | P::ReadSettings),
            Self::Police => matches!(permission, P::ReadLicences),
            Self::Auditor => matches!(
                permission,
                P::ReadApplications
                    | P::ReadLicences
                    | P::ReadSessions
                    | P::ReadSettings
                    | P::ReadAccounts
                    | P::ReadEvidence
            ),
            Self::Administrator => matches!(
                permission,
                P::ManageAccounts | P::ReadAccounts | P::ReadSettings | P::MoveDemoClock
            ),
        }
    }
}

/// A kind of act. What it is done to is checked on the object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Permission {
    /// Draft, change, submit and withdraw one's own application (A7).
    FileApplication,
    /// See applications: one's own, or those of one's province.
    ReadApplications,
    /// Ask for completion, record inquiries, assess criteria, refer (A8).
    ExamineApplication,
    /// Approve or reject where the office decides (A7, A8).
    DecideApplication,
    /// Lodge a bank guarantee for one's own application (A8.11).
    LodgeGuarantee,
    /// Verify and accept a guarantee (A8.11).
    AcceptGuarantee,
    /// Issue a licence (A7).
    IssueLicence,
    /// See licences.
    ReadLicences,
    /// See sessions of boards.
    ReadSessions,
    /// Call, open and close sessions, take attendance, invite, keep minutes (A2, A4).
    ConductSession,
    /// Vote, by a seat and an appointment in force (A2.n1, A4.n2).
    Vote,
    /// Register decrees of appointment (A2.n1, A4.n2).
    Appoint,
    /// See directives, policies, closures and appointments.
    ReadSettings,
    /// Register directives of the central board (A3.2).
    RecordDirective,
    /// Register policies.
    RecordPolicy,
    /// Register closures of offices.
    RecordClosure,
    /// Record the registrations of guild bodies (A1.5-A1.7).
    RegisterGuildBody,
    /// Record bans that arose outside this registry (A15.n2).
    RecordBan,
    /// Open and close accounts.
    ManageAccounts,
    /// See accounts.
    ReadAccounts,
    /// See events, checkpoints and recorded reads.
    ReadEvidence,
    /// Move the clock of a demo registry.
    MoveDemoClock,
}

impl Permission {
    /// The stable name, for the refusal.
    pub const fn name(self) -> &'static str {
        match self {
            Self::FileApplication => "file-application",
            Self::ReadApplications => "read-applications",
            Self::ExamineApplication => "examine-application",
            Self::DecideApplication => "decide-application",
            Self::LodgeGuarantee => "lodge-guarantee",
            Self::AcceptGuarantee => "accept-guarantee",
            Self::IssueLicence => "issue-licence",
            Self::ReadLicences => "read-licences",
            Self::ReadSessions => "read-sessions",
            Self::ConductSession => "conduct-session",
            Self::Vote => "vote",
            Self::Appoint => "appoint",
            Self::ReadSettings => "read-settings",
            Self::RecordDirective => "record-directive",
            Self::RecordPolicy => "record-policy",
            Self::RecordClosure => "record-closure",
            Self::RegisterGuildBody => "register-guild-body",
            Self::RecordBan => "record-ban",
            Self::ManageAccounts => "manage-accounts",
            Self::ReadAccounts => "read-accounts",
            Self::ReadEvidence => "read-evidence",
            Self::MoveDemoClock => "move-demo-clock",
        }
    }
}

/// A role that an account holds, in one province or, for central roles, without one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// The province it is bound to; nothing means the centre.
    pub province: Option<Province>,
}

/// Who acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Somebody who signed in.
    Account {
        /// The account.
        id: Uuid,
        /// The person's name.
        name: String,
        /// What the person may be.
        grants: Vec<Grant>,
    },
    /// Somebody without an account.
    Public,
    /// The registry itself, doing what the calendar brings.
    Calendar,
    /// Whoever runs the machine, at its command line; makes the first administrator.
    Host,
}

/// Who runs the machine is its administrator, and no more than that.
const HOSTS_GRANTS: &[Grant] = &[Grant {
    role: Role::Administrator,
    province: None,
}];

/// The actor lacks the permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the permission {} is missing", .0.name())]
pub struct Denied(pub Permission);

impl Actor {
    /// The account that acts, if any.
    pub fn account(&self) -> Option<Uuid> {
        match self {
            Self::Account { id, .. } => Some(*id),
            Self::Public | Self::Calendar | Self::Host => None,
        }
    }

    /// Requires the permission in kind and tells the role that gives it.
    pub fn require(&self, permission: Permission) -> Result<Role, Denied> {
        self.grants()
            .iter()
            .map(|grant| grant.role)
            .find(|role| role.allows(permission))
            .ok_or(Denied(permission))
    }

    /// Requires the permission for a province: by a grant there or by a central grant.
    pub fn require_in(&self, permission: Permission, province: Province) -> Result<Role, Denied> {
        self.grants()
            .iter()
            .filter(|grant| grant.province.is_none_or(|it| it == province))
            .map(|grant| grant.role)
            .find(|role| *role != Role::Operator && role.allows(permission))
            .ok_or(Denied(permission))
    }

    /// Requires the permission at one office and no other: by a grant in that very province, or at
    /// the centre when no province is given.
    pub fn require_at(
        &self,
        permission: Permission,
        province: Option<Province>,
    ) -> Result<Role, Denied> {
        self.grants()
            .iter()
            .filter(|grant| grant.province == province)
            .map(|grant| grant.role)
            .find(|role| *role != Role::Operator && role.allows(permission))
            .ok_or(Denied(permission))
    }

    /// Whether the person is this at that office, or at the centre when no province is given.
    pub fn holds(&self, role: Role, province: Option<Province>) -> bool {
        self.grants().contains(&Grant { role, province })
    }

    /// The provinces in which the permission holds by an office; nothing means all of them.
    pub fn provinces_of(&self, permission: Permission) -> Option<Vec<Province>> {
        self.grants()
            .iter()
            .filter(|grant| grant.role != Role::Operator && grant.role.allows(permission))
            .map(|grant| grant.province)
            .collect()
    }

    fn grants(&self) -> &[Grant] {
        match self {
            Self::Account { grants, .. } => grants,
            Self::Host => HOSTS_GRANTS,
            Self::Public | Self::Calendar => &[],
        }
    }
}
