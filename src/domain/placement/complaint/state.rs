//! Where a complaint stands.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{LongText, Opinion, OpinionRequest, ShortText};
use crate::domain::placement::guild::GuildBody;

/// The state of a complaint. That the term of the opinion is over is not stored but seen from its
/// deadline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum ComplaintState {
    /// دریافت‌شده
    Filed,
    /// ثبت‌شده در اداره کل
    Registered {
        /// The day.
        on: NaiveDate,
        /// The account that registered it.
        by: Uuid,
    },
    /// در انتظار نظر مشورتی انجمن
    OpinionRequested {
        /// Of whom, when, and until when.
        request: OpinionRequest,
    },
    /// نظر مشورتی رسیده
    OpinionReceived {
        /// What was asked.
        request: OpinionRequest,
        /// What was answered.
        opinion: Opinion,
    },
    /// بدون انجمن: no association exists that could be asked.
    NoAssociation {
        /// The body that is missing.
        body: GuildBody,
        /// The day on which the office established it.
        on: NaiveDate,
    },
    /// در دستور جلسه هیئت
    Tabled {
        /// What the association said, or did not.
        consultation: Consultation,
        /// The session.
        session: Uuid,
        /// The day of tabling.
        on: NaiveDate,
    },
    /// تصمیم‌گیری‌شده
    Decided {
        /// What the association said, or did not.
        consultation: Consultation,
        /// What the board decided.
        decision: ComplaintDecision,
    },
    /// پس‌گرفته‌شده: it does not end a case that is open.
    Withdrawn {
        /// The day.
        on: NaiveDate,
        /// Why, if the complainant says so.
        reason: Option<ShortText>,
        /// What the association had been asked, if it had: it still has to know that nobody waits.
        #[serde(default)]
        request: Option<OpinionRequest>,
    },
}

/// How the association was heard before the board dealt with a complaint (A6.6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "consultation")]
pub enum Consultation {
    /// It gave its advisory opinion.
    Heard {
        /// What was asked.
        request: OpinionRequest,
        /// What it answered.
        opinion: Opinion,
    },
    /// It was asked and did not answer in time.
    Silent {
        /// What was asked.
        request: OpinionRequest,
    },
    /// There was none to ask.
    NoAssociation {
        /// The body that is missing.
        body: GuildBody,
    },
}

/// The board's decision on a complaint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "decision")]
pub enum ComplaintDecision {
    /// وارد: it opened a violation case, or joined one.
    Upheld {
        /// The case.
        case: Uuid,
        /// The session.
        session: Uuid,
        /// The day.
        on: NaiveDate,
    },
    /// غیروارد
    Dismissed {
        /// The session.
        session: Uuid,
        /// The day.
        on: NaiveDate,
    },
    /// سازش: the parties settled it, and the board took note.
    Settled {
        /// What they agreed.
        agreement: LongText,
        /// The session.
        session: Uuid,
        /// The day.
        on: NaiveDate,
    },
}

impl ComplaintState {
    /// The name in snake case.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Filed => "filed",
            Self::Registered { .. } => "registered",
            Self::OpinionRequested { .. } => "opinion_requested",
            Self::OpinionReceived { .. } => "opinion_received",
            Self::NoAssociation { .. } => "no_association",
            Self::Tabled { .. } => "tabled",
            Self::Decided { .. } => "decided",
            Self::Withdrawn { .. } => "withdrawn",
        }
    }

    /// The name in Persian.
    pub const fn persian(&self) -> &'static str {
        match self {
            Self::Filed => "دریافت‌شده",
            Self::Registered { .. } => "ثبت‌شده در اداره کل",
            Self::OpinionRequested { .. } => "در انتظار نظر مشورتی انجمن",
            Self::OpinionReceived { .. } => "نظر مشورتی رسیده",
            Self::NoAssociation { .. } => "بدون انجمن مشورتی",
            Self::Tabled { .. } => "در دستور جلسه هیئت",
            Self::Decided { .. } => "تصمیم‌گیری‌شده",
            Self::Withdrawn { .. } => "پس‌گرفته‌شده",
        }
    }

    /// The states that may follow.
    pub const fn next(&self) -> &'static [&'static str] {
        match self {
            Self::Filed => &["registered", "withdrawn"],
            Self::Registered { .. } => &["opinion_requested", "no_association", "withdrawn"],
            Self::OpinionRequested { .. } => &["opinion_received", "tabled", "withdrawn"],
            Self::OpinionReceived { .. } | Self::NoAssociation { .. } => &["tabled", "withdrawn"],
            Self::Tabled { .. } => &["tabled", "decided", "withdrawn"],
            Self::Decided { .. } | Self::Withdrawn { .. } => &[],
        }
    }
}

impl ComplaintDecision {
    /// The day of the decision.
    pub const fn decided_on(&self) -> NaiveDate {
        match self {
            Self::Upheld { on, .. } | Self::Dismissed { on, .. } | Self::Settled { on, .. } => *on,
        }
    }

    /// The name in snake case.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Upheld { .. } => "upheld",
            Self::Dismissed { .. } => "dismissed",
            Self::Settled { .. } => "settled",
        }
    }

    /// The name in Persian.
    pub const fn persian(&self) -> &'static str {
        match self {
            Self::Upheld { .. } => "وارد",
            Self::Dismissed { .. } => "غیروارد",
            Self::Settled { .. } => "سازش",
        }
    }
}
