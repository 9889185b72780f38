//! Notices of final revocations to the provinces, and their receipts (A15.n2).

pub mod acknowledge;
pub mod read;

use uuid::Uuid;

use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::notice::ProvinceNotice;
use crate::error::Error;
use crate::store::{Connected, Versioned, aggregates};

/// A notice that the actor may know of: one to a province of theirs, or any at the centre.
async fn visible(
    at: &impl Connected,
    actor: &Actor,
    id: Uuid,
) -> Result<Versioned<ProvinceNotice>, Error> {
    let notice = aggregates::get::<ProvinceNotice>(at, id).await?;
    match actor.require_in(Permission::ReadNotices, notice.value.to()) {
        Ok(_) => Ok(notice),
        Err(_) => Err(Error::NotFound {
            noun: ProvinceNotice::NOUN,
        }),
    }
}
