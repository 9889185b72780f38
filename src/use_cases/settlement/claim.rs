//! The director-general orders a claim on the guarantee.

use std::collections::BTreeMap;

use serde::Serialize;
use uuid::Uuid;

use super::account::{Account, save};
use super::{guarantee, in_office};
use crate::domain::kernel::money::Rial;
use crate::domain::placement::access::Permission;
use crate::domain::placement::guarantee::{ClaimOrder, OrderedBy};
use crate::domain::placement::ruling::Ruling;
use crate::domain::placement::session::LegalBasis;
use crate::domain::placement::settlement::{apportion, claim_unpaid};
use crate::error::Error;
use crate::store::{Versioned, Work, aggregates, directives};
use crate::use_cases::{Acting, Command};

/// Claims what the job seekers are still owed from the guarantee behind the licence. File and
/// guarantee are saved in one transaction.
#[derive(Debug, Serialize)]
pub struct ClaimGuarantee {
    /// The file.
    pub id: Uuid,
    /// By whose order.
    pub by: OrderedBy,
    /// The rules that the claim rests on.
    pub legal_basis: Vec<LegalBasis>,
    /// What each line gets; when absent everybody gets all, or the same part of it when the
    /// guarantee is short.
    pub shares: Option<BTreeMap<Uuid, Rial>>,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for ClaimGuarantee {
    const OPERATION: &'static str = "claimGuarantee";
    const PERMISSION: Option<Permission> = Some(Permission::ClaimGuarantee);
    type Output = Versioned<Account>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let (work, today) = (acting.work, acting.work.today);
        let permission = Permission::ClaimGuarantee;
        let seen = in_office(acting, permission, self.id, Some(self.expected)).await?;
        let guarantee = guarantee(work, &seen.licence).await?;
        require_ruling(work, &self.by, seen.file.value.licence()).await?;
        let file = seen.file;
        let order = ClaimOrder {
            id: Uuid::now_v7(),
            by: self.by.clone(),
            legal_basis: self.legal_basis.clone(),
            shares: self
                .shares
                .clone()
                .unwrap_or_else(|| apportion(&file.value.unpaid(), guarantee.value.remaining())),
        };
        order.require_directives_in_force(&directives::book(work).await?, today)?;
        let both = claim_unpaid(file.value, guarantee.value, order, today)?;
        save(work, both, file.version, guarantee.version).await
    }
}

/// A ruling that orders a claim is final and concerns this licence.
async fn require_ruling(work: &Work, by: &OrderedBy, licence: Uuid) -> Result<(), Error> {
    let OrderedBy::Ruling { id } = by else {
        return Ok(());
    };
    let found = aggregates::find::<Ruling>(work, *id).await?;
    let orders = |ruling: &Versioned<Ruling>| {
        ruling.value.respondent().licence == licence && ruling.value.finality().is_some()
    };
    match found.filter(orders) {
        Some(_) => Ok(()),
        None => Err(Error::NotFound { noun: "ruling" }),
    }
}
