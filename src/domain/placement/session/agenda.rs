//! What a session deals with, item by item.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::super::boards::{BoardKind, Seat};
use super::{Ballot, Citation, Decision, Refusal, Rules, ShortText, Vote};

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
    /// An application for a licence; approval is proposed (A5.1, A5.3).
    Application,
    /// A violation case; that a violation is established is proposed (A5.2).
    Case,
    /// A complaint of a job seeker or an employer; that it is upheld is proposed (A5.4).
    Complaint,
    /// A directive; its adoption is proposed (A3.2).
    Directive,
}

impl MatterKind {
    /// Where the law gives the matter to a board.
    pub const fn citation(self) -> Citation {
        match self {
            Self::Application => Citation::clause(5, 1),
            Self::Case => Citation::clause(5, 2),
            Self::Complaint => Citation::clause(5, 4),
            Self::Directive => Citation::clause(3, 2),
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

    /// A directive.
    pub const fn directive(id: Uuid) -> Self {
        Self {
            kind: MatterKind::Directive,
            id,
        }
    }

    /// Provincial boards decide on applications, cases and complaints, the central board on
    /// directives.
    pub(super) fn require_competent(self, board: BoardKind) -> Result<(), Refusal> {
        let competent = match self.kind {
            MatterKind::Application | MatterKind::Case | MatterKind::Complaint => {
                matches!(board, BoardKind::Provincial(_))
            }
            MatterKind::Directive => board == BoardKind::Central,
        };
        if competent {
            return Ok(());
        }
        Err(Refusal::rule(
            "board-not-competent",
            self.kind.citation(),
            "این موضوع در صلاحیت این هیئت نیست.",
            "This board is not competent for the matter.",
        ))
    }
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

    /// Where it stands.
    pub fn item_state(&self) -> &ItemState {
        &self.state
    }

    /// Whether it awaits a decision.
    pub fn is_pending(&self) -> bool {
        self.state == ItemState::Pending
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
