//! The office ticks one of the agency's three duties.

use serde::Serialize;
use uuid::Uuid;

use super::change;
use crate::domain::placement::access::Permission;
use crate::domain::placement::settlement::{Duty, Proof, SettlementFile};
use crate::error::Error;
use crate::store::Versioned;
use crate::use_cases::{Acting, Command};

/// Ticks a duty with evidence.
#[derive(Debug, Serialize)]
pub struct TickSettlementDuty {
    /// The file.
    pub id: Uuid,
    /// Which duty.
    pub duty: Duty,
    /// What shows it.
    pub proof: Proof,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for TickSettlementDuty {
    const OPERATION: &'static str = "tickSettlementDuty";
    const PERMISSION: Option<Permission> = Some(Permission::KeepSettlement);
    type Output = Versioned<SettlementFile>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let permission = Permission::KeepSettlement;
        change(acting, permission, self.id, Some(self.expected), |file| {
            let evidence = file.evidence(self.proof.clone())?;
            file.tick(self.duty, evidence, acting.work.today)
        })
        .await
    }
}
