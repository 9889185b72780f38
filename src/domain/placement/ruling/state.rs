//! Where a ruling stands, and when it is final.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::service::{AppealTerm, Service};
use super::{Citation, LongText, Name, Refusal, ShortText};
use crate::domain::kernel::board::Tally;
use crate::domain::placement::appointment::Appointment;
use crate::domain::placement::boards::{BoardKind, Seat};
use crate::domain::placement::docket::DocketNumber;
use crate::domain::placement::penalty::Penalty;

/// Where a ruling stands. That it became final by the lapse of the term is not stored but seen from
/// [`super::Ruling::final_on`]; the job only writes the consequences down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum RulingState {
    /// پیش‌نویس
    Drafted,
    /// رأی‌گیری‌شده
    Voted {
        /// The vote.
        vote: VoteRecord,
    },
    /// امضاشده: its content is closed.
    Signed {
        /// The vote.
        vote: VoteRecord,
        /// The signature.
        signature: Signature,
    },
    /// صادرشده
    Issued {
        /// How it came about.
        issue: Issue,
        /// What an inadmissible early appeal left behind.
        interrupted_until: Option<NaiveDate>,
    },
    /// ابلاغ‌شده: the term of appeal runs, or has run out.
    Served {
        /// How it came about.
        issue: Issue,
        /// The service and the term.
        served: Served,
    },
    /// مورد اعتراض: an appeal in time is before the central board.
    Appealed {
        /// How it came about.
        issue: Issue,
        /// The service and the term; none for an appeal before service.
        served: Option<Served>,
        /// The appeal.
        appeal: Uuid,
    },
    /// قطعی
    Final {
        /// How it came about.
        issue: Issue,
        /// The service and the term.
        served: Option<Served>,
        /// When and how it became final.
        finality: Finality,
    },
    /// اجراشده
    Executed {
        /// How it came about.
        issue: Issue,
        /// The service and the term.
        served: Option<Served>,
        /// When and how it became final.
        finality: Finality,
        /// The execution.
        execution: ExecutionRecord,
    },
}

/// The vote of the board, as its session recorded it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoteRecord {
    /// The session.
    pub session: Uuid,
    /// The day.
    pub decided_on: NaiveDate,
    /// Who was entitled, present and voted how, with the quorum.
    pub tally: Tally<Seat>,
}

/// The signature of the chair.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// The seat; the chair's.
    pub seat: Seat,
    /// The account that signed.
    pub account: Uuid,
    /// The name.
    pub person: Name,
    /// The day.
    pub on: NaiveDate,
}

impl Signature {
    /// The signature of whoever presides over a board by a decree in force (A4).
    pub fn of_chair(
        decree: Option<&Appointment>,
        board: BoardKind,
        today: NaiveDate,
    ) -> Result<Self, Refusal> {
        let presides = |it: &&Appointment| {
            let decree = it.decree();
            decree.board == board && decree.seat == board.chair() && it.in_force(today)
        };
        let chair = decree.filter(presides).ok_or_else(not_by_the_chair)?;
        Ok(Self {
            seat: chair.decree().seat,
            account: chair.decree().account,
            person: chair.decree().person.clone(),
            on: today,
        })
    }
}

pub(super) fn not_by_the_chair() -> Refusal {
    Refusal::rule(
        "not-signed-by-the-chair",
        Citation::article(4),
        "رأی را رئیس هیئت، با حکم جاری و پس از رأی‌گیری امضا می‌کند.",
        "The chair of the board, by a decree in force, signs a ruling, no earlier than the vote.",
    )
}

/// A ruling that went out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// The vote.
    pub vote: VoteRecord,
    /// The signature.
    pub signature: Signature,
    /// Its number.
    pub number: DocketNumber,
    /// The day.
    pub on: NaiveDate,
}

/// A service with the term that it started.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Served {
    /// The service.
    pub service: Service,
    /// The term of appeal.
    pub term: AppealTerm,
    /// The day on which an appeal in time was found inadmissible; the ruling is not final earlier.
    pub interrupted_until: Option<NaiveDate>,
}

