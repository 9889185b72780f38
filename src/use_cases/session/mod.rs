//! Sessions of the boards, from the call to the minutes.
//!
//! A session is seen by the office of its board, conducted by its secretary or its chair, and voted
//! in by those who hold its seats.

pub mod attend;
pub mod call;
pub mod cast_vote;
pub mod close;
pub mod decide;
pub mod invite;
pub mod open;
pub mod read;
pub mod recuse;
pub mod table;

use uuid::Uuid;

use crate::domain::kernel::event::{Aggregate, Changed};
use crate::domain::kernel::refusal::Refusal;
use crate::domain::placement::access::{Actor, Denied, Permission, Role};
use crate::domain::placement::appointment::Appointment;
use crate::domain::placement::boards::BoardKind;
use crate::domain::placement::event::PlacementEvent;
use crate::domain::placement::session::Session;
use crate::error::Error;
use crate::store::{Connected, Versioned, aggregates, appointments};
use crate::use_cases::Acting;

/// Whether somebody may know of the sessions of a board.
fn may_see(actor: &Actor, board: BoardKind) -> bool {
    match board {
        BoardKind::Central => actor.require_at(Permission::ReadSessions, None),
        BoardKind::Provincial(province) => actor.require_in(Permission::ReadSessions, province),
    }
    .is_ok()
}

/// A session that the actor may know of.
pub(super) async fn visible(
    at: &impl Connected,
    actor: &Actor,
    id: Uuid,
) -> Result<Versioned<Session>, Error> {
    let session = aggregates::get::<Session>(at, id).await?;
    if may_see(actor, session.value.board()) {
        Ok(session)
    } else {
        Err(Error::NotFound {
            noun: Session::NOUN,
        })
    }
}

/// Only the secretary and the chair of a board conduct its sessions.
pub(super) async fn require_conduct(acting: Acting<'_>, board: BoardKind) -> Result<(), Error> {
    let denied = Err(Denied(Permission::ConductSession).into());
    let office = board.province();
    if acting.actor.holds(Role::BoardSecretary, office) {
        return Ok(());
    }
    let Some(account) = acting.actor.account() else {
        return denied;
    };
    acting
        .actor
        .require_at(Permission::ConductSession, office)?;
    let own = appointments::of_account(acting.work, account, acting.work.today).await?;
    let presides = |it: &Versioned<Appointment>| {
        let decree = it.value.decree();
        decree.board == board && decree.seat == board.chair()
    };
    if own.iter().any(presides) {
        Ok(())
    } else {
        denied
    }
}

/// Changes a session in the hands of who conducts it.
async fn conduct(
    acting: Acting<'_>,
    id: Uuid,
    expected: Option<i64>,
    transition: impl FnOnce(Session) -> Result<Changed<Session, PlacementEvent>, Refusal>,
) -> Result<Versioned<Session>, Error> {
    let session = visible(acting.work, acting.actor, id).await?;
    require_conduct(acting, session.value.board()).await?;
    let changed = session.expect_version(expected)?.change(transition)?;
    aggregates::save(acting.work, changed).await
}

/// All decrees of a board, as sessions ask for them.
async fn decrees(at: &impl Connected, board: BoardKind) -> Result<Vec<Appointment>, Error> {
    let decrees = appointments::of_board(at, board).await?;
    Ok(decrees.into_iter().map(|it| it.value).collect())
}

fn account(actor: &Actor) -> Result<Uuid, Error> {
    actor.account().ok_or(Error::Unauthenticated)
}
