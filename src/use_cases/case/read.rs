//! Looking at cases.

use uuid::Uuid;

use super::visible;
use crate::context::Context;
use crate::domain::kernel::province::Province;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::case::Case;
use crate::error::Error;
use crate::store::cases::{self, Filter};
use crate::store::licences::Visible;
use crate::use_cases::Versioned;

/// One case.
pub async fn get(context: &Context, actor: &Actor, id: Uuid) -> Result<Versioned<Case>, Error> {
    actor.require(Permission::ReadCases)?;
    visible(context.database(), actor, id).await
}

/// Which cases are looked for.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// Before the board of one province.
    pub province: Option<Province>,
    /// In this state.
    pub state: Option<&'static str>,
    /// Against one licence.
    pub licence: Option<Uuid>,
    /// Only those with a term of defence that is over today and that nobody has used.
    pub undefended: bool,
    /// Only those with a crime that still has to be reported, or only those with none.
    pub awaits_referral: Option<bool>,
    /// Only those after this one.
    pub after: Option<Uuid>,
}

/// The cases that the actor may know of, the last opened first: at most `limit` of them, and whether
/// there are more.
pub async fn list(
    context: &Context,
    actor: &Actor,
    search: Search,
    limit: u64,
) -> Result<(Vec<Versioned<Case>>, bool), Error> {
    actor.require(Permission::ReadCases)?;
    let defends = actor.require(Permission::DefendCase).is_ok();
    let filter = Filter {
        visible: Visible {
            provinces: actor.provinces_of(Permission::ReadCases),
            operator: actor.account().filter(|_| defends),
        },
        province: search.province,
        state: search.state,
        licence: search.licence,
        undefended_before: search.undefended.then(|| context.today()),
        awaits_referral: search.awaits_referral,
    };
    let database = context.database();
    let mut found = cases::page(database, &filter, search.after, limit + 1).await?;
    let more = found.len() as u64 > limit;
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok((found, more))
}
