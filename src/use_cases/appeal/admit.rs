//! The central board's office admits an appeal.

use serde::Serialize;
use uuid::Uuid;

use super::handled;
use crate::domain::placement::access::Permission;
use crate::domain::placement::appeal::Appeal;
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command};

/// Admits an appeal with which nothing is plainly wrong.
#[derive(Debug, Serialize)]
pub struct AdmitAppeal {
    /// The appeal.
    pub id: Uuid,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for AdmitAppeal {
    const OPERATION: &'static str = "admitAppeal";
    const PERMISSION: Option<Permission> = Some(Permission::HandleAppeal);
    type Output = Versioned<Appeal>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let today = acting.work.today;
        let appeal = handled(acting, self.id, self.expected).await?;
        aggregates::save(acting.work, appeal.change(|it| it.admit(today))?).await
    }
}
