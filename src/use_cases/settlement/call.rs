//! The office records that the bank paid a claim.

use serde::Serialize;
use uuid::Uuid;

use super::account::Account;
use super::{guarantee, in_office};
use crate::domain::placement::access::Permission;
use crate::domain::placement::settlement::Proof;
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command};

/// Records the bank's payment of all of a claim.
#[derive(Debug, Serialize)]
pub struct RecordGuaranteeCall {
    /// The file.
    pub id: Uuid,
    /// The claim.
    pub claim: Uuid,
    /// What shows it.
    pub proof: Proof,
    /// The version of the file that was seen.
    pub expected: i64,
}

impl Command for RecordGuaranteeCall {
    const OPERATION: &'static str = "recordGuaranteeCall";
    const PERMISSION: Option<Permission> = Some(Permission::KeepSettlement);
    type Output = Versioned<Account>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let work = acting.work;
        let permission = Permission::KeepSettlement;
        let seen = in_office(acting, permission, self.id, Some(self.expected)).await?;
        let evidence = seen.file.value.evidence(self.proof.clone())?;
        let called = guarantee(work, &seen.licence)
            .await?
            .change(|it| it.called(self.claim, evidence, work.today))?;
        let guarantee = aggregates::save(work, called).await?;
        Ok(Versioned {
            value: Account {
                file: seen.file.value,
                guarantee: Some(guarantee.value),
            },
            version: seen.file.version,
        })
    }
}
