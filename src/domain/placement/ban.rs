//! Screening a party against the bans in force (A15.n2).

use chrono::NaiveDate;

use crate::domain::kernel::refusal::Refusal;

/// What a search of the ban list found about everybody on a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Screening {
    screened_on: NaiveDate,
    hits: Vec<Ban>,
}

/// Somebody who is screened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject;

/// A ban in force, as the refusal that it causes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ban(pub Refusal);

impl Screening {
    /// Looks for the bans against anybody on a file.
    pub fn of(_: &[Subject], bans: &[Ban], date: NaiveDate) -> Self {
        Self {
            screened_on: date,
            hits: bans.to_vec(),
        }
    }

    /// The day of screening.
    pub fn screened_on(&self) -> NaiveDate {
        self.screened_on
    }

    /// Refuses while a ban is in force.
    pub fn clear(&self) -> Result<(), Refusal> {
        self.hits.first().map_or(Ok(()), |ban| Err(ban.0.clone()))
    }
}
