//! Somebody reads who the job seekers of a closed office are.

use serde::Serialize;
use uuid::Uuid;

use super::visible;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::Permission;
use crate::domain::placement::settlement::{SeekerLine, SettlementFile};
use crate::error::Error;
use crate::store::access_log;
use crate::use_cases::{Acting, Command};

/// Gives the lines with their names to the operator, and to those who settle with the job seekers,
/// once it is written down that they were read.
#[derive(Debug, Serialize)]
pub struct ReadSeekers {
    /// The file.
    pub id: Uuid,
}

impl Command for ReadSeekers {
    const OPERATION: &'static str = "getSettlementSeekers";
    const PERMISSION: Option<Permission> = Some(Permission::ReadSettlements);
    type Output = Vec<SeekerLine>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let seen = visible(acting.work, acting.actor, self.id).await?;
        if !seen.is_own(acting.actor) {
            seen.require(acting.actor, Permission::SettleSeekers)?;
        }
        access_log::append(acting.work, SettlementFile::NOUN, self.id, "job-seekers").await?;
        Ok(seen.file.value.lines().to_vec())
    }
}
