//! What whoever complains sees: the own matter and nothing of others.

use chrono::NaiveDate;
use poem_openapi::{Enum, Object};

use crate::api::complaints::documents::ExhibitView;
use crate::api::view::persian;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::complaint::{Complaint, ComplaintDecision, ComplaintState};
use crate::domain::placement::docket::{Docket, DocketNumber};
use crate::domain::placement::documents::Exhibit;
use crate::domain::placement::unlicensed::UnlicensedReport;
use crate::use_cases::complaint::file::Filed;

/// What became of what somebody filed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub(in crate::api::complaints) enum FiledKindName {
    /// A complaint about a licensed agency
    Complaint,
    /// A report of an office without a licence
    UnlicensedReport,
}

impl FiledKindName {
    fn of(number: &DocketNumber) -> Self {
        match number.docket() {
            Some(Docket::UnlicensedReport) => Self::UnlicensedReport,
            _ => Self::Complaint,
        }
    }
}

/// That something was filed.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub(in crate::api::complaints) struct FiledView {
    /// What became of it.
    kind: FiledKindName,
    /// The number under which it is followed.
    number: String,
    /// The secret that goes with it: shown this once, and never to a request that comes again.
    secret: Option<String>,
    /// The day of filing.
    filed_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    filed_on_persian: String,
}

impl FiledView {
    pub(in crate::api::complaints) fn of(filed: &Filed, secret: Option<String>) -> Self {
        Self {
            kind: FiledKindName::of(&filed.number),
            number: filed.number.to_string(),
            secret,
            filed_on: filed.filed_on,
            filed_on_persian: persian(filed.filed_on),
        }
    }
}

/// Where a matter stands, for whoever filed it.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub(in crate::api::complaints) struct FollowedView {
    /// What it is.
    kind: FiledKindName,
    /// The number under which it is followed.
    number: String,
    /// The state.
    state: String,
    /// The same in Persian.
    state_persian: String,
    /// The name of the agency or office.
    about: String,
    /// The number of its licence.
    licence_number: Option<String>,
    /// The day of filing.
    filed_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    filed_on_persian: String,
    /// The last day on which the association may answer, while it is awaited.
    opinion_until: Option<NaiveDate>,
    /// The same in the Solar Hijri calendar.
    opinion_until_persian: Option<String>,
    /// What the board decided: `upheld`, `dismissed` or `settled`.
    decision: Option<String>,
    /// The same in Persian.
    decision_persian: Option<String>,
    /// The day of the decision.
    decided_on: Option<NaiveDate>,
    /// The same in the Solar Hijri calendar.
    decided_on_persian: Option<String>,
    /// What was agreed in a settlement.
    agreement: Option<String>,
    /// The day of the withdrawal.
    withdrawn_on: Option<NaiveDate>,
    /// The same in the Solar Hijri calendar.
    withdrawn_on_persian: Option<String>,
    /// What was submitted.
    documents: Vec<ExhibitView>,
}

impl FollowedView {
    pub(in crate::api::complaints) fn of_complaint(complaint: &Complaint) -> Self {
        let state = complaint.complaint_state();
        let (mut until, mut decision, mut withdrawn_on) = (None, None, None);
        match state {
            ComplaintState::OpinionRequested { request } => {
                until = Some(request.deadline.last_accepted());
            }
            ComplaintState::Decided { decision: made, .. } => decision = Some(made),
            ComplaintState::Withdrawn { on, .. } => withdrawn_on = Some(*on),
            _ => {}
        }
        let decided_on = decision.map(ComplaintDecision::decided_on);
        Self {
            licence_number: Some(complaint.respondent().number.to_string()),
            state: complaint.state().to_owned(),
            state_persian: state.persian().to_owned(),
            opinion_until: until,
            opinion_until_persian: until.map(persian),
            decision: decision.map(|it| it.name().to_owned()),
            decision_persian: decision.map(|it| it.persian().to_owned()),
            decided_on,
            decided_on_persian: decided_on.map(persian),
            agreement: match decision {
                Some(ComplaintDecision::Settled { agreement, .. }) => Some(agreement.to_string()),
                _ => None,
            },
            withdrawn_on,
            withdrawn_on_persian: withdrawn_on.map(persian),
            ..Self::begun(
                complaint.number(),
                complaint.respondent().agency.as_str(),
                complaint.filed_on(),
                &complaint.grievance().documents,
            )
        }
    }

    pub(in crate::api::complaints) fn of_report(report: &UnlicensedReport) -> Self {
        Self {
            state: report.state().to_owned(),
            state_persian: report.report_state().persian().to_owned(),
            ..Self::begun(
                report.number(),
                report.office().name.as_str(),
                report.received_on(),
                report.documents(),
            )
        }
    }

    fn begun(
        number: &DocketNumber,
        about: &str,
        filed_on: NaiveDate,
        documents: &[Exhibit],
    ) -> Self {
        Self {
            kind: FiledKindName::of(number),
            number: number.to_string(),
            state: String::new(),
            state_persian: String::new(),
            about: about.to_owned(),
            licence_number: None,
            filed_on,
            filed_on_persian: persian(filed_on),
            opinion_until: None,
            opinion_until_persian: None,
            decision: None,
            decision_persian: None,
            decided_on: None,
            decided_on_persian: None,
            agreement: None,
            withdrawn_on: None,
            withdrawn_on_persian: None,
            documents: documents.iter().map(ExhibitView::of).collect(),
        }
    }
}
