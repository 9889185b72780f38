//! The parts of a ruling's view: vote, service, term of appeal, amendments.

use chrono::NaiveDate;
use poem_openapi::Object;
use uuid::Uuid;

use crate::api::service::ServiceView;
use crate::api::view::persian;
use crate::domain::kernel::board::BoardSeat;
use crate::domain::placement::ruling::{Amendment, AmendmentKind, VoteRecord};

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
