//! How a session looks.

use chrono::NaiveDate;
use poem_openapi::Object;
use uuid::Uuid;

use crate::api::view::{enumeration, persian};
use crate::domain::kernel::board::{BoardSeat, Vote};
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::refusal::Invalid;
use crate::domain::placement::boards::{Scope, Seat};
use crate::domain::placement::session::{
    AgendaItem, Decision, ItemState, LegalBasis, MatterKind, Outcome, Session, SessionState,
    Sitting,
};
use crate::error::Error;

enumeration! {
    /// The one field that a session deals with.
    ScopeName of Scope { Domestic, Foreign, Maritime, General }
}

enumeration! {
    /// What boards decide on.
    MatterName of MatterKind {
        Appeal, Application, Case, Complaint, Directive, InterimLifting, InterimSuspension,
    }
}

enumeration! {
    /// A vote on a proposal.
    VoteName of Vote { For, Against, Abstain }
}

enumeration! {
    /// How a proposal ended.
    OutcomeName of Outcome { Approved, Rejected }
}

/// Where a session stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, poem_openapi::Enum)]
#[oai(rename_all = "snake_case")]
pub(super) enum SessionStateName {
    /// Called
    Called,
    /// Open
    Open,
    /// Closed with minutes
    Closed,
    /// Ended without a quorum
    Adjourned,
}

impl SessionStateName {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Called => "called",
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Adjourned => "adjourned",
        }
    }

    const fn of(state: &SessionState) -> Self {
        match state {
            SessionState::Called => Self::Called,
            SessionState::Open(_) => Self::Open,
            SessionState::Closed { .. } => Self::Closed,
            SessionState::Adjourned { .. } => Self::Adjourned,
        }
    }
}

/// A session of a board.
#[derive(Object)]
pub(super) struct SessionView {
    id: Uuid,
    /// `central` or the code of a province.
    board: String,
    /// The board in Persian.
    board_fa: String,
    /// The one scope.
    scope: ScopeName,
    /// The executive body that the matter concerns.
    #[oai(skip_serializing_if_is_none)]
    concerned_body: Option<String>,
    /// The day it is called for.
    called_for: NaiveDate,
    /// The same in the Solar Hijri calendar.
    called_for_persian: String,
    /// Where.
    place: String,
    /// Where it stands.
    state: SessionStateName,
    /// What is decided.
    agenda: Vec<ItemView>,
    /// The experts without a vote.
    invitees: Vec<InviteeView>,
    /// The sitting, once it has opened.
    #[oai(skip_serializing_if_is_none)]
    sitting: Option<SittingView>,
    /// The day on which it closed or was adjourned.
    #[oai(skip_serializing_if_is_none)]
    ended_on: Option<NaiveDate>,
    /// The same in the Solar Hijri calendar.
    #[oai(skip_serializing_if_is_none)]
    ended_on_persian: Option<String>,
    /// The minutes, or why it did not open.
    #[oai(skip_serializing_if_is_none)]
    minutes: Option<String>,
}

/// An expert without a vote.
#[derive(Object)]
struct InviteeView {
    /// The expert's name.
    person: String,
    /// The expert's field.
    expertise: String,
}

/// What holds while a session sits.
#[derive(Object)]
struct SittingView {
    /// The date of the session.
    opened_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    opened_on_persian: String,
    /// The seats with a vote.
    entitled: Vec<String>,
    /// How many members make a quorum.
    quorum: usize,
    /// Who is present.
    present: Vec<AttendeeView>,
}

/// Who occupies a seat.
#[derive(Object)]
struct AttendeeView {
    /// The seat.
    seat: String,
    /// The seat as the bylaw names it.
    seat_fa: String,
    /// The person's name.
    person: String,
    /// The appointment.
    appointment: Uuid,
}

/// An item of the agenda.
#[derive(Object)]
struct ItemView {
    id: Uuid,
    /// What it is.
    matter: MatterName,
    /// Which one.
    matter_id: Uuid,
    /// `pending`, `decided` or `postponed`.
    state: String,
    /// The version of its ballot, for If-Match of a vote.
    ballot_version: i64,
    /// The votes so far.
    votes: Vec<SeatVote>,
    /// The declared conflicts of interest.
    recusals: Vec<RecusalView>,
    /// The decision.
    #[oai(skip_serializing_if_is_none)]
    decision: Option<BoardDecisionView>,
    /// Why it was put off.
    #[oai(skip_serializing_if_is_none)]
    postponed_because: Option<String>,
}

/// The vote of a seat.
#[derive(Object)]
struct SeatVote {
    /// The seat.
    seat: String,
    /// The vote.
    vote: VoteName,
}

/// A declared conflict of interest.
#[derive(Object)]
struct RecusalView {
    /// The seat.
    seat: String,
    /// Why.
    reason: String,
}

/// What a board decided.
#[derive(Object)]
struct BoardDecisionView {
    /// Approved or rejected.
    outcome: OutcomeName,
    /// The reasons.
    reasons: String,
    /// The rules that it rests on.
    legal_basis: Vec<LegalBasisForm>,
    /// The day.
    decided_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    decided_on_persian: String,
    /// Votes for it.
    in_favour: usize,
    /// Votes against it.
    against: usize,
    /// Abstentions.
    abstained: usize,
}

