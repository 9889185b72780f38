//! The registrations of guild bodies.

pub mod end;
pub mod register;

use crate::context::Context;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::guild::GuildRegistration;
use crate::error::Error;
use crate::store::guilds;
use crate::use_cases::Versioned;

/// All registrations.
pub async fn list(
    context: &Context,
    actor: &Actor,
) -> Result<Vec<Versioned<GuildRegistration>>, Error> {
    actor.require(Permission::ReadSettings)?;
    guilds::list(context.database()).await
}
