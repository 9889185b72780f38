//! The central office records the registration of a guild body.

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use crate::domain::kernel::text::{Name, ShortText};
use crate::domain::placement::access::Permission;
use crate::domain::placement::guild::{GuildBody, GuildRegistration};
use crate::error::Error;
use crate::store::{Versioned, aggregates, guilds};
use crate::use_cases::{Acting, Command};

/// Records a registration, without which a body fills no seat.
#[derive(Debug, Serialize)]
pub struct RegisterGuildBody {
    /// The body.
    pub body: GuildBody,
    /// Its registered name.
    pub name: Name,
    /// Number and date of the registration.
    pub number: ShortText,
    /// Its first day.
    pub from: NaiveDate,
}

impl Command for RegisterGuildBody {
    const OPERATION: &'static str = "registerGuildBody";
    const PERMISSION: Option<Permission> = Some(Permission::RegisterGuildBody);
    type Output = Versioned<GuildRegistration>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let permission = Permission::RegisterGuildBody;
        acting.actor.require_at(permission, None)?;
        let others = guilds::all(acting.work).await?;
        let registration = GuildRegistration::record(
            Uuid::now_v7(),
            self.body,
            self.name.clone(),
            self.number.clone(),
            self.from,
            &others,
        )?;
        aggregates::insert(acting.work, registration).await
    }
}
