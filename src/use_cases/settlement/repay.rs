//! The office hands a job seeker the share that the bank paid.

use serde::Serialize;
use uuid::Uuid;

use super::account::{Account, save};
use super::{guarantee, in_office};
use crate::domain::placement::access::Permission;
use crate::domain::placement::settlement::{Proof, repay};
use crate::error::Error;
use crate::store::Versioned;
use crate::use_cases::{Acting, Command};

/// Repays one person out of a claim that the bank has paid. File and guarantee are saved in one
/// transaction.
#[derive(Debug, Serialize)]
pub struct RepaySeeker {
    /// The file.
    pub id: Uuid,
    /// The claim.
    pub claim: Uuid,
    /// The line of the person.
    pub line: Uuid,
    /// What shows it.
    pub proof: Proof,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for RepaySeeker {
    const OPERATION: &'static str = "repaySeeker";
    const PERMISSION: Option<Permission> = Some(Permission::KeepSettlement);
    type Output = Versioned<Account>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let work = acting.work;
        let permission = Permission::KeepSettlement;
        let seen = in_office(acting, permission, self.id, Some(self.expected)).await?;
        let guarantee = guarantee(work, &seen.licence).await?;
        let file = seen.file;
        let evidence = file.value.evidence(self.proof.clone())?;
        let both = repay(
            file.value,
            guarantee.value,
            self.claim,
            self.line,
            evidence,
            work.today,
        )?;
        save(work, both, file.version, guarantee.version).await
    }
}
