//! The calendar lets licences and branches follow the moves that were announced.

use serde::Serialize;
use uuid::Uuid;

use super::notify::follow;
use crate::context::Context;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::branch::{Branch, BranchState};
use crate::domain::placement::licence::Licence;
use crate::domain::placement::relocation::{Relocation, RelocationState};
use crate::error::Error;
use crate::store::{aggregates, relocations};
use crate::use_cases::calendar::{BATCH, each};
use crate::use_cases::{Acting, Command, perform};

/// Deals with every announced move whose day has come.
pub async fn take_effect(context: &Context) -> Result<u64, Error> {
    let today = context.today();
    each(
        |after| relocations::due(context.database(), today, after, BATCH),
        async |id| perform(context, &Actor::Calendar, &TakeEffect { id }, None).await,
    )
    .await
}

#[derive(Debug, Serialize)]
struct TakeEffect {
    id: Uuid,
}

impl Command for TakeEffect {
    const OPERATION: &'static str = "letRelocationTakeEffect";
    const PERMISSION: Option<Permission> = None;
    type Output = bool;

    async fn perform(&self, acting: Acting<'_>) -> Result<bool, Error> {
        let (work, today) = (acting.work, acting.work.today);
        let notice = aggregates::get::<Relocation>(work, self.id).await?;
        let announced = *notice.value.relocation_state() == RelocationState::Announced;
        if !announced || today < notice.value.moved_on() {
            return Ok(false);
        }
        let licence = aggregates::get::<Licence>(work, notice.value.licence()).await?;
        let branch = match notice.value.branch() {
            Some(id) => Some(aggregates::get::<Branch>(work, id).await?),
            None => None,
        };
        let open = branch
            .as_ref()
            .is_none_or(|it| *it.value.branch_state() == BranchState::Open);
        if licence.value.has_ended() || !open {
            let void = notice.change(|it| it.void(today))?;
            aggregates::save(work, void).await?;
            return Ok(true);
        }
        let notice = notice.change(|it| it.take_effect(today))?;
        let notice = aggregates::save(work, notice).await?;
        match branch {
            Some(branch) => {
                let moved = branch.change(|it| notice.value.follow_branch(it, today))?;
                aggregates::save(work, moved).await?;
            }
            None => follow(acting, &notice.value, licence).await?,
        }
        Ok(true)
    }
}
