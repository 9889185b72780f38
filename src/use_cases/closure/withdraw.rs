//! An officer takes out an estimate that was not announced.

use chrono::NaiveDate;
use serde::Serialize;

use super::require;
use crate::domain::kernel::province::Province;
use crate::domain::kernel::text::ShortText;
use crate::domain::placement::access::Permission;
use crate::domain::placement::calendar::Calendar;
use crate::error::Error;
use crate::store::{Versioned, aggregates, closures};
use crate::use_cases::{Acting, Command};

/// Takes an estimated closure out of the calendar.
#[derive(Debug, Serialize)]
pub struct WithdrawEstimate {
    /// The day.
    pub date: NaiveDate,
    /// The province, or all of them.
    pub province: Option<Province>,
    /// Why.
    pub reason: ShortText,
    /// The version of the calendar that the officer has seen.
    pub expected: i64,
}

impl Command for WithdrawEstimate {
    const OPERATION: &'static str = "withdrawEstimatedClosure";
    const PERMISSION: Option<Permission> = Some(Permission::RecordClosure);
    type Output = Versioned<Calendar>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        require(acting.actor, self.province)?;
        let withdrawn = closures::calendar(acting.work)
            .await?
            .expect_version(Some(self.expected))?
            .change(|it| it.withdraw_estimate(self.date, self.province, self.reason.clone()))?;
        aggregates::save(acting.work, withdrawn).await
    }
}
