//! Finding licences that one may see.

use chrono::NaiveDate;
use uuid::Uuid;

use super::{After, visible};
use crate::context::Context;
use crate::domain::kernel::province::Province;
use crate::domain::kernel::text::{Name, ShortText};
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::agency::AgencyCategory;
use crate::domain::placement::licence::{Licence, LicenceNumber, Standing};
use crate::error::Error;
use crate::store::licences::{Filter, Visible};
use crate::store::{Versioned, licences};

/// Shows one licence to its operator, and to whoever sees the licences of its province.
pub async fn show(context: &Context, actor: &Actor, id: Uuid) -> Result<Versioned<Licence>, Error> {
    actor.require(Permission::ReadLicences)?;
    visible(context.database(), actor, id).await
}

/// Which licences are looked for.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// Of one province.
    pub province: Option<Province>,
    /// Of one category.
    pub category: Option<AgencyCategory>,
    /// That stand so today.
    pub standing: Option<Standing>,
    /// Whose last day lies before this day.
    pub expiring_before: Option<NaiveDate>,
    /// With this number.
    pub number: Option<LicenceNumber>,
    /// Of an agency of this name, however it is spelt.
    pub agency: Option<Name>,
    /// With this number on the paper from before the bylaw, however it is spelt.
    pub old_number: Option<ShortText>,
    /// Granted before the bylaw and not conforming to it yet.
    pub unconformed: bool,
    /// Only those after this place.
    pub after: Option<After>,
}

/// Lists the licences that one may see by the end of their terms, the earliest first: at most
/// `limit`, and where the next page begins if there is one.
pub async fn list(
    context: &Context,
    actor: &Actor,
    search: Search,
    limit: u8,
) -> Result<(Vec<Licence>, Option<After>), Error> {
    actor.require(Permission::ReadLicences)?;
    let limit = usize::from(limit);
    let today = context.today();
    let filter = Filter {
        visible: Visible {
            provinces: actor.provinces_of(Permission::ReadLicences),
            operator: actor.account(),
        },
        province: search.province,
        category: search.category,
        standing: search.standing.map(|standing| (standing, today)),
        expiring_before: search.expiring_before,
        number: search.number,
        agency: search.agency,
        old_number: search.old_number,
        unconformed: search.unconformed,
    };
    // One more than wanted tells whether there is another page.
    let wanted = u64::try_from(limit + 1).unwrap_or(u64::MAX);
    let mut found = licences::page(context.database(), &filter, search.after, wanted).await?;
    let more = found.len() > limit;
    found.truncate(limit);
    let found: Vec<_> = found.into_iter().map(|licence| licence.value).collect();
    let next = found.last().filter(|_| more).map(After::of);
    Ok((found, next))
}
