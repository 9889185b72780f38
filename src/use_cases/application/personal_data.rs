//! Somebody reads the personal data on an application.

use serde::Serialize;
use uuid::Uuid;

use super::{is_own, requires_office, visible};
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::Permission;
use crate::domain::placement::application::Application;
use crate::domain::placement::party::Applicant;
use crate::error::Error;
use crate::store::access_log;
use crate::use_cases::{Acting, Command};

/// Gives the applicant's full data to the applicant and to those who examine the file, once it is
/// written down that they were read.
#[derive(Debug, Serialize)]
pub struct ReadPersonalData {
    /// The application.
    pub id: Uuid,
}

impl Command for ReadPersonalData {
    const OPERATION: &'static str = "getApplicationPersonalData";
    const PERMISSION: Option<Permission> = Some(Permission::ReadApplications);
    type Output = Applicant;

    async fn perform(&self, acting: Acting<'_>) -> Result<Applicant, Error> {
        let application = visible(acting.work, acting.actor, self.id).await?.value;
        if !is_own(acting.actor, &application) {
            requires_office(acting.actor, Permission::ExamineApplication, &application)?;
        }
        access_log::append(acting.work, Application::NOUN, self.id, "personal-data").await?;
        Ok(application.filing().applicant.clone())
    }
}
