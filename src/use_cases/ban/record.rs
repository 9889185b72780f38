//! The central office records a ban that arose outside this registry.

use serde::Serialize;
use uuid::Uuid;

use crate::domain::placement::access::Permission;
use crate::domain::placement::ban::{Ban, Revocation, Subject};
use crate::domain::placement::policies::Policies;
use crate::error::Error;
use crate::store::{Versioned, bans, policies};
use crate::use_cases::{Acting, Command};

/// Records the five years that follow a final revocation (A15.n2).
#[derive(Debug, Serialize)]
pub struct RecordBan {
    /// Whom it covers.
    pub subjects: Vec<Subject>,
    /// The revocation it follows.
    pub revocation: Revocation,
}

impl Command for RecordBan {
    const OPERATION: &'static str = "recordBan";
    const PERMISSION: Option<Permission> = Some(Permission::RecordBan);
    type Output = Versioned<Ban>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        acting.actor.require_at(Permission::RecordBan, None)?;
        let (subjects, revocation) = (self.subjects.clone(), self.revocation.clone());
        let book = policies::book(acting.work).await?;
        let policies = Policies::on(&book, revocation.final_on);
        let id = Uuid::now_v7();
        let ban = Ban::import(id, subjects, revocation, &policies, acting.work.today)?;
        bans::insert(acting.work, ban).await
    }
}
