//! The central office records that the registration of a guild body ended.

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use crate::domain::placement::access::Permission;
use crate::domain::placement::guild::GuildRegistration;
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command};

/// Ends a registration.
#[derive(Debug, Serialize)]
pub struct EndGuildRegistration {
    /// The registration.
    pub id: Uuid,
    /// The first day without it.
    pub until: NaiveDate,
    /// The version that the officer has seen.
    pub expected: i64,
}

impl Command for EndGuildRegistration {
    const OPERATION: &'static str = "endGuildRegistration";
    const PERMISSION: Option<Permission> = Some(Permission::RegisterGuildBody);
    type Output = Versioned<GuildRegistration>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let permission = Permission::RegisterGuildBody;
        acting.actor.require_at(permission, None)?;
        let ended = aggregates::get::<GuildRegistration>(acting.work, self.id)
            .await?
            .expect_version(Some(self.expected))?
            .change(|it| it.end(self.until))?;
        aggregates::save(acting.work, ended).await
    }
}
