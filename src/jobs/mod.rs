//! When the registry does by itself what [`use_cases`](crate::use_cases) say: sealing events,
//! publishing the register, forgetting what has had its time.

use std::time::Duration;

use uuid::Uuid;

use crate::context::Context;
use crate::error::Error;
use crate::use_cases::{
    application, calendar, document, evidence, finality, inspection, register, relocation,
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
    let finality = finality(context).await;
    let moved = relocation::take_effect::take_effect(context).await;
    evidence::seal::seal_events(context, process).await?;
    application::lapse::lapse_overdue(context).await?;
    document::forget_unreferenced(context).await?;
    let gathering = register::publish::WORTH_GATHERING;
    register::publish::publish(context, process, gathering).await?;
    register::follow::follow(context).await?;
    inspection::due::forget_ended(context).await?;
    calendar::forget_answers(context).await?;
    finality.and(moved.map(drop))
}

/// Terms of appeal, suspensions and bans that have run out. One that cannot be written down holds up
/// neither the others nor the other jobs.
async fn finality(context: &Context) -> Result<(), Error> {
    let lapsed = finality::lapse::lapse_due(context).await;
    let resumed = finality::end_suspensions::end_suspensions(context).await;
    let ended = finality::end_bans::end_bans(context).await;
    lapsed.and(resumed).and(ended).map(drop)
}
