//! Whose turn it is to be inspected: recurrence by policy, the overdue list, and the order of risk.

use std::cmp::Reverse;

use chrono::{Days, NaiveDate, TimeDelta};
use uuid::Uuid;

use super::policies::{Policies, PolicyKey};
use crate::domain::kernel::calendar::add_months;

/// What is known of an agency when inspections are planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgencyFacts {
    /// Its licence.
    pub licence: Uuid,
    /// The first day on which it was licensed.
    pub licensed_since: NaiveDate,
    /// The day of its last visit that was carried out, if there was one.
    pub last_inspected: Option<NaiveDate>,
    /// The score of that visit, in basis points.
    pub last_score: Option<u32>,
    /// The critical items that failed then.
    pub critical_failures: u32,
    /// The complaints registered since then, withdrawn ones left out.
    pub complaints: u32,
}

/// How an agency stands in the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Its licence.
    pub licence: Uuid,
    /// The last day on which a periodic inspection is in time.
    pub due: NaiveDate,
    /// The days by which it is overdue; zero where it is not.
    pub days_overdue: u32,
    /// The weight of its risk; see [`Risk`].
    pub risk: Risk,
}

/// Why an agency comes before others. Points are only compared with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Risk {
    /// Ten for each critical item that failed at the last visit.
    pub critical_failures: u32,
    /// Five for each complaint since then.
    pub complaints: u32,
    /// One for each four per cent missing from the last score; twelve where there is none.
    pub score: u32,
    /// One for each month since the last visit, or since the licence.
    pub age: u32,
}

/// A place in the order of risk: what does not change from day to day. Between two agencies the days
/// since their last visits differ by as much tomorrow as today, so the order stands until one of them
/// is visited or complained about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The points of [`Risk`] but for age, at most [`MOST_STANDING_POINTS`].
    pub standing: u32,
    /// The day since which the agency is unseen: of its last visit, or of its licence.
    pub seen_on: NaiveDate,
    /// Its licence.
    pub licence: Uuid,
}

/// More points than these, without those for age, move nobody further up.
pub const MOST_STANDING_POINTS: u32 = 100;

const POINTS_PER_CRITICAL_FAILURE: u32 = 10;
const POINTS_PER_COMPLAINT: u32 = 5;
const BASIS_POINTS_PER_POINT: u32 = 400;
const POINTS_WITHOUT_SCORE: u32 = 12;
const DAYS_PER_POINT: u32 = 30;

impl Risk {
    /// All of it.
    pub fn points(self) -> u32 {
        self.standing().saturating_add(self.age)
    }

    fn standing(self) -> u32 {
        self.critical_failures
            .saturating_add(self.complaints)
            .saturating_add(self.score)
            .min(MOST_STANDING_POINTS)
    }
}

impl Place {
    /// The place of an agency.
    pub fn of(facts: &AgencyFacts) -> Self {
        let seen_on = seen(facts);
        Self {
            standing: risk(facts, seen_on).standing(),
            seen_on,
            licence: facts.licence,
        }
    }

    /// Whether an agency can have this place.
    pub fn is_possible(&self) -> bool {
        self.standing <= MOST_STANDING_POINTS
    }

    /// What places are ordered by: points with a day counting for a thirtieth, then the longest
    /// unseen, then the licence.
    pub fn order(&self) -> impl Ord + use<> {
        (Reverse(self.weight()), self.seen_on, self.licence)
    }

    /// The day that an agency with other standing points is unseen since if it weighs the same.
    pub fn level_with(&self, standing: u32) -> Option<NaiveDate> {
        let points = i64::from(standing) - i64::from(self.standing);
        let days = TimeDelta::try_days(points * i64::from(DAYS_PER_POINT))?;
        self.seen_on.checked_add_signed(days)
    }

    fn weight(&self) -> i64 {
        let unseen = (NaiveDate::MAX - self.seen_on).num_days();
        i64::from(self.standing * DAYS_PER_POINT) + unseen
    }
}

/// The last day on which the periodic inspection of an agency is in time.
pub fn due(facts: &AgencyFacts, policies: &Policies<'_>) -> NaiveDate {
    due_when_seen(seen(facts), policies)
}

/// The last day on which an agency that is due by a day can have been seen.
pub fn seen_when_due_by(day: NaiveDate, policies: &Policies<'_>) -> NaiveDate {
    let months = policies.length(PolicyKey::InspectionInterval);
    let mut seen = add_months(day, -i32::from(months));
    // The ends of months are cut to their lengths, so the way back can miss by a few days.
    while due_when_seen(seen, policies) > day {
        seen = seen - Days::new(1);
    }
    while due_when_seen(seen + Days::new(1), policies) <= day {
        seen = seen + Days::new(1);
    }
    seen
}

/// The risk of an agency on a day.
pub fn risk(facts: &AgencyFacts, today: NaiveDate) -> Risk {
    let unseen = u32::try_from((today - seen(facts)).num_days()).unwrap_or(0);
    Risk {
        critical_failures: facts
            .critical_failures
            .saturating_mul(POINTS_PER_CRITICAL_FAILURE),
        complaints: facts.complaints.saturating_mul(POINTS_PER_COMPLAINT),
        score: facts.last_score.map_or(POINTS_WITHOUT_SCORE, |score| {
            10_000_u32.saturating_sub(score) / BASIS_POINTS_PER_POINT
        }),
        age: unseen / DAYS_PER_POINT,
    }
}

/// How an agency stands in the plan of a day.
pub fn turn(facts: &AgencyFacts, policies: &Policies<'_>, today: NaiveDate) -> Turn {
    let due = due(facts, policies);
    Turn {
        licence: facts.licence,
        due,
        days_overdue: u32::try_from((today - due).num_days()).unwrap_or(0),
        risk: risk(facts, today),
    }
}

fn due_when_seen(seen: NaiveDate, policies: &Policies<'_>) -> NaiveDate {
    add_months(seen, policies.length(PolicyKey::InspectionInterval).into())
}

/// An agency that was never visited is as unseen as its licence is old.
fn seen(facts: &AgencyFacts) -> NaiveDate {
    facts.last_inspected.unwrap_or(facts.licensed_since)
}

#[cfg(test)]
mod tests;
