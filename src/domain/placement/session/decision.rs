//! What a board decided, why, on what basis, and with which votes.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::super::article8::Criterion;
use super::super::boards::{BoardKind, Scope, Seat};
use super::super::directives::PlacementDirectives;
use super::{Citation, LongText, Matter, Refusal, Session, SessionState};
use crate::domain::kernel::board::{Tally, Verdict};
use crate::domain::kernel::event::Aggregate;

/// The decision on one item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    resolution: Resolution,
    tally: Tally<Seat>,
    decided_on: NaiveDate,
}

/// What the chair declares to be decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resolution {
    /// Approved or rejected, as the majority voted.
    pub outcome: Outcome,
    /// The reasons.
    pub reasons: LongText,
    /// The rules that it rests on; at least one (A5.n1).
    pub legal_basis: Vec<LegalBasis>,
}

/// How a proposal ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// A majority was for it.
    Approved,
    /// A majority was against it.
    Rejected,
}

/// A rule that a decision rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "basis")]
pub enum LegalBasis {
    /// A place in the bylaw or in a law.
    Law {
        /// Where.
        citation: Citation,
    },
    /// A version of a directive of the central board.
    Directive {
        /// The version.
        id: Uuid,
    },
}

impl LegalBasis {
    /// Refuses a directive that is not in force on the day.
    pub fn require_in_force(
        &self,
        directives: &PlacementDirectives,
        on: NaiveDate,
    ) -> Result<(), Refusal> {
        let binds = match self {
            Self::Law { .. } => true,
            Self::Directive { id } => directives
                .all()
                .iter()
                .any(|directive| directive.directive_id() == *id && directive.in_force(on)),
        };
        if binds {
            return Ok(());
        }
        Err(Refusal::rule(
            "directive-not-in-force",
            Citation::note(5, 1),
            "دستورالعملی که به آن استناد شده است در این تاریخ جاری نیست.",
            "A directive that is relied on is not in force on this date.",
        ))
    }
}

impl Resolution {
    /// Refuses a directive as legal basis that is not in force on the day.
    pub fn require_directives_in_force(
        &self,
        directives: &PlacementDirectives,
        on: NaiveDate,
    ) -> Result<(), Refusal> {
        self.legal_basis
            .iter()
            .try_for_each(|basis| basis.require_in_force(directives, on))
    }

    /// The conditions of article 8 among the rules that it rests on.
    pub fn criteria(&self) -> Vec<Criterion> {
        let named = self.legal_basis.iter().filter_map(|basis| match basis {
            LegalBasis::Law { citation } => Criterion::of_citation(*citation),
            LegalBasis::Directive { .. } => None,
        });
        let named: BTreeSet<_> = named.collect();
        named.into_iter().collect()
    }
}

impl Decision {
    /// What was declared.
    pub fn resolution(&self) -> &Resolution {
        &self.resolution
    }

    pub(super) fn new(
        resolution: Resolution,
        tally: Tally<Seat>,
        decided_on: NaiveDate,
    ) -> Result<Self, Refusal> {
        let basis = &resolution.legal_basis;
        let policy = |it: &LegalBasis| {
            matches!(
                it,
                LegalBasis::Law {
                    citation: Citation::Policy(_)
                }
            )
        };
        if basis.is_empty() || basis.iter().any(policy) {
            return Err(Refusal::rule(
                "no-legal-basis",
                Citation::note(5, 1),
                "هر تصمیم هیئت باید دست‌کم به یک ماده قانونی یا دستورالعمل مصوب مستند باشد.",
                "A decision needs at least one article or directive as its legal basis.",
            ));
        }
        let majority = Citation::Policy("decision.majority");
        match (tally.verdict, resolution.outcome) {
            (Verdict::Carried, Outcome::Approved) | (Verdict::Defeated, Outcome::Rejected) => {
                Ok(Self {
                    resolution,
                    tally,
                    decided_on,
                })
            }
            (Verdict::Undecided, _) => Err(Refusal::rule(
                "no-majority",
                majority,
                "هیچ‌یک از دو نظر اکثریت نیافته است؛ موضوع تصویب یا رد نشده است.",
                "There is no majority either way: nothing is adopted.",
            )),
            (Verdict::Carried, Outcome::Rejected) | (Verdict::Defeated, Outcome::Approved) => {
                Err(Refusal::rule(
                    "against-the-vote",
                    majority,
                    "نتیجه اعلام‌شده با رأی اکثریت یکی نیست.",
                    "The declared outcome is not what the majority voted.",
                ))
            }
        }
    }

