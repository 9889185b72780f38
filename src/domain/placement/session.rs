//! A session (جلسه) of a board: called, opened with a quorum, voted, closed with its minutes.
//!
//! A session has exactly one scope, because the scope decides which seats vote.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::appointment::Represented;
use super::boards::{BoardKind, Scope, Seat};
use super::event::PlacementEvent;
use super::guild::GuildRegistration;
use super::policies::Policies;
use crate::domain::kernel::board::{Ballot, Rules, Vote};
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::{Aggregate, Changed};
use crate::domain::kernel::refusal::Refusal;
use crate::domain::kernel::text::{LongText, Name, ShortText};

mod agenda;
mod decision;
mod event;
mod proceedings;
mod sitting;

pub use agenda::{AgendaItem, ItemState, Matter, MatterKind};
pub use decision::{BoardDecision, Decision, LegalBasis, Outcome, Resolution};
pub use event::SessionEvent;

/// The most experts that a chair may invite (A2.n3, A4.n3).
pub const MAX_INVITEES: usize = 2;

/// A session of a board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    id: Uuid,
    board: BoardKind,
    scope: Scope,
    concerned_body: Option<Name>,
    called_for: NaiveDate,
    place: ShortText,
    agenda: Vec<AgendaItem>,
    invitees: Vec<Invitee>,
    state: SessionState,
}

/// Where a session stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum SessionState {
    /// دعوت‌شده
    Called,
    /// رسمی
    Open(Sitting),
    /// پایان‌یافته
    Closed {
        /// The sitting as it ended.
        sitting: Sitting,
        /// The day of closing.
        closed_on: NaiveDate,
        /// The minutes (صورت‌جلسه).
        minutes: LongText,
    },
    /// به حد نصاب نرسیده: it never opened.
    Adjourned {
        /// The day.
        on: NaiveDate,
        /// Why, with who was present.
        reason: LongText,
    },
}

/// What holds while a session sits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sitting {
    /// The date of the session.
    pub opened_on: NaiveDate,
    /// The rules of voting, settled at opening.
    pub rules: Rules<Seat>,
    /// Who is present now, seat by seat.
    pub present: BTreeMap<Seat, Attendee>,
}

impl Sitting {
    fn seats(&self) -> BTreeSet<Seat> {
        self.present.keys().copied().collect()
    }
}

/// The person who occupies a seat in a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendee {
    /// The appointment that entitles the person.
    pub appointment: Uuid,
    /// The account through which the person votes.
    pub account: Uuid,
    /// The person's name.
    pub person: Name,
    /// Whom the person represents.
    pub represents: Option<Represented>,
}

/// An expert (صاحب‌نظر) whom the chair invited: attends and speaks, but has no vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitee {
    /// The expert's name.
    pub person: Name,
    /// The expert's field.
    pub expertise: ShortText,
}

/// Who else is appointed, registered and decided when members come in.
#[derive(Clone, Copy, Debug)]
pub struct Circumstances<'a> {
    /// The registrations of guild bodies.
    pub guilds: &'a [GuildRegistration],
    /// The policies in force on the date of the session.
    pub policies: Policies<'a>,
}

/// What a session is called for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// The board.
    pub board: BoardKind,
    /// Its one scope.
    pub scope: Scope,
    /// The executive body that the matter concerns, where there is one (A2.5).
    pub concerned_body: Option<Name>,
    /// The day it is called for.
    pub called_for: NaiveDate,
    /// Where.
    pub place: ShortText,
}

