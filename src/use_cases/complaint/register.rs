//! The provincial office takes a complaint in.

use serde::Serialize;
use uuid::Uuid;

use super::{account, in_office};
use crate::domain::placement::access::Permission;
use crate::domain::placement::complaint::Complaint;
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command};

/// Registers a complaint (A6.6).
#[derive(Debug, Serialize)]
pub struct RegisterComplaint {
    /// The complaint.
    pub id: Uuid,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for RegisterComplaint {
    const OPERATION: &'static str = "registerComplaint";
    const PERMISSION: Option<Permission> = Some(Permission::HandleComplaint);
    type Output = Versioned<Complaint>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let permission = Permission::HandleComplaint;
        let complaint = in_office(acting, permission, self.id, Some(self.expected)).await?;
        let (by, today) = (account(acting.actor)?, acting.work.today);
        let registered = complaint.change(|it| it.register(by, today))?;
        aggregates::save(acting.work, registered).await
    }
}
