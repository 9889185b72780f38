//! An operator files an application.

use serde::Serialize;
use uuid::Uuid;

use super::own;
use super::rules::Rules;
use crate::domain::placement::access::Permission;
use crate::domain::placement::application::Application;
use crate::domain::placement::ban::Screened;
use crate::error::Error;
use crate::store::{Versioned, aggregates, bans};
use crate::use_cases::{Acting, Command};

/// Files an application, for the first time or after its completion (A7).
#[derive(Debug, Serialize)]
pub struct SubmitApplication {
    /// The application.
    pub id: Uuid,
    /// The version the operator has seen, if they say so.
    pub expected: Option<i64>,
}

impl Command for SubmitApplication {
    const OPERATION: &'static str = "submitApplication";
    const PERMISSION: Option<Permission> = Some(Permission::FileApplication);
    type Output = Versioned<Application>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let work = acting.work;
        let application = own(acting, Permission::FileApplication, self.id, self.expected).await?;
        let screened = Screened::application(&application.value);
        let screening = bans::screen_file(work, &screened, work.today).await?;
        let rules = Rules::on(work, work.today).await?;
        let submitted = application.change(|application| {
            application.submit(
                work.today,
                &screening,
                rules.maritime_directive,
                rules.policies,
            )
        })?;
        aggregates::save(work, submitted).await
    }
}
