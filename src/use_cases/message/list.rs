//! An account's own messages.

use uuid::Uuid;

use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::message::Message;
use crate::error::Error;
use crate::store::messages;

/// Lists the messages in one's own box, the newest first: at most `limit`, and where the next page
/// begins if there is one.
pub async fn list(
    context: &Context,
    actor: &Actor,
    after: Option<Uuid>,
    limit: u8,
) -> Result<(Vec<Message>, Option<Uuid>), Error> {
    actor.require(Permission::ReadMessages)?;
    let account = actor.account().ok_or(Error::Unauthenticated)?;
    let limit = usize::from(limit);
    let wanted = u64::try_from(limit + 1).unwrap_or(u64::MAX);
    let found = messages::in_box(context.database(), account, after, wanted).await?;
    let mut found: Vec<Message> = found.into_iter().map(|it| it.value).collect();
    let more = found.len() > limit;
    found.truncate(limit);
    let next = found.last().filter(|_| more).map(Aggregate::id);
    Ok((found, next))
}
