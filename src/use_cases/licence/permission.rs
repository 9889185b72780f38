//! Whether an agency may act on a day, and what stands against it.

use chrono::NaiveDate;
use uuid::Uuid;

use super::visible;
use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::application::{Application, ApplicationKind};
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

/// The operating permission of a licence on a day, for whoever has to refuse without it.
pub(in crate::use_cases) async fn of(
    at: &impl Connected,
    licence: Licence,
    on: NaiveDate,
) -> Result<Permitted, Error> {
    let renewal = pending(at, licence.id()).await?;
    let book = policies::book(at).await?;
    let holdover = Policies::on(&book, on).holds(PolicyKey::RenewalHoldover);
    let filed = renewal.as_ref().and_then(|file| {
        Some(PendingRenewal {
            application: file.id(),
            filed_on: file.first_filed_on()?,
            holdover,
        })
    });
    Ok(Permitted {
        permission: licence.operating_permission(on, filed),
        licence,
        renewal,
    })
}

/// The renewal of a licence that is filed and open; a draft is nobody's yet.
async fn pending(at: &impl Connected, licence: Uuid) -> Result<Option<Application>, Error> {
    let kind = ApplicationKind::Renewal { licence };
    let open = applications::open_about(at, kind).await?;
    Ok(open
        .map(|file| file.value)
        .filter(|file| file.first_filed_on().is_some()))
}
