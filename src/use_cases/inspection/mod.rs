//! Inspections of agencies, from the plan to what follows from the report (A6.2, A13.3).
//!
//! The office of the province plans, assigns and decides what follows; the assigned inspectors visit,
//! report and sign. An operator sees the signed reports on its own agency, and nothing before.

pub mod addendum;
pub mod assign;
pub mod close;
pub mod due;
pub mod escalate;
pub mod evidence;
pub mod find;
pub mod inspectors;
pub mod plan;
pub(super) mod recompute;
pub mod report;
pub mod visit;

use uuid::Uuid;

use crate::domain::kernel::event::{Aggregate, Changed};
use crate::domain::kernel::refusal::Refusal;
use crate::domain::placement::access::{Actor, Denied, Permission, Role};
use crate::domain::placement::event::PlacementEvent;
use crate::domain::placement::inspection::Inspection;
use crate::domain::placement::licence::Licence;
use crate::domain::placement::respondent::Answerable;
use crate::error::Error;
use crate::store::{Connected, Versioned, aggregates};
use crate::use_cases::Acting;

/// Which page of a list of inspections is wanted, and by which days it goes.
pub use crate::store::inspections::{After, By};

/// An inspection that the actor may know of.
async fn visible(
    at: &impl Connected,
    actor: &Actor,
    id: Uuid,
) -> Result<Versioned<Inspection>, Error> {
    let inspection = aggregates::get::<Inspection>(at, id).await?;
    if may_see(at, actor, &inspection.value).await? {
        Ok(inspection)
    } else {
        Err(Error::NotFound {
            noun: Inspection::NOUN,
        })
    }
}

/// Whether the actor may know of the inspection: an office and whoever is assigned always, the
/// operator of the agency once the report is signed.
async fn may_see(
    at: &impl Connected,
    actor: &Actor,
    inspection: &Inspection,
) -> Result<bool, Error> {
    let province = inspection.respondent().province;
    if is_insider(actor, inspection)
        || actor
            .require_in(Permission::ReadInspections, province)
            .is_ok()
    {
        return Ok(true);
    }
    if inspection.inspection_state().report().is_none() {
        return Ok(false);
    }
    let Some(account) = operator(actor) else {
        return Ok(false);
    };
    let licence = aggregates::get::<Licence>(at, inspection.respondent().licence).await?;
    Ok(licence.value.grant().operator == account)
}

/// Whether the actor is on the team.
fn is_insider(actor: &Actor, inspection: &Inspection) -> bool {
    let team = inspection.inspection_state().team();
    let assigned = actor
        .account()
        .zip(team)
        .is_some_and(|(account, team)| team.includes(account));
    assigned && actor.require(Permission::Inspect).is_ok()
}

/// Whether the actor sees more of the inspection than the signed report.
pub fn sees_all(actor: &Actor, inspection: &Inspection) -> bool {
    let province = inspection.respondent().province;
    is_insider(actor, inspection)
        || actor
            .require_in(Permission::ReadInspections, province)
            .is_ok()
}

/// The account, if it acts for an agency.
fn operator(actor: &Actor) -> Option<Uuid> {
    actor
        .account()
        .filter(|_| actor.holds(Role::Operator, None))
}

/// An inspection that the actor visits and reports on as one of its team.
async fn own(
    acting: Acting<'_>,
    id: Uuid,
    expected: Option<i64>,
) -> Result<(Versioned<Inspection>, Uuid), Error> {
    let inspection = visible(acting.work, acting.actor, id).await?;
    let account = acting.actor.account().ok_or(Error::Unauthenticated)?;
    let team = inspection.value.inspection_state().team();
    // Before anybody is assigned, the state itself refuses.
    if team.is_some_and(|team| !team.includes(account)) {
        return Err(Denied(Permission::Inspect).into());
    }
    Ok((inspection.expect_version(expected)?, account))
}

/// Changes an inspection in the hands of one of its team.
async fn by_team(
    acting: Acting<'_>,
    id: Uuid,
    expected: i64,
    transition: impl FnOnce(Inspection, Uuid) -> Result<Changed<Inspection, PlacementEvent>, Refusal>,
) -> Result<Versioned<Inspection>, Error> {
    let (inspection, account) = own(acting, id, Some(expected)).await?;
    let changed = inspection.change(|it| transition(it, account))?;
    aggregates::save(acting.work, changed).await
}

/// An inspection in the hands of the office of its province, or of the centre. Nobody decides about
/// the inspection of the own agency.
async fn in_office(
    acting: Acting<'_>,
    permission: Permission,
    id: Uuid,
    expected: i64,
) -> Result<Versioned<Inspection>, Error> {
    let inspection = visible(acting.work, acting.actor, id).await?;
    let province = inspection.value.respondent().province;
    acting.actor.require_in(permission, province)?;
    let licence = licence_of(acting.work, &inspection.value).await?;
    if acting.actor.account() == Some(licence.grant().operator) {
        return Err(Denied(permission).into());
    }
    inspection.expect_version(Some(expected))
}

/// Who answers for an agency by its licence.
fn answerable(licence: &Licence) -> Result<Answerable, Error> {
    Answerable::of(licence).ok_or_else(|| Error::corrupt(Licence::NOUN, "nobody holds it"))
}

/// The agency's licence.
async fn licence_of(at: &impl Connected, inspection: &Inspection) -> Result<Licence, Error> {
    let licence = aggregates::get::<Licence>(at, inspection.respondent().licence).await?;
    Ok(licence.value)
}
