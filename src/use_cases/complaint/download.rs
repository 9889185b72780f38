//! An office reads a document of a complaint, or a board or association one that is disclosed to it.

use serde::Serialize;
use uuid::Uuid;

use super::read::require_any;
use super::visible;
use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::complaint::Complaint;
use crate::error::Error;
use crate::store::access_log;
use crate::use_cases::document::{Download, Page, give_out};
use crate::use_cases::{Acting, Command, perform};

/// Gives out a document of a complaint once it is written down that it was read. Boards and
/// associations find none but those that the office disclosed to them.
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
    // Offices and boards read complaints, associations advise on them: either will do.
    const PERMISSION: Option<Permission> = None;
    type Output = Page;

    async fn perform(&self, acting: Acting<'_>) -> Result<Page, Error> {
        require_any(acting.actor)?;
        let (complaint, sight) = visible(acting.work, acting.actor, self.complaint).await?;
        let documents = sight.documents(&complaint.value);
        let mut documents = documents.into_iter();
        let exhibit = documents
            .find(|it| it.id == self.document)
            .ok_or(Error::NotFound { noun: "document" })?;
        access_log::append(acting.work, Complaint::NOUN, self.complaint, "document").await?;
        Ok(Page::from_outside(complaint.value.number(), exhibit))
    }
}
