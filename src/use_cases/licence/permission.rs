//! Whether an agency may act on a day, and what stands against it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use uuid::Uuid;

use super::visible;
use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::application::Application;
use crate::domain::placement::licence::{Licence, OperatingPermission, PendingRenewal};
use crate::domain::placement::policies::{Policies, PolicyKey};
use crate::error::Error;
use crate::store::{Connected, applications, policies};

/// A licence with its operating permission.
#[derive(Clone, Debug)]
pub struct Permitted {
    /// The licence.
    pub licence: Licence,
    /// The permission.
    pub permission: OperatingPermission,
    /// The renewal that is under way and was filed, if there is one.
    pub renewal: Option<Application>,
}

/// Shows the operating permission of a licence on a day, today if nothing is said, by all that is known
/// now.
pub async fn show(
    context: &Context,
    actor: &Actor,
    id: Uuid,
    on: Option<NaiveDate>,
) -> Result<Permitted, Error> {
    actor.require(Permission::ReadLicences)?;
    let licence = visible(context.database(), actor, id).await?.value;
    of(context.database(), licence, on.unwrap_or(context.today())).await
}

/// The same of a licence that somebody may see, today.
pub async fn today(context: &Context, licence: Licence) -> Result<Permitted, Error> {
    of(context.database(), licence, context.today()).await
}

/// The same of several licences.
pub async fn of_all(context: &Context, licences: Vec<Licence>) -> Result<Vec<Permitted>, Error> {
    let (database, on) = (context.database(), context.today());
    let ids: Vec<Uuid> = licences.iter().map(Aggregate::id).collect();
    let mut renewals: BTreeMap<Uuid, Application> = BTreeMap::new();
    for file in applications::open_renewals(database, &ids).await? {
        if let Some(licence) = file.renews() {
            renewals.insert(licence, file);
        }
    }
    let book = policies::book(database).await?;
    let permitted = licences.into_iter().map(|licence| {
        let renewal = renewals.remove(&licence.id());
        permitted(licence, renewal, &Policies::on(&book, on), on)
    });
    Ok(permitted.collect())
}

/// The operating permission of a licence on a day, for whoever has to refuse without it.
pub(in crate::use_cases) async fn of(
    at: &impl Connected,
    licence: Licence,
    on: NaiveDate,
) -> Result<Permitted, Error> {
    let mut renewals = applications::open_renewals(at, &[licence.id()]).await?;
    let book = policies::book(at).await?;
    Ok(permitted(
        licence,
        renewals.pop(),
        &Policies::on(&book, on),
        on,
    ))
}

/// `renewal` is the one that is open; a draft is nobody's yet.
fn permitted(
    licence: Licence,
    renewal: Option<Application>,
    policies: &Policies<'_>,
    on: NaiveDate,
) -> Permitted {
    let renewal = renewal.filter(|file| file.first_filed_on().is_some());
    let pending = renewal.as_ref().and_then(|file| {
        Some(PendingRenewal {
            application: file.id(),
            filed_on: file.first_filed_on()?,
            holdover: policies.holds(PolicyKey::RenewalHoldover),
        })
    });
    Permitted {
        permission: licence.operating_permission(on, pending),
        licence,
        renewal,
    }
}
