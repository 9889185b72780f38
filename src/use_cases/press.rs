//! Printing beside the threads that answer requests.

use std::sync::LazyLock;
use std::thread::available_parallelism;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Asia::Tehran;
use tokio::sync::Semaphore;

use crate::error::{Error, Failure};
use crate::print::PrintError;

/// Prints a file, as many at a time as there are processors.
pub(super) async fn print(
    render: impl FnOnce() -> Result<Vec<u8>, PrintError> + Send + 'static,
) -> Result<Vec<u8>, Error> {
    static PRESSES: LazyLock<Semaphore> =
        LazyLock::new(|| Semaphore::new(available_parallelism().map_or(1, usize::from)));
    let printing = |error: Failure| Error::internal("printing a document", error);
    let press = PRESSES.acquire().await.map_err(|it| printing(it.into()))?;
    // The press is kept until the sheets are done, even if nobody waits for them any more.
    let printed = tokio::task::spawn_blocking(move || {
        let _press = press;
        render()
    });
    printed
        .await
        .map_err(|it| printing(it.into()))?
        .map_err(|it| printing(it.into()))
}

/// The only time in a file. Noon was never skipped by daylight saving, as midnight was.
pub(super) fn noon_in_tehran(day: NaiveDate) -> DateTime<Utc> {
    let noon = NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default();
    Tehran
        .from_local_datetime(&day.and_time(noon))
        .earliest()
        .map_or_else(|| day.and_time(noon).and_utc(), |it| it.with_timezone(&Utc))
}
