//! The directorate sends an approved application back.

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

/// Sends an approved file back to review, or to its board, for conditions that are found not to be met
/// any more (A8).
#[derive(Debug, Serialize)]
pub struct ReturnToReview {
    /// The application.
    pub id: Uuid,
    /// The version the director-general has seen.
    pub expected: i64,
    /// The conditions that are not met any more.
    pub criteria: Vec<Criterion>,
    /// The reasons in words.
    pub reasons: LongText,
}

impl Command for ReturnToReview {
    const OPERATION: &'static str = "returnToReview";
    const PERMISSION: Option<Permission> = Some(Permission::DecideApplication);
    type Output = Versioned<Application>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let work = acting.work;
        let permission = Permission::DecideApplication;
        let application = in_office(acting, permission, self.id, Some(self.expected)).await?;
        let policies = Rules::on(work, work.today).await?.policies;
        let by = account(acting.actor)?;
        let returned = application.change(|application| {
            let (criteria, reasons) = (self.criteria.clone(), self.reasons.clone());
            application.return_to_review(by, criteria, reasons, work.today, policies)
        })?;
        aggregates::save(work, returned).await
    }
}
