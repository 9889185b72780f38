//! Somebody tells that the paper of a licence was lost.

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use super::{at_office, is_own, visible};
use crate::domain::kernel::text::ShortText;
use crate::domain::placement::access::Permission;
use crate::domain::placement::licence::Licence;
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command};

/// Notes that the paper in use was lost, told by the agency or taken down by the office.
#[derive(Debug, Serialize)]
pub struct ReportCertificateLost {
    /// The licence.
    pub licence: Uuid,
    /// The day of the loss, as far as it is known.
    pub lost_on: NaiveDate,
    /// How it was lost.
    pub statement: ShortText,
    /// The version of the licence that was seen, if the caller says so.
    pub expected: Option<i64>,
}

impl Command for ReportCertificateLost {
    const OPERATION: &'static str = "reportCertificateLost";
    const PERMISSION: Option<Permission> = Some(Permission::ReadLicences);
    type Output = Versioned<Licence>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let licence = visible(acting.work, acting.actor, self.licence).await?;
        let licence = if is_own(acting.actor, &licence.value) {
            acting.actor.require(Permission::RunAgency)?;
            licence.expect_version(self.expected)?
        } else {
            at_office(
                acting,
                Permission::KeepLicences,
                self.licence,
                self.expected,
            )
            .await?
        };
        let today = acting.work.today;
        let lost =
            licence.change(|it| it.report_lost(self.lost_on, self.statement.clone(), today))?;
        aggregates::save(acting.work, lost).await
    }
}
