//! Somebody reads who complains.

use serde::Serialize;
use uuid::Uuid;

use super::in_office;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::Permission;
use crate::domain::placement::complaint::{Complainant, Complaint};
use crate::error::Error;
use crate::store::access_log;
use crate::use_cases::{Acting, Command};

/// Gives the complainant's full identity to the office that works on the complaint, once it is written
/// down that it was read.
#[derive(Debug, Serialize)]
pub struct ReadComplainant {
    /// The complaint.
    pub id: Uuid,
}

impl Command for ReadComplainant {
    const OPERATION: &'static str = "getComplaintPersonalData";
    const PERMISSION: Option<Permission> = Some(Permission::HandleComplaint);
    type Output = Complainant;

    async fn perform(&self, acting: Acting<'_>) -> Result<Complainant, Error> {
        let complaint = in_office(acting, Permission::HandleComplaint, self.id, None).await?;
        access_log::append(acting.work, Complaint::NOUN, self.id, "personal-data").await?;
        Ok(complaint.value.complainant().clone())
    }
}
