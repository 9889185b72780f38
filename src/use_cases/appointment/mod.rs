//! Decrees of membership, and who sits on a board on a day.

pub mod create;
pub mod end;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::context::Context;
use crate::domain::placement::access::{Actor, Denied, Permission};
use crate::domain::placement::appointment::{Appointment, Issuer};
use crate::domain::placement::boards::BoardKind;
use crate::error::Error;
use crate::store::{aggregates, appointments};
use crate::use_cases::{Versioned, cut};

/// All members of a board on a day.
pub async fn composition(
    context: &Context,
    actor: &Actor,
    board: BoardKind,
    on: NaiveDate,
) -> Result<Vec<Versioned<Appointment>>, Error> {
    actor.require(Permission::ReadSettings)?;
    appointments::in_force(context.database(), board, on).await
}

/// The members of a board on a day that come after one of them, in the order in which their decrees were
/// recorded: at most `limit`, and whether there are more.
pub async fn list(
    context: &Context,
    actor: &Actor,
    board: BoardKind,
    on: NaiveDate,
    after: Option<Uuid>,
    limit: u64,
) -> Result<(Vec<Versioned<Appointment>>, bool), Error> {
    actor.require(Permission::ReadSettings)?;
    let found = appointments::page(context.database(), board, on, after, limit + 1).await?;
    Ok(cut(found, limit))
}

/// One decree, in force or ended.
pub async fn get(
    context: &Context,
    actor: &Actor,
    id: Uuid,
) -> Result<Versioned<Appointment>, Error> {
    actor.require(Permission::ReadSettings)?;
    aggregates::get(context.database(), id).await
}

/// A decree is recorded and ended in the office of who issues it (A2.n1, A4.n2).
fn require(actor: &Actor, issuer: Issuer) -> Result<(), Denied> {
    let (role, office) = issuer.recorded_by();
    if actor.holds(role, office) {
        Ok(())
    } else {
        Err(Denied(Permission::Appoint))
    }
}
