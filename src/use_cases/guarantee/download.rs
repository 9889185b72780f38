//! Somebody reads a document of a guarantee.

use serde::Serialize;
use uuid::Uuid;

use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::guarantee::Guarantee;
use crate::error::Error;
use crate::store::{access_log, aggregates};
use crate::use_cases::application::visible;
use crate::use_cases::document::{self, Download, Page};
use crate::use_cases::{Acting, Command, perform};

/// Gives out a document once it is written down that it was read.
pub async fn download(
    context: &Context,
    actor: &Actor,
    guarantee: Uuid,
    document: Uuid,
) -> Result<Download, Error> {
    let read = ReadDocument {
        guarantee,
        document,
    };
    let page = perform(context, actor, &read, None).await?;
    document::give_out(context, page).await
}

#[derive(Debug, Serialize)]
struct ReadDocument {
    guarantee: Uuid,
    document: Uuid,
}

impl Command for ReadDocument {
    const OPERATION: &'static str = "downloadGuaranteeDocument";
    const PERMISSION: Option<Permission> = Some(Permission::ReadApplications);
    type Output = Page;

    async fn perform(&self, acting: Acting<'_>) -> Result<Page, Error> {
        let guarantee = aggregates::get::<Guarantee>(acting.work, self.guarantee).await?;
        let guarantee = guarantee.value;
        visible(acting.work, acting.actor, guarantee.application()).await?;
        let mut papers = guarantee.papers().iter();
        let paper = papers
            .find(|paper| paper.id == self.document)
            .ok_or(Error::NotFound { noun: "document" })?;
        access_log::append(acting.work, Guarantee::NOUN, self.guarantee, "document").await?;
        Ok(Page::of(&format!("guarantee-{}", self.guarantee), paper))
    }
}
