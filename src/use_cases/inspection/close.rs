//! The office decides what follows from a report, unless it goes to a violation case.

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use super::in_office;
use crate::domain::kernel::text::LongText;
use crate::domain::placement::access::Permission;
use crate::domain::placement::inspection::Inspection;
use crate::error::Error;
use crate::store::{Versioned, aggregates, closures};
use crate::use_cases::{Acting, Command};

/// Closes an inspection that found nothing amiss.
#[derive(Debug, Serialize)]
pub struct CloseInspection {
    /// The inspection.
    pub id: Uuid,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for CloseInspection {
    const OPERATION: &'static str = "closeInspection";
    const PERMISSION: Option<Permission> = Some(Permission::FollowUpInspection);
    type Output = Versioned<Inspection>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let permission = Permission::FollowUpInspection;
        let inspection = in_office(acting, permission, self.id, self.expected).await?;
        let closed = inspection.change(|it| it.close_clean(acting.work.today))?;
        aggregates::save(acting.work, closed).await
    }
}

/// Sets a term for mending what was found.
#[derive(Debug, Serialize)]
pub struct SetCorrectiveDeadline {
    /// The inspection.
    pub id: Uuid,
    /// What is to be done.
    pub demand: LongText,
    /// The term in days.
    pub days: u16,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for SetCorrectiveDeadline {
    const OPERATION: &'static str = "setCorrectiveDeadline";
    const PERMISSION: Option<Permission> = Some(Permission::FollowUpInspection);
    type Output = Versioned<Inspection>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let work = acting.work;
        let permission = Permission::FollowUpInspection;
        let inspection = in_office(acting, permission, self.id, self.expected).await?;
        let closed = closures::book(work).await?;
        let demand = self.demand.clone();
        let set = inspection
            .change(|it| it.set_corrective_deadline(demand, self.days, &closed, work.today))?;
        aggregates::save(work, set).await
    }
}

/// Closes an inspection whose failings were found mended in time.
#[derive(Debug, Serialize)]
pub struct CloseCorrectedInspection {
    /// The inspection.
    pub id: Uuid,
    /// The day on which they were found mended.
    pub corrected_on: NaiveDate,
    /// What shows it.
    pub proof: LongText,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for CloseCorrectedInspection {
    const OPERATION: &'static str = "closeCorrectedInspection";
    const PERMISSION: Option<Permission> = Some(Permission::FollowUpInspection);
    type Output = Versioned<Inspection>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let work = acting.work;
        let permission = Permission::FollowUpInspection;
        let inspection = in_office(acting, permission, self.id, self.expected).await?;
        let account = acting.actor.account().ok_or(Error::Unauthenticated)?;
        let proof = self.proof.clone();
        let closed = inspection
            .change(|it| it.close_corrected(account, self.corrected_on, proof, work.today))?;
        aggregates::save(work, closed).await
    }
}
