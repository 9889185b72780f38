//! The directorate approves a domestic application.

use serde::Serialize;
use uuid::Uuid;

use super::rules::Rules;
use super::{account, in_office};
use crate::domain::placement::access::Permission;
use crate::domain::placement::application::Application;
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command};

/// Approves a domestic file all of whose conditions are met (A7, A8).
#[derive(Debug, Serialize)]
pub struct ApproveApplication {
    /// The application.
    pub id: Uuid,
    /// The version the director-general has seen.
    pub expected: i64,
}

impl Command for ApproveApplication {
    const OPERATION: &'static str = "approveApplication";
    const PERMISSION: Option<Permission> = Some(Permission::DecideApplication);
    type Output = Versioned<Application>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let work = acting.work;
        let permission = Permission::DecideApplication;
        let application = in_office(acting, permission, self.id, Some(self.expected)).await?;
        let rules = Rules::on(work, work.today).await?;
        let by = account(acting.actor)?;
        let approved = application.change(|application| {
            application.approve_by_office(by, rules.gate, work.today, rules.policies)
        })?;
        aggregates::save(work, approved).await
    }
}
