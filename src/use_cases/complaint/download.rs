//! An office reads a document of a complaint, or of a report of an unlicensed office.

use std::io;

use bytes::Bytes;
use futures_util::stream::BoxStream;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Sight, visible};
use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::complaint::Complaint;
use crate::domain::placement::docket::DocketNumber;
use crate::domain::placement::documents::Exhibit;
use crate::error::Error;
use crate::store::access_log;
use crate::store::documents::Documents;
use crate::use_cases::{Acting, Command, perform};

/// A document with its bytes.
pub struct Download {
    /// What it is, and on which file.
    pub page: Page,
    /// Its bytes.
    pub bytes: BoxStream<'static, io::Result<Bytes>>,
}

/// A document and the number of its file.
#[derive(Debug, Serialize, Deserialize)]
pub struct Page {
    /// The number of the file.
    pub number: DocketNumber,
    /// The document.
    pub exhibit: Exhibit,
}

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
    with_bytes(context, page).await
}

/// A page with the bytes of its document.
pub(in crate::use_cases) async fn with_bytes(
    context: &Context,
    page: Page,
) -> Result<Download, Error> {
    let folder = Documents::open(&context.settings().folder)?;
    let bytes = folder.read(&page.exhibit.sha256).await?;
    Ok(Download { page, bytes })
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
        let documents = &complaint.value.grievance().documents;
        let exhibit = documents
            .iter()
            .find(|it| it.id == self.document && sight == Sight::Office)
            .ok_or(Error::NotFound { noun: "document" })?;
        access_log::append(acting.work, Complaint::NOUN, self.complaint, "document").await?;
        Ok(Page {
            number: complaint.value.number().clone(),
            exhibit: exhibit.clone(),
        })
    }
}
