//! Somebody reads who reported an office.

use serde::Serialize;
use uuid::Uuid;

use super::visible;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::Permission;
use crate::domain::placement::unlicensed::{Reporter, UnlicensedReport};
use crate::error::Error;
use crate::store::access_log;
use crate::use_cases::{Acting, Command};

/// Gives the reporter's full identity to the office that works on the report, once it is written down
/// that it was read.
#[derive(Debug, Serialize)]
pub struct ReadReporter {
    /// The report.
    pub id: Uuid,
}

impl Command for ReadReporter {
    const OPERATION: &'static str = "getUnlicensedReportPersonalData";
    const PERMISSION: Option<Permission> = Some(Permission::HandleUnlicensed);
    type Output = Option<Reporter>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Option<Reporter>, Error> {
        let report = visible(acting.work, acting.actor, self.id).await?.value;
        let province = report.office().province;
        let permission = Permission::HandleUnlicensed;
        acting.actor.require_at(permission, Some(province))?;
        access_log::append(
            acting.work,
            UnlicensedReport::NOUN,
            self.id,
            "personal-data",
        )
        .await?;
        Ok(report.reporter().cloned())
    }
}
