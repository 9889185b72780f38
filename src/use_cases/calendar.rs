//! What the registry does without anybody asking begins here.

use chrono::TimeDelta;
use uuid::Uuid;

use crate::context::Context;
use crate::domain::placement::access::Actor;
use crate::error::Error;
use crate::store::{Work, idempotency, leases, strangers};

/// How long a process keeps a job that it does not come back to.
const LEASE: TimeDelta = TimeDelta::seconds(30);

/// A unit of work of the calendar's own.
pub async fn begin(context: &Context) -> Result<Work, Error> {
    context
        .database()
        .begin(&Actor::Calendar, None, context.now())
        .await
}

/// A unit of work that holds the lease of a job, or nothing when another process holds it.
pub async fn begin_leased(
    context: &Context,
    job: &str,
    process: Uuid,
) -> Result<Option<Work>, Error> {
    let work = begin(context).await?;
    let held = leases::take(&work, job, process, LEASE).await?;
    Ok(held.then_some(work))
}

/// Forgets the answers that were kept for repeated requests and have had their time.
pub async fn forget_answers(context: &Context) -> Result<(), Error> {
    let work = begin(context).await?;
    idempotency::sweep(&work, context.settings().answer_life()).await?;
    work.commit().await
}

/// Forgets the oldest wrong passwords for logins that nobody has, before they fill the database.
pub async fn forget_strangers(context: &Context) -> Result<(), Error> {
    let work = begin(context).await?;
    strangers::forget_oldest(&work).await?;
    work.commit().await
}
