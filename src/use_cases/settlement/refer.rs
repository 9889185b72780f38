//! What nobody paid is referred elsewhere.

use serde::Serialize;
use uuid::Uuid;

use super::change;
use crate::domain::placement::access::Permission;
use crate::domain::placement::settlement::{Remainder, SettlementFile};
use crate::error::Error;
use crate::store::Versioned;
use crate::use_cases::{Acting, Command};

/// Records where a job seeker goes for the rest.
#[derive(Debug, Serialize)]
pub struct ReferRemainder {
    /// The file.
    pub id: Uuid,
    /// The line.
    pub line: Uuid,
    /// Where.
    pub remainder: Remainder,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for ReferRemainder {
    const OPERATION: &'static str = "referRemainder";
    const PERMISSION: Option<Permission> = Some(Permission::KeepSettlement);
    type Output = Versioned<SettlementFile>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let permission = Permission::KeepSettlement;
        change(acting, permission, self.id, Some(self.expected), |file| {
            file.refer_remainder(self.line, self.remainder.clone())
        })
        .await
    }
}
