//! The parts of a ruling's view: vote, service, term of appeal, amendments.

use chrono::NaiveDate;
use poem_openapi::Object;
use uuid::Uuid;

use super::view::ServiceMethodName;
use crate::api::closures::DeadlineStep;
use crate::api::view::persian;
use crate::domain::kernel::board::BoardSeat;
use crate::domain::placement::ruling::{Amendment, AmendmentKind, Served, Service, VoteRecord};

/// The vote of the board, as its session recorded it.
#[derive(Object)]
pub(super) struct VoteView {
    /// The session.
    session_id: Uuid,
    /// The day.
    decided_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    decided_on_persian: String,
    /// The seats with a vote.
    entitled: Vec<String>,
    /// The seats that were present.
    present: Vec<String>,
    /// The seats that declared a conflict of interest.
    recused: Vec<String>,
    /// The presence that was needed.
    quorum: usize,
    /// Votes for a violation.
    in_favour: usize,
    /// Votes against it.
    against: usize,
    /// Abstentions.
    abstained: usize,
}

/// A service of a ruling.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub(super) struct ServiceView {
    /// The day.
    served_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    served_on_persian: String,
    /// How.
    method: ServiceMethodName,
    /// The receipt.
    proof: String,
    /// The hash of the scanned proof.
    document: Option<String>,
}

/// The twenty days of appeal (A5.n2), with how they were reckoned.
#[derive(Object)]
pub(super) struct AppealTermView {
    /// The day by which the party is advised to file.
    file_by: NaiveDate,
    /// The same in the Solar Hijri calendar.
    file_by_persian: String,
    /// The last day on which an appeal is accepted.
    last_accepted: NaiveDate,
    /// The same in the Solar Hijri calendar.
    last_accepted_persian: String,
    /// The day on which the ruling is final if nobody appeals.
    final_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    final_on_persian: String,
    /// The version of the calendar of closed days.
    calendar_version: i64,
    /// How it was reckoned, step by step.
    explanation: Vec<DeadlineStep>,
}

/// An amendment around a ruling, whose text stays as signed.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub(super) struct AmendmentView {
    /// `service_corrected`, `served_again` or `clerical`.
    kind: String,
    /// The day.
    on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    on_persian: String,
    /// Why.
    reason: String,
    /// The service before.
    service_before: Option<ServiceView>,
    /// The explanation of a slip of the pen.
    text: Option<String>,
}

/// The hash under which a scanned proof was taken in.
#[derive(Object)]
pub(super) struct ProofView {
    /// To be named by the service within a day.
    pub(super) sha256: String,
    /// What its bytes are.
    pub(super) media_type: String,
    /// How many there are.
    pub(super) size: u64,
}

impl VoteView {
    pub(super) fn of(vote: &VoteRecord) -> Self {
        let codes = |seats: &std::collections::BTreeSet<_>| {
            seats
                .iter()
                .copied()
                .map(BoardSeat::code)
                .map(str::to_owned)
                .collect()
        };
        let tally = &vote.tally;
        Self {
            session_id: vote.session,
            decided_on: vote.decided_on,
            decided_on_persian: persian(vote.decided_on),
            entitled: codes(&tally.entitled),
            present: codes(&tally.present),
            recused: codes(&tally.recused),
            quorum: tally.quorum_needed,
            in_favour: tally.in_favour,
            against: tally.against,
            abstained: tally.abstained,
        }
    }
}

impl ServiceView {
    pub(super) fn of(service: &Service) -> Self {
        Self {
            served_on: service.on,
            served_on_persian: persian(service.on),
            method: service.method.into(),
            proof: service.proof.to_string(),
            document: service.document.as_ref().map(ToString::to_string),
        }
    }
}

impl AppealTermView {
    pub(super) fn of(served: &Served) -> Self {
        let term = &served.term;
        let (file_by, last) = (term.advised(), term.last_accepted());
        let steps = term.deadline().explanation().iter();
        Self {
            file_by,
            file_by_persian: persian(file_by),
            last_accepted: last,
            last_accepted_persian: persian(last),
            final_on: served.final_on(),
            final_on_persian: persian(served.final_on()),
            calendar_version: term.deadline().calendar_version(),
            explanation: steps.map(DeadlineStep::of).collect(),
        }
    }
}

impl AmendmentView {
    pub(super) fn of(amendment: &Amendment) -> Self {
        let (kind, before, text) = match &amendment.kind {
            AmendmentKind::ServiceCorrected { before } => ("service_corrected", Some(before), None),
            AmendmentKind::ServedAgain { before } => ("served_again", Some(before), None),
            AmendmentKind::Clerical { text } => ("clerical", None, Some(text)),
        };
        Self {
            kind: kind.to_owned(),
            on: amendment.on,
            on_persian: persian(amendment.on),
            reason: amendment.reason.to_string(),
            service_before: before.map(ServiceView::of),
            text: text.map(ToString::to_string),
        }
    }
}
