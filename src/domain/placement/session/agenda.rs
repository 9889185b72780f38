//! What a session deals with, item by item.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::super::application::Application;
use super::super::boards::{BoardKind, Scope, Seat};
use super::super::case::Case;
use super::super::complaint::Complaint;
use super::super::directives::PlacementDirective;
use super::super::licence::{HoldKind, Licence};
use crate::domain::kernel::calendar::SolarHijri;
use crate::domain::kernel::event::Aggregate;

use super::{Ballot, Citation, Decision, Refusal, Rules, Session, ShortText, Vote};

/// The subject of an item: what is decided, and which one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Matter {
    /// What it is.
    pub kind: MatterKind,
    /// Which one.
    pub id: Uuid,
}

/// What boards decide on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MatterKind {
    /// An appeal against a ruling or a rejection; that it is well founded is proposed (A3.3).
    Appeal,
    /// An application for a licence; approval is proposed (A5.1, A5.3).
    Application,
    /// A violation case; that a violation is established is proposed (A5.2).
    Case,
    /// A complaint of a job seeker or an employer; that it is upheld is proposed (A5.4).
    Complaint,
    /// A directive; its adoption is proposed (A3.2).
    Directive,
    /// A licence that is suspended before its case is decided; that this be lifted is proposed (A5.3).
    InterimLifting,
    /// A licence that is to be suspended before its case is decided (A5.3).
    InterimSuspension,
}

impl MatterKind {
    /// Where the law gives the matter to a board.
    pub const fn citation(self) -> Citation {
        match self {
            Self::Appeal => Citation::clause(3, 3),
            Self::Application => Citation::clause(5, 1),
            Self::Case => Citation::clause(5, 2),
            Self::Complaint => Citation::clause(5, 4),
            Self::Directive => Citation::clause(3, 2),
            Self::InterimLifting | Self::InterimSuspension => Citation::clause(5, 3),
        }
    }
}

impl Matter {
    /// An application for a licence.
    pub const fn application(id: Uuid) -> Self {
        Self {
            kind: MatterKind::Application,
            id,
        }
    }

    /// An appeal.
    pub const fn appeal(id: Uuid) -> Self {
        Self {
            kind: MatterKind::Appeal,
            id,
        }
    }

    /// A violation case.
    pub const fn case(id: Uuid) -> Self {
        Self {
            kind: MatterKind::Case,
            id,
        }
    }

    /// A complaint.
    pub const fn complaint(id: Uuid) -> Self {
        Self {
            kind: MatterKind::Complaint,
            id,
        }
    }

    /// A licence that is to be suspended in the interim.
    pub const fn interim_suspension(licence: Uuid) -> Self {
        Self {
            kind: MatterKind::InterimSuspension,
            id: licence,
        }
    }

    /// A directive.
    pub const fn directive(id: Uuid) -> Self {
        Self {
            kind: MatterKind::Directive,
            id,
        }
    }

    /// An application that was referred to this board, with the scope of the sessions that decide it.
    pub fn of_application(
        application: &Application,
        board: BoardKind,
    ) -> Result<(Self, Scope), Refusal> {
        let matter = Self::application(application.id());
        matter.require_competent(board)?;
        if board != BoardKind::Provincial(application.province()) {
            return Err(not_competent(Citation::clause(5, 1)));
        }
        if !application.awaits_board() {
            return Err(Refusal::rule(
                "not-referred",
                Citation::clause(5, 1),
                "این درخواست به هیئت ارجاع نشده است.",
                "The application has not been referred to the board.",
            ));
        }
        Ok((matter, application.profile().kind.into()))
    }

    /// A licence whose interim suspension, or the lifting of it, is proposed to its board.
    pub fn of_interim(
        kind: MatterKind,
        licence: &Licence,
        board: BoardKind,
        today: NaiveDate,
    ) -> Result<(Self, Scope), Refusal> {
        let matter = Self {
            kind,
            id: licence.id(),
        };
        matter.require_competent(board)?;
        if board != BoardKind::Provincial(licence.province()) {
            return Err(not_competent(kind.citation()));
        }
        let held = licence.holds(today).contains(&HoldKind::InterimSuspension);
        if held != (kind == MatterKind::InterimLifting) {
            return Err(Refusal::rule(
                if held { "held-already" } else { "not-held" },
                kind.citation(),
                "پیشنهاد هیئت با وضع کنونی تعلیق موقت این مجوز سازگار نیست.",
                "What is proposed does not fit whether the licence is suspended in the interim.",
            ));
        }
        if licence.standing(today).is_end() {
            return Err(Refusal::rule(
                "licence-ended",
                kind.citation(),
                "این مجوز ابطال، منتقل یا بازگردانده شده است.",
                "The licence was revoked, handed over or given back.",
            ));
        }
        Ok((matter, licence.grant().kind.into()))
    }

    /// A violation case of this board's province, with the scope of the sessions that hear it.
    pub fn of_case(case: &Case, board: BoardKind) -> Result<(Self, Scope), Refusal> {
        let matter = Self::case(case.id());
        matter.require_competent(board)?;
        if board != BoardKind::Provincial(case.province()) {
            return Err(not_competent(Citation::clause(5, 2)));
        }
        Ok((matter, case.respondent().scope()))
    }

    /// A complaint whose association was heard, or need not be waited for (A6.6), with the scope of the
    /// sessions that deal with it.
    pub fn of_complaint(
        complaint: &Complaint,
        board: BoardKind,
        today: NaiveDate,
    ) -> Result<(Self, Scope), Refusal> {
        let matter = Self::complaint(complaint.id());
        if board != BoardKind::Provincial(complaint.respondent().province) {
            return Err(not_competent(matter.kind.citation()));
        }
        complaint.require_consulted(today)?;
        Ok((matter, complaint.respondent().scope()))
    }

