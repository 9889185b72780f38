//! The policies of this regime: the gaps of the bylaw, their answers by date, typed for the rules.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::event::PlacementEvent;
use crate::domain::kernel::board::{Denominator, Majority};
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::closures::Counted;
use crate::domain::kernel::event::{Aggregate, Changed, Event};
use crate::domain::kernel::policy::{Accepts, Catalogue, PolicyBook, PolicyValue, PolicyVersion};
use crate::domain::kernel::refusal::{Invalid, Refusal};
use crate::domain::kernel::text::{LongText, Name};

mod catalogue;
mod entry;
mod key;

pub use entry::{Answer, Entry};
pub use key::PolicyKey;

/// The answers in force on the date of a fact.
#[derive(Clone, Copy, Debug)]
pub struct Policies<'a> {
    book: &'a PolicyBook<PolicyKey>,
    on: NaiveDate,
}

impl<'a> Policies<'a> {
    /// The answers of the book on that day.
    pub const fn on(book: &'a PolicyBook<PolicyKey>, on: NaiveDate) -> Self {
        Self { book, on }
    }

    /// The answer to any question.
    pub fn value(&self, key: PolicyKey) -> PolicyValue {
        self.book.value(key, self.on)
    }

    /// A yes-or-no answer; `false` for questions of another type.
    pub fn holds(&self, key: PolicyKey) -> bool {
        self.value(key) == PolicyValue::Bool(true)
    }

    /// Days, months or years, in the unit of the question; zero for questions of another type.
    pub fn length(&self, key: PolicyKey) -> u16 {
        match self.value(key) {
            PolicyValue::Days(n) | PolicyValue::Months(n) | PolicyValue::Years(n) => n,
            PolicyValue::Bool(_) | PolicyValue::Choice(_) => 0,
        }
    }

    /// Whether the answer is this word.
    pub fn is(&self, key: PolicyKey, word: &str) -> bool {
        matches!(self.value(key), PolicyValue::Choice(chosen) if chosen == word)
    }

    /// Whose majority makes a quorum.
    pub fn quorum_denominator(&self) -> Denominator {
        if self.is(PolicyKey::QuorumDenominator, "all_seats") {
            Denominator::AllSeats
        } else if self.is(PolicyKey::QuorumDenominator, "appointed_members") {
            Denominator::AppointedMembers
        } else {
            Denominator::EntitledSeats
        }
    }

    /// What adopts a proposal.
    pub fn majority(&self) -> Majority {
        if self.is(PolicyKey::DecisionMajority, "of_entitled") {
            Majority::OfEntitled
        } else if self.is(PolicyKey::DecisionMajority, "chair_casts") {
            Majority::ChairCasts
        } else {
            Majority::OfPresent
        }
    }

    /// Whether a session needs its chair.
    pub fn chair_required(&self) -> bool {
        self.holds(PolicyKey::SessionChairRequired)
    }

    /// Whether a conflict of interest takes the vote away.
    pub fn recusal_enforced(&self) -> bool {
        self.holds(PolicyKey::RecusalEnforced)
    }

    /// Whether maritime agencies follow the rules of foreign ones.
    pub fn maritime_as_foreign(&self) -> bool {
        self.is(PolicyKey::MaritimeScope, "foreign")
    }

    /// Solar Hijri months that a guarantee must outlive the licence.
    pub fn guarantee_months_after_end(&self) -> u16 {
        self.length(PolicyKey::GuaranteeExpiry)
    }

    /// Solar Hijri months for which the answer to an inquiry counts.
    pub fn inquiry_max_age_months(&self) -> u16 {
        self.length(PolicyKey::InquiryMaxAge)
    }

    /// On which days before the end of a licence its operator is reminded, the last one first.
    pub fn renewal_reminders(&self) -> Vec<u16> {
        let PolicyValue::Choice(word) = self.value(PolicyKey::RenewalReminders) else {
            return Vec::new();
        };
        let mut days: Vec<u16> = word.split('_').filter_map(|it| it.parse().ok()).collect();
        days.sort_unstable();
        days
    }

    /// Which closures move the last day of a term that begins on the day of the answers.
    pub fn counted_closures(&self) -> Counted {
        if self.is(PolicyKey::ClosedDays, "friday_and_holidays") {
            Counted::FridaysAndHolidays
        } else {
            Counted::All
        }
    }

