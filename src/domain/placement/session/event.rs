//! What happens to a session.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use super::super::boards::{BoardKind, Scope, Seat};
use super::{Citation, LegalBasis, Matter, Name, Outcome, ShortText, Vote};
use crate::domain::kernel::event::Event;

/// A fact about a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum SessionEvent {
    /// It was called.
    SessionCalled {
        /// The board.
        board: BoardKind,
        /// Its scope.
        scope: Scope,
        /// The day it is called for.
        called_for: NaiveDate,
    },
    /// A matter was put on the agenda.
    MatterTabled {
        /// The board.
        board: BoardKind,
        /// The item.
        item: Uuid,
        /// The matter.
        matter: Matter,
    },
    /// The chair invited an expert without a vote.
    ExpertInvited {
        /// The board.
        board: BoardKind,
        /// The expert's name.
        expert: Name,
        /// The chair's appointment.
        by: Uuid,
    },
    /// It opened with a quorum.
    SessionOpened {
        /// The board.
        board: BoardKind,
        /// The seats with a vote.
        entitled: BTreeSet<Seat>,
        /// The seats that are present.
        present: BTreeSet<Seat>,
        /// The presence that is needed.
        quorum: usize,
    },
    /// A member came in late.
    MemberArrived {
        /// The board.
        board: BoardKind,
        /// The seat.
        seat: Seat,
    },
    /// A member left.
    MemberLeft {
        /// The board.
        board: BoardKind,
        /// The seat.
        seat: Seat,
    },
    /// A member declared a conflict of interest.
    MemberRecused {
        /// The item.
        item: Uuid,
        /// The seat.
        seat: Seat,
        /// Why.
        reason: ShortText,
    },
    /// A member voted.
    VoteCast {
        /// The board.
        board: BoardKind,
        /// The item.
        item: Uuid,
        /// The seat.
        seat: Seat,
        /// The vote.
        vote: Vote,
    },
    /// An item was decided.
    MatterDecided {
        /// The item.
        item: Uuid,
        /// The matter.
        matter: Matter,
        /// How.
        outcome: Outcome,
        /// On what basis.
        legal_basis: Vec<LegalBasis>,
        /// Votes for.
        in_favour: usize,
        /// Votes against.
        against: usize,
    },
    /// An item was put off.
    MatterPostponed {
        /// The board.
        board: BoardKind,
        /// The item.
        item: Uuid,
        /// Why.
        reason: ShortText,
    },
    /// It closed with its minutes.
    SessionClosed {
        /// The board.
        board: BoardKind,
        /// The day.
        closed_on: NaiveDate,
    },
    /// It ended without a quorum.
    SessionAdjourned {
        /// The board.
        board: BoardKind,
        /// The day.
        on: NaiveDate,
    },
}

impl Event for SessionEvent {
    fn name(&self) -> &'static str {
        match self {
            Self::SessionCalled { .. } => "session-called",
            Self::MatterTabled { .. } => "matter-tabled",
            Self::ExpertInvited { .. } => "expert-invited",
            Self::SessionOpened { .. } => "session-opened",
            Self::MemberArrived { .. } => "member-arrived",
            Self::MemberLeft { .. } => "member-left",
            Self::MemberRecused { .. } => "member-recused",
            Self::VoteCast { .. } => "vote-cast",
            Self::MatterDecided { .. } => "matter-decided",
            Self::MatterPostponed { .. } => "matter-postponed",
            Self::SessionClosed { .. } => "session-closed",
            Self::SessionAdjourned { .. } => "session-adjourned",
        }
    }

    fn citation(&self) -> Citation {
        match self {
            Self::SessionCalled { board, .. }
            | Self::MatterTabled { board, .. }
            | Self::VoteCast { board, .. }
            | Self::MatterPostponed { board, .. }
            | Self::SessionClosed { board, .. } => board.citation(),
            Self::ExpertInvited { board, .. } => board.invitation_citation(),
            Self::SessionOpened { board, .. }
            | Self::MemberArrived { board, .. }
            | Self::MemberLeft { board, .. }
            | Self::SessionAdjourned { board, .. } => board.quorum_citation(),
            Self::MemberRecused { .. } => Citation::Policy("recusal.enforced"),
            Self::MatterDecided { matter, .. } => matter.kind.citation(),
        }
    }
}
