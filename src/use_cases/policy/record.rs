//! The central office records a decision on a policy.

use serde::Serialize;
use uuid::Uuid;

use crate::domain::kernel::policy::PolicyVersion;
use crate::domain::placement::access::Permission;
use crate::domain::placement::policies::{PolicyDecision, PolicyKey};
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command};

/// Decides a question from a day on.
#[derive(Debug, Serialize)]
pub struct RecordPolicy {
    /// The question.
    pub key: PolicyKey,
    /// The answer, from when, by whom and why.
    pub decision: PolicyDecision,
}

impl Command for RecordPolicy {
    const OPERATION: &'static str = "recordPolicy";
    const PERMISSION: Option<Permission> = Some(Permission::RecordPolicy);
    type Output = Versioned<PolicyVersion<PolicyKey>>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        acting.actor.require_at(Permission::RecordPolicy, None)?;
        let today = acting.work.today;
        let decided = self
            .key
            .decide(Uuid::now_v7(), self.decision.clone(), today)?;
        aggregates::insert(acting.work, decided).await
    }
}
