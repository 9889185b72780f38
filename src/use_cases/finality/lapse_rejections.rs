//! The calendar writes down that terms of appeal against rejections of applications have run out.

use serde::Serialize;
use uuid::Uuid;

use super::day_of_finality;
use crate::context::Context;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::application::Application;
use crate::error::Error;
use crate::store::{aggregates, applications};
use crate::use_cases::calendar::{BATCH, each};
use crate::use_cases::{Acting, Command, perform};

/// Lets every rejection become final whose term of appeal ran out, each in a unit of work of its own,
/// and answers how many there were.
///
/// Whenever it runs, everything is dated on the day on which it arose. Twice, late, or on several
/// processes at once it changes nothing more.
pub async fn lapse_rejections(context: &Context) -> Result<u64, Error> {
    let today = day_of_finality(context, context.now());
    each(
        |after| applications::lapsed_rejections(context.database(), today, after, BATCH),
        async |id| perform(context, &Actor::Calendar, &LapseRejection { id }, None).await,
    )
    .await
}

/// Lets one rejection become final, if nobody appealed meanwhile and its term was not reckoned anew.
#[derive(Debug, Serialize)]
struct LapseRejection {
    id: Uuid,
}

impl Command for LapseRejection {
    const OPERATION: &'static str = "lapseRejection";
    const PERMISSION: Option<Permission> = None;
    type Output = bool;

    async fn perform(&self, acting: Acting<'_>) -> Result<bool, Error> {
        let today = day_of_finality(acting.context, acting.work.now);
        let file = aggregates::get::<Application>(acting.work, self.id).await?;
        match file.change(|it| it.lapse_rejection(today)) {
            Ok(lapsed) => aggregates::save(acting.work, lapsed).await.map(|_| true),
            Err(_still_open) => Ok(false),
        }
    }
}
