//! Cases of one agency become one.

use serde::Serialize;
use uuid::Uuid;

use super::in_office;
use crate::domain::placement::access::Permission;
use crate::domain::placement::case::Case;
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command};

/// Joins another case of the same agency to this one; both are saved or neither.
#[derive(Debug, Serialize)]
pub struct JoinCases {
    /// The case that leads from now on.
    pub lead: Uuid,
    /// The case that ends in it.
    pub joined: Uuid,
    /// The version of the leading case that was seen.
    pub expected: i64,
}

impl Command for JoinCases {
    const OPERATION: &'static str = "joinCases";
    const PERMISSION: Option<Permission> = Some(Permission::PrepareCase);
    type Output = Versioned<Case>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let permission = Permission::PrepareCase;
        let lead = in_office(acting, permission, self.lead, Some(self.expected)).await?;
        let other = in_office(acting, permission, self.joined, None).await?;
        let (leads, joined) = lead.value.join(other.value, acting.work.today)?;
        let joined = Versioned {
            value: joined,
            version: other.version,
        };
        aggregates::save(acting.work, joined).await?;
        let leads = Versioned {
            value: leads,
            version: lead.version,
        };
        aggregates::save(acting.work, leads).await
    }
}
