//! The directorate sends an application back.

use serde::Serialize;
use uuid::Uuid;

use super::in_office;
use super::rules::Rules;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::deadline::Deadline;
use crate::domain::placement::access::Permission;
use crate::domain::placement::application::Application;
use crate::domain::placement::application::state::MissingItem;
use crate::error::Error;
use crate::store::{Versioned, aggregates, closures};
use crate::use_cases::{Acting, Command};

/// Sends a file back for named items, to be completed within the term of the policy (A8).
#[derive(Debug, Serialize)]
pub struct RequestCompletion {
    /// The application.
    pub id: Uuid,
    /// The version the officer has seen.
    pub expected: i64,
    /// What is missing.
    pub items: Vec<MissingItem>,
}

impl Command for RequestCompletion {
    const OPERATION: &'static str = "requestCompletion";
    const PERMISSION: Option<Permission> = Some(Permission::ExamineApplication);
    type Output = Versioned<Application>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let work = acting.work;
        let permission = Permission::ExamineApplication;
        let application = in_office(acting, permission, self.id, Some(self.expected)).await?;
        let term = Deadline::days(
            work.today,
            Rules::on(work, work.today).await?.cure_days,
            &closures::book(work).await?,
            Some(application.value.province()),
            Citation::Policy("cure.days"),
        );
        let sent_back = application.change(|application| {
            application.request_completion(self.items.clone(), term, work.today)
        })?;
        aggregates::save(work, sent_back).await
    }
}
