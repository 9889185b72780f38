//! Service (ابلاغ) of a ruling, and the term of appeal that starts with it (A5.n2).

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{Policies, Refusal, ShortText};
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::closures::ClosedDays;
use crate::domain::kernel::deadline::Deadline;
use crate::domain::kernel::province::Province;
use crate::domain::placement::documents::Sha256Hex;
use crate::domain::placement::policies::PolicyKey;

/// The days of appeal from service (A5.n2).
pub const APPEAL_DAYS: u16 = 20;

/// How and when something was served on a party.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// The day of service.
    pub on: NaiveDate,
    /// How.
    pub method: ServiceMethod,
    /// Number and date of the receipt, or of the report of who served it.
    pub proof: ShortText,
    /// The scanned proof, if there is one.
    pub document: Option<Sha256Hex>,
}

/// The ways of service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceMethod {
    /// حضوری, at the office against a signature.
    InPerson,
    /// توسط مأمور, at the party's place.
    Officer,
    /// پست سفارشی
    RegisteredPost,
    /// سامانه ابلاغ الکترونیکی
    Electronic,
}

impl ServiceMethod {
    /// The Persian words.
    pub const fn persian(self) -> &'static str {
        match self {
            Self::InPerson => "حضوری",
            Self::Officer => "توسط مأمور",
            Self::RegisteredPost => "پست سفارشی",
            Self::Electronic => "سامانه ابلاغ الکترونیکی",
        }
    }
}

impl Service {
    /// Refuses a day before what is served existed, or one that has not come.
    pub(in crate::domain::placement) fn require_possible(
        &self,
        existed_from: NaiveDate,
        today: NaiveDate,
    ) -> Result<(), Refusal> {
        if (existed_from..=today).contains(&self.on) {
            return Ok(());
        }
        Err(Refusal::rule(
            "service-date",
            Citation::note(5, 2),
            "تاریخ ابلاغ پیش از صدور رأی یا پس از امروز نیست.",
            "A ruling is served no earlier than it is issued, and no later than today.",
        ))
    }
}

/// The twenty days of appeal, with the reading by which they end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppealTerm {
    deadline: Deadline,
    strict: bool,
}

impl AppealTerm {
    /// The term that a service starts, by the policy of the day of service.
    pub fn from_service(
        service: &Service,
        closed: &ClosedDays,
        province: Province,
        policies: &Policies<'_>,
    ) -> Self {
        Self {
            deadline: Deadline::days(
                service.on,
                APPEAL_DAYS,
                closed,
                Some(province),
                Citation::note(5, 2),
            ),
            strict: policies.is(PolicyKey::AppealClock, "strict"),
        }
    }

    /// The reckoning, in its three readings.
    pub fn deadline(&self) -> &Deadline {
        &self.deadline
    }

    /// The day by which the party is advised to file.
    pub fn advised(&self) -> NaiveDate {
        self.deadline.advised()
    }

    /// The last day on which an appeal is accepted.
    pub fn last_accepted(&self) -> NaiveDate {
        if self.strict {
            self.deadline.advised()
        } else {
            self.deadline.last_accepted()
        }
    }

    /// The day, from 00:00 in Tehran, on which the ruling is final without an appeal.
    pub fn final_on(&self) -> NaiveDate {
        self.last_accepted() + Days::new(1)
    }

    /// Whether an appeal received on this day is in time.
    pub fn accepts(&self, on: NaiveDate) -> bool {
        on <= self.last_accepted()
    }

    /// The same term by another version of the calendar of closed days, never shorter.
    pub(in crate::domain::placement) fn recomputed(&self, closed: &ClosedDays) -> Self {
        Self {
            deadline: self.deadline.recomputed(closed),
            strict: self.strict,
        }
    }

    /// The one of two that ends later: a limit once told is not shortened.
    pub(in crate::domain::placement) fn later_of(self, other: Self) -> Self {
        if other.final_on() > self.final_on() {
            other
        } else {
            self
        }
    }
}
