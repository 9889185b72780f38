//! A further charge is brought in an open case.

use serde::Serialize;
use uuid::Uuid;

use super::{Charging, in_office};
use crate::domain::placement::access::Permission;
use crate::domain::placement::case::{Accusation, Case};
use crate::domain::placement::licence::Licence;
use crate::domain::placement::policies::Policies;
use crate::error::Error;
use crate::store::{Versioned, aggregates, policies};
use crate::use_cases::{Acting, Command};

/// Adds a charge, which has to be served like the first.
#[derive(Debug, Serialize)]
pub struct AddCharge {
    /// The case.
    pub id: Uuid,
    /// The charge.
    pub charge: Charging,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for AddCharge {
    const OPERATION: &'static str = "addCharge";
    const PERMISSION: Option<Permission> = Some(Permission::PrepareCase);
    type Output = Versioned<Case>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let (work, expected) = (acting.work, Some(self.expected));
        let case = in_office(acting, Permission::PrepareCase, self.id, expected).await?;
        let licence = aggregates::get::<Licence>(work, case.value.respondent().licence).await?;
        let accusation = self.charge.against(acting, &licence.value).await?;
        brought(acting, case, accusation).await
    }
}

/// Brings a charge in an open case.
pub(in crate::use_cases) async fn brought(
    acting: Acting<'_>,
    case: Versioned<Case>,
    accusation: Accusation,
) -> Result<Versioned<Case>, Error> {
    let (work, today) = (acting.work, acting.work.today);
    let book = policies::book(work).await?;
    let policies = Policies::on(&book, today);
    let charged = case.change(|it| it.add_charge(accusation, &policies, today))?;
    aggregates::save(work, charged).await
}
