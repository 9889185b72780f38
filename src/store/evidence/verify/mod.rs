//! Reads all evidence again and names what does not hold.
//!
//! Three walks, each page by page: the `log` with its checkpoints, every aggregate's `chains` of
//! events, and the `rows` against their last events.

mod chains;
mod finding;
mod log;
pub(in crate::store) mod rows;

pub use finding::{Finding, Place};

use std::fmt;

use super::seal::Checkpoint;
use crate::error::Error;
use crate::store::database::Connected;
use crate::store::nouns;

/// How many rows are read at a time.
const PAGE: u64 = 2_000;

/// How many findings are told; the others are counted.
const TOLD: usize = 1_000;

/// What was read and what was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// How many events were read.
    pub events: u64,
    /// How long the log is.
    pub log: i64,
    /// How many checkpoints were checked, those from outside included.
    pub checkpoints: u64,
    /// How many rows of aggregates were checked.
    pub rows: u64,
    /// The first of what does not hold.
    pub findings: Vec<Finding>,
    /// How much more does not hold.
    pub more: u64,
}

impl Report {
    /// Whether all of it holds.
    pub fn holds(&self) -> bool {
        self.findings.is_empty()
    }

    fn find(&mut self, finding: Finding) {
        if self.findings.len() < TOLD {
            self.findings.push(finding);
        } else {
            self.more += 1;
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            events,
            log,
            checkpoints,
            rows,
            findings,
            more,
        } = self;
        for finding in findings {
            writeln!(f, "{finding}")?;
        }
        if *more > 0 {
            writeln!(f, "and {more} more")?;
        }
        let verdict = if self.holds() {
            "the evidence holds"
        } else {
            "the evidence does not hold"
        };
        writeln!(
            f,
            "{verdict}: {events} events, {log} in the log, {checkpoints} checkpoints, {rows} rows"
        )
    }
}

/// Checks all events, the log, its checkpoints, also those kept outside the database, and all rows.
pub async fn verify(
    at: &dyn Connected,
    public_key: &str,
    outside: &[Checkpoint],
) -> Result<Report, Error> {
    let mut report = Report::default();
    log::check(at, public_key, outside, &mut report).await?;
    chains::check(at, &mut report).await?;
    for noun in nouns::ALL {
        (noun.check_rows)(at, &mut report).await?;
    }
    Ok(report)
}