    /// A directive that is proposed to the central board, with the scope of the sessions that adopt it.
    pub fn of_directive(directive: &PlacementDirective) -> Result<(Self, Scope), Refusal> {
        if directive.approval().is_some() {
            return Err(Refusal::rule(
                "directive-approved",
                Citation::clause(3, 2),
                "این دستورالعمل پیش‌تر تصویب شده است.",
                "The directive is already approved.",
            ));
        }
        let matter = Self::directive(directive.directive_id());
        Ok((matter, Scope::General))
    }

    /// Refuses what stands on the agenda of another session that is not over: two sessions could decide
    /// it differently.
    pub fn require_free_of(self, other: Option<&Session>) -> Result<(), Refusal> {
        let Some(other) = other.filter(|it| it.holds().any(|held| held == self)) else {
            return Ok(());
        };
        let (id, day) = (other.id(), SolarHijri::of(other.called_for()));
        Err(Refusal::rule(
            "on-another-agenda",
            self.kind.citation(),
            format!(
                "این موضوع در دستور جلسه دیگری است که هنوز پایان نیافته است: جلسه {} با شناسه {id}.",
                day.long_persian()
            ),
            format!(
                "The matter is on the agenda of another session that is not over: session {id}, called for {}.",
                other.called_for()
            ),
        ))
    }

    /// Provincial boards decide on applications, cases, complaints and interim suspensions, the
    /// central board on directives and appeals.
    pub(super) fn require_competent(self, board: BoardKind) -> Result<(), Refusal> {
        let competent = match self.kind {
            MatterKind::Application
            | MatterKind::Case
            | MatterKind::Complaint
            | MatterKind::InterimLifting
            | MatterKind::InterimSuspension => matches!(board, BoardKind::Provincial(_)),
            MatterKind::Appeal | MatterKind::Directive => board == BoardKind::Central,
        };
        if competent {
            return Ok(());
        }
        Err(not_competent(self.kind.citation()))
    }
}

fn not_competent(citation: Citation) -> Refusal {
    Refusal::rule(
        "board-not-competent",
        citation,
        "این موضوع در صلاحیت این هیئت نیست.",
        "This board is not competent for the matter.",
    )
}

/// An item of the agenda (دستور جلسه) with its ballot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgendaItem {
    id: Uuid,
    matter: Matter,
    ballot: Ballot<Seat>,
    recusals: BTreeMap<Seat, ShortText>,
    state: ItemState,
}

/// Where an item stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum ItemState {
    /// Not decided yet.
    Pending,
    /// Decided by vote.
    Decided {
        /// How.
        decision: Decision,
    },
    /// Put off to another session.
    Postponed {
        /// Why.
        reason: ShortText,
    },
}

impl AgendaItem {
    pub(super) fn new(id: Uuid, matter: Matter) -> Self {
        Self {
            id,
            matter,
            ballot: Ballot::default(),
            recusals: BTreeMap::new(),
            state: ItemState::Pending,
        }
    }

    /// Its identity within the session.
    pub fn id(&self) -> Uuid {
        self.id
    }

    /// What it is about.
    pub fn matter(&self) -> Matter {
        self.matter
    }

    /// The votes so far.
    pub fn ballot(&self) -> &Ballot<Seat> {
        &self.ballot
    }

    /// The declared conflicts of interest with their reasons.
    pub fn recusals(&self) -> &BTreeMap<Seat, ShortText> {
        &self.recusals
    }

    /// The version of its ballot, which those who vote decide on: 1 while it is open, 2 once it is
    /// settled. Votes of other members don't raise it, so that members can vote at the same time.
    pub fn ballot_version(&self) -> i64 {
        if self.is_pending() { 1 } else { 2 }
    }

    /// Where it stands.
    pub fn item_state(&self) -> &ItemState {
        &self.state
    }

    /// Whether it awaits a decision.
    pub fn is_pending(&self) -> bool {
        self.state == ItemState::Pending
    }

    /// Whether it was put off to another session.
    pub fn is_postponed(&self) -> bool {
        matches!(self.state, ItemState::Postponed { .. })
    }

    /// The decision, if there is one.
    pub fn decision(&self) -> Option<&Decision> {
        match &self.state {
            ItemState::Decided { decision } => Some(decision),
            ItemState::Pending | ItemState::Postponed { .. } => None,
        }
    }

    pub(super) fn cast(
        &mut self,
        rules: &Rules<Seat>,
        present: &BTreeSet<Seat>,
        seat: Seat,
        vote: Vote,
    ) -> Result<(), Refusal> {
        self.ballot = self.ballot.clone().cast(rules, present, seat, vote)?;
        Ok(())
    }

    pub(super) fn recuse(
        &mut self,
        rules: &Rules<Seat>,
        present: &BTreeSet<Seat>,
        seat: Seat,
        reason: ShortText,
    ) -> Result<(), Refusal> {
        self.ballot = self.ballot.clone().recuse(rules, present, seat)?;
        self.recusals.insert(seat, reason);
        Ok(())
    }

    pub(super) fn decide(&mut self, decision: Decision) {
        self.state = ItemState::Decided { decision };
    }

    pub(super) fn postpone(&mut self, reason: ShortText) {
        self.state = ItemState::Postponed { reason };
    }
}
