//! What the registry does by itself: sealing events, forgetting what has had its time.

pub mod seal;

use std::time::Duration;

use chrono::TimeDelta;
use uuid::Uuid;

use crate::context::Context;
use crate::domain::placement::access::Actor;
use crate::error::Error;
use crate::store::{Work, idempotency, leases};

/// How often the jobs are looked after; well within the ten seconds in which events are sealed.
const EVERY: Duration = Duration::from_secs(3);

/// Runs all jobs again and again until the task is dropped.
pub async fn run(context: Context) {
    let process = Uuid::now_v7();
    loop {
        if let Err(error) = run_once(&context, process).await {
            tracing::error!(%error, "a job failed");
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// Runs all jobs once, as this process.
pub async fn run_once(context: &Context, process: Uuid) -> Result<(), Error> {
    seal::run(context, process).await?;
    let work = begin(context).await?;
    idempotency::sweep(&work).await?;
    work.commit().await
}

async fn begin(context: &Context) -> Result<Work, Error> {
    context
        .database()
        .begin(&Actor::Calendar, None, context.now())
        .await
}

/// A unit of work that holds the lease of a job, or nothing when another process holds it.
async fn begin_leased(context: &Context, job: &str, process: Uuid) -> Result<Option<Work>, Error> {
    let work = begin(context).await?;
    let held = leases::take(&work, job, process, TimeDelta::seconds(30)).await?;
    Ok(held.then_some(work))
}
