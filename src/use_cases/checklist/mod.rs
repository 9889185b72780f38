//! The checklists by which agencies are inspected (A6.2).

pub mod issue;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::context::Context;
use crate::domain::placement::access::{Actor, Denied, Permission};
use crate::domain::placement::agency::AgencyKind;
use crate::domain::placement::checklist::Checklist;
use crate::error::Error;
use crate::store::{Versioned, aggregates, checklists};

/// Shows a version to everybody who sees inspections.
pub async fn show(
    context: &Context,
    actor: &Actor,
    id: Uuid,
) -> Result<Versioned<Checklist>, Error> {
    actor.require(Permission::ReadInspections)?;
    aggregates::get(context.database(), id).await
}

/// Lists the versions, the latest first: at most `limit` of those before a number, and whether there
/// are more.
pub async fn list(
    context: &Context,
    actor: &Actor,
    before: Option<u32>,
    limit: u8,
) -> Result<(Vec<Checklist>, bool), Error> {
    actor.require(Permission::ReadInspections)?;
    let wanted = u64::from(limit) + 1;
    let mut found = checklists::page(context.database(), before, wanted).await?;
    let more = found.len() > usize::from(limit);
    found.truncate(limit.into());
    Ok((found, more))
}

/// The version by which agencies of a kind are inspected on a day.
pub async fn in_force(
    context: &Context,
    actor: &Actor,
    kind: AgencyKind,
    on: NaiveDate,
) -> Result<Versioned<Checklist>, Error> {
    actor.require(Permission::ReadInspections)?;
    let issued = checklists::all(context.database()).await?;
    let found = Checklist::in_force(&issued, kind, on).ok_or(Error::NotFound {
        noun: <Checklist as crate::domain::kernel::event::Aggregate>::NOUN,
    })?;
    // A version is never changed, so it always is at its first version.
    Ok(Versioned {
        value: found.clone(),
        version: 1,
    })
}

/// Checklists are issued at the centre, for the whole country.
fn require_centre(actor: &Actor) -> Result<(), Denied> {
    actor.require_at(Permission::IssueChecklist, None).map(drop)
}
