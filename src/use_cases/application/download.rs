//! Somebody reads a document.

use std::io;

use bytes::Bytes;
use futures_util::stream::BoxStream;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::visible;
use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::application::{Application, ApplicationNumber};
use crate::domain::placement::documents::DocumentRef;
use crate::error::Error;
use crate::store::access_log;
use crate::store::documents::Documents;
use crate::use_cases::{Acting, Command, perform};

/// A document with its bytes.
pub struct Download {
    /// What it is, and whose.
    pub page: Page,
    /// Its bytes.
    pub bytes: BoxStream<'static, io::Result<Bytes>>,
}

/// A document and the file it is on.
#[derive(Debug, Serialize, Deserialize)]
pub struct Page {
    /// The number of the file.
    pub file_number: ApplicationNumber,
    /// The document.
    pub document: DocumentRef,
}

/// Gives out a document once it is written down that it was read.
pub async fn download(
    context: &Context,
    actor: &Actor,
    application: Uuid,
    document: Uuid,
) -> Result<Download, Error> {
    let read = ReadDocument {
        application,
        document,
    };
    let page = perform(context, actor, &read, None).await?;
    let folder = Documents::open(&context.settings().folder)?;
    let bytes = folder.read(&page.document.sha256).await?;
    Ok(Download { page, bytes })
}

#[derive(Debug, Serialize)]
struct ReadDocument {
    application: Uuid,
    document: Uuid,
}

impl Command for ReadDocument {
    const OPERATION: &'static str = "downloadDocument";
    const PERMISSION: Option<Permission> = Some(Permission::ReadApplications);
    type Output = Page;

    async fn perform(&self, acting: Acting<'_>) -> Result<Page, Error> {
        let application = visible(acting.work, acting.actor, self.application)
            .await?
            .value;
        let mut documents = application.documents().iter();
        let document = documents
            .find(|document| document.id == self.document)
            .ok_or(Error::NotFound { noun: "document" })?;
        access_log::append(acting.work, Application::NOUN, self.application, "document").await?;
        Ok(Page {
            file_number: application.file_number().clone(),
            document: document.clone(),
        })
    }
}
