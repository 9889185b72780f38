//! An officer records a closure of offices.

use serde::Serialize;

use super::{reckon, require};
use crate::domain::kernel::closures::{Closure, WeeklyClosure};
use crate::domain::placement::access::Permission;
use crate::domain::placement::calendar::Calendar;
use crate::error::Error;
use crate::store::{Versioned, aggregates, closures};
use crate::use_cases::{Acting, Command};

/// Records a closed day, or a day of the week that is closed for a time.
#[derive(Debug, Serialize)]
pub struct RecordClosure {
    /// What is closed.
    pub closed: Closed,
    /// The version of the calendar that the officer has seen.
    pub expected: Option<i64>,
}

/// What is closed.
#[derive(Debug, Serialize)]
pub enum Closed {
    /// One day.
    Day(Closure),
    /// A day of every week.
    Weekday(WeeklyClosure),
}

impl Command for RecordClosure {
    const OPERATION: &'static str = "recordClosure";
    const PERMISSION: Option<Permission> = Some(Permission::RecordClosure);
    type Output = Versioned<Calendar>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let province = match &self.closed {
            Closed::Day(closure) => closure.province,
            Closed::Weekday(weekly) => weekly.province,
        };
        require(acting.actor, province)?;
        let recorded = closures::calendar(acting.work)
            .await?
            .expect_version(self.expected)?
            .change(|calendar| match &self.closed {
                Closed::Day(closure) => calendar.record(closure.clone()),
                Closed::Weekday(weekly) => calendar.arrange(weekly.clone()),
            })?;
        let saved = aggregates::save(acting.work, recorded).await?;
        reckon::open_terms(acting.work).await?;
        Ok(saved)
    }
}
