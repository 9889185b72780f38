//! What is under way follows the calendar of closed days.

use crate::domain::placement::calendar::Calendar;
use crate::error::Error;
use crate::store::Work;
use crate::use_cases::finality::reckon::appeal_terms;

/// Reckons the open limits anew that are written down with their end, in the unit of work that
/// changed the calendar. A limit once told is never shortened.
pub(super) async fn open_limits(work: &Work, calendar: &Calendar) -> Result<(), Error> {
    let closed = calendar.clone().into_closed_days();
    appeal_terms(work, &closed).await
}