impl Session {
    /// Calls a session.
    pub fn call(
        id: Uuid,
        call: Call,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let Call {
            board,
            scope,
            concerned_body,
            called_for,
            place,
        } = call;
        if matches!(board, BoardKind::Provincial(_)) {
            if scope == Scope::General {
                return Err(Refusal::rule(
                    "scope-not-of-this-board",
                    Citation::article(5),
                    "جلسه عمومی ویژه هیئت مرکزی است.",
                    "Only the central board sits on general matters.",
                ));
            }
            if concerned_body.is_some() {
                return Err(Refusal::rule(
                    "no-seat-for-executive-body",
                    board.citation(),
                    "در هیئت استانی سمتی برای نماینده دستگاه اجرایی نیست.",
                    "A provincial board has no seat for a concerned executive body.",
                ));
            }
        }
        if board == BoardKind::Central && scope == Scope::Maritime && concerned_body.is_none() {
            return Err(Refusal::rule(
                "executive-body-not-named",
                Citation::clause(2, 5),
                "برای جلسه دریایی باید دستگاه اجرایی ذی‌ربط (سازمان بنادر و دریانوردی) نام برده شود.",
                "A maritime session names the concerned executive body (Ports and Maritime Organisation).",
            ));
        }
        if called_for < today {
            return Err(Refusal::rule(
                "session-in-the-past",
                board.quorum_citation(),
                "جلسه برای روزی در گذشته دعوت نمی‌شود.",
                "A session cannot be called for a day in the past.",
            ));
        }
        let event = SessionEvent::SessionCalled {
            board,
            scope,
            called_for,
        };
        let session = Self {
            id,
            board,
            scope,
            concerned_body,
            called_for,
            place,
            agenda: Vec::new(),
            invitees: Vec::new(),
            state: SessionState::Called,
        };
        Ok(Changed::new(session, event))
    }

    /// The board.
    pub fn board(&self) -> BoardKind {
        self.board
    }

    /// The one scope.
    pub fn scope(&self) -> Scope {
        self.scope
    }

    /// The executive body that was named for the session.
    pub fn concerned_body(&self) -> Option<&Name> {
        self.concerned_body.as_ref()
    }

    /// The day it is called for.
    pub fn called_for(&self) -> NaiveDate {
        self.called_for
    }

    /// Where.
    pub fn place(&self) -> &ShortText {
        &self.place
    }

    /// The agenda, in the order of tabling.
    pub fn agenda(&self) -> &[AgendaItem] {
        &self.agenda
    }

    /// One item of the agenda.
    pub fn item(&self, item: Uuid) -> Option<&AgendaItem> {
        self.agenda.iter().find(|it| it.id() == item)
    }

    /// The invited experts.
    pub fn invitees(&self) -> &[Invitee] {
        &self.invitees
    }

    /// Where it stands.
    pub fn session_state(&self) -> &SessionState {
        &self.state
    }

    /// The matters that no other session may take up: everything on the agenda of a session that is not
    /// over, except what it put off to another.
    pub fn holds(&self) -> impl Iterator<Item = Matter> {
        let agenda = match self.state {
            SessionState::Called | SessionState::Open(_) => &self.agenda[..],
            SessionState::Closed { .. } | SessionState::Adjourned { .. } => &[],
        };
        agenda
            .iter()
            .filter(|item| !item.is_postponed())
            .map(AgendaItem::matter)
    }

    /// What this session decided on a matter, for the aggregate that acts on it.
    pub fn decision_on(&self, matter: Matter) -> Option<BoardDecision> {
        let decision = self
            .agenda
            .iter()
            .find(|item| item.matter() == matter)?
            .decision()?;
        Some(BoardDecision::new(self, matter, decision.clone()))
    }

    pub(super) fn require_under_way(&self) -> Result<(), Refusal> {
        match self.state {
            SessionState::Called | SessionState::Open(_) => Ok(()),
            SessionState::Closed { .. } | SessionState::Adjourned { .. } => Err(self.illegal()),
        }
    }

    pub(super) fn illegal(&self) -> Refusal {
        let next: &'static [&'static str] = match self.state {
            SessionState::Called => &["open", "adjourned"],
            SessionState::Open(_) => &["closed"],
            SessionState::Closed { .. } | SessionState::Adjourned { .. } => &[],
        };
        Refusal::state(self.state(), next, self.board.quorum_citation())
    }
}

impl Aggregate for Session {
    type Event = PlacementEvent;

    const NOUN: &'static str = "session";

    fn id(&self) -> Uuid {
        self.id
    }

    fn state(&self) -> &'static str {
        match self.state {
            SessionState::Called => "called",
            SessionState::Open(_) => "open",
            SessionState::Closed { .. } => "closed",
            SessionState::Adjourned { .. } => "adjourned",
        }
    }
}

#[cfg(test)]
mod any_sequence;
#[cfg(test)]
mod tests;
