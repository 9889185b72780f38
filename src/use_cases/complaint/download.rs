//! An office reads a document of a complaint.

use serde::Serialize;
use uuid::Uuid;

use super::{Sight, visible};
use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::complaint::Complaint;
use crate::error::Error;
use crate::store::access_log;
use crate::use_cases::document::{Download, Page, give_out};
use crate::use_cases::{Acting, Command, perform};

/// Gives out a document of a complaint once it is written down that it was read. The association does
/// not see documents: they tell who complains.
pub async fn download(
    context: &Context,
    actor: &Actor,
    complaint: Uuid,
    document: Uuid,
) -> Result<Download, Error> {
    let read = ReadComplaintDocument {
        complaint,
        document,
    };
    let page = perform(context, actor, &read, None).await?;
    give_out(context, page).await
}

#[derive(Debug, Serialize)]
struct ReadComplaintDocument {
    complaint: Uuid,
    document: Uuid,
}

impl Command for ReadComplaintDocument {
    const OPERATION: &'static str = "downloadComplaintDocument";
    const PERMISSION: Option<Permission> = Some(Permission::ReadComplaints);
    type Output = Page;

    async fn perform(&self, acting: Acting<'_>) -> Result<Page, Error> {
        let (complaint, sight) = visible(acting.work, acting.actor, self.complaint).await?;
        let mut documents = complaint.value.grievance().documents.iter();
        let exhibit = documents
            .find(|it| it.id == self.document && sight == Sight::Office)
            .ok_or(Error::NotFound { noun: "document" })?;
        access_log::append(acting.work, Complaint::NOUN, self.complaint, "document").await?;
        Ok(Page::from_outside(complaint.value.number(), exhibit))
    }
}