    /// Days to complete a file.
    pub fn cure_days(&self) -> u16 {
        self.length(PolicyKey::CureDays)
    }
}

/// Which closures move the last day of a term, by the day on which it begins.
pub fn counted_closures(book: &PolicyBook<PolicyKey>) -> Vec<(NaiveDate, Counted)> {
    book.history(PolicyKey::ClosedDays)
        .map(|decided| {
            let answers = Policies::on(book, decided.from);
            (decided.from, answers.counted_closures())
        })
        .collect()
}

impl PolicyKey {
    /// All questions, in the order of the catalogue.
    pub fn all() -> impl Iterator<Item = Self> {
        catalogue::CATALOGUE.iter().map(|entry| entry.key)
    }

    /// What the catalogue says about it.
    pub fn entry(self) -> &'static Entry {
        &catalogue::CATALOGUE[self as usize]
    }

    /// Its stable name, for example `quorum.denominator`.
    pub fn code(self) -> &'static str {
        self.entry().code
    }

    /// The citation of acts that rest on it.
    pub fn citation(self) -> Citation {
        Citation::Policy(self.code())
    }

    /// Decides the question from a day on; the past keeps its answer.
    pub fn decide(
        self,
        id: Uuid,
        decision: PolicyDecision,
        today: NaiveDate,
    ) -> Result<Changed<PolicyVersion<Self>, PlacementEvent>, Refusal> {
        let PolicyDecision {
            value,
            from,
            decided_by,
            reason,
        } = decision;
        if !self.accepts().value(&value) {
            return Err(Refusal::rule(
                "policy-value-not-accepted",
                self.citation(),
                "این مقدار از پاسخ‌های پذیرفتنی این رویه نیست.",
                "The policy does not accept this value: its type or range differs.",
            ));
        }
        if from < today {
            return Err(Refusal::rule(
                "policy-backdated",
                self.citation(),
                "رویه نمی‌تواند از تاریخی در گذشته آغاز شود.",
                "A policy cannot start in the past: past facts keep the answer of their day.",
            ));
        }
        let event = PolicyEvent::PolicyDecided {
            policy: self,
            value: value.clone(),
            from,
        };
        let version = PolicyVersion {
            id,
            key: self,
            value,
            from,
            decided_by,
            reason,
            decided_on: today,
        };
        Ok(Changed::new(version, event))
    }
}

/// A decision on a policy, as it is proposed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyDecision {
    /// The answer.
    pub value: PolicyValue,
    /// The first day on which it counts; today or later.
    pub from: NaiveDate,
    /// Who decides.
    pub decided_by: Name,
    /// Why, with the reference of the decision.
    pub reason: LongText,
}

impl Catalogue for PolicyKey {
    fn default_value(self) -> PolicyValue {
        self.entry().answer.default_value()
    }

    fn accepts(self) -> Accepts {
        self.entry().answer.accepts()
    }
}

impl From<PolicyKey> for String {
    fn from(key: PolicyKey) -> Self {
        key.code().to_owned()
    }
}

impl TryFrom<String> for PolicyKey {
    type Error = Invalid;

    fn try_from(code: String) -> Result<Self, Invalid> {
        code.parse()
    }
}

impl std::str::FromStr for PolicyKey {
    type Err = Invalid;

    fn from_str(code: &str) -> Result<Self, Invalid> {
        catalogue::CATALOGUE
            .iter()
            .find(|entry| entry.code == code)
            .map(|entry| entry.key)
            .ok_or(Invalid {
                code: "policy-key",
                fa: "رویه‌ای با این نام در فهرست نیست.",
                en: "There is no policy with this name.",
            })
    }
}

impl Aggregate for PolicyVersion<PolicyKey> {
    type Event = PlacementEvent;

    const NOUN: &'static str = "policy";

    fn id(&self) -> Uuid {
        self.id
    }

    fn state(&self) -> &'static str {
        "decided"
    }
}

/// What happens to policies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum PolicyEvent {
    /// A question was decided from a day on.
    PolicyDecided {
        /// The question.
        policy: PolicyKey,
        /// The answer.
        value: PolicyValue,
        /// The first day on which it counts.
        from: NaiveDate,
    },
}

impl Event for PolicyEvent {
    fn name(&self) -> &'static str {
        "policy-decided"
    }

    fn citation(&self) -> Citation {
        let Self::PolicyDecided { policy, .. } = self;
        policy.citation()
    }
}

#[cfg(test)]
mod tests;
