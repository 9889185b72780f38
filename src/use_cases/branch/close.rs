//! An agency closes a branch.

use serde::Serialize;
use uuid::Uuid;

use super::own;
use crate::domain::kernel::text::ShortText;
use crate::domain::placement::access::Permission;
use crate::domain::placement::branch::Branch;
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command};

/// Closes a branch or a representation of one's own agency for good.
#[derive(Debug, Serialize)]
pub struct CloseBranch {
    /// The branch.
    pub id: Uuid,
    /// Why.
    pub reason: ShortText,
    /// The version that was seen, if the caller says so.
    pub expected: Option<i64>,
}

impl Command for CloseBranch {
    const OPERATION: &'static str = "closeBranch";
    const PERMISSION: Option<Permission> = Some(Permission::RunAgency);
    type Output = Versioned<Branch>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let work = acting.work;
        let seen = own(acting, Permission::RunAgency, self.id, self.expected).await?;
        let closed = seen
            .branch
            .change(|branch| branch.close(self.reason.clone(), work.today))?;
        aggregates::save(work, closed).await
    }
}
