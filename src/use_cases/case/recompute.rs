//! Terms of defence that run are reckoned anew when the calendar changes.

use crate::domain::kernel::closures::ClosedDays;
use crate::domain::kernel::event::Aggregate;
use crate::error::Error;
use crate::store::{Versioned, Work, aggregates, cases};

/// How many cases are looked up at once.
const BATCH: u64 = 100;

/// Reckons the open terms of defence by these closed days. Only cases whose term still runs are read,
/// however many there have been.
pub(in crate::use_cases) async fn open_terms(
    work: &Work,
    closed: &ClosedDays,
) -> Result<(), Error> {
    let mut last = None;
    loop {
        let found = cases::with_open_terms(work, work.today, last, BATCH).await?;
        let Some(case) = found.last() else {
            return Ok(());
        };
        last = Some(case.value.id());
        for Versioned { value, version } in found {
            if let Some(value) = value.recompute_terms(closed, work.today) {
                aggregates::save(work, Versioned { value, version }).await?;
            }
        }
    }
}
