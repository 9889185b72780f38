//! The licence: issued by the director-general, shown, listed, and printed (A7, A10).

pub mod apply_for_renewal;
pub mod certificate;
pub mod find;
pub mod history;
pub mod interim;
pub mod issue;
pub mod manager;
pub mod permission;
pub mod remind;

use uuid::Uuid;

use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::licence::Licence;
use crate::error::Error;
use crate::store::{Connected, Versioned, aggregates};

/// Which page of a list of licences is wanted.
pub use crate::store::licences::After;

/// The address under which anybody verifies a licence, and the check of a signed one.
pub use crate::store::credentials::{address, verify as verify_credential};

/// A licence that the actor may know of: its operator, and whoever sees the licences of its province.
pub(super) async fn visible(
    at: &impl Connected,
    actor: &Actor,
    id: Uuid,
) -> Result<Versioned<Licence>, Error> {
    let licence = aggregates::get::<Licence>(at, id).await?;
    let seen = actor.require_in(Permission::ReadLicences, licence.value.province());
    let own = actor.account() == Some(licence.value.grant().operator);
    if own || seen.is_ok() {
        Ok(licence)
    } else {
        Err(Error::NotFound {
            noun: Licence::NOUN,
        })
    }
}
