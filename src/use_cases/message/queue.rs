//! A message is put into the outbox.

use uuid::Uuid;

use crate::domain::placement::message::{Content, Message};
use crate::error::Error;
use crate::store::{Work, aggregates, messages};

/// Queues a message to an account in the unit of work of what causes it, so that both are true or
/// neither. The same is never said twice: answers whether it was said now.
pub(in crate::use_cases) async fn queue(
    work: &Work,
    to: Uuid,
    content: Content,
) -> Result<bool, Error> {
    if messages::is_said(work, &content.key()).await? {
        return Ok(false);
    }
    let queued = Message::queue(Uuid::now_v7(), to, content, work.today);
    aggregates::insert(work, queued).await?;
    Ok(true)
}
