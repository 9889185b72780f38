//! The assigned inspectors visit the agency: begun, carried out, obstructed, or in vain.

use serde::Serialize;
use uuid::Uuid;

use super::{answerable, by_team, licence_of, own};
use crate::domain::kernel::text::LongText;
use crate::domain::placement::access::Permission;
use crate::domain::placement::case::{Accusation, FactDates, Source};
use crate::domain::placement::inspection::{Inspection, Obstruction, Refused};
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::case::open::opened;
use crate::use_cases::{Acting, Command};

/// Begins the visit.
#[derive(Debug, Serialize)]
pub struct StartInspection {
    /// The inspection.
    pub id: Uuid,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for StartInspection {
    const OPERATION: &'static str = "startInspection";
    const PERMISSION: Option<Permission> = Some(Permission::Inspect);
    type Output = Versioned<Inspection>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let today = acting.work.today;
        let start = |it: Inspection, by| it.start(by, today);
        by_team(acting, self.id, self.expected, start).await
    }
}

/// Ends a visit that was carried out.
#[derive(Debug, Serialize)]
pub struct CompleteInspection {
    /// The inspection.
    pub id: Uuid,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for CompleteInspection {
    const OPERATION: &'static str = "completeInspection";
    const PERMISSION: Option<Permission> = Some(Permission::Inspect);
    type Output = Versioned<Inspection>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let today = acting.work.today;
        let complete = |it: Inspection, by| it.complete(by, today);
        by_team(acting, self.id, self.expected, complete).await
    }
}

/// Ends a visit that found the premises closed or the agency gone.
#[derive(Debug, Serialize)]
pub struct RecordPremisesNotFound {
    /// The inspection.
    pub id: Uuid,
    /// What was found instead.
    pub statement: LongText,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for RecordPremisesNotFound {
    const OPERATION: &'static str = "recordPremisesNotFound";
    const PERMISSION: Option<Permission> = Some(Permission::Inspect);
    type Output = Versioned<Inspection>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let today = acting.work.today;
        let statement = self.statement.clone();
        let end = |it: Inspection, by| it.not_found(by, statement, today);
        by_team(acting, self.id, self.expected, end).await
    }
}

/// Ends a visit that the agency obstructed, and opens the case that charges it with that: under A15.6,
/// or under the residual head if only the association's representative was refused.
#[derive(Debug, Serialize)]
pub struct RecordObstruction {
    /// The inspection.
    pub id: Uuid,
    /// Who was refused.
    pub refused: Refused,
    /// What happened.
    pub statement: LongText,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for RecordObstruction {
    const OPERATION: &'static str = "recordObstruction";
    const PERMISSION: Option<Permission> = Some(Permission::Inspect);
    type Output = Versioned<Inspection>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let work = acting.work;
        let (inspection, account) = own(acting, self.id, Some(self.expected)).await?;
        let licence = licence_of(work, &inspection.value).await?;
        let accusation = Accusation {
            id: Uuid::now_v7(),
            head: self.refused.head(),
            facts: self.statement.clone(),
            dates: FactDates::on(work.today),
            answerable: answerable(&licence)?,
            source: Source::Inspection { id: self.id },
            legacy_basis: None,
            offence: None,
        };
        let case = opened(acting, &licence, accusation).await?;
        let obstruction = Obstruction {
            refused: self.refused,
            statement: self.statement.clone(),
        };
        let obstructed =
            inspection.change(|it| it.obstruct(account, obstruction, &case.value, work.today))?;
        aggregates::save(work, obstructed).await
    }
}
