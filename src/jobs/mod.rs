//! When the registry does by itself what [`use_cases`](crate::use_cases) say: sealing events,
//! publishing the register, forgetting what has had its time.

use std::time::Duration;

use uuid::Uuid;

use crate::context::Context;
use crate::error::Error;
use crate::use_cases::{
    application, calendar, document, evidence, finality, guarantee, inspection, licence, message,
    register, relocation, settlement,
};

/// How often the jobs are looked after; well within the ten seconds in which events are sealed.
const EVERY: Duration = Duration::from_secs(3);

/// Runs all jobs again and again, as this process, until the task is dropped.
pub async fn run(context: Context, process: Uuid) {
    loop {
        if let Err(error) = run_once(&context, process).await {
            tracing::error!(%error, "a job failed");
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// Runs all jobs once, as this process.
pub async fn run_once(context: &Context, process: Uuid) -> Result<(), Error> {
    let nightly = nightly(context, process).await;
    evidence::seal::seal_events(context, process).await?;
    document::forget_unreferenced(context).await?;
    let gathering = register::publish::WORTH_GATHERING;
    register::publish::publish(context, process, gathering).await?;
    register::follow::follow(context).await?;
    calendar::forget_answers(context).await?;
    calendar::forget_strangers(context).await?;
    nightly.map(drop)
}

/// What a new day brings: terms of appeal and for completion, suspensions, bans, licences and turns of
/// inspection that have run out, and reminders; last, the messages that all this queued. One that fails
/// holds up neither the others nor the other jobs. Answers how much was done.
///
/// Each finds what is due through an index on the day, so a night costs what is due in it and not what
/// the registry holds.
pub async fn nightly(context: &Context, process: Uuid) -> Result<u64, Error> {
    let done = [
        finality::lapse::lapse_due(context).await,
        finality::lapse_rejections::lapse_rejections(context).await,
        finality::end_suspensions::end_suspensions(context).await,
        finality::end_bans::end_bans(context).await,
        settlement::open::open_due(context).await,
        application::lapse::lapse_overdue(context).await,
        inspection::due::forget_ended(context).await.map(|()| 0),
        relocation::take_effect::take_effect(context).await,
        licence::remind::remind_expiring(context, process).await,
        guarantee::alarm::alarm_expiring(context, process).await,
        message::deliver::deliver_waiting(context, process).await,
    ];
    done.into_iter().sum()
}
