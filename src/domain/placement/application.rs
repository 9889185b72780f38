//! The application for a licence (درخواست), from the first draft to the licence or the refusal.
//!
//! [`state`] names the states, [`filing`] what the applicant fills in, [`event`] what happens.
//! The transitions stand in the order of the procedure: [`intake`], [`review`], [`decision`],
//! [`rejection`] and [`issue`]; [`acts`] explains which of them are open.

pub mod acts;
pub mod decision;
pub mod event;
pub mod filing;
pub mod intake;
pub mod issue;
mod kind;
mod reconsideration;
pub mod rejection;
mod renewal;
pub mod review;
pub mod state;

#[cfg(test)]
pub(in crate::domain::placement) mod sample;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use event::ApplicationEvent;
pub use filing::{Declarations, Filing};
pub use kind::ApplicationKind;
pub use reconsideration::Return;
pub use rejection::{RejectedBy, Rejection};
pub use renewal::not_a_renewal;
pub use state::{ApplicationState, Approval};

use self::issue::PremisesCheck;
use super::agency::AgencyProfile;
use super::article8::Criterion;
use super::article8::cover::GuaranteeCover;
use super::article8::finding::{Assessment, Finding, find};
use super::article8::rules::{Facts, FilePolicies};
use super::docket::DocketNumber;
use super::documents::DocumentRef;
use super::event::PlacementEvent;
use super::inquiry::Inquiry;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::deadline::Deadline;
use crate::domain::kernel::event::{Aggregate, Changed};
use crate::domain::kernel::province::Province;
use crate::domain::kernel::refusal::Refusal;

/// An application at the directorate of one province (A7).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Application {
    id: Uuid,
    operator: Uuid,
    file_number: DocketNumber,
    kind: ApplicationKind,
    province: Province,
    filing: Filing,
    filed_on: Option<NaiveDate>,
    #[serde(default)]
    first_filed_on: Option<NaiveDate>,
    maritime_directive: Option<Uuid>,
    documents: Vec<DocumentRef>,
    inquiries: Vec<Inquiry>,
    assessments: BTreeMap<Criterion, Assessment>,
    guarantee: Option<GuaranteeCover>,
    premises_check: Option<PremisesCheck>,
    returned: Option<Return>,
    state: ApplicationState,
}

/// An application after an act with the event that explains it, or the refusal of the act.
pub type Outcome = Result<Changed<Application, PlacementEvent>, Refusal>;

impl Aggregate for Application {
    type Event = PlacementEvent;

    const NOUN: &'static str = "application";

    fn id(&self) -> Uuid {
        self.id
    }

    fn state(&self) -> &'static str {
        self.state.name()
    }
}

impl Application {
    /// The account of the operator who filed it.
    pub const fn operator(&self) -> Uuid {
        self.operator
    }

    /// Whether it lies before the provincial board (A5.1).
    pub const fn awaits_board(&self) -> bool {
        matches!(self.state, ApplicationState::AwaitingBoard { .. })
    }

    /// The number of the file.
    pub const fn file_number(&self) -> &DocketNumber {
        &self.file_number
    }

    /// What it asks for.
    pub const fn kind(&self) -> ApplicationKind {
        self.kind
    }

    /// The licence that it is about, unless it asks for a first one.
    pub const fn licence(&self) -> Option<Uuid> {
        self.kind.licence()
    }

    /// The province whose directorate is competent (A7).
    pub const fn province(&self) -> Province {
        self.province
    }

    /// What the applicant filled in.
    pub const fn filing(&self) -> &Filing {
        &self.filing
    }

    /// The agency that is asked for.
    pub const fn profile(&self) -> &AgencyProfile {
        &self.filing.profile
    }

    /// The day of filing, the last one if it was completed later; the age is reckoned on it.
    pub const fn filed_on(&self) -> Option<NaiveDate> {
        self.filed_on
    }

    /// The day on which it was filed for the first time: a renewal filed in time is in time however
    /// often it is completed.
    pub fn first_filed_on(&self) -> Option<NaiveDate> {
        self.first_filed_on.or(self.filed_on)
    }

    /// The directive for maritime agencies under which it was filed (A7.n1).
    pub const fn maritime_directive(&self) -> Option<Uuid> {
        self.maritime_directive
    }

    /// The documents, in the order of their arrival.
    pub fn documents(&self) -> &[DocumentRef] {
        &self.documents
    }

    /// The inquiries, in the order of asking.
    pub fn inquiries(&self) -> &[Inquiry] {
        &self.inquiries
    }

    /// The officers' assessments.
    pub const fn assessments(&self) -> &BTreeMap<Criterion, Assessment> {
        &self.assessments
    }

