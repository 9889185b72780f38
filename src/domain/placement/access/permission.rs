//! The kinds of acts.

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
    /// Tell what changes at one's own agency: its place, branches, articles, paper, its end (A9, A13).
    RunAgency,
    /// Enter licences granted before the bylaw, find that they conform, record losses (A7, A17).
    KeepLicences,
    /// Introduce a transferee for one's own licence (A7.n4).
    IntroduceTransferee,
    /// Take note that a technical manager left: for one's own licence, or ex officio (A9.n2).
    ReportManagerLeft,
    /// See what the two sides of a transfer have in common (A7.n4, A15.8).
    ReadTransferSigns,
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
    /// Take over the register that was kept before this one (A17).
    ImportRegister,
    /// Record bans that arose outside this registry (A15.n2).
    RecordBan,
    /// Plan inspections and assign inspectors (A6.2).
    PlanInspection,
    /// Visit, report, add to reports (A6.2).
    Inspect,
    /// Close a report, set a term for correction, escalate (A6.2).
    FollowUpInspection,
    /// See inspections: those of one's province, one's own visits, or of one's own agency.
    ReadInspections,
    /// Issue the checklists of inspections (A6.2).
    IssueChecklist,
    /// Register complaints, ask for the advisory opinion (A6.6).
    HandleComplaint,
    /// Give the association's advisory opinion (A6.6).
    AdviseOnComplaint,
    /// See complaints of one's province. Whoever may advise sees those on which one is asked.
    ReadComplaints,
    /// See every document of a complaint, disclosed to boards and associations or not.
    ReadComplaintDocuments,
    /// See reports of unlicensed offices in one's province (A6.3).
    ReadUnlicensed,
    /// Work on reports of unlicensed offices, and read who reports (A6.3).
    HandleUnlicensed,
    /// Open violation cases, serve charges, join, refer to the judiciary (A5.2, A5.n3).
    PrepareCase,
    /// Answer the charges against one's own agency (A5.2).
    DefendCase,
    /// See violation cases and rulings: of one's province, or against one's own agency.
    ReadCases,
    /// Write down what the board ruled (A5.n1).
    DraftRuling,
    /// Sign a ruling, as the chair of the board (A4).
    SignRuling,
    /// Issue, serve and execute rulings, and serve rejections of applications (A5.n2).
    ServeRuling,
    /// Appeal for one's own agency or application (A5.n2).
    LodgeAppeal,
    /// Record an appeal that came in on paper (A5.n2).
    ReceiveAppeal,
    /// Admit, schedule, hear and record the decision on appeals (A3.3).
    HandleAppeal,
    /// See appeals: of one's province, at the central board, or one's own.
    ReadAppeals,
    /// See bans with the parties they cover (A15.n2).
    ReadBans,
    /// Annul a ban by the order of a court (A15.n2).
    AnnulBan,
    /// Find that a match with the list of bans is not the same person (A15.n2).
    ReviewMatch,
    /// Take note of a final revocation for one's province (A15.n2).
    AcknowledgeNotice,
    /// See the notices to one's province.
    ReadNotices,
    /// See settlement files: of one's province or of one's own agency.
    ReadSettlements,
    /// Serve the notice, tick duties, record payments, close the file (A16).
    KeepSettlement,
    /// Record what became of each job seeker, through the association (A6.4).
    SettleSeekers,
    /// Order a claim on a guarantee, with a legal basis (A8.11, A16).
    ClaimGuarantee,
    /// Carry out an interim suspension that the board decided, and lift it (A5.3).
    SuspendInterim,
    /// See the messages of the registry to oneself.
    ReadMessages,
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
            Self::RunAgency => "run-agency",
            Self::KeepLicences => "keep-licences",
            Self::IntroduceTransferee => "introduce-transferee",
            Self::ReportManagerLeft => "report-manager-left",
            Self::ReadTransferSigns => "read-transfer-signs",
            Self::ReadSessions => "read-sessions",
            Self::ConductSession => "conduct-session",
            Self::Vote => "vote",
            Self::Appoint => "appoint",
            Self::ReadSettings => "read-settings",
            Self::RecordDirective => "record-directive",
            Self::RecordPolicy => "record-policy",
            Self::RecordClosure => "record-closure",
            Self::RegisterGuildBody => "register-guild-body",
            Self::ImportRegister => "import-register",
            Self::RecordBan => "record-ban",
            Self::PlanInspection => "plan-inspection",
            Self::Inspect => "inspect",
            Self::FollowUpInspection => "follow-up-inspection",
            Self::ReadInspections => "read-inspections",
            Self::IssueChecklist => "issue-checklist",
            Self::HandleComplaint => "handle-complaint",
            Self::AdviseOnComplaint => "advise-on-complaint",
            Self::ReadComplaints => "read-complaints",
            Self::ReadComplaintDocuments => "read-complaint-documents",
            Self::ReadUnlicensed => "read-unlicensed",
            Self::HandleUnlicensed => "handle-unlicensed",
            Self::PrepareCase => "prepare-case",
            Self::DefendCase => "defend-case",
            Self::ReadCases => "read-cases",
            Self::DraftRuling => "draft-ruling",
            Self::SignRuling => "sign-ruling",
            Self::ServeRuling => "serve-ruling",
            Self::LodgeAppeal => "lodge-appeal",
            Self::ReceiveAppeal => "receive-appeal",
            Self::HandleAppeal => "handle-appeal",
            Self::ReadAppeals => "read-appeals",
            Self::ReadBans => "read-bans",
            Self::AnnulBan => "annul-ban",
            Self::ReviewMatch => "review-match",
            Self::AcknowledgeNotice => "acknowledge-notice",
            Self::ReadNotices => "read-notices",
            Self::ReadSettlements => "read-settlements",
            Self::KeepSettlement => "keep-settlement",
            Self::SettleSeekers => "settle-seekers",
            Self::ClaimGuarantee => "claim-guarantee",
            Self::SuspendInterim => "suspend-interim",
            Self::ReadMessages => "read-messages",
            Self::ManageAccounts => "manage-accounts",
            Self::ReadAccounts => "read-accounts",
            Self::ReadEvidence => "read-evidence",
            Self::MoveDemoClock => "move-demo-clock",
        }
    }
}
