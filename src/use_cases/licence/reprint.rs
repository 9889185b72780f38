//! The director-general makes another version of a paper.

use serde::Serialize;
use uuid::Uuid;

use super::{at_office, signer};
use crate::domain::placement::access::Permission;
use crate::domain::placement::licence::{DocumentReason, Licence};
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command};

/// Makes another version of the paper, which takes the place of the one before.
#[derive(Debug, Serialize)]
pub struct ReprintCertificate {
    /// The licence.
    pub licence: Uuid,
    /// Why.
    pub because: DocumentReason,
    /// The version of the licence that was seen.
    pub expected: i64,
}

impl Command for ReprintCertificate {
    const OPERATION: &'static str = "reprintCertificate";
    const PERMISSION: Option<Permission> = Some(Permission::IssueLicence);
    type Output = Versioned<Licence>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let permission = Permission::IssueLicence;
        let licence = at_office(acting, permission, self.licence, Some(self.expected)).await?;
        let (name, today) = (signer(acting.actor)?, acting.work.today);
        let reprinted = licence.change(|it| it.reprint(self.because, name, today))?;
        aggregates::save(acting.work, reprinted).await
    }
}
