//! The directives of the central board: drafted, approved, superseded, annulled.

pub mod annul;
pub mod approve;
pub mod draft;

use uuid::Uuid;

use crate::context::Context;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::directives::{DirectiveKind, PlacementDirective};
use crate::error::Error;
use crate::store::{aggregates, directives};
use crate::use_cases::Versioned;

/// The directives on a matter or on all of them, the newest of each matter first.
pub async fn list(
    context: &Context,
    actor: &Actor,
    matter: Option<DirectiveKind>,
) -> Result<Vec<Versioned<PlacementDirective>>, Error> {
    actor.require(Permission::ReadSettings)?;
    directives::list(context.database(), matter).await
}

/// One directive.
pub async fn get(
    context: &Context,
    actor: &Actor,
    id: Uuid,
) -> Result<Versioned<PlacementDirective>, Error> {
    actor.require(Permission::ReadSettings)?;
    aggregates::get(context.database(), id).await
}
