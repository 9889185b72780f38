//! The office records that the bank confirms a guarantee.

use serde::Serialize;
use uuid::Uuid;

use super::decided_on;
use crate::domain::kernel::text::ShortText;
use crate::domain::placement::access::Permission;
use crate::domain::placement::guarantee::Guarantee;
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command};

/// Records the bank's confirmation.
#[derive(Debug, Serialize)]
pub struct VerifyGuarantee {
    /// The guarantee.
    pub id: Uuid,
    /// Number and date of the bank's letter.
    pub reference: ShortText,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for VerifyGuarantee {
    const OPERATION: &'static str = "verifyGuarantee";
    const PERMISSION: Option<Permission> = Some(Permission::AcceptGuarantee);
    type Output = Versioned<Guarantee>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let work = acting.work;
        let (guarantee, _) = decided_on(acting, self.id, self.expected).await?;
        let verified =
            guarantee.change(|guarantee| guarantee.verify(self.reference.clone(), work.today))?;
        aggregates::save(work, verified).await
    }
}
