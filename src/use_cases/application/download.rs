//! Somebody reads a document.

use serde::Serialize;
use uuid::Uuid;

use super::visible;
use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::application::Application;
use crate::error::Error;
use crate::store::access_log;
use crate::use_cases::document::{Download, Page, give_out};
use crate::use_cases::{Acting, Command, perform};

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
    give_out(context, page).await
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
        Ok(Page::of(application.file_number(), document))
    }
}
