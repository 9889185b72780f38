//! Terms for mending that run are reckoned anew when the calendar changes.

use crate::domain::kernel::closures::ClosedDays;
use crate::domain::kernel::event::Aggregate;
use crate::error::Error;
use crate::store::{Versioned, Work, aggregates, inspections};

/// How many inspections are looked up at once.
const BATCH: u64 = 100;

/// Reckons the open terms by these closed days. Only inspections whose term still runs are read.
pub(in crate::use_cases) async fn open_terms(
    work: &Work,
    closed: &ClosedDays,
) -> Result<(), Error> {
    let mut last = None;
    loop {
        let found = inspections::with_open_terms(work, work.today, last, BATCH).await?;
        let Some(inspection) = found.last() else {
            return Ok(());
        };
        last = Some(inspection.value.id());
        for Versioned { value, version } in found {
            if let Some(value) = value.recompute_term(closed, work.today) {
                aggregates::save(work, Versioned { value, version }).await?;
            }
        }
    }
}
