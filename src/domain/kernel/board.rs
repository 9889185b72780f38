//! How a board with seats comes together and decides: who may vote, quorum, ballot, majority.
//!
//! Generic over the seats of a regime. Nothing here can be adopted without entitled seats that are
//! present, a quorum of them, and the majority that the policy in force asks for.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::citation::Citation;
use super::refusal::Refusal;

/// A seat (سمت) of a board: whose vote it is, whoever occupies it.
pub trait BoardSeat: Copy + Ord {
    /// Its short name, as rulings and minutes write it.
    fn code(self) -> &'static str;
}

/// A vote (رأی) on a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Vote {
    /// موافق
    For,
    /// مخالف
    Against,
    /// ممتنع
    Abstain,
}

/// Whose majority makes a quorum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Denominator {
    /// The seats entitled in this session, vacant ones included.
    EntitledSeats,
    /// All seats of the board, whether entitled in this session or not.
    AllSeats,
    /// The entitled seats to which somebody is appointed.
    AppointedMembers,
}

/// The presence (نصاب) without which a board cannot act: more than half of `members`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Quorum {
    /// How many members count, vacant seats included where the policy says so.
    pub members: usize,
}

impl Quorum {
    /// How many voting members must be present. A board without members is never quorate.
    pub const fn needed(self) -> usize {
        self.members / 2 + 1
    }

    /// Whether so many voting members make a quorum.
    pub const fn is_met_by(self, present: usize) -> bool {
        present >= self.needed()
    }
}

/// What makes a majority.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Majority {
    /// More than half of the voting members present; with a tie nothing is adopted.
    OfPresent,
    /// More than half of all entitled seats.
    OfEntitled,
    /// As [`Majority::OfPresent`], but the chair's vote decides a tie.
    ChairCasts,
}

/// The rules of one session, settled when it opens and kept with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules<S: Ord> {
    /// The seats that may vote in this session.
    pub entitled: BTreeSet<S>,
    /// The seat that presides.
    pub chair: S,
    /// Whether the board can act without its chair.
    pub chair_required: bool,
    /// The presence that is needed.
    pub quorum: Quorum,
    /// The votes that are needed.
    pub majority: Majority,
    /// Whether a member who declares a conflict of interest loses vote and presence on that item.
    pub recusal: bool,
    /// Where the law composes the board.
    pub composition_cited: Citation,
    /// Where the law asks for a quorum.
    pub quorum_cited: Citation,
}

impl<S: BoardSeat> Rules<S> {
    /// Refuses to act unless enough entitled members, and the chair if needed, are present.
    pub fn require_quorum(&self, present: &BTreeSet<S>) -> Result<(), Refusal> {
        let counted = present.intersection(&self.entitled).count();
        if !self.quorum.is_met_by(counted) {
            let needed = self.quorum.needed();
            return Err(Refusal::rule(
                "not-quorate",
                self.quorum_cited,
                "با شمار اعضای حاضر، جلسه رسمیت ندارد؛ حضور اکثریت اعضا لازم است.",
                format!("The session is not quorate: {counted} present, {needed} needed."),
            ));
        }
        Ok(())
    }

    /// Refuses to act without the chair where the policy asks for the chair's presence.
    pub fn require_chair(&self, present: &BTreeSet<S>) -> Result<(), Refusal> {
        if self.chair_required && !present.contains(&self.chair) {
            return Err(Refusal::rule(
                "chair-absent",
                Citation::Policy("session.chair_required"),
                "بدون حضور رئیس هیئت یا جانشین مکتوب او، جلسه رسمیت نمی‌یابد.",
                "The board cannot act without its chair or the chair's written delegate.",
            ));
        }
        Ok(())
    }
}

/// What the votes amount to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// A majority is for the proposal.
    Carried,
    /// A majority is against the proposal.
    Defeated,
    /// There is no majority either way: nothing is decided.
    Undecided,
}

/// The votes and recusals on one proposal: each seat once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ballot<S: Ord> {
    votes: BTreeMap<S, Vote>,
    recused: BTreeSet<S>,
}

impl<S: Ord> Default for Ballot<S> {
    fn default() -> Self {
        Self {
            votes: BTreeMap::new(),
            recused: BTreeSet::new(),
        }
    }
}

impl<S: BoardSeat> Ballot<S> {
    /// The vote of each seat that has voted.
    pub fn votes(&self) -> &BTreeMap<S, Vote> {
        &self.votes
    }

    /// The seats that declared a conflict of interest.
    pub fn recused(&self) -> &BTreeSet<S> {
        &self.recused
    }

