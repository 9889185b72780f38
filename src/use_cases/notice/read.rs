//! Looking at notices.

use uuid::Uuid;

use super::visible;
use crate::context::Context;
use crate::domain::kernel::province::Province;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::notice::ProvinceNotice;
use crate::error::Error;
use crate::store::Versioned;
use crate::store::notices::{self, Filter};

/// One notice.
pub async fn get(
    context: &Context,
    actor: &Actor,
    id: Uuid,
) -> Result<Versioned<ProvinceNotice>, Error> {
    actor.require(Permission::ReadNotices)?;
    visible(context.database(), actor, id).await
}

/// Where a page of the list begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct After {
    /// Whether the last notice shown was acknowledged.
    pub acknowledged: bool,
    /// Its place among those.
    pub place: notices::After,
}

pub use crate::store::notices::After as Place;

/// Which notices are looked for.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// To this province.
    pub province: Option<Province>,
    /// Of this ban.
    pub ban: Option<Uuid>,
    /// Only those that are acknowledged, or only those that are not.
    pub acknowledged: Option<bool>,
}

/// The notices that the actor may know of, first those that nobody has acknowledged and of these the
/// longest waiting first: at most `limit`, and where the next page begins if there is one.
pub async fn list(
    context: &Context,
    actor: &Actor,
    search: &Search,
    after: Option<After>,
    limit: u8,
) -> Result<(Vec<Versioned<ProvinceNotice>>, Option<After>), Error> {
    actor.require(Permission::ReadNotices)?;
    let seen = actor.provinces_of(Permission::ReadNotices);
    let filter = Filter {
        provinces: match (search.province, seen) {
            (None, seen) => seen,
            (Some(wanted), None) => Some(vec![wanted]),
            (Some(wanted), Some(seen)) => {
                Some(seen.into_iter().filter(|it| *it == wanted).collect())
            }
        },
        ban: search.ban,
    };
    let limit = usize::from(limit);
    let mut found = Vec::new();
    for acknowledged in [false, true] {
        let passed = after.is_some_and(|it| it.acknowledged && !acknowledged);
        if passed || search.acknowledged.is_some_and(|it| it != acknowledged) {
            continue;
        }
        let state = if acknowledged {
            "acknowledged"
        } else {
            "issued"
        };
        let place = after.filter(|it| it.acknowledged == acknowledged);
        let place = place.map(|it| it.place);
        let wanted = u64::try_from(limit + 1 - found.len()).unwrap_or(u64::MAX);
        if wanted > 0 {
            let page = notices::page(context.database(), &filter, state, place, wanted).await?;
            found.extend(page);
        }
    }
    let more = found.len() > limit;
    found.truncate(limit);
    let next = found.last().filter(|_| more).map(|last| After {
        acknowledged: last.value.is_acknowledged(),
        place: notices::After::of(&last.value),
    });
    Ok((found, next))
}
