//! The settlement of a closed office: the agency's ten days, and what becomes of each of its job
//! seekers through the association (A6.4, A16).

pub mod account;
pub mod add_seekers;
pub mod attach_document;
pub mod call;
pub mod claim;
pub mod close;
pub mod download;
pub mod find;
pub mod hand_over;
pub mod open;
pub mod pay;
pub(super) mod recompute;
pub mod refer;
pub mod repay;
pub mod seekers;
pub mod serve_notice;
pub mod settle;
pub mod tick;

use uuid::Uuid;

pub(super) use open::open_after_end;

use super::Acting;
use crate::domain::kernel::event::{Aggregate, Changed};
use crate::domain::kernel::refusal::Refusal;
use crate::domain::placement::access::{Actor, Denied, Permission, Role};
use crate::domain::placement::event::PlacementEvent;
use crate::domain::placement::guarantee::{Guarantee, guarantee_missing};
use crate::domain::placement::licence::Licence;
use crate::domain::placement::settlement::SettlementFile;
use crate::error::Error;
use crate::store::{Connected, Versioned, aggregates, guarantees};

/// A file with the licence that ended.
struct Seen {
    file: Versioned<SettlementFile>,
    licence: Licence,
}

impl Seen {
    fn is_own(&self, actor: &Actor) -> bool {
        actor.account() == Some(self.licence.grant().operator)
    }

    fn require(&self, actor: &Actor, permission: Permission) -> Result<Role, Denied> {
        let office = self.file.value.office();
        actor.require_for(permission, office.province, office.kind)
    }
}

/// A file that the actor may know of: by an office that reaches the agency, or as its operator.
async fn visible(at: &impl Connected, actor: &Actor, id: Uuid) -> Result<Seen, Error> {
    let file = aggregates::get::<SettlementFile>(at, id).await?;
    let licence = aggregates::get::<Licence>(at, file.value.licence()).await?;
    let seen = Seen {
        file,
        licence: licence.value,
    };
    if seen.is_own(actor) || seen.require(actor, Permission::ReadSettlements).is_ok() {
        Ok(seen)
    } else {
        Err(Error::NotFound {
            noun: SettlementFile::NOUN,
        })
    }
}

/// A file on which the actor acts by an office. Nobody acts on what is their own.
async fn in_office(
    acting: Acting<'_>,
    permission: Permission,
    id: Uuid,
    expected: Option<i64>,
) -> Result<Seen, Error> {
    let seen = visible(acting.work, acting.actor, id).await?;
    if seen.is_own(acting.actor) {
        return Err(Denied(permission).into());
    }
    seen.require(acting.actor, permission)?;
    Ok(Seen {
        file: seen.file.expect_version(expected)?,
        licence: seen.licence,
    })
}

/// Changes a file by an office.
async fn change(
    acting: Acting<'_>,
    permission: Permission,
    id: Uuid,
    expected: Option<i64>,
    transition: impl FnOnce(SettlementFile) -> Result<Changed<SettlementFile, PlacementEvent>, Refusal>,
) -> Result<Versioned<SettlementFile>, Error> {
    let seen = in_office(acting, permission, id, expected).await?;
    aggregates::save(acting.work, seen.file.change(transition)?).await
}

/// The guarantee behind the licence, which must be there.
async fn guarantee(at: &impl Connected, licence: &Licence) -> Result<Versioned<Guarantee>, Error> {
    let behind = guarantees::behind(at, licence).await?;
    Ok(behind.ok_or_else(guarantee_missing)?)
}
