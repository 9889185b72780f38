//! An administrator closes an account.

use serde::Serialize;
use uuid::Uuid;

use crate::domain::placement::access::Permission;
use crate::domain::placement::account::Account;
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command};

/// Closes an account for good; its tokens stop at once.
#[derive(Debug, Serialize)]
pub struct CloseAccount {
    /// The account.
    pub id: Uuid,
    /// The version the administrator has seen.
    pub expected: i64,
}

impl Command for CloseAccount {
    const OPERATION: &'static str = "closeAccount";
    const PERMISSION: Option<Permission> = Some(Permission::ManageAccounts);
    type Output = Versioned<Account>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let closed = aggregates::get::<Account>(acting.work, self.id)
            .await?
            .expect_version(Some(self.expected))?
            .change(|account| account.close(acting.work.today))?;
        aggregates::save(acting.work, closed).await
    }
}
