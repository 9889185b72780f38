//! An office reads a document of a report.

use serde::Serialize;
use uuid::Uuid;

use super::visible;
use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::unlicensed::UnlicensedReport;
use crate::error::Error;
use crate::store::access_log;
use crate::use_cases::document::{Download, Page, give_out};
use crate::use_cases::{Acting, Command, perform};

/// Gives out a document of a report once it is written down that it was read.
pub async fn download(
    context: &Context,
    actor: &Actor,
    report: Uuid,
    document: Uuid,
) -> Result<Download, Error> {
    let read = ReadReportDocument { report, document };
    let page = perform(context, actor, &read, None).await?;
    give_out(context, page).await
}

#[derive(Debug, Serialize)]
struct ReadReportDocument {
    report: Uuid,
    document: Uuid,
}

impl Command for ReadReportDocument {
    const OPERATION: &'static str = "downloadUnlicensedDocument";
    const PERMISSION: Option<Permission> = Some(Permission::ReadUnlicensed);
    type Output = Page;

    async fn perform(&self, acting: Acting<'_>) -> Result<Page, Error> {
        let report = visible(acting.work, acting.actor, self.report).await?.value;
        let mut documents = report.documents().iter();
        let exhibit = documents
            .find(|it| it.id == self.document)
            .ok_or(Error::NotFound { noun: "document" })?;
        access_log::append(acting.work, UnlicensedReport::NOUN, self.report, "document").await?;
        Ok(Page::from_outside(report.number(), exhibit))
    }
}
