//! Whose turn it is to be inspected: recurrence by policy, the overdue list, and the order of risk.

use std::cmp::Reverse;

use chrono::NaiveDate;
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

impl Risk {
    /// All of it.
    pub const fn points(self) -> u32 {
        self.critical_failures
            .saturating_add(self.complaints)
            .saturating_add(self.score)
            .saturating_add(self.age)
    }
}

const POINTS_PER_CRITICAL_FAILURE: u32 = 10;
const POINTS_PER_COMPLAINT: u32 = 5;
const BASIS_POINTS_PER_POINT: u32 = 400;
const POINTS_WITHOUT_SCORE: u32 = 12;
const DAYS_PER_POINT: u32 = 30;

/// The last day on which the periodic inspection of an agency is in time.
pub fn due(facts: &AgencyFacts, policies: &Policies<'_>) -> NaiveDate {
    let months = policies.length(PolicyKey::InspectionInterval);
    add_months(seen(facts), months.into())
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

/// The plan of a day: all agencies, the riskiest first, and among equals the one longest due.
pub fn by_risk(agencies: &[AgencyFacts], policies: &Policies<'_>, today: NaiveDate) -> Vec<Turn> {
    let mut turns: Vec<Turn> = agencies
        .iter()
        .map(|facts| {
            let due = due(facts, policies);
            Turn {
                licence: facts.licence,
                due,
                days_overdue: u32::try_from((today - due).num_days()).unwrap_or(0),
                risk: risk(facts, today),
            }
        })
        .collect();
    turns.sort_by_key(|turn| (Reverse(turn.risk.points()), turn.due, turn.licence));
    turns
}

/// The agencies whose periodic inspection is overdue, longest first.
pub fn overdue(agencies: &[AgencyFacts], policies: &Policies<'_>, today: NaiveDate) -> Vec<Turn> {
    let mut turns = by_risk(agencies, policies, today);
    turns.retain(|turn| turn.days_overdue > 0);
    turns.sort_by_key(|turn| turn.due);
    turns
}

/// An agency that was never visited is as unseen as its licence is old.
fn seen(facts: &AgencyFacts) -> NaiveDate {
    facts.last_inspected.unwrap_or(facts.licensed_since)
}

#[cfg(test)]
mod tests;
