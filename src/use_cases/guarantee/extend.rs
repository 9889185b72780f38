//! The office records that the bank stands for a guarantee longer.

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use super::decided_on;
use crate::domain::placement::access::Permission;
use crate::domain::placement::guarantee::Guarantee;
use crate::domain::placement::settlement::Proof;
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command};

/// Records a later expiry that the bank has confirmed.
#[derive(Debug, Serialize)]
pub struct ExtendGuarantee {
    /// The guarantee.
    pub id: Uuid,
    /// The last day on which the bank pays from now on.
    pub until: NaiveDate,
    /// The bank's word.
    pub proof: Proof,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for ExtendGuarantee {
    const OPERATION: &'static str = "extendGuarantee";
    const PERMISSION: Option<Permission> = Some(Permission::AcceptGuarantee);
    type Output = Versioned<Guarantee>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let today = acting.work.today;
        let (guarantee, _) = decided_on(acting, self.id, self.expected).await?;
        let extended = guarantee.change(|guarantee| {
            let evidence = guarantee.evidence(self.proof.clone())?;
            guarantee.extend(self.until, evidence, today)
        })?;
        aggregates::save(acting.work, extended).await
    }
}
