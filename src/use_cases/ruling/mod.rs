//! The ruling on a violation case: drafted, voted, signed, issued, served, carried out (A5, A15).
//!
//! The office of the province sees it from its draft on, the agency from its issue on.

pub mod amend;
pub mod draft;
pub mod execute;
pub mod issue;
pub mod print;
pub mod proof;
pub mod read;
pub(super) mod recompute;
pub mod serve;
pub mod sign;
pub mod verify;
pub mod vote;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::domain::kernel::directive::DirectiveBook;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::policy::PolicyBook;
use crate::domain::placement::access::{Actor, Denied, Permission};
use crate::domain::placement::directives::Terms;
use crate::domain::placement::licence::Licence;
use crate::domain::placement::policies::{Policies, PolicyKey};
use crate::domain::placement::ruling::Ruling;
use crate::error::Error;
use crate::store::{Connected, Versioned, aggregates, directives, policies};
use crate::use_cases::Acting;

/// Checks what a printed ruling's code says without a connection.
pub use crate::store::credentials::rulings::verify as verify_credential;

/// A ruling that the actor may know of.
async fn visible(at: &impl Connected, actor: &Actor, id: Uuid) -> Result<Versioned<Ruling>, Error> {
    let ruling = aggregates::get::<Ruling>(at, id).await?;
    if may_see(at, actor, &ruling.value).await? {
        Ok(ruling)
    } else {
        Err(Error::NotFound { noun: Ruling::NOUN })
    }
}

async fn may_see(at: &impl Connected, actor: &Actor, ruling: &Ruling) -> Result<bool, Error> {
    let province = ruling.respondent().province;
    if actor.require_in(Permission::ReadCases, province).is_ok() {
        return Ok(true);
    }
    Ok(ruling.issued().is_some() && is_party(at, actor, ruling).await?)
}

/// Refuses those without the permission at the office of the province, and everybody against whose
/// own agency the ruling is.
async fn require_office(
    at: &impl Connected,
    actor: &Actor,
    permission: Permission,
    ruling: &Ruling,
) -> Result<(), Error> {
    actor.require_at(permission, Some(ruling.respondent().province))?;
    if is_party(at, actor, ruling).await? {
        return Err(Denied(permission).into());
    }
    Ok(())
}

async fn is_party(at: &impl Connected, actor: &Actor, ruling: &Ruling) -> Result<bool, Error> {
    let licence = aggregates::get::<Licence>(at, ruling.respondent().licence).await?;
    Ok(actor.account() == Some(licence.value.grant().operator))
}

/// A ruling at the version that was seen, in the hands of the office of its province.
async fn in_office(
    acting: Acting<'_>,
    permission: Permission,
    id: Uuid,
    expected: i64,
) -> Result<Versioned<Ruling>, Error> {
    let ruling = visible(acting.work, acting.actor, id).await?;
    require_office(acting.work, acting.actor, permission, &ruling.value).await?;
    ruling.expect_version(Some(expected))
}

/// Directives and policies, of which those of one day are asked for.
struct Rules {
    directives: DirectiveBook<Terms>,
    book: PolicyBook<PolicyKey>,
}

impl Rules {
    async fn read(at: &impl Connected) -> Result<Self, Error> {
        Ok(Self {
            directives: directives::book(at).await?,
            book: policies::book(at).await?,
        })
    }

    fn policies(&self, on: NaiveDate) -> Policies<'_> {
        Policies::on(&self.book, on)
    }
}
