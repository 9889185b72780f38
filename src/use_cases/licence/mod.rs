//! The licence: issued by the director-general, shown, listed, and printed (A7, A10); what its agency
//! tells of itself (A9, A13), and licences from before the bylaw (A17).

pub mod apply_for_renewal;
pub mod articles;
pub mod certificate;
pub mod conform;
pub mod enter_legacy;
pub mod find;
pub mod history;
pub mod interim;
pub mod issue;
pub mod manager;
pub mod permission;
pub mod register_articles;
pub mod remind;
pub mod report_lost;
pub mod reprint;
pub mod surrender;

use uuid::Uuid;

use super::Acting;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::refusal::Invalid;
use crate::domain::kernel::text::Name;
use crate::domain::placement::access::{Actor, Denied, Permission};
use crate::domain::placement::licence::{Licence, NO_OPERATOR};
use crate::error::Error;
use crate::store::{Connected, Versioned, aggregates};

/// Which page of a list of licences is wanted.
pub use crate::store::licences::{After, AfterIssue};

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
    if is_own(actor, &licence.value) || seen.is_ok() {
        Ok(licence)
    } else {
        Err(Error::NotFound {
            noun: Licence::NOUN,
        })
    }
}

/// Whether the actor runs the agency.
pub(super) fn is_own(actor: &Actor, licence: &Licence) -> bool {
    let operator = licence.grant().operator;
    operator != NO_OPERATOR && actor.account() == Some(operator)
}

/// The licence of the actor's own agency.
pub(super) async fn own(
    acting: Acting<'_>,
    permission: Permission,
    id: Uuid,
    expected: Option<i64>,
) -> Result<Versioned<Licence>, Error> {
    let licence = visible(acting.work, acting.actor, id).await?;
    if !is_own(acting.actor, &licence.value) {
        return Err(Denied(permission).into());
    }
    licence.expect_version(expected)
}

/// A licence of the province in whose office the actor has a permission. Nobody acts by an office on
/// the own agency.
pub(super) async fn at_office(
    acting: Acting<'_>,
    permission: Permission,
    id: Uuid,
    expected: Option<i64>,
) -> Result<Versioned<Licence>, Error> {
    let licence = visible(acting.work, acting.actor, id).await?;
    if is_own(acting.actor, &licence.value) {
        return Err(Denied(permission).into());
    }
    let office = Some(licence.value.province());
    acting.actor.require_at(permission, office)?;
    licence.expect_version(expected)
}

/// Whose name stands below a paper: that of whoever issues it.
pub(super) fn signer(actor: &Actor) -> Result<Name, Error> {
    let name = actor.name().ok_or(Error::Unauthenticated)?;
    name.parse()
        .map_err(|reason: Invalid| Error::corrupt("account", reason))
}
