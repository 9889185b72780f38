//! The office records that the bank stands for more.

use serde::Serialize;
use uuid::Uuid;

use super::decided_on;
use crate::domain::kernel::money::Rial;
use crate::domain::placement::access::Permission;
use crate::domain::placement::guarantee::Guarantee;
use crate::domain::placement::settlement::Proof;
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command};

/// Records by how much the bank has raised the amount of its deed. A deed of its own takes the place of
/// the held one instead: [`super::lodge_replacement`].
#[derive(Debug, Serialize)]
pub struct TopUpGuarantee {
    /// The guarantee.
    pub id: Uuid,
    /// What is added, in rial.
    pub amount: Rial,
    /// The bank's word.
    pub proof: Proof,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for TopUpGuarantee {
    const OPERATION: &'static str = "topUpGuarantee";
    const PERMISSION: Option<Permission> = Some(Permission::AcceptGuarantee);
    type Output = Versioned<Guarantee>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let today = acting.work.today;
        let (guarantee, _) = decided_on(acting, self.id, self.expected).await?;
        let topped_up = guarantee.change(|guarantee| {
            let evidence = guarantee.evidence(self.proof.clone())?;
            guarantee.top_up(self.amount, evidence, today)
        })?;
        aggregates::save(acting.work, topped_up).await
    }
}
