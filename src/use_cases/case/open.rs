//! A case is opened ex officio.

use serde::Serialize;
use uuid::Uuid;

use super::Charging;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::{Denied, Permission};
use crate::domain::placement::case::{Accusation, Case};
use crate::domain::placement::docket::Docket;
use crate::domain::placement::licence::Licence;
use crate::domain::placement::policies::Policies;
use crate::domain::placement::respondent::Respondent;
use crate::error::Error;
use crate::store::{Versioned, aggregates, policies};
use crate::use_cases::{Acting, Command, docket};

/// Opens a case against the agency that holds a licence.
#[derive(Debug, Serialize)]
pub struct OpenCase {
    /// The licence.
    pub licence: Uuid,
    /// Its first charge.
    pub charge: Charging,
}

impl Command for OpenCase {
    const OPERATION: &'static str = "openCase";
    const PERMISSION: Option<Permission> = Some(Permission::PrepareCase);
    type Output = Versioned<Case>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let licence = aggregates::get::<Licence>(acting.work, self.licence)
            .await?
            .value;
        let (actor, province) = (acting.actor, licence.province());
        if actor
            .require_in(Permission::ReadLicences, province)
            .is_err()
        {
            return Err(Error::NotFound {
                noun: Licence::NOUN,
            });
        }
        actor.require_at(Permission::PrepareCase, Some(province))?;
        if actor.account() == Some(licence.grant().operator) {
            return Err(Denied(Permission::PrepareCase).into());
        }
        let accusation = self.charge.against(acting, &licence).await?;
        opened(acting, &licence, accusation).await
    }
}

/// Opens a case with a charge, under the next number of the licence's province.
pub(in crate::use_cases) async fn opened(
    acting: Acting<'_>,
    licence: &Licence,
    accusation: Accusation,
) -> Result<Versioned<Case>, Error> {
    let today = acting.work.today;
    let book = policies::book(acting.work).await?;
    let number = docket::next(acting, Docket::Case, licence.province()).await?;
    let opened = Case::open(
        Uuid::now_v7(),
        number,
        Respondent::of(licence),
        accusation,
        &Policies::on(&book, today),
        today,
    )?;
    aggregates::insert(acting.work, opened).await
}
