//! Looking at reports of unlicensed offices.

use uuid::Uuid;

use super::visible;
use crate::context::Context;
use crate::domain::kernel::province::Province;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::unlicensed::UnlicensedReport;
use crate::error::Error;
use crate::store::{Versioned, unlicensed};

/// One report.
pub async fn get(
    context: &Context,
    actor: &Actor,
    id: Uuid,
) -> Result<Versioned<UnlicensedReport>, Error> {
    actor.require(Permission::ReadUnlicensed)?;
    visible(context.database(), actor, id).await
}

/// The reports that the actor may know of, the newest first: at most `limit` of them, and whether there
/// are more.
pub async fn list(
    context: &Context,
    actor: &Actor,
    province: Option<Province>,
    after: Option<Uuid>,
    limit: u64,
) -> Result<(Vec<Versioned<UnlicensedReport>>, bool), Error> {
    actor.require(Permission::ReadUnlicensed)?;
    let seen = actor.provinces_of(Permission::ReadUnlicensed);
    let provinces = match (province, seen) {
        (None, seen) => seen,
        (Some(province), None) => Some(vec![province]),
        (Some(province), Some(seen)) => {
            Some(seen.into_iter().filter(|it| *it == province).collect())
        }
    };
    let at = context.database();
    let mut found = unlicensed::page(at, provinces.as_deref(), after, limit + 1).await?;
    let more = found.len() as u64 > limit;
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok((found, more))
}
