//! The introduction of a transferee by an agency, and its answer (A7.n4).

pub mod answer;
pub mod make;
pub mod read;
pub mod withdraw;

use uuid::Uuid;

use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::{Actor, Denied, Permission};
use crate::domain::placement::introduction::Introduction;
use crate::domain::placement::licence::Licence;
use crate::error::Error;
use crate::store::{Connected, Versioned, aggregates};
use crate::use_cases::application;

/// An introduction that the actor may know of: the operator of the licence, whoever sees the licences of
/// its province, and the operator of the application that answers it.
async fn visible(
    at: &impl Connected,
    actor: &Actor,
    id: Uuid,
) -> Result<Versioned<Introduction>, Error> {
    let introduction = aggregates::get::<Introduction>(at, id).await?;
    let value = &introduction.value;
    let office = actor.require_in(Permission::ReadLicences, value.province());
    if office.is_ok() || introduced_by(at, actor, value).await? {
        return Ok(introduction);
    }
    if let Some(file) = value.application()
        && application::visible(at, actor, file).await.is_ok()
    {
        return Ok(introduction);
    }
    Err(Error::NotFound {
        noun: Introduction::NOUN,
    })
}

/// Whether the actor runs the agency that introduces.
async fn introduced_by(
    at: &impl Connected,
    actor: &Actor,
    introduction: &Introduction,
) -> Result<bool, Error> {
    let licence = aggregates::get::<Licence>(at, introduction.licence()).await?;
    Ok(actor.account() == Some(licence.value.grant().operator))
}

/// The actor's own licence, for what only the agency does itself.
pub(super) async fn own_licence(
    at: &impl Connected,
    actor: &Actor,
    permission: Permission,
    id: Uuid,
) -> Result<Versioned<Licence>, Error> {
    let licence = super::licence::visible(at, actor, id).await?;
    if actor.account() == Some(licence.value.grant().operator) {
        Ok(licence)
    } else {
        Err(Denied(permission).into())
    }
}
