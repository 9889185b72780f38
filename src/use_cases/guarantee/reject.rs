//! The office rejects a guarantee.

use serde::Serialize;
use uuid::Uuid;

use super::decided_on;
use crate::domain::kernel::text::ShortText;
use crate::domain::placement::access::Permission;
use crate::domain::placement::guarantee::Guarantee;
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command};

/// Rejects a guarantee; the operator may lodge another.
#[derive(Debug, Serialize)]
pub struct RejectGuarantee {
    /// The guarantee.
    pub id: Uuid,
    /// Why, for the operator.
    pub reason: ShortText,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for RejectGuarantee {
    const OPERATION: &'static str = "rejectGuarantee";
    const PERMISSION: Option<Permission> = Some(Permission::AcceptGuarantee);
    type Output = Versioned<Guarantee>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let work = acting.work;
        let (guarantee, _) = decided_on(acting, self.id, self.expected).await?;
        let rejected =
            guarantee.change(|guarantee| guarantee.reject(self.reason.clone(), work.today))?;
        aggregates::save(work, rejected).await
    }
}
