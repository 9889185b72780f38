//! Finding those who can be assigned to inspections.

use uuid::Uuid;

use crate::context::Context;
use crate::domain::kernel::province::Province;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::account::Account;
use crate::error::Error;
use crate::store::accounts;

/// The inspectors in use whom the actor may assign, in a stable order: those of the own province and of
/// the centre, or for the centre all of them; of one province together with the centre's when one is
/// asked for. At most `limit`, and whether there are more.
pub async fn list(
    context: &Context,
    actor: &Actor,
    province: Option<Province>,
    after: Option<Uuid>,
    limit: usize,
) -> Result<(Vec<Account>, bool), Error> {
    actor.require(Permission::PlanInspection)?;
    let mut provinces = actor.provinces_of(Permission::PlanInspection);
    if let Some(wanted) = province {
        let reached = provinces.is_none_or(|own| own.contains(&wanted));
        provinces = Some(if reached { vec![wanted] } else { Vec::new() });
    }
    if provinces.as_ref().is_some_and(Vec::is_empty) {
        return Ok((Vec::new(), false));
    }
    let offices = provinces.map(|provinces| {
        let provinces = provinces.into_iter().map(Some);
        provinces.chain([None]).collect::<Vec<_>>()
    });
    // One more than wanted tells whether there is another page.
    let wanted = u64::try_from(limit + 1).unwrap_or(u64::MAX);
    let mut found =
        accounts::inspectors(context.database(), offices.as_deref(), after, wanted).await?;
    let more = found.len() > limit;
    found.truncate(limit);
    Ok((found, more))
}
