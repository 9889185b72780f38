//! The central board's decision is served.

use serde::Serialize;
use uuid::Uuid;

use super::handled;
use crate::domain::placement::access::Permission;
use crate::domain::placement::appeal::Appeal;
use crate::domain::placement::ruling::Service;
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command};

/// Records the service (ابلاغ) of the decision on an appeal.
#[derive(Debug, Serialize)]
pub struct ServeAppealDecision {
    /// The appeal.
    pub id: Uuid,
    /// When, how and by what proof.
    pub service: Service,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for ServeAppealDecision {
    const OPERATION: &'static str = "serveAppealDecision";
    const PERMISSION: Option<Permission> = Some(Permission::HandleAppeal);
    type Output = Versioned<Appeal>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let today = acting.work.today;
        let appeal = handled(acting, self.id, self.expected).await?;
        let served = appeal.change(|it| it.serve(self.service.clone(), today))?;
        aggregates::save(acting.work, served).await
    }
}
