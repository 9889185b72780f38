//! The calendar of closed days.

use entity::calendar;

use super::aggregates::{self, Stored, Versioned};
use super::database::Connected;
use crate::domain::kernel::closures::ClosedDays;
use crate::domain::placement::calendar::Calendar;
use crate::error::Error;

impl Stored for Calendar {
    type Table = calendar::Entity;

    fn columns(&self) -> calendar::ActiveModel {
        calendar::ActiveModel::default()
    }
}

/// The closed days at their present version.
pub async fn book(at: &impl Connected) -> Result<ClosedDays, Error> {
    Ok(calendar(at).await?.value.into_closed_days())
}

/// The calendar as an aggregate.
pub async fn calendar(at: &impl Connected) -> Result<Versioned<Calendar>, Error> {
    aggregates::get(at, Calendar::ID).await
}
