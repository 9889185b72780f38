//! The directorate puts an application before the provincial board.

use serde::Serialize;
use uuid::Uuid;

use super::in_office;
use super::rules::Rules;
use crate::domain::placement::access::Permission;
use crate::domain::placement::application::Application;
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command};

/// Refers a foreign or maritime file to the provincial board (A5.1).
#[derive(Debug, Serialize)]
pub struct ReferApplication {
    /// The application.
    pub id: Uuid,
    /// The version the officer has seen.
    pub expected: i64,
}

impl Command for ReferApplication {
    const OPERATION: &'static str = "referApplication";
    const PERMISSION: Option<Permission> = Some(Permission::ExamineApplication);
    type Output = Versioned<Application>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let work = acting.work;
        let permission = Permission::ExamineApplication;
        let application = in_office(acting, permission, self.id, Some(self.expected)).await?;
        let policies = Rules::on(work, work.today).await?.policies;
        let referred =
            application.change(|application| application.refer_to_board(work.today, policies))?;
        aggregates::save(work, referred).await
    }
}
