//! The office closes a settlement file.

use serde::Serialize;
use uuid::Uuid;

use super::change;
use crate::domain::placement::access::Permission;
use crate::domain::placement::settlement::SettlementFile;
use crate::error::Error;
use crate::store::Versioned;
use crate::use_cases::{Acting, Command};

/// Closes a file of which nothing is open.
#[derive(Debug, Serialize)]
pub struct CloseSettlement {
    /// The file.
    pub id: Uuid,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for CloseSettlement {
    const OPERATION: &'static str = "closeSettlement";
    const PERMISSION: Option<Permission> = Some(Permission::KeepSettlement);
    type Output = Versioned<SettlementFile>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let permission = Permission::KeepSettlement;
        change(acting, permission, self.id, Some(self.expected), |file| {
            file.close(acting.work.today)
        })
        .await
    }
}
