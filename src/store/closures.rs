//! The calendar of closed days.

use entity::calendar;

use super::aggregates::{self, Stored, Versioned};
use super::database::Connected;
use super::policies;
use crate::domain::kernel::closures::ClosedDays;
use crate::domain::placement::calendar::Calendar;
use crate::domain::placement::policies::{PolicyKey, counted_closures};
use crate::error::Error;

impl Stored for Calendar {
    type Table = calendar::Entity;

    fn columns(&self) -> calendar::ActiveModel {
        calendar::ActiveModel::default()
    }
}

/// The closed days at their present version, with the policies that say which of them count.
pub async fn book(at: &impl Connected) -> Result<ClosedDays, Error> {
    let closed = calendar(at).await?.value.into_closed_days();
    let decided = policies::of_questions(at, &[PolicyKey::ClosedDays]).await?;
    Ok(closed.counting(counted_closures(&decided)))
}

/// The calendar as an aggregate.
pub async fn calendar(at: &impl Connected) -> Result<Versioned<Calendar>, Error> {
    aggregates::get(at, Calendar::ID).await
}
