//! The penalty of a final ruling was carried out.

use serde::Serialize;
use uuid::Uuid;

use super::in_office;
use crate::domain::placement::access::Permission;
use crate::domain::placement::ruling::{ExecutionRecord, Ruling};
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command};

/// Records that the penalty of a final ruling was carried out; its case can be closed then.
#[derive(Debug, Serialize)]
pub struct ExecuteRuling {
    /// The ruling.
    pub id: Uuid,
    /// When, and what shows it.
    pub execution: ExecutionRecord,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for ExecuteRuling {
    const OPERATION: &'static str = "executeRuling";
    const PERMISSION: Option<Permission> = Some(Permission::ServeRuling);
    type Output = Versioned<Ruling>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let today = acting.work.today;
        let ruling = in_office(acting, Permission::ServeRuling, self.id, self.expected).await?;
        let executed = ruling.change(|it| it.execute(self.execution.clone(), today))?;
        aggregates::save(acting.work, executed).await
    }
}
