//! The registrations of guild bodies.

pub mod end;
pub mod register;

use uuid::Uuid;

use crate::context::Context;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::guild::GuildRegistration;
use crate::error::Error;
use crate::store::{aggregates, guilds};
use crate::use_cases::{Versioned, cut};

/// The registrations after one of them, the oldest first: at most `limit`, and whether there are more.
pub async fn list(
    context: &Context,
    actor: &Actor,
    after: Option<Uuid>,
    limit: u64,
) -> Result<(Vec<Versioned<GuildRegistration>>, bool), Error> {
    actor.require(Permission::ReadSettings)?;
    let found = guilds::page(context.database(), after, limit + 1).await?;
    Ok(cut(found, limit))
}

/// One registration, running or ended.
pub async fn get(
    context: &Context,
    actor: &Actor,
    id: Uuid,
) -> Result<Versioned<GuildRegistration>, Error> {
    actor.require(Permission::ReadSettings)?;
    aggregates::get(context.database(), id).await
}
