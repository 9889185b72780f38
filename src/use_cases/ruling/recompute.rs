//! Terms of appeal that run are reckoned anew when the calendar changes.

use super::Rules;
use super::serve::follow;
use crate::domain::kernel::closures::ClosedDays;
use crate::domain::kernel::event::Aggregate;
use crate::error::Error;
use crate::store::{Versioned, Work, aggregates, rulings};

/// How many rulings are looked up at once.
const BATCH: u64 = 100;

/// Reckons the open terms of appeal by these closed days, never shorter; the licences follow. Only
/// rulings whose term still runs are read, however many there have been.
pub(in crate::use_cases) async fn open_terms(
    work: &Work,
    closed: &ClosedDays,
) -> Result<(), Error> {
    let rules = Rules::read(work).await?;
    let policies = rules.policies(work.today);
    let mut last = None;
    loop {
        let found = rulings::with_open_terms(work, work.today, last, BATCH).await?;
        let Some(ruling) = found.last() else {
            return Ok(());
        };
        last = Some(ruling.value.id());
        for Versioned { value, version } in found {
            if let Some(value) = value.reckon_term_anew(closed, work.today) {
                let later = aggregates::save(work, Versioned { value, version }).await?;
                follow(work, &later.value, &policies).await?;
            }
        }
    }
}
