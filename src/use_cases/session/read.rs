//! Looking at sessions.

use uuid::Uuid;

use super::visible;
use crate::context::Context;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::boards::BoardKind;
use crate::domain::placement::session::Session;
use crate::error::Error;
use crate::store::sessions::{self, Filter};
use crate::use_cases::Versioned;

/// One session.
pub async fn get(context: &Context, actor: &Actor, id: Uuid) -> Result<Versioned<Session>, Error> {
    actor.require(Permission::ReadSessions)?;
    visible(context.database(), actor, id).await
}

/// The sessions that the actor may know of, the last called first: at most `limit` of them, and
/// whether there are more.
pub async fn list(
    context: &Context,
    actor: &Actor,
    board: Option<BoardKind>,
    state: Option<&'static str>,
    after: Option<Uuid>,
    limit: u64,
) -> Result<(Vec<Versioned<Session>>, bool), Error> {
    actor.require(Permission::ReadSessions)?;
    let seen: Option<Vec<_>> = actor
        .provinces_of(Permission::ReadSessions)
        .map(|provinces| provinces.into_iter().map(BoardKind::Provincial).collect());
    let boards = match (board, seen) {
        (None, seen) => seen,
        (Some(board), None) => Some(vec![board]),
        (Some(board), Some(seen)) => Some(seen.into_iter().filter(|it| *it == board).collect()),
    };
    let filter = Filter { boards, state };
    let mut found = sessions::list(context.database(), &filter, after, limit).await?;
    let more = found.len() as u64 > limit;
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok((found, more))
}
