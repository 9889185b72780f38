//! The directorate rejects a domestic application.

use serde::Serialize;
use uuid::Uuid;

use super::rules::Rules;
use super::{account, in_office};
use crate::domain::kernel::text::LongText;
use crate::domain::placement::access::Permission;
use crate::domain::placement::application::Application;
use crate::domain::placement::article8::Criterion;
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command};

/// Rejects a domestic file for named conditions that were found not to be met (A8).
#[derive(Debug, Serialize)]
pub struct RejectApplication {
    /// The application.
    pub id: Uuid,
    /// The version the director-general has seen.
    pub expected: i64,
    /// The conditions that are not met.
    pub criteria: Vec<Criterion>,
    /// The reasons in words.
    pub reasons: LongText,
}

impl Command for RejectApplication {
    const OPERATION: &'static str = "rejectApplication";
    const PERMISSION: Option<Permission> = Some(Permission::DecideApplication);
    type Output = Versioned<Application>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let work = acting.work;
        let permission = Permission::DecideApplication;
        let application = in_office(acting, permission, self.id, Some(self.expected)).await?;
        let policies = Rules::on(work, work.today).await?.policies;
        let by = account(acting.actor)?;
        let rejected = application.change(|application| {
            application.reject_by_office(
                by,
                self.criteria.clone(),
                self.reasons.clone(),
                work.today,
                policies,
            )
        })?;
        aggregates::save(work, rejected).await
    }
}