    /// The accepted guarantee (A8.11).
    pub const fn guarantee(&self) -> Option<&GuaranteeCover> {
        self.guarantee.as_ref()
    }

    /// The check that the premises passed (A3.2).
    pub const fn premises_check(&self) -> Option<&PremisesCheck> {
        self.premises_check.as_ref()
    }

    /// Where it stands, with what was decided on the way.
    pub const fn standing(&self) -> &ApplicationState {
        &self.state
    }

    /// The term for completing what was sent back, while it runs or has run out unnoticed.
    pub const fn completion_term(&self) -> Option<&Deadline> {
        match &self.state {
            ApplicationState::DocumentsIncomplete { term, .. } => Some(term),
            _ => None,
        }
    }

    /// Who approved it, once it is approved.
    pub const fn approval(&self) -> Option<Approval> {
        match self.state {
            ApplicationState::Approved { approval }
            | ApplicationState::AwaitingGuarantee { approval }
            | ApplicationState::ReadyToIssue { approval }
            | ApplicationState::Issued { approval, .. } => Some(approval),
            _ => None,
        }
    }

    /// The names of the states that may follow.
    pub const fn next_states(&self) -> &'static [&'static str] {
        self.state.next(self.needs_board())
    }

    /// Whether a provincial board decides on it (A5.1, A5.3).
    pub const fn needs_board(&self) -> bool {
        self.kind.needs_board(self.filing.profile.kind)
    }

    /// What the rules of article 8 look at on a day.
    pub fn facts(&self, on: NaiveDate) -> Facts<'_> {
        Facts {
            kind: self.kind,
            profile: &self.filing.profile,
            applicant: &self.filing.applicant,
            website: self.filing.website.as_ref(),
            languages: &self.filing.languages,
            not_employed_by_the_state: self.filing.declarations.not_employed_by_the_state,
            filed_on: self.filed_on.unwrap_or(on),
            documents: &self.documents,
            inquiries: &self.inquiries,
            guarantee: self.guarantee.as_ref(),
        }
    }

    /// The finding about one condition on a day.
    pub fn finding(&self, criterion: Criterion, on: NaiveDate, policies: FilePolicies) -> Finding {
        find(
            criterion,
            self.assessments.get(&criterion),
            &self.facts(on),
            on,
            policies,
        )
    }

    /// The findings about all eleven conditions on a day, in the order of the clauses.
    pub fn findings(&self, on: NaiveDate, policies: FilePolicies) -> Vec<(Criterion, Finding)> {
        Criterion::ALL
            .into_iter()
            .map(|criterion| (criterion, self.finding(criterion, on, policies)))
            .collect()
    }

    /// The applicable conditions that are not met on a day.
    pub fn unmet(&self, on: NaiveDate, policies: FilePolicies) -> Vec<Criterion> {
        self.findings(on, policies)
            .into_iter()
            .filter(|(_, finding)| finding.blocks())
            .map(|(criterion, _)| criterion)
            .collect()
    }

    fn not_now(&self, citation: Citation) -> Refusal {
        Refusal::state(self.state.name(), self.next_states(), citation)
    }

    fn into_state(self, state: ApplicationState) -> Self {
        Self { state, ..self }
    }
}

/// The refusal of a second file of one kind about one licence.
pub fn open_already(kind: ApplicationKind) -> Refusal {
    let citation = match kind {
        ApplicationKind::New => Citation::article(7),
        ApplicationKind::Renewal { .. } => Citation::article(10),
        ApplicationKind::Transfer { .. } => Citation::note(7, 4),
        ApplicationKind::ManagerChange { .. } => Citation::note(9, 2),
    };
    Refusal::rule(
        "application-open-already",
        citation,
        format!(
            "درخواست دیگری برای {} این مجوز در جریان است.",
            kind.persian()
        ),
        "Another application of this kind about this licence is open.",
    )
}

/// The refusal that names conditions which are not met.
fn conditions_open(criteria: &[Criterion]) -> Refusal {
    let citation = criteria
        .first()
        .map_or(Citation::article(8), |criterion| criterion.citation());
    let persian: Vec<_> = criteria
        .iter()
        .map(|criterion| criterion.persian())
        .collect();
    let english: Vec<_> = criteria
        .iter()
        .map(|criterion| format!("{} ({})", criterion.english(), criterion.citation()))
        .collect();
    Refusal::rule(
        "criteria-not-met",
        citation,
        format!("این شرایط احراز نشده است: {}.", persian.join("؛ ")),
        format!("These conditions are not met: {}.", english.join("; ")),
    )
}
