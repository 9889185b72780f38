//! The calendar writes down that suspensions are over.

use serde::Serialize;
use uuid::Uuid;

use crate::context::Context;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::licence::{Licence, LicenceState};
use crate::error::Error;
use crate::store::{aggregates, licences};
use crate::use_cases::calendar::{BATCH, each};
use crate::use_cases::{Acting, Command, perform};

/// Ends every suspension that has run out, dated on the first day after it.
pub async fn end_suspensions(context: &Context) -> Result<u64, Error> {
    let today = context.today();
    each(
        |after| licences::suspensions_over(context.database(), today, after, BATCH),
        async |id| perform(context, &Actor::Calendar, &EndSuspension { id }, None).await,
    )
    .await
}

/// Ends what has run out on one licence: several rulings may have suspended it one beside the other.
#[derive(Debug, Serialize)]
struct EndSuspension {
    id: Uuid,
}

impl Command for EndSuspension {
    const OPERATION: &'static str = "endSuspension";
    const PERMISSION: Option<Permission> = None;
    type Output = bool;

    async fn perform(&self, acting: Acting<'_>) -> Result<bool, Error> {
        let today = acting.work.today;
        let mut licence = aggregates::get::<Licence>(acting.work, self.id).await?;
        let mut ended = false;
        while is_over(&licence.value, today) {
            let over = licence.change(|it| it.end_suspension(today))?;
            licence = aggregates::save(acting.work, over).await?;
            ended = true;
        }
        Ok(ended)
    }
}

fn is_over(licence: &Licence, today: chrono::NaiveDate) -> bool {
    matches!(
        licence.licence_state(),
        LicenceState::Suspended { until_exclusive, .. } if until_exclusive <= today
    )
}
