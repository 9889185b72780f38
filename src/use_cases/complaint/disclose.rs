//! An office shows a document of a complaint to the board and the association.

use serde::Serialize;
use uuid::Uuid;

use super::{account, in_office};
use crate::domain::kernel::text::ShortText;
use crate::domain::placement::access::Permission;
use crate::domain::placement::complaint::{Complaint, Disclosure};
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command};

/// Discloses a document to the association that was asked and to the board, with the reason why they
/// need it. Until then none but offices read it, since it may tell more of persons than they need.
#[derive(Debug, Serialize)]
pub struct DiscloseComplaintDocument {
    /// The complaint.
    pub id: Uuid,
    /// The document.
    pub document: Uuid,
    /// Why they need it.
    pub reason: ShortText,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for DiscloseComplaintDocument {
    const OPERATION: &'static str = "discloseComplaintDocument";
    const PERMISSION: Option<Permission> = Some(Permission::HandleComplaint);
    type Output = Versioned<Complaint>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let permission = Permission::HandleComplaint;
        let complaint = in_office(acting, permission, self.id, Some(self.expected)).await?;
        let mut documents = complaint.value.grievance().documents.iter();
        if !documents.any(|it| it.id == self.document) {
            return Err(Error::NotFound { noun: "document" });
        }
        let disclosure = Disclosure {
            document: self.document,
            reason: self.reason.clone(),
            by: account(acting.actor)?,
            on: acting.work.today,
        };
        let disclosed = complaint.change(|it| it.disclose(disclosure))?;
        aggregates::save(acting.work, disclosed).await
    }
}
