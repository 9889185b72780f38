//! The calendar ends applications that were not completed in time.

use serde::Serialize;
use uuid::Uuid;

use super::reckoned;
use crate::context::Context;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::application::Application;
use crate::error::Error;
use crate::store::{aggregates, applications};
use crate::use_cases::{Acting, Command, perform};

/// How many files are looked up at once.
const BATCH: u64 = 100;

/// Ends every file whose term for completion is over, each in a unit of work of its own.
pub async fn lapse_overdue(context: &Context) -> Result<u64, Error> {
    let mut lapsed = 0;
    let mut last = None;
    loop {
        let today = context.today();
        let overdue = applications::overdue(context.database(), today, last, BATCH).await?;
        for (_, id) in &overdue {
            let command = LapseApplication { id: *id };
            lapsed += u64::from(perform(context, &Actor::Calendar, &command, None).await?);
        }
        match overdue.last() {
            Some(place) => last = Some(*place),
            None => return Ok(lapsed),
        }
    }
}

/// Ends one file, dated on the day after its term, if its term is still over by the present calendar
/// of closed days and nobody has completed it meanwhile.
#[derive(Debug, Serialize)]
struct LapseApplication {
    id: Uuid,
}

impl Command for LapseApplication {
    const OPERATION: &'static str = "lapseApplication";
    const PERMISSION: Option<Permission> = None;
    type Output = bool;

    async fn perform(&self, acting: Acting<'_>) -> Result<bool, Error> {
        let application = aggregates::get::<Application>(acting.work, self.id).await?;
        let application = reckoned(acting.work, application).await?;
        let today = acting.work.today;
        match application.change(|application| application.lapse(today)) {
            Ok(lapsed) => aggregates::save(acting.work, lapsed).await.map(|_| true),
            Err(_still_running) => Ok(false),
        }
    }
}
