//! The calendar writes down that terms of appeal have run out.

use serde::Serialize;
use uuid::Uuid;

use super::{Law, Read, day_of_finality, write};
use crate::context::Context;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::finality::of_lapse;
use crate::domain::placement::licence::Licence;
use crate::domain::placement::ruling::{Ruling, RulingState};
use crate::error::Error;
use crate::store::{aggregates, rulings};
use crate::use_cases::calendar::{BATCH, each};
use crate::use_cases::{Acting, Command, perform};

/// Lets every ruling become final whose term of appeal ran out, each in a unit of work of its own,
/// and answers how many there were.
///
/// Whenever it runs, everything is dated on the day on which it arose. Twice, late, or on several
/// processes at once it changes nothing more.
pub async fn lapse_due(context: &Context) -> Result<u64, Error> {
    let today = day_of_finality(context, context.now());
    each(
        |after| rulings::lapsed(context.database(), today, after, BATCH),
        async |id| perform(context, &Actor::Calendar, &LapseRuling { id }, None).await,
    )
    .await
}

/// Lets one ruling become final, if nobody appealed meanwhile and its term was not reckoned anew.
#[derive(Debug, Serialize)]
struct LapseRuling {
    id: Uuid,
}

impl Command for LapseRuling {
    const OPERATION: &'static str = "lapseRuling";
    const PERMISSION: Option<Permission> = None;
    type Output = bool;

    async fn perform(&self, acting: Acting<'_>) -> Result<bool, Error> {
        let work = acting.work;
        let today = day_of_finality(acting.context, work.now);
        let ruling = aggregates::get::<Ruling>(work, self.id).await?;
        let RulingState::Served { served, .. } = ruling.value.ruling_state() else {
            return Ok(false);
        };
        let final_on = served.final_on();
        if today < final_on {
            return Ok(false);
        }
        let respondent = ruling.value.respondent().licence;
        let licence = aggregates::get::<Licence>(work, respondent).await?;
        let law = Law::now(work).await?;
        let met = law
            .meets(work, &licence.value, &ruling.value, final_on)
            .await?;
        let read = Read {
            ruling: ruling.version,
            licence: licence.version,
        };
        let consequences = of_lapse(ruling.value, licence.value, met, work.today)?;
        write(work, consequences, read).await?;
        Ok(true)
    }
}
