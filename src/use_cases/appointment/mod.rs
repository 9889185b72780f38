//! Decrees of membership, and who sits on a board on a day.

pub mod create;
pub mod end;

use chrono::NaiveDate;

use crate::context::Context;
use crate::domain::placement::access::{Actor, Denied, Permission};
use crate::domain::placement::appointment::{Appointment, Issuer};
use crate::domain::placement::boards::BoardKind;
use crate::error::Error;
use crate::store::appointments;
use crate::use_cases::Versioned;

/// The members of a board on a day.
pub async fn composition(
    context: &Context,
    actor: &Actor,
    board: BoardKind,
    on: NaiveDate,
) -> Result<Vec<Versioned<Appointment>>, Error> {
    actor.require(Permission::ReadSettings)?;
    appointments::in_force(context.database(), board, on).await
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
