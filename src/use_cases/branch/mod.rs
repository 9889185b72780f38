//! Branches and representations of agencies (A13.4): opened and closed by the agency, seen by the
//! office of the licence and by that of the branch's own province.

pub mod close;
pub mod find;
pub mod open;

use uuid::Uuid;

use super::Acting;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::{Actor, Denied, Permission};
use crate::domain::placement::branch::Branch;
use crate::domain::placement::licence::Licence;
use crate::error::Error;
use crate::store::{Connected, Versioned, aggregates};
use crate::use_cases::licence::is_own;

/// A branch with the licence that it belongs to.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The branch.
    pub branch: Versioned<Branch>,
    /// The licence, by which it stands as it does.
    pub licence: Licence,
}

/// A branch that the actor may know of.
async fn visible(at: &impl Connected, actor: &Actor, id: Uuid) -> Result<Seen, Error> {
    let branch = aggregates::get::<Branch>(at, id).await?;
    let licence = aggregates::get::<Licence>(at, branch.value.licence()).await?;
    let licence = licence.value;
    let places = [Some(licence.province()), branch.value.place().province()];
    let seen = |it| actor.require_in(Permission::ReadLicences, it).is_ok();
    if is_own(actor, &licence) || places.into_iter().flatten().any(seen) {
        Ok(Seen { branch, licence })
    } else {
        Err(Error::NotFound { noun: Branch::NOUN })
    }
}

/// A branch of the actor's own agency.
pub(super) async fn own(
    acting: Acting<'_>,
    permission: Permission,
    id: Uuid,
    expected: Option<i64>,
) -> Result<Seen, Error> {
    let seen = visible(acting.work, acting.actor, id).await?;
    if !is_own(acting.actor, &seen.licence) {
        return Err(Denied(permission).into());
    }
    Ok(Seen {
        branch: seen.branch.expect_version(expected)?,
        licence: seen.licence,
    })
}
