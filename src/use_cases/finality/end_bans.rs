//! The calendar writes down that bans are over.

use serde::Serialize;
use uuid::Uuid;

use crate::context::Context;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::ban::{Ban, BanState};
use crate::error::Error;
use crate::store::{aggregates, bans};
use crate::use_cases::calendar::{BATCH, each};
use crate::use_cases::{Acting, Command, perform};

/// Ends every ban whose five years are over, dated on the first day after them.
pub async fn end_bans(context: &Context) -> Result<u64, Error> {
    let today = context.today();
    each(
        |after| bans::over(context.database(), today, after, BATCH),
        async |id| perform(context, &Actor::Calendar, &EndBan { id }, None).await,
    )
    .await
}

#[derive(Debug, Serialize)]
struct EndBan {
    id: Uuid,
}

impl Command for EndBan {
    const OPERATION: &'static str = "endBan";
    const PERMISSION: Option<Permission> = None;
    type Output = bool;

    async fn perform(&self, acting: Acting<'_>) -> Result<bool, Error> {
        let today = acting.work.today;
        let ban = aggregates::get::<Ban>(acting.work, self.id).await?;
        let runs = today < ban.value.term().until_exclusive;
        if runs || *ban.value.ban_state() != BanState::Imposed {
            return Ok(false);
        }
        let ended = ban.change(|it| it.end(today))?;
        aggregates::save(acting.work, ended).await?;
        Ok(true)
    }
}
