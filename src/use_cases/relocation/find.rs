//! Looking at notices of relocation.

use uuid::Uuid;

use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::province::Province;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::licence::Licence;
use crate::domain::placement::relocation::Relocation;
use crate::error::Error;
use crate::store::licences::Visible;
use crate::store::relocations::{self, Filter};
use crate::store::{Versioned, aggregates};
use crate::use_cases::licence::is_own;

/// One notice: for the agency, the office that was told, and that of the province moved to.
pub async fn show(
    context: &Context,
    actor: &Actor,
    id: Uuid,
) -> Result<Versioned<Relocation>, Error> {
    actor.require(Permission::ReadLicences)?;
    let database = context.database();
    let notice = aggregates::get::<Relocation>(database, id).await?;
    let licence = aggregates::get::<Licence>(database, notice.value.licence()).await?;
    let licence = licence.value;
    let places = [
        Some(licence.province()),
        Some(notice.value.province()),
        notice.value.to().province(),
    ];
    let seen = |it| actor.require_in(Permission::ReadLicences, it).is_ok();
    if is_own(actor, &licence) || places.into_iter().flatten().any(seen) {
        Ok(notice)
    } else {
        Err(Error::NotFound {
            noun: Relocation::NOUN,
        })
    }
}

/// Which notices are looked for.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// About one licence.
    pub licence: Option<Uuid>,
    /// Told to the office of one province.
    pub province: Option<Province>,
    /// Only those that were late, or only those that were not.
    pub late: Option<bool>,
    /// In this state.
    pub state: Option<&'static str>,
    /// Only those after this one.
    pub after: Option<Uuid>,
}

/// The notices that the actor may know of, the newest first: at most `limit`, and after which the next
/// page begins.
pub async fn list(
    context: &Context,
    actor: &Actor,
    search: Search,
    limit: u64,
) -> Result<(Vec<Relocation>, Option<Uuid>), Error> {
    actor.require(Permission::ReadLicences)?;
    let filter = Filter {
        visible: Visible {
            provinces: actor.provinces_of(Permission::ReadLicences),
            operator: actor.account(),
        },
        licence: search.licence,
        province: search.province,
        late: search.late,
        state: search.state,
    };
    let database = context.database();
    let mut found = relocations::page(database, &filter, search.after, limit + 1).await?;
    let more = found.len() as u64 > limit;
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next = found.last().filter(|_| more).map(|it| it.value.id());
    Ok((found.into_iter().map(|it| it.value).collect(), next))
}
