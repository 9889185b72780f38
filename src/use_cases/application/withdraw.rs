//! An operator takes an application back.

use serde::Serialize;
use uuid::Uuid;

use super::own;
use crate::domain::placement::access::Permission;
use crate::domain::placement::application::Application;
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command};

/// Takes an application back, any time before it is decided for good.
#[derive(Debug, Serialize)]
pub struct WithdrawApplication {
    /// The application.
    pub id: Uuid,
    /// The version the operator has seen, if they say so.
    pub expected: Option<i64>,
}

impl Command for WithdrawApplication {
    const OPERATION: &'static str = "withdrawApplication";
    const PERMISSION: Option<Permission> = Some(Permission::FileApplication);
    type Output = Versioned<Application>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let withdrawn = own(acting, Permission::FileApplication, self.id, self.expected)
            .await?
            .change(|application| application.withdraw(acting.work.today))?;
        aggregates::save(acting.work, withdrawn).await
    }
}
