//! How a licence stands, by what has been decided and by its term.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::kernel::calendar::Term;

/// How a licence stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Its term has not begun.
    NotYet,
    /// معتبر
    Active,
    /// تعلیق‌شده: within its term, suspended by a final ruling.
    Suspended,
    /// منقضی: its term is over, without any decision (A10).
    Expired,
    /// ابطال‌شده by a final ruling, for good.
    Revoked,
}

impl Standing {
    /// The Persian word.
    pub const fn persian(self) -> &'static str {
        match self {
            Self::NotYet => "هنوز آغاز نشده",
            Self::Active => "معتبر",
            Self::Suspended => "تعلیق‌شده",
            Self::Expired => "منقضی",
            Self::Revoked => "ابطال‌شده",
        }
    }
}

/// What has been decided about a licence. That it expired is not stored but seen from its term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum LicenceState {
    /// صادرشده
    Granted,
    /// تعلیق‌شده; the term goes on underneath.
    Suspended {
        /// The final ruling.
        ruling: Uuid,
        /// The first day of the suspension.
        from: NaiveDate,
        /// The first day after it.
        until_exclusive: NaiveDate,
    },
    /// ابطال‌شده, for good.
    Revoked {
        /// The final ruling.
        ruling: Uuid,
        /// The day on which that became final.
        on: NaiveDate,
    },
}

impl LicenceState {
    /// How a licence of which this was decided stands on a day of a term.
    pub fn standing(self, term: Term, today: NaiveDate) -> Standing {
        match self {
            Self::Revoked { on, .. } if on <= today => Standing::Revoked,
            _ if today < term.from => Standing::NotYet,
            _ if !term.contains(today) => Standing::Expired,
            Self::Suspended {
                from,
                until_exclusive,
                ..
            } if (from..until_exclusive).contains(&today) => Standing::Suspended,
            _ => Standing::Active,
        }
    }
}
