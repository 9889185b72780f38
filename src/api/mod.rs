//! The JSON door: requests to commands, values to views.
//!
//! One file per noun; [`problem`] is the one mapping of errors to HTTP, [`caller`] says who calls,
//! [`answer`] and [`request`] are the shapes that all operations share.

pub mod accounts;
pub mod answer;
pub mod appeals;
pub mod applications;
pub mod appointments;
pub mod bans;
pub mod branches;
pub mod caller;
pub mod cases;
pub mod checklists;
pub mod closures;
pub mod complaints;
pub mod demo_clock;
mod described;
pub mod directives;
mod documents;
mod examples;
pub mod guarantees;
pub mod guilds;
pub mod inspections;
pub mod introductions;
pub mod licences;
pub mod messages;
pub mod notices;
pub mod old_registers;
mod penalties;
mod places;
pub mod policies;
pub mod problem;
pub mod register;
pub mod relocations;
pub mod request;
pub mod rulings;
mod service;
pub mod sessions;
pub mod settlements;
pub mod tokens;
pub mod unlicensed;
pub mod view;

use poem_openapi::{OpenApi, OpenApiService, Tags};

use self::described::Described;
use crate::context::Context;
use crate::http::openapi::mend;

/// What the operations are about.
#[derive(Tags)]
pub enum Tag {
    /// Accounts and tokens
    Access,
    /// Appeals to the central board
    Appeals,
    /// From an application to the decision on it
    Applications,
    /// Bans and the search for them
    Bans,
    /// The boards, their members and their sessions
    Boards,
    /// Violation cases, from the charge to the closing
    Cases,
    /// Complaints about agencies, and who they are about
    Complaints,
    /// The clock of a demonstration
    Demonstration,
    /// Bank guarantees of foreign agencies
    Guarantees,
    /// Checklists, and inspections from the plan to what follows from the report
    Inspections,
    /// Licences and their certificates
    Licences,
    /// Messages of the registry to operators
    Messages,
    /// What everybody may ask
    Public,
    /// Rulings of provincial boards, from the draft to the execution
    Rulings,
    /// Closures, policies and directives
    Settings,
    /// The settlement of closed offices with their job seekers
    Settlement,
    /// Offices that act without a licence
    Unlicensed,
}

/// All operations of `/api/v1` and `/public/v1`.
fn operations(context: &Context) -> impl OpenApi + use<> {
    (
        accounts::AccountsApi::new(context),
        tokens::TokensApi::new(context),
        (
            applications::ApplicationsApi::new(context),
            applications::ExaminationApi::new(context),
            applications::ReconsiderationApi::new(context),
            applications::DocumentsApi::new(context),
            applications::ManagerProposalsApi::new(context),
            applications::PerformanceApi::new(context),
            applications::RejectionsApi::new(context),
            applications::RenewalsApi::new(context),
            applications::TransfersApi::new(context),
        ),
        (
            guarantees::GuaranteesApi::new(context),
            guarantees::GuaranteeLifeApi::new(context),
            guarantees::GuaranteePapersApi::new(context),
        ),
        (
            checklists::ChecklistsApi::new(context),
            inspections::InspectionsApi::new(context),
            inspections::InspectorsApi::new(context),
            inspections::VisitsApi::new(context),
        ),
        (
            licences::LicencesApi::new(context),
            licences::HistoryApi::new(context),
            messages::MessagesApi::new(context),
            licences::InterimApi::new(context),
            licences::ArticlesApi::new(context),
            licences::LegacyApi::new(context),
            licences::PaperApi::new(context),
            licences::SurrenderApi::new(context),
            branches::BranchesApi::new(context),
            relocations::RelocationsApi::new(context),
            licences::ManagersApi::new(context),
            licences::PermissionApi::new(context),
            introductions::IntroductionsApi::new(context),
            old_registers::OldRegistersApi::new(context),
        ),
        register::RegisterApi::new(context),
        (
            rulings::RulingsApi::new(context),
            rulings::RulingVerificationApi::new(context),
        ),
        (
            appointments::AppointmentsApi::new(context),
            guilds::GuildsApi::new(context),
            sessions::SessionsApi::new(context),
        ),
        (
            appeals::AppealsApi::new(context),
            bans::BansApi::new(context),
            bans::MatchesApi::new(context),
            notices::NoticesApi::new(context),
        ),
        (
            closures::ClosuresApi::new(context),
            directives::DirectivesApi::new(context),
            policies::PoliciesApi::new(context),
        ),
        (
            cases::CasesApi::new(context),
            cases::CaseProceedingsApi::new(context),
        ),
        demo_clock::DemoApi::new(context),
        (
            complaints::ComplaintsApi::new(context),
            complaints::FilingApi::new(context),
            unlicensed::UnlicensedApi::new(context),
        ),
        (
            settlements::SettlementsApi::new(context),
            settlements::ClaimsApi::new(context),
            settlements::PapersApi::new(context),
        ),
    )
}

/// The JSON door as an endpoint's service, below `/api/v1` and `/public/v1`.
pub fn service(context: &Context) -> OpenApiService<impl OpenApi + use<>, ()> {
    titled(operations(context))
}

fn titled<T: OpenApi>(operations: T) -> OpenApiService<T, ()> {
    OpenApiService::new(operations, TITLE, env!("CARGO_PKG_VERSION"))
        .description(DESCRIPTION)
        .server("/")
}

const TITLE: &str = "Parvaneh";
const DESCRIPTION: &str = "Registry and inspection system for job-placement offices \
    (دفاتر کاریابی) under the cabinet bylaw of 1401/11/12.";

/// The published document as text, byte for byte as it is served and kept beside the source.
pub fn document_text() -> String {
    let mut text = serde_json::to_string_pretty(&document()).unwrap_or_default();
    text.push('\n');
    text
}

/// The published OpenAPI document, which is the same for every registry and needs none.
pub fn document() -> serde_json::Value {
    let spec = titled(Described::by(operations)).spec();
    examples::add(mend(serde_json::from_str(&spec).unwrap_or_default()))
}
