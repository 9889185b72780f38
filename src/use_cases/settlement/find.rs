//! Looking at settlement files.

use uuid::Uuid;

use super::visible;
use crate::context::Context;
use crate::domain::kernel::province::Province;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::settlement::SettlementFile;
use crate::error::Error;
use crate::store::Versioned;
use crate::store::settlements::{self, Filter};

/// One file. The names of its job seekers are read separately.
pub async fn show(
    context: &Context,
    actor: &Actor,
    id: Uuid,
) -> Result<Versioned<SettlementFile>, Error> {
    actor.require(Permission::ReadSettlements)?;
    Ok(visible(context.database(), actor, id).await?.file)
}

/// Which files are looked for.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// Of one province.
    pub province: Option<Province>,
    /// In this state.
    pub state: Option<&'static str>,
    /// Only those of which a duty is overdue today.
    pub overdue: bool,
    /// Only those after this one.
    pub after: Option<Uuid>,
}

/// The files that the actor may know of, the last opened first: at most `limit` of them, and whether
/// there are more.
pub async fn list(
    context: &Context,
    actor: &Actor,
    search: Search,
    limit: u64,
) -> Result<(Vec<Versioned<SettlementFile>>, bool), Error> {
    actor.require(Permission::ReadSettlements)?;
    let filter = Filter {
        reach: actor.reach(Permission::ReadSettlements),
        operator: actor.account(),
        province: search.province,
        state: search.state,
        overdue_on: search.overdue.then(|| context.today()),
    };
    // One more than wanted tells whether there is another page.
    let database = context.database();
    let mut found = settlements::page(database, &filter, search.after, limit + 1).await?;
    let more = found.len() as u64 > limit;
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok((found, more))
}
