//! Looking at introductions.

use uuid::Uuid;

use super::visible;
use crate::context::Context;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::introduction::Introduction;
use crate::error::Error;
use crate::store::{Versioned, introductions};
use crate::use_cases::licence;

/// Shows one introduction to both sides and to the office.
pub async fn show(
    context: &Context,
    actor: &Actor,
    id: Uuid,
) -> Result<Versioned<Introduction>, Error> {
    actor.require(Permission::ReadLicences)?;
    visible(context.database(), actor, id).await
}

/// Lists all introductions for a licence, the newest first, to its operator and to the office.
pub async fn list(
    context: &Context,
    actor: &Actor,
    licence: Uuid,
) -> Result<Vec<Versioned<Introduction>>, Error> {
    actor.require(Permission::ReadLicences)?;
    let database = context.database();
    licence::visible(database, actor, licence).await?;
    introductions::of_licence(database, licence).await
}
