//! The outbox is emptied into the boxes of the addressees.

use serde::Serialize;
use uuid::Uuid;

use crate::context::Context;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::message::{Message, MessageState};
use crate::error::Error;
use crate::store::due::Due;
use crate::store::{aggregates, messages};
use crate::use_cases::calendar::{BATCH, begin_leased, each};
use crate::use_cases::{Acting, Command, perform};

/// Delivers everything that waits in the outbox, as the process that holds its lease, and answers how
/// much it was. What fails waits for the next run and holds nothing else up.
pub async fn deliver_waiting(context: &Context, process: Uuid) -> Result<u64, Error> {
    each(
        |after| waiting(context, process, after),
        async |id| perform(context, &Actor::Calendar, &DeliverMessage { id }, None).await,
    )
    .await
}

/// The next page of the outbox; nothing while another process empties it.
async fn waiting(context: &Context, process: Uuid, after: Option<Due>) -> Result<Vec<Due>, Error> {
    let today = context.today();
    let page = messages::waiting(context.database(), today, after, BATCH).await?;
    if page.is_empty() {
        return Ok(page);
    }
    match begin_leased(context, "outbox", process).await? {
        Some(work) => work.commit().await.map(|()| page),
        None => Ok(Vec::new()),
    }
}

/// Delivers one message, unless another process has done so meanwhile.
#[derive(Debug, Serialize)]
struct DeliverMessage {
    id: Uuid,
}

impl Command for DeliverMessage {
    const OPERATION: &'static str = "deliverMessage";
    const PERMISSION: Option<Permission> = None;
    type Output = bool;

    async fn perform(&self, acting: Acting<'_>) -> Result<bool, Error> {
        let today = acting.work.today;
        let message = aggregates::get::<Message>(acting.work, self.id).await?;
        if message.value.message_state() != MessageState::Queued {
            return Ok(false);
        }
        let delivered = message.change(|it| it.deliver(today))?;
        aggregates::save(acting.work, delivered).await?;
        Ok(true)
    }
}
