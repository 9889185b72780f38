//! An operator changes an application that is still theirs to write.

use serde::Serialize;
use uuid::Uuid;

use super::own;
use crate::domain::placement::access::Permission;
use crate::domain::placement::application::{Application, Filing};
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command};

/// Replaces the content of a draft, or of a file that was sent back.
#[derive(Debug, Serialize)]
pub struct ReviseApplication {
    /// The application.
    pub id: Uuid,
    /// The version the operator has seen, if they say so.
    pub expected: Option<i64>,
    /// The new content.
    pub filing: Filing,
}

impl Command for ReviseApplication {
    const OPERATION: &'static str = "updateApplication";
    const PERMISSION: Option<Permission> = Some(Permission::FileApplication);
    type Output = Versioned<Application>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let revised = own(acting, Permission::FileApplication, self.id, self.expected)
            .await?
            .change(|application| application.revise(self.filing.clone()))?;
        aggregates::save(acting.work, revised).await
    }
}
