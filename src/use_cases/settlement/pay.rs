//! The office records that the agency paid a job seeker.

use serde::Serialize;
use uuid::Uuid;

use super::change;
use crate::domain::kernel::money::Rial;
use crate::domain::placement::access::Permission;
use crate::domain::placement::settlement::{Payer, Payment, Proof, SettlementFile};
use crate::error::Error;
use crate::store::Versioned;
use crate::use_cases::{Acting, Command};

/// Records a payment of the agency.
#[derive(Debug, Serialize)]
pub struct RecordSettlementPayment {
    /// The file.
    pub id: Uuid,
    /// The line.
    pub line: Uuid,
    /// In rial.
    pub amount: Rial,
    /// What shows it.
    pub proof: Proof,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for RecordSettlementPayment {
    const OPERATION: &'static str = "recordSettlementPayment";
    const PERMISSION: Option<Permission> = Some(Permission::KeepSettlement);
    type Output = Versioned<SettlementFile>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let permission = Permission::KeepSettlement;
        change(acting, permission, self.id, Some(self.expected), |file| {
            let payment = Payment {
                amount: self.amount,
                by: Payer::Agency,
                evidence: file.evidence(self.proof.clone())?,
            };
            file.pay(self.line, payment, acting.work.today)
        })
        .await
    }
}
