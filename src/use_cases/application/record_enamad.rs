//! The directorate records a renewed mark of trust.

use serde::Serialize;
use uuid::Uuid;

use super::in_office;
use crate::domain::placement::access::Permission;
use crate::domain::placement::application::Application;
use crate::domain::placement::premises::Enamad;
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command};

/// Puts a renewed mark of trust in the place of the old one (A8.10).
#[derive(Debug, Serialize)]
pub struct RecordEnamad {
    /// The application.
    pub id: Uuid,
    /// The version the officer has seen.
    pub expected: i64,
    /// The mark.
    pub enamad: Enamad,
}

impl Command for RecordEnamad {
    const OPERATION: &'static str = "recordEnamad";
    const PERMISSION: Option<Permission> = Some(Permission::ExamineApplication);
    type Output = Versioned<Application>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let permission = Permission::ExamineApplication;
        let renewed = in_office(acting, permission, self.id, Some(self.expected))
            .await?
            .change(|application| {
                application.record_enamad(self.enamad.clone(), acting.work.today)
            })?;
        aggregates::save(acting.work, renewed).await
    }
}
