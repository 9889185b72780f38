//! The ten days that run are reckoned anew when the calendar changes.

use crate::domain::kernel::closures::ClosedDays;
use crate::domain::kernel::event::Aggregate;
use crate::error::Error;
use crate::store::{Versioned, Work, aggregates, settlements};

/// How many files are looked up at once.
const BATCH: u64 = 100;

/// Reckons the ten days of open files by these closed days. Only files whose days still run are read,
/// however many there have been.
pub(in crate::use_cases) async fn open_terms(
    work: &Work,
    closed: &ClosedDays,
) -> Result<(), Error> {
    let mut last = None;
    loop {
        let found = settlements::with_open_terms(work, work.today, last, BATCH).await?;
        let Some(file) = found.last() else {
            return Ok(());
        };
        last = Some(file.value.id());
        for Versioned { value, version } in found {
            if let Some(value) = value.reckon_term_anew(closed, work.today) {
                aggregates::save(work, Versioned { value, version }).await?;
            }
        }
    }
}
