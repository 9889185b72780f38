//! The directives of the central board: drafted, approved, superseded, annulled.

pub mod annul;
pub mod approve;
pub mod draft;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::context::Context;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::directives::{DirectiveKind, PlacementDirective};
use crate::error::Error;
use crate::store::{aggregates, directives};
use crate::use_cases::{Versioned, cut};

/// Where a directive stands in the list: doors name it here and never the store.
pub use crate::store::directives::Place;

/// Which directives are listed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted {
    /// Only those on this matter.
    pub matter: Option<DirectiveKind>,
    /// Only those that bind on this day.
    pub in_force_on: Option<NaiveDate>,
    /// Only those that come after this place.
    pub after: Option<Place>,
}

/// The directives that are wanted, the newest of each matter first: at most `limit` of them, and
/// whether there are more.
pub async fn list(
    context: &Context,
    actor: &Actor,
    wanted: Wanted,
    limit: u64,
) -> Result<(Vec<Versioned<PlacementDirective>>, bool), Error> {
    actor.require(Permission::ReadSettings)?;
    let binds = |it: &PlacementDirective| wanted.in_force_on.is_none_or(|day| it.in_force(day));
    let (mut found, mut after) = (Vec::new(), wanted.after);
    // Until when a directive binds may depend on its successor, so no column tells it.
    loop {
        let page = directives::page(context.database(), wanted.matter, after, limit + 1).await?;
        let is_last = page.len() as u64 <= limit;
        after = page.last().map(|it| Place::of(&it.value));
        found.extend(page.into_iter().filter(|it| binds(&it.value)));
        if is_last || found.len() as u64 > limit {
            return Ok(cut(found, limit));
        }
    }
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
