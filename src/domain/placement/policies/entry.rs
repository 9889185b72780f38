//! What the catalogue says about one policy.

use super::PolicyKey;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::policy::{Accepts, PolicyValue};

/// A question with its default and the answers that the registry can act upon.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The question.
    pub key: PolicyKey,
    /// Its stable name, as citations write it after `P:`.
    pub code: &'static str,
    /// The default and what else is accepted.
    pub answer: Answer,
    /// Where the text leaves the gap.
    pub gap_in: Citation,
    /// What is asked, in Persian.
    pub fa: &'static str,
    /// What is asked, in English.
    pub en: &'static str,
}

/// The type of an answer with its default.
#[derive(Clone, Copy, Debug)]
pub enum Answer {
    /// Yes or no.
    Bool(bool),
    /// Calendar days.
    Days {
        /// Where nobody has decided otherwise.
        default: u16,
        /// The most that can be decided.
        max: u16,
    },
    /// Solar Hijri months.
    Months {
        /// Where nobody has decided otherwise.
        default: u16,
        /// The most that can be decided.
        max: u16,
    },
    /// Solar Hijri years.
    Years {
        /// Where nobody has decided otherwise.
        default: u16,
        /// The most that can be decided.
        max: u16,
    },
    /// One of these words, of which the first is the default.
    Choice(&'static [&'static str]),
}

impl Answer {
    /// What is accepted.
    pub const fn accepts(&self) -> Accepts {
        match *self {
            Self::Bool(_) => Accepts::Bool,
            Self::Days { max, .. } => Accepts::Days(max),
            Self::Months { max, .. } => Accepts::Months(max),
            Self::Years { max, .. } => Accepts::Years(max),
            Self::Choice(offered) => Accepts::Choice(offered),
        }
    }

    /// The answer where nobody has decided otherwise.
    pub fn default_value(&self) -> PolicyValue {
        match *self {
            Self::Bool(answer) => PolicyValue::Bool(answer),
            Self::Days { default, .. } => PolicyValue::Days(default),
            Self::Months { default, .. } => PolicyValue::Months(default),
            Self::Years { default, .. } => PolicyValue::Years(default),
            Self::Choice(offered) => {
                PolicyValue::Choice(offered.first().copied().unwrap_or_default().to_owned())
            }
        }
    }
}
