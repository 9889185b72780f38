//! Looking at appeals.

use chrono::NaiveDate;
use uuid::Uuid;

use super::visible;
use crate::context::Context;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::appeal::Appeal;
use crate::domain::placement::policies::Policies;
use crate::error::Error;
use crate::store::appeals::{self, Filter};
use crate::store::policies;
use crate::use_cases::Versioned;

/// An appeal with the day from which it raises an alarm if it is still pending.
#[derive(Debug)]
pub struct Watched {
    /// The appeal.
    pub appeal: Versioned<Appeal>,
    /// The day; none once it is decided or dismissed.
    pub alarm_on: Option<NaiveDate>,
}

/// One appeal.
pub async fn get(context: &Context, actor: &Actor, id: Uuid) -> Result<Versioned<Watched>, Error> {
    actor.require(Permission::ReadAppeals)?;
    let appeal = visible(context.database(), actor, id).await?;
    watched(context, appeal).await
}

/// The same appeal with its alarm.
pub async fn watched(
    context: &Context,
    appeal: Versioned<Appeal>,
) -> Result<Versioned<Watched>, Error> {
    let book = policies::book(context.database()).await?;
    let version = appeal.version;
    let alarm_on = alarm_on(&appeal.value, &Policies::on(&book, context.today()));
    let value = Watched { appeal, alarm_on };
    Ok(Versioned { value, version })
}

/// Which appeals are looked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Search {
    /// In this state.
    pub state: Option<&'static str>,
    /// Against this ruling.
    pub ruling: Option<Uuid>,
    /// Only those after this one.
    pub after: Option<Uuid>,
}

/// The appeals that the actor may know of, the oldest first: at most `limit`, and whether there are
/// more.
pub async fn list(
    context: &Context,
    actor: &Actor,
    search: Search,
    limit: u64,
) -> Result<(Vec<Watched>, bool), Error> {
    actor.require(Permission::ReadAppeals)?;
    let filter = Filter {
        provinces: actor.provinces_of(Permission::ReadAppeals),
        operator: actor.account(),
        state: search.state,
        ruling: search.ruling,
    };
    let mut found = appeals::list(context.database(), &filter, search.after, limit).await?;
    let more = found.len() as u64 > limit;
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let book = policies::book(context.database()).await?;
    let policies = Policies::on(&book, context.today());
    let watched = found.into_iter().map(|appeal| Watched {
        alarm_on: alarm_on(&appeal.value, &policies),
        appeal,
    });
    Ok((watched.collect(), more))
}

fn alarm_on(appeal: &Appeal, policies: &Policies<'_>) -> Option<NaiveDate> {
    appeal.alarm_on(policies)
}