impl Served {
    /// The day on which the ruling is final if nobody appeals.
    pub fn final_on(&self) -> NaiveDate {
        let lapse = self.term.final_on();
        self.interrupted_until.map_or(lapse, |day| lapse.max(day))
    }
}

/// How a ruling became final (قطعیت).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "by")]
pub enum Finality {
    /// The term of appeal ran out.
    NoAppeal {
        /// The first day after the last lawful day of filing.
        final_on: NaiveDate,
    },
    /// تأیید
    Upheld {
        /// The appeal.
        appeal: Uuid,
        /// The day of the central decision.
        final_on: NaiveDate,
    },
    /// اصلاح
    Modified {
        /// The appeal.
        appeal: Uuid,
        /// The day of the central decision.
        final_on: NaiveDate,
        /// The penalty in place of the first one.
        penalty: Penalty,
    },
    /// نقض: nothing is left of it (A3.3).
    Quashed {
        /// The appeal.
        appeal: Uuid,
        /// The day of the central decision.
        final_on: NaiveDate,
    },
}

impl Finality {
    /// The appeal that the central board decided, unless nobody appealed.
    pub const fn appeal(&self) -> Option<Uuid> {
        match self {
            Self::NoAppeal { .. } => None,
            Self::Upheld { appeal, .. }
            | Self::Modified { appeal, .. }
            | Self::Quashed { appeal, .. } => Some(*appeal),
        }
    }

    /// The day from which it is final.
    pub fn final_on(&self) -> NaiveDate {
        match self {
            Self::NoAppeal { final_on }
            | Self::Upheld { final_on, .. }
            | Self::Modified { final_on, .. }
            | Self::Quashed { final_on, .. } => *final_on,
        }
    }
}

/// That a penalty was carried out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExecutionRecord {
    /// The day.
    pub on: NaiveDate,
    /// Letter or record that shows it.
    pub record: ShortText,
}

/// A change to what surrounds a ruling, never to what it says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amendment {
    /// What changes.
    pub kind: AmendmentKind,
    /// Why.
    pub reason: LongText,
    /// The day.
    pub on: NaiveDate,
}

/// What an amendment changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum AmendmentKind {
    /// The service was recorded wrongly.
    ServiceCorrected {
        /// What had been recorded.
        before: Service,
    },
    /// It was served once more.
    ServedAgain {
        /// The service before.
        before: Service,
    },
    /// A slip of the pen is explained beside the text, which stays as signed.
    Clerical {
        /// The explanation.
        text: LongText,
    },
}

impl RulingState {
    /// The name in snake case.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Drafted => "drafted",
            Self::Voted { .. } => "voted",
            Self::Signed { .. } => "signed",
            Self::Issued { .. } => "issued",
            Self::Served { .. } => "served",
            Self::Appealed { .. } => "appealed",
            Self::Final { .. } => "final",
            Self::Executed { .. } => "executed",
        }
    }

    /// The name in Persian.
    pub const fn persian(&self) -> &'static str {
        match self {
            Self::Drafted => "پیش‌نویس",
            Self::Voted { .. } => "رأی‌گیری‌شده",
            Self::Signed { .. } => "امضاشده",
            Self::Issued { .. } => "صادرشده",
            Self::Served { .. } => "ابلاغ‌شده",
            Self::Appealed { .. } => "مورد اعتراض",
            Self::Final { .. } => "قطعی",
            Self::Executed { .. } => "اجراشده",
        }
    }

    /// The states that may follow.
    pub const fn next(&self) -> &'static [&'static str] {
        match self {
            Self::Drafted => &["voted"],
            Self::Voted { .. } => &["signed"],
            Self::Signed { .. } => &["issued"],
            Self::Issued { .. } => &["served", "appealed"],
            Self::Served { .. } => &["appealed", "final"],
            Self::Appealed { .. } => &["served", "issued", "final"],
            Self::Final { .. } => &["executed"],
            Self::Executed { .. } => &[],
        }
    }
}
