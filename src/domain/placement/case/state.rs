//! Where a case stands.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::LongText;

/// The state of a case. That the term of defence is over is not stored but seen from its notices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum CaseState {
    /// تشکیل‌شده: a charge awaits its notice.
    Opened,
    /// ابلاغ‌شده: every charge is served, and its defence is awaited.
    Notified,
    /// دفاعیه رسیده
    DefenceReceived,
    /// در دستور جلسه
    Scheduled {
        /// The session.
        session: Uuid,
        /// The day it is called for.
        called_for: NaiveDate,
    },
    /// رسیدگی‌شده در جلسه
    Heard {
        /// The hearing.
        hearing: Hearing,
    },
    /// رأی صادرشده
    Ruled {
        /// The hearing.
        hearing: Hearing,
        /// What the board decided.
        verdict: Verdict,
    },
    /// مختومه
    Closed {
        /// The hearing.
        hearing: Hearing,
        /// What the board decided.
        verdict: Verdict,
        /// The day of closing.
        on: NaiveDate,
    },
    /// ضم‌شده: dealt with in another case of the same agency.
    Joined {
        /// The case that leads.
        into: Uuid,
        /// The day.
        on: NaiveDate,
    },
}

/// The hearing of a case in a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hearing {
    /// The session.
    pub session: Uuid,
    /// The date of the session.
    pub on: NaiveDate,
    /// Whether the agency's manager or representative was present.
    pub attended: bool,
    /// What was said.
    pub record: LongText,
}

/// What the board decided on a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// The session.
    pub session: Uuid,
    /// The ruling (رأی) that says so.
    pub ruling: Uuid,
    /// Whether there was a violation.
    pub finding: VerdictFinding,
    /// The day of the decision.
    pub decided_on: NaiveDate,
}

/// Whether the board found a violation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VerdictFinding {
    /// محکومیت: a violation is established.
    Guilty,
    /// برائت: none is.
    Acquitted,
    /// عدم صلاحیت: the board may not decide.
    NoJurisdiction,
}

impl CaseState {
    /// The name in snake case.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Notified => "notified",
            Self::DefenceReceived => "defence_received",
            Self::Scheduled { .. } => "scheduled",
            Self::Heard { .. } => "heard",
            Self::Ruled { .. } => "ruled",
            Self::Closed { .. } => "closed",
            Self::Joined { .. } => "joined",
        }
    }

    /// The name in Persian.
    pub const fn persian(&self) -> &'static str {
        match self {
            Self::Opened => "تشکیل‌شده",
            Self::Notified => "ابلاغ‌شده",
            Self::DefenceReceived => "دفاعیه رسیده",
            Self::Scheduled { .. } => "در دستور جلسه",
            Self::Heard { .. } => "رسیدگی‌شده در جلسه",
            Self::Ruled { .. } => "رأی صادرشده",
            Self::Closed { .. } => "مختومه",
            Self::Joined { .. } => "ضم‌شده به پرونده دیگر",
        }
    }

    /// The states that may follow.
    pub const fn next(&self) -> &'static [&'static str] {
        match self {
            Self::Opened => &["notified", "defence_received", "joined"],
            Self::Notified => &["opened", "defence_received", "scheduled", "joined"],
            Self::DefenceReceived => &["opened", "notified", "scheduled", "joined"],
            Self::Scheduled { .. } => {
                &["opened", "notified", "defence_received", "heard", "joined"]
            }
            Self::Heard { .. } => &["scheduled", "ruled"],
            Self::Ruled { .. } => &["closed"],
            Self::Closed { .. } | Self::Joined { .. } => &[],
        }
    }

    /// Whether charges can still be added, served and joined: until the board hears it.
    pub const fn is_prepared(&self) -> bool {
        matches!(
            self,
            Self::Opened | Self::Notified | Self::DefenceReceived | Self::Scheduled { .. }
        )
    }

    /// Whether nothing can follow.
    pub const fn is_ended(&self) -> bool {
        matches!(self, Self::Closed { .. } | Self::Joined { .. })
    }
}

impl VerdictFinding {
    /// The name in Persian.
    pub const fn persian(self) -> &'static str {
        match self {
            Self::Guilty => "محکومیت",
            Self::Acquitted => "برائت",
            Self::NoJurisdiction => "عدم صلاحیت",
        }
    }
}