/// A rule that a decision rests on: a place in the law, or a directive.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub(in crate::api) struct LegalBasisForm {
    /// A place in the bylaw or in a law, for example `A8.7`.
    #[oai(skip_serializing_if_is_none)]
    citation: Option<String>,
    /// A directive of the central board that is in force.
    #[oai(skip_serializing_if_is_none)]
    directive: Option<Uuid>,
}

impl LegalBasisForm {
    pub(in crate::api) fn read(&self, at: &str) -> Result<LegalBasis, Error> {
        match (&self.citation, self.directive) {
            (Some(citation), None) => {
                let citation: Citation =
                    crate::api::request::read(&format!("{at}/citation"), citation)?;
                Ok(LegalBasis::Law { citation })
            }
            (None, Some(id)) => Ok(LegalBasis::Directive { id }),
            _ => Err(Error::invalid(at, ONE_BASIS)),
        }
    }

    pub(in crate::api) fn of(basis: &LegalBasis) -> Self {
        match basis {
            LegalBasis::Law { citation } => Self {
                citation: Some(citation.to_string()),
                directive: None,
            },
            LegalBasis::Directive { id } => Self {
                citation: None,
                directive: Some(*id),
            },
        }
    }
}

const ONE_BASIS: Invalid = Invalid {
    code: "legal-basis",
    fa: "هر مستند یا یک ماده قانونی است یا یک دستورالعمل.",
    en: "A legal basis is either a place in the law or a directive.",
};

impl SessionView {
    pub(super) fn of(session: &Session) -> Self {
        let state = session.session_state();
        let (sitting, ended_on, minutes) = match state {
            SessionState::Called => (None, None, None),
            SessionState::Open(sitting) => (Some(sitting), None, None),
            SessionState::Closed {
                sitting,
                closed_on,
                minutes,
            } => (Some(sitting), Some(*closed_on), Some(minutes)),
            SessionState::Adjourned { on, reason } => (None, Some(*on), Some(reason)),
        };
        let invitees = session.invitees().iter();
        Self {
            id: session.id(),
            board: session.board().to_string(),
            board_fa: session.board().name_fa(),
            scope: session.scope().into(),
            concerned_body: session.concerned_body().map(ToString::to_string),
            called_for: session.called_for(),
            called_for_persian: persian(session.called_for()),
            place: session.place().to_string(),
            state: SessionStateName::of(state),
            agenda: session.agenda().iter().map(ItemView::of).collect(),
            invitees: invitees
                .map(|it| InviteeView {
                    person: it.person.to_string(),
                    expertise: it.expertise.to_string(),
                })
                .collect(),
            sitting: sitting.map(SittingView::of),
            ended_on,
            ended_on_persian: ended_on.map(persian),
            minutes: minutes.map(ToString::to_string),
        }
    }
}

impl SittingView {
    fn of(sitting: &Sitting) -> Self {
        let present = sitting.present.iter();
        Self {
            opened_on: sitting.opened_on,
            opened_on_persian: persian(sitting.opened_on),
            entitled: sitting.rules.entitled.iter().copied().map(code).collect(),
            quorum: sitting.rules.quorum.needed(),
            present: present
                .map(|(seat, attendee)| AttendeeView {
                    seat: code(*seat),
                    seat_fa: seat.name_fa().to_owned(),
                    person: attendee.person.to_string(),
                    appointment: attendee.appointment,
                })
                .collect(),
        }
    }
}

impl ItemView {
    fn of(item: &AgendaItem) -> Self {
        let votes = item.ballot().votes().iter();
        let recusals = item.recusals().iter();
        let (state, postponed) = match item.item_state() {
            ItemState::Pending => ("pending", None),
            ItemState::Decided { .. } => ("decided", None),
            ItemState::Postponed { reason } => ("postponed", Some(reason.to_string())),
        };
        Self {
            id: item.id(),
            matter: item.matter().kind.into(),
            matter_id: item.matter().id,
            state: state.to_owned(),
            ballot_version: item.ballot_version(),
            votes: votes
                .map(|(seat, vote)| SeatVote {
                    seat: code(*seat),
                    vote: (*vote).into(),
                })
                .collect(),
            recusals: recusals
                .map(|(seat, reason)| RecusalView {
                    seat: code(*seat),
                    reason: reason.to_string(),
                })
                .collect(),
            decision: item.decision().map(BoardDecisionView::of),
            postponed_because: postponed,
        }
    }
}

impl BoardDecisionView {
    fn of(decision: &Decision) -> Self {
        let tally = decision.tally();
        Self {
            outcome: decision.outcome().into(),
            reasons: decision.reasons().to_string(),
            legal_basis: decision
                .legal_basis()
                .iter()
                .map(LegalBasisForm::of)
                .collect(),
            decided_on: decision.decided_on(),
            decided_on_persian: persian(decision.decided_on()),
            in_favour: tally.in_favour,
            against: tally.against,
            abstained: tally.abstained,
        }
    }
}

fn code(seat: Seat) -> String {
    seat.code().to_owned()
}
