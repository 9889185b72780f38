//! The charges are served on the agency.

use serde::Serialize;
use uuid::Uuid;

use super::in_office;
use crate::domain::placement::access::Permission;
use crate::domain::placement::case::{Case, ChargeService};
use crate::domain::placement::policies::Policies;
use crate::error::Error;
use crate::store::{Versioned, aggregates, closures, policies};
use crate::use_cases::{Acting, Command};

/// Records the service of all charges that were not served yet; the term of defence runs from it.
#[derive(Debug, Serialize)]
pub struct NotifyCase {
    /// The case.
    pub id: Uuid,
    /// How and when they were served.
    pub service: ChargeService,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for NotifyCase {
    const OPERATION: &'static str = "notifyCase";
    const PERMISSION: Option<Permission> = Some(Permission::PrepareCase);
    type Output = Versioned<Case>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let (work, expected) = (acting.work, Some(self.expected));
        let case = in_office(acting, Permission::PrepareCase, self.id, expected).await?;
        let closed = closures::book(work).await?;
        let book = policies::book(work).await?;
        let policies = Policies::on(&book, self.service.served_on);
        let service = self.service.clone();
        let notified =
            case.change(|it| it.notify(Uuid::now_v7(), service, &closed, &policies, work.today))?;
        aggregates::save(work, notified).await
    }
}
