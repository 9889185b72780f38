//! Whose turn it is to be inspected, by policy and in the order of risk.

use std::collections::HashMap;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::province::Province;
use crate::domain::placement::access::{Actor, Denied, Permission};
use crate::domain::placement::inspection_plan::{AgencyFacts, Place, Turn, seen_when_due_by, turn};
use crate::domain::placement::licence::Licence;
use crate::domain::placement::policies::Policies;
use crate::error::Error;
use crate::store::inspection_turns::{self, Due};
use crate::store::{inspections, licences, policies};
use crate::use_cases::calendar::begin;

/// Whose turns are looked for.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// Of one province; otherwise of all that one may see.
    pub province: Option<Province>,
    /// Turns that are due by this day.
    pub due_by: NaiveDate,
    /// Only those after this place.
    pub after: Option<Place>,
}

/// An agency whose turn it is.
#[derive(Clone, Debug)]
pub struct DueAgency {
    /// Its licence.
    pub licence: Licence,
    /// What is known of it.
    pub facts: AgencyFacts,
    /// How it stands in the plan.
    pub turn: Turn,
    /// An inspection of it that is planned or under way.
    pub open_inspection: Option<Uuid>,
}

/// Lists the agencies whose periodic inspection is due, the riskiest first: at most `limit`, and the
/// last place shown if there is another page.
///
/// # Errors
/// Only offices plan; an operator is denied.
pub async fn list(
    context: &Context,
    actor: &Actor,
    wanted: Wanted,
    limit: u8,
) -> Result<(Vec<DueAgency>, Option<Place>), Error> {
    let permission = Permission::ReadInspections;
    actor.require(permission)?;
    let (database, today) = (context.database(), context.today());
    let book = policies::book(database).await?;
    let policies = Policies::on(&book, today);
    let due = Due {
        provinces: provinces(actor, wanted.province)?,
        seen_by: seen_when_due_by(wanted.due_by, &policies),
        after: wanted.after,
    };
    let rows = u64::from(limit) + 1;
    let mut found = inspection_turns::due(database, &due, today, rows).await?;
    let more = found.len() > usize::from(limit);
    found.truncate(limit.into());
    let next = found.last().filter(|_| more).map(Place::of);
    let ids: Vec<Uuid> = found.iter().map(|facts| facts.licence).collect();
    let mut licences: HashMap<Uuid, Licence> = licences::of_ids(database, &ids)
        .await?
        .into_iter()
        .map(|licence| (licence.id(), licence))
        .collect();
    let open: HashMap<Uuid, Uuid> = inspections::open_of(database, &ids)
        .await?
        .into_iter()
        .collect();
    let shown = found.into_iter().filter_map(|facts| {
        Some(DueAgency {
            licence: licences.remove(&facts.licence)?,
            turn: turn(&facts, &policies, today),
            open_inspection: open.get(&facts.licence).copied(),
            facts,
        })
    });
    Ok((shown.collect(), next))
}

/// The provinces whose turns one may see, cut down to the one that is asked for.
fn provinces(actor: &Actor, asked: Option<Province>) -> Result<Option<Vec<Province>>, Denied> {
    let own = actor.provinces_of(Permission::ReadInspections);
    match (own, asked) {
        (Some(own), _) if own.is_empty() => Err(Denied(Permission::ReadInspections)),
        (Some(own), Some(asked)) => Ok(Some(own.into_iter().filter(|it| *it == asked).collect())),
        (Some(mut own), None) => {
            own.sort_unstable();
            own.dedup();
            Ok(Some(own))
        }
        (None, asked) => Ok(asked.map(|province| vec![province])),
    }
}

/// Forgets the turns of licences whose term is over.
pub async fn forget_ended(context: &Context) -> Result<(), Error> {
    if !inspection_turns::any_ended(context.database(), context.today()).await? {
        return Ok(());
    }
    let work = begin(context).await?;
    inspection_turns::forget_ended(&work).await?;
    work.commit().await
}
