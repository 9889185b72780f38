//! The calendar as it stands, and what a deadline would be by it.

use chrono::NaiveDate;

use crate::context::Context;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::deadline::Deadline;
use crate::domain::kernel::province::Province;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::calendar::Calendar;
use crate::error::Error;
use crate::store::closures;
use crate::use_cases::Versioned;

/// The calendar of closed days.
pub async fn calendar(context: &Context, actor: &Actor) -> Result<Versioned<Calendar>, Error> {
    actor.require(Permission::ReadSettings)?;
    closures::calendar(context.database()).await
}

/// A limit of so many days from a day on, by the present calendar.
pub async fn deadline(
    context: &Context,
    start: NaiveDate,
    days: u16,
    province: Option<Province>,
    rule: Citation,
) -> Result<Deadline, Error> {
    let closed = closures::book(context.database()).await?;
    Ok(Deadline::days(start, days, &closed, province, rule))
}
