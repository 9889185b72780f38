//! The office of a province takes note of a final revocation.

use serde::Serialize;
use uuid::Uuid;

use super::visible;
use crate::domain::kernel::refusal::Invalid;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::notice::ProvinceNotice;
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command};

/// Acknowledges a notice in the name of the province that is told, and of no other.
#[derive(Debug, Serialize)]
pub struct AcknowledgeNotice {
    /// The notice.
    pub id: Uuid,
    /// The version that has been seen.
    pub expected: i64,
}

impl Command for AcknowledgeNotice {
    const OPERATION: &'static str = "acknowledgeNotice";
    const PERMISSION: Option<Permission> = Some(Permission::AcknowledgeNotice);
    type Output = Versioned<ProvinceNotice>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let notice = visible(acting.work, acting.actor, self.id).await?;
        let province = notice.value.to();
        acting
            .actor
            .require_at(Permission::AcknowledgeNotice, Some(province))?;
        let Actor::Account { id, name, .. } = acting.actor else {
            return Err(Error::Unauthenticated);
        };
        let person = name
            .parse()
            .map_err(|reason: Invalid| Error::corrupt("account", reason))?;
        let notice = notice.expect_version(Some(self.expected))?;
        let today = acting.work.today;
        let acknowledged = notice.change(|it| it.acknowledge(*id, person, today))?;
        aggregates::save(acting.work, acknowledged).await
    }
}
