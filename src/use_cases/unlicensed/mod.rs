//! Reports of unlicensed offices (A6.3): taken in by [`super::complaint::file`], read here.

pub mod download;
pub mod personal_data;
pub mod read;

use uuid::Uuid;

use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::unlicensed::UnlicensedReport;
use crate::error::Error;
use crate::store::{Connected, Versioned, aggregates};

/// A report that the actor may know of.
async fn visible(
    at: &impl Connected,
    actor: &Actor,
    id: Uuid,
) -> Result<Versioned<UnlicensedReport>, Error> {
    let report = aggregates::get::<UnlicensedReport>(at, id).await?;
    let province = report.value.office().province;
    match actor.require_in(Permission::ReadUnlicensed, province) {
        Ok(_) => Ok(report),
        Err(_) => Err(Error::NotFound {
            noun: UnlicensedReport::NOUN,
        }),
    }
}
