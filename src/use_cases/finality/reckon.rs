//! Open terms of appeal follow the calendar of closed days.

use super::follow;
use crate::domain::kernel::closures::ClosedDays;
use crate::error::Error;
use crate::store::{Versioned, Work, aggregates, rulings};

/// Reckons every open term of appeal anew, never shorter, in the unit of work that changed the
/// calendar; the licences follow.
pub(in crate::use_cases) async fn open_terms(
    work: &Work,
    closed: &ClosedDays,
) -> Result<(), Error> {
    for ruling in rulings::with_open_terms(work, work.today).await? {
        let Versioned { value, version } = ruling;
        let Some(value) = value.reckon_term_anew(closed, work.today) else {
            continue;
        };
        let reckoned = aggregates::save(work, Versioned { value, version }).await?;
        follow(work, &reckoned.value).await?;
    }
    Ok(())
}
