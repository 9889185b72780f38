//! What the registry does without anybody asking begins here.

use std::future::Future;

use chrono::TimeDelta;
use uuid::Uuid;

use crate::context::Context;
use crate::domain::placement::access::Actor;
use crate::error::Error;
use crate::store::due::Due;
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

/// How many are looked up at once.
pub(super) const BATCH: u64 = 100;

/// Deals with everything that is due, page by page; what fails is left for the next run and does not
/// hold the others up. Answers how much was done, or with the first failure.
pub(super) async fn each<P, D>(
    mut page: impl FnMut(Option<Due>) -> P,
    mut deal: impl FnMut(Uuid) -> D,
) -> Result<u64, Error>
where
    P: Future<Output = Result<Vec<Due>, Error>>,
    D: Future<Output = Result<bool, Error>>,
{
    let (mut done, mut failed, mut last) = (0, None, None);
    loop {
        let due = page(last).await?;
        for (_, id) in &due {
            match deal(*id).await {
                Ok(dealt) => done += u64::from(dealt),
                // Another process was quicker.
                Err(Error::Stale { .. }) => {}
                Err(error) => {
                    tracing::error!(%id, %error, "what the calendar brings was not written down");
                    failed.get_or_insert(error);
                }
            }
        }
        match due.last() {
            Some(place) => last = Some(*place),
            None => return failed.map_or(Ok(done), Err),
        }
    }
}
