//! The calendar tells operators that the guarantee behind their licence expires before long.

use serde::Serialize;
use uuid::Uuid;

use super::licence_of;
use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::guarantee::{Expiry, Guarantee, alarm_until};
use crate::domain::placement::message::Content;
use crate::domain::placement::policies::Policies;
use crate::error::Error;
use crate::store::{aggregates, guarantees, marks, policies};
use crate::use_cases::calendar::{BATCH, begin_leased, each};
use crate::use_cases::{Acting, Command, message, perform};

/// Under which name the job keeps its lease and how far it has come.
const JOB: &str = "guarantee alarms";

/// Queues a message for every guarantee that is held and expires within the days of alarm, once for
/// each of its expiries; answers how many there were. It looks once a day, at these guarantees alone.
pub async fn alarm_expiring(context: &Context, process: Uuid) -> Result<u64, Error> {
    let today = context.today();
    let done = marks::through(context.database(), JOB).await?;
    if done.is_some_and(|through| through >= today) {
        return Ok(0);
    }
    let Some(work) = begin_leased(context, JOB, process).await? else {
        return Ok(0);
    };
    let book = policies::book(&work).await?;
    work.commit().await?;
    let until = alarm_until(&Policies::on(&book, today), today);
    let told = each(
        |after| guarantees::expiring_from(context.database(), (today, until), after, BATCH),
        async |id| perform(context, &Actor::Calendar, &TellOfExpiry { id }, None).await,
    )
    .await?;
    if let Some(work) = begin_leased(context, JOB, process).await? {
        marks::set(&work, JOB, today).await?;
        work.commit().await?;
    }
    Ok(told)
}

/// Queues one message, unless the guarantee was extended or exchanged meanwhile.
#[derive(Debug, Serialize)]
struct TellOfExpiry {
    id: Uuid,
}

impl Command for TellOfExpiry {
    const OPERATION: &'static str = "tellOfGuaranteeExpiry";
    const PERMISSION: Option<Permission> = None;
    type Output = bool;

    async fn perform(&self, acting: Acting<'_>) -> Result<bool, Error> {
        let (work, today) = (acting.work, acting.work.today);
        let guarantee = aggregates::get::<Guarantee>(work, self.id).await?.value;
        let book = policies::book(work).await?;
        let expiry = guarantee.expiry(&Policies::on(&book, today), today);
        let licence = licence_of(work, guarantee.application()).await?;
        let Some(licence) = licence.map(|it| it.value) else {
            return Ok(false);
        };
        if !guarantee.guarantee_state().is_live() || expiry != Expiry::ExpiringSoon {
            return Ok(false);
        }
        let content = Content::GuaranteeExpiring {
            guarantee: guarantee.id(),
            number: licence.number().clone(),
            agency: licence.grant().agency.clone(),
            expires_on: guarantee.deed().expires_on,
        };
        message::queue(work, licence.grant().operator, content).await
    }
}