    /// Approved or rejected.
    pub fn outcome(&self) -> Outcome {
        self.resolution.outcome
    }

    /// The reasons.
    pub fn reasons(&self) -> &LongText {
        &self.resolution.reasons
    }

    /// The rules that it rests on.
    pub fn legal_basis(&self) -> &[LegalBasis] {
        &self.resolution.legal_basis
    }

    /// Who was entitled, present and voted how.
    pub fn tally(&self) -> &Tally<Seat> {
        &self.tally
    }

    /// The day of decision.
    pub fn decided_on(&self) -> NaiveDate {
        self.decided_on
    }
}

/// A decision with the board, scope and session it comes from: what an application or a directive
/// acts on. Only [`Session::decision_on`] makes one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BoardDecision {
    session: Uuid,
    board: BoardKind,
    scope: Scope,
    matter: Matter,
    decision: Decision,
    session_closed: bool,
}

impl BoardDecision {
    pub(super) fn new(session: &Session, matter: Matter, decision: Decision) -> Self {
        Self {
            session: session.id(),
            board: session.board(),
            scope: session.scope(),
            matter,
            decision,
            session_closed: matches!(session.session_state(), SessionState::Closed { .. }),
        }
    }

    /// The session.
    pub fn session(&self) -> Uuid {
        self.session
    }

    /// The board.
    pub fn board(&self) -> BoardKind {
        self.board
    }

    /// The scope of the session.
    pub fn scope(&self) -> Scope {
        self.scope
    }

    /// What was decided on.
    pub fn matter(&self) -> Matter {
        self.matter
    }

    /// What was decided.
    pub fn decision(&self) -> &Decision {
        &self.decision
    }

    /// Whether the minutes of the session are closed.
    pub fn session_closed(&self) -> bool {
        self.session_closed
    }
}

#[cfg(test)]
impl BoardDecision {
    /// A decision by all seats of a board, for tests of what follows from one.
    pub(in crate::domain::placement) fn sample(
        board: BoardKind,
        scope: Scope,
        matter: Matter,
        outcome: Outcome,
        decided_on: NaiveDate,
    ) -> Self {
        use crate::domain::kernel::board::Vote;
        let seats: BTreeSet<Seat> = board.seats().iter().copied().collect();
        let (vote, verdict) = match outcome {
            Outcome::Approved => (Vote::For, Verdict::Carried),
            Outcome::Rejected => (Vote::Against, Verdict::Defeated),
        };
        let count = |wanted| if vote == wanted { seats.len() } else { 0 };
        let tally = Tally {
            present: seats.clone(),
            recused: BTreeSet::new(),
            votes: seats.iter().map(|seat| (*seat, vote)).collect(),
            quorum_needed: seats.len() / 2 + 1,
            in_favour: count(Vote::For),
            against: count(Vote::Against),
            abstained: 0,
            verdict,
            entitled: seats,
        };
        let resolution = Resolution {
            outcome,
            reasons: "دلایل در صورت‌جلسه آمده است.".parse().unwrap(),
            legal_basis: vec![LegalBasis::Law {
                citation: Citation::article(15),
            }],
        };
        Self {
            session: Uuid::from_u128(0x5e55),
            board,
            scope,
            matter,
            decision: Decision::new(resolution, tally, decided_on).unwrap(),
            session_closed: true,
        }
    }
}
