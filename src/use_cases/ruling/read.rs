//! Looking at rulings.

use chrono::NaiveDate;
use uuid::Uuid;

use super::visible;
use crate::context::Context;
use crate::domain::kernel::province::Province;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::ruling::Ruling;
use crate::error::Error;
use crate::store::licences::Visible;
use crate::store::rulings::{self, Filter};
use crate::use_cases::Versioned;

/// One ruling.
pub async fn get(context: &Context, actor: &Actor, id: Uuid) -> Result<Versioned<Ruling>, Error> {
    actor.require(Permission::ReadCases)?;
    visible(context.database(), actor, id).await
}

/// Which rulings are looked for.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// Of one province.
    pub province: Option<Province>,
    /// In this state.
    pub state: Option<&'static str>,
    /// Against this licence.
    pub licence: Option<Uuid>,
    /// On this case.
    pub case: Option<Uuid>,
    /// Served, and final on this day or before if nobody appeals.
    pub lapsing_by: Option<NaiveDate>,
    /// Only those after this one.
    pub after: Option<Uuid>,
}

/// The rulings that the actor may know of, the last drafted first: at most `limit` of them, and
/// whether there are more.
pub async fn list(
    context: &Context,
    actor: &Actor,
    search: Search,
    limit: u64,
) -> Result<(Vec<Versioned<Ruling>>, bool), Error> {
    actor.require(Permission::ReadCases)?;
    let filter = Filter {
        visible: Visible {
            provinces: actor.provinces_of(Permission::ReadCases),
            operator: actor.account(),
        },
        province: search.province,
        state: search.state,
        licence: search.licence,
        case: search.case,
        lapsing_by: search.lapsing_by,
    };
    let mut found = rulings::list(context.database(), &filter, search.after, limit).await?;
    let more = found.len() as u64 > limit;
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok((found, more))
}
