//! The directorate begins to examine an application.

use serde::Serialize;
use uuid::Uuid;

use super::in_office;
use crate::domain::placement::access::Permission;
use crate::domain::placement::application::Application;
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command};

/// Begins the examination (A7).
#[derive(Debug, Serialize)]
pub struct TakeUpApplication {
    /// The application.
    pub id: Uuid,
    /// The version the officer has seen.
    pub expected: i64,
}

impl Command for TakeUpApplication {
    const OPERATION: &'static str = "takeUpApplication";
    const PERMISSION: Option<Permission> = Some(Permission::ExamineApplication);
    type Output = Versioned<Application>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let permission = Permission::ExamineApplication;
        let taken_up = in_office(acting, permission, self.id, Some(self.expected))
            .await?
            .change(|application| application.take_up(acting.work.today))?;
        aggregates::save(acting.work, taken_up).await
    }
}
