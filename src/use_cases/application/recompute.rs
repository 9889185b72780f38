//! Terms of appeal against rejections that run are reckoned anew when the calendar changes.

use crate::domain::kernel::closures::ClosedDays;
use crate::domain::kernel::event::Aggregate;
use crate::error::Error;
use crate::store::{Versioned, Work, aggregates, applications};

/// How many files are looked up at once.
const BATCH: u64 = 100;

/// Reckons the open terms of appeal by these closed days, never shorter. Only files whose term still
/// runs are read, however many have been rejected.
pub(in crate::use_cases) async fn open_terms(
    work: &Work,
    closed: &ClosedDays,
) -> Result<(), Error> {
    let mut last = None;
    loop {
        let found = applications::with_open_appeal_terms(work, work.today, last, BATCH).await?;
        let Some(file) = found.last() else {
            return Ok(());
        };
        last = Some(file.value.id());
        for Versioned { value, version } in found {
            if let Some(value) = value.reckon_rejection_term_anew(closed, work.today) {
                aggregates::save(work, Versioned { value, version }).await?;
            }
        }
    }
}