    /// Records the vote of a seat that is entitled, present, not recused and has not voted.
    pub fn cast(
        mut self,
        rules: &Rules<S>,
        present: &BTreeSet<S>,
        seat: S,
        vote: Vote,
    ) -> Result<Self, Refusal> {
        if !rules.entitled.contains(&seat) {
            return Err(Refusal::rule(
                "seat-not-entitled",
                rules.composition_cited,
                "این سمت در جلسه‌ای با این موضوع حق رأی ندارد.",
                format!(
                    "The seat {} has no vote in a session of this scope.",
                    seat.code()
                ),
            ));
        }
        if !present.contains(&seat) {
            return Err(Refusal::rule(
                "seat-not-present",
                rules.quorum_cited,
                "رأی عضو غایب پذیرفته نمی‌شود.",
                format!("The seat {} is not present.", seat.code()),
            ));
        }
        if self.recused.contains(&seat) {
            return Err(Refusal::rule(
                "seat-recused",
                Citation::Policy("recusal.enforced"),
                "عضوی که تعارض منافع خود را اعلام کرده است در این موضوع رأی نمی‌دهد.",
                format!("The seat {} is recused from this item.", seat.code()),
            ));
        }
        if self.votes.contains_key(&seat) {
            return Err(Refusal::rule(
                "seat-has-voted",
                rules.composition_cited,
                "رأی این سمت پیش‌تر ثبت شده است؛ هر سمت در هر موضوع یک رأی دارد.",
                format!("The seat {} has already voted on this item.", seat.code()),
            ));
        }
        rules.require_quorum(&self.able_to_vote(present))?;
        rules.require_chair(present)?;
        self.votes.insert(seat, vote);
        Ok(self)
    }

    /// Takes a present seat out of this item because of a conflict of interest, before it votes.
    pub fn recuse(
        mut self,
        rules: &Rules<S>,
        present: &BTreeSet<S>,
        seat: S,
    ) -> Result<Self, Refusal> {
        let policy = Citation::Policy("recusal.enforced");
        if !rules.recusal {
            return Err(Refusal::rule(
                "recusal-not-in-force",
                policy,
                "قاعده اعلام تعارض منافع در تاریخ این جلسه جاری نبوده است.",
                "The policy on recusal was not in force on the date of this session.",
            ));
        }
        if !rules.entitled.contains(&seat) || !present.contains(&seat) {
            return Err(Refusal::rule(
                "seat-not-present",
                rules.quorum_cited,
                "تنها عضو حاضر و دارای حق رأی تعارض منافع اعلام می‌کند.",
                format!(
                    "The seat {} is not a voting seat that is present.",
                    seat.code()
                ),
            ));
        }
        if self.votes.contains_key(&seat) || !self.recused.insert(seat) {
            return Err(Refusal::rule(
                "seat-has-voted",
                policy,
                "این عضو پیش‌تر در این موضوع رأی داده یا تعارض منافع اعلام کرده است.",
                format!("The seat {} has already voted or is recused.", seat.code()),
            ));
        }
        Ok(self)
    }

    /// Counts the votes and keeps who was entitled, present and recused.
    pub fn tally(&self, rules: &Rules<S>, present: &BTreeSet<S>) -> Result<Tally<S>, Refusal> {
        let able = self.able_to_vote(present);
        rules.require_quorum(&able)?;
        rules.require_chair(present)?;
        let votes: BTreeMap<S, Vote> = self
            .votes
            .iter()
            .filter(|(seat, _)| rules.entitled.contains(seat))
            .map(|(seat, vote)| (*seat, *vote))
            .collect();
        // A member who voted and left still counts, so that leaving cannot make a majority.
        let voting: BTreeSet<S> = able
            .intersection(&rules.entitled)
            .copied()
            .chain(votes.keys().copied())
            .collect();
        let base = match rules.majority {
            Majority::OfPresent | Majority::ChairCasts => voting.len(),
            Majority::OfEntitled => rules.entitled.len(),
        };
        let count = |wanted| votes.values().filter(|vote| **vote == wanted).count();
        let (in_favour, against) = (count(Vote::For), count(Vote::Against));
        let verdict = if in_favour * 2 > base {
            Verdict::Carried
        } else if against * 2 > base {
            Verdict::Defeated
        } else if rules.majority == Majority::ChairCasts && in_favour == against && in_favour > 0 {
            match votes.get(&rules.chair) {
                Some(Vote::For) => Verdict::Carried,
                Some(Vote::Against) => Verdict::Defeated,
                Some(Vote::Abstain) | None => Verdict::Undecided,
            }
        } else {
            Verdict::Undecided
        };
        Ok(Tally {
            entitled: rules.entitled.clone(),
            present: present.intersection(&rules.entitled).copied().collect(),
            recused: self.recused.clone(),
            quorum_needed: rules.quorum.needed(),
            in_favour,
            against,
            abstained: count(Vote::Abstain),
            votes,
            verdict,
        })
    }

    fn able_to_vote(&self, present: &BTreeSet<S>) -> BTreeSet<S> {
        present.difference(&self.recused).copied().collect()
    }
}

/// The count of a ballot with the presence it rests on: the snapshot that a ruling keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally<S: Ord> {
    /// The seats that could vote in this session.
    pub entitled: BTreeSet<S>,
    /// The entitled seats that were present, recused ones included.
    pub present: BTreeSet<S>,
    /// The seats that declared a conflict of interest on this item.
    pub recused: BTreeSet<S>,
    /// The vote of each seat.
    pub votes: BTreeMap<S, Vote>,
    /// The presence that was needed.
    pub quorum_needed: usize,
    /// Votes for the proposal.
    pub in_favour: usize,
    /// Votes against it.
    pub against: usize,
    /// Abstentions.
    pub abstained: usize,
    /// What the votes amount to under the majority in force.
    pub verdict: Verdict,
}

#[cfg(test)]
mod tests;
