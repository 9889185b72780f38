//! The roles, and the matrix of roles and permissions.

use serde::{Deserialize, Serialize};

use super::Permission;
use super::Permission as P;

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
    /// راهبر سامانه: accounts, the old registers and the demo clock; no file of any agency.
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

    /// Whether it has the permission.
    pub fn allows(self, permission: Permission) -> bool {
        self.permissions().contains(&permission)
    }

    /// What it may do in kind.
    const fn permissions(self) -> &'static [Permission] {
        match self {
            Self::Operator => OPERATOR,
            Self::ProvincialOfficer => PROVINCIAL_OFFICER,
            Self::DirectorGeneral => DIRECTOR_GENERAL,
            Self::Inspector => INSPECTOR,
            Self::Association => ASSOCIATION,
            Self::BoardSecretary => BOARD_SECRETARY,
            Self::BoardMember => BOARD_MEMBER,
            Self::CentralOfficer => CENTRAL_OFFICER,
            Self::DecreeRegistrar => DECREE_REGISTRAR,
            Self::Police => POLICE,
            Self::Auditor => AUDITOR,
            Self::Administrator => ADMINISTRATOR,
        }
    }
}

const OPERATOR: &[P] = &[
    P::FileApplication,
    P::ReadApplications,
    P::LodgeGuarantee,
    P::ReadLicences,
    P::RunAgency,
    P::IntroduceTransferee,
    P::ReportManagerLeft,
    P::ReadInspections,
    P::DefendCase,
    P::ReadCases,
    P::LodgeAppeal,
    P::ReadAppeals,
    P::ReadSettlements,
    P::ReadMessages,
];

const PROVINCIAL_OFFICER: &[P] = &[
    P::ReadApplications,
    P::ExamineApplication,
    P::AcceptGuarantee,
    P::ReadLicences,
    P::KeepLicences,
    P::ReportManagerLeft,
    P::ReadTransferSigns,
    P::ReadSessions,
    P::ReadSettings,
    P::RecordClosure,
    P::PlanInspection,
    P::FollowUpInspection,
    P::ReadInspections,
    P::HandleComplaint,
    P::ReadComplaints,
    P::ReadComplaintDocuments,
    P::ReadUnlicensed,
    P::HandleUnlicensed,
    P::PrepareCase,
    P::ReadCases,
    P::ServeRuling,
    P::ReceiveAppeal,
    P::ReadAppeals,
    P::ReadBans,
    P::ReviewMatch,
    P::AcknowledgeNotice,
    P::ReadNotices,
    P::ReadSettlements,
    P::KeepSettlement,
    P::SettleSeekers,
];

const DIRECTOR_GENERAL: &[P] = &[
    P::ReadApplications,
    P::ExamineApplication,
    P::DecideApplication,
    P::AcceptGuarantee,
    P::IssueLicence,
    P::ReadLicences,
    P::KeepLicences,
    P::ReportManagerLeft,
    P::ReadTransferSigns,
    P::ReadSessions,
    P::ConductSession,
    P::Vote,
    P::Appoint,
    P::ReadSettings,
    P::RecordClosure,
    P::PlanInspection,
    P::FollowUpInspection,
    P::ReadInspections,
    P::HandleComplaint,
    P::ReadComplaints,
    P::ReadComplaintDocuments,
    P::ReadUnlicensed,
    P::HandleUnlicensed,
    P::PrepareCase,
    P::ReadCases,
    P::DraftRuling,
    P::SignRuling,
    P::ServeRuling,
    P::ReceiveAppeal,
    P::ReadAppeals,
    P::ReadBans,
    P::ReviewMatch,
    P::AcknowledgeNotice,
    P::ReadNotices,
    P::ReadSettlements,
    P::KeepSettlement,
    P::SettleSeekers,
    P::ClaimGuarantee,
    P::SuspendInterim,
];

const INSPECTOR: &[P] = &[
    P::ReadLicences,
    P::ReadSettings,
    P::Inspect,
    P::ReadInspections,
    P::ReadBans,
];

const ASSOCIATION: &[P] = &[
    P::ReadLicences,
    P::ReadSettings,
    P::AdviseOnComplaint,
    P::ReadSettlements,
    P::SettleSeekers,
];

const BOARD_SECRETARY: &[P] = &[
    P::ReadApplications,
    P::ReadLicences,
    P::ReadTransferSigns,
    P::ReadSessions,
    P::ConductSession,
    P::ReadSettings,
    P::ReadInspections,
    P::ReadComplaints,
    P::PrepareCase,
    P::ReadCases,
    P::DraftRuling,
    P::ServeRuling,
    P::ReceiveAppeal,
    P::HandleAppeal,
    P::ReadAppeals,
    P::ReadBans,
    P::SuspendInterim,
];

const BOARD_MEMBER: &[P] = &[
    P::ReadApplications,
    P::ReadTransferSigns,
    P::ReadSessions,
    P::ConductSession,
    P::Vote,
    P::ReadSettings,
    P::ReadInspections,
    P::ReadComplaints,
    P::ReadCases,
    P::ReadAppeals,
];

const CENTRAL_OFFICER: &[P] = &[
    P::ReadApplications,
    P::ReadLicences,
    P::ReadSessions,
    P::ReadSettings,
    P::RecordDirective,
    P::RecordPolicy,
    P::RecordClosure,
    P::RegisterGuildBody,
    P::ImportRegister,
    P::RecordBan,
    P::PlanInspection,
    P::FollowUpInspection,
    P::ReadInspections,
    P::IssueChecklist,
    P::ReadComplaints,
    P::ReadComplaintDocuments,
    P::ReadUnlicensed,
    P::ReadCases,
    P::ReceiveAppeal,
    P::HandleAppeal,
    P::ReadAppeals,
    P::ReadBans,
    P::AnnulBan,
    P::ReadNotices,
    P::ReadSettlements,
];

const DECREE_REGISTRAR: &[P] = &[P::Appoint, P::ReadSettings];

const POLICE: &[P] = &[P::ReadLicences, P::ReadBans];

const AUDITOR: &[P] = &[
    P::ReadApplications,
    P::ReadLicences,
    P::ReadTransferSigns,
    P::ReadSessions,
    P::ReadSettings,
    P::ReadAccounts,
    P::ReadEvidence,
    P::ReadInspections,
    P::ReadComplaints,
    P::ReadComplaintDocuments,
    P::ReadUnlicensed,
    P::ReadCases,
    P::ReadAppeals,
    P::ReadBans,
    P::ReadNotices,
    P::ReadSettlements,
];

const ADMINISTRATOR: &[P] = &[
    P::ManageAccounts,
    P::ReadAccounts,
    P::ReadSettings,
    P::ImportRegister,
    P::MoveDemoClock,
];
