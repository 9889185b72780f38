//! Policies (رویه): what a law leaves open, settled by dated decisions.
//!
//! The value that counts is the one in force on the date of the fact, never today's. A regime names
//! its questions in a [`Catalogue`] with the safest answer as default; a decision changes the answer
//! from a day on and leaves the past as it was.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::text::{LongText, Name};

/// An answer to a question of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "type", content = "value")]
pub enum PolicyValue {
    /// Yes or no.
    Bool(bool),
    /// A number of calendar days.
    Days(u16),
    /// A number of Solar Hijri months.
    Months(u16),
    /// A number of Solar Hijri years.
    Years(u16),
    /// One of the answers that the catalogue offers.
    Choice(String),
}

/// The answers that a question accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accepts {
    /// Yes or no.
    Bool,
    /// Days up to this many.
    Days(u16),
    /// Solar Hijri months up to this many.
    Months(u16),
    /// Solar Hijri years up to this many.
    Years(u16),
    /// One of these words.
    Choice(&'static [&'static str]),
}

impl Accepts {
    /// Whether the value has the right type and lies in the range.
    pub fn value(self, value: &PolicyValue) -> bool {
        match (self, value) {
            (Self::Bool, PolicyValue::Bool(_)) => true,
            (Self::Days(max), PolicyValue::Days(n))
            | (Self::Months(max), PolicyValue::Months(n))
            | (Self::Years(max), PolicyValue::Years(n)) => *n <= max,
            (Self::Choice(offered), PolicyValue::Choice(word)) => offered.contains(&word.as_str()),
            _ => false,
        }
    }
}

/// The questions of one regime.
pub trait Catalogue: Copy + Eq + 'static {
    /// The answer where nobody has decided otherwise.
    fn default_value(self) -> PolicyValue;

    /// The answers that the registry can act upon.
    fn accepts(self) -> Accepts;
}

/// One decision on one question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyVersion<K> {
    /// Its identity.
    pub id: Uuid,
    /// The question.
    pub key: K,
    /// The answer.
    pub value: PolicyValue,
    /// The first day on which the answer counts.
    pub from: NaiveDate,
    /// Who decided.
    pub decided_by: Name,
    /// Why, with the reference of the decision.
    pub reason: LongText,
    /// The day on which it was decided.
    pub decided_on: NaiveDate,
}

/// All decisions on the questions of one regime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyBook<K> {
    versions: Vec<PolicyVersion<K>>,
}

impl<K> Default for PolicyBook<K> {
    fn default() -> Self {
        Self {
            versions: Vec::new(),
        }
    }
}

impl<K: Catalogue> PolicyBook<K> {
    /// The book of these decisions, in any order. Of two for the same day the later decision counts.
    pub fn new(mut versions: Vec<PolicyVersion<K>>) -> Self {
        versions.sort_by_key(|version| (version.from, version.decided_on, version.id));
        Self { versions }
    }

    /// The answer in force on the date of the fact.
    ///
    /// A stored value that the catalogue does not accept any more counts as not decided.
    pub fn value(&self, key: K, date_of_fact: NaiveDate) -> PolicyValue {
        self.versions
            .iter()
            .rev()
            .find(|version| {
                version.key == key
                    && version.from <= date_of_fact
                    && key.accepts().value(&version.value)
            })
            .map_or_else(|| key.default_value(), |version| version.value.clone())
    }

    /// The decisions on one question, oldest first.
    pub fn history(&self, key: K) -> impl Iterator<Item = &PolicyVersion<K>> {
        self.versions
            .iter()
            .filter(move |version| version.key == key)
    }
}
