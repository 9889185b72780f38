//! Looking at branches.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::{Seen, visible};
use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::province::Province;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::licence::Licence;
use crate::error::Error;
use crate::store::branches::{self, Filter};
use crate::store::licences::{self, Visible};

/// One branch with its licence.
pub async fn show(context: &Context, actor: &Actor, id: Uuid) -> Result<Seen, Error> {
    actor.require(Permission::ReadLicences)?;
    visible(context.database(), actor, id).await
}

/// Which branches are looked for.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// Of one licence.
    pub licence: Option<Uuid>,
    /// In one province.
    pub province: Option<Province>,
    /// In this state.
    pub state: Option<&'static str>,
    /// Only those after this one.
    pub after: Option<Uuid>,
}

/// The branches that the actor may know of, the last opened first: at most `limit`, and after which the
/// next page begins.
pub async fn list(
    context: &Context,
    actor: &Actor,
    search: Search,
    limit: u64,
) -> Result<(Vec<Seen>, Option<Uuid>), Error> {
    actor.require(Permission::ReadLicences)?;
    let filter = Filter {
        visible: Visible {
            provinces: actor.provinces_of(Permission::ReadLicences),
            operator: actor.account(),
        },
        licence: search.licence,
        province: search.province,
        state: search.state,
    };
    let database = context.database();
    let mut found = branches::page(database, &filter, search.after, limit + 1).await?;
    let more = found.len() as u64 > limit;
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next = found.last().filter(|_| more).map(|it| it.value.id());
    let ids: Vec<_> = found.iter().map(|it| it.value.licence()).collect();
    let licences = licences::of_ids(database, &ids).await?;
    let licences: BTreeMap<Uuid, Licence> = licences.into_iter().map(|it| (it.id(), it)).collect();
    let seen = found.into_iter().map(|branch| {
        let licence = licences.get(&branch.value.licence()).cloned();
        let licence = licence.ok_or_else(|| Error::corrupt("branch", "it has no licence"))?;
        Ok(Seen { branch, licence })
    });
    Ok((seen.collect::<Result<_, Error>>()?, next))
}
