//! Somebody reads a document of a settlement file.

use serde::Serialize;
use uuid::Uuid;

use super::visible;
use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::settlement::SettlementFile;
use crate::error::Error;
use crate::store::access_log;
use crate::use_cases::document::{self, Download, Page};
use crate::use_cases::{Acting, Command, perform};

/// Gives out a document once it is written down that it was read.
pub async fn download(
    context: &Context,
    actor: &Actor,
    settlement: Uuid,
    document: Uuid,
) -> Result<Download, Error> {
    let read = ReadDocument {
        settlement,
        document,
    };
    let page = perform(context, actor, &read, None).await?;
    document::give_out(context, page).await
}

#[derive(Debug, Serialize)]
struct ReadDocument {
    settlement: Uuid,
    document: Uuid,
}

impl Command for ReadDocument {
    const OPERATION: &'static str = "downloadSettlementDocument";
    const PERMISSION: Option<Permission> = Some(Permission::ReadSettlements);
    type Output = Page;

    async fn perform(&self, acting: Acting<'_>) -> Result<Page, Error> {
        let seen = visible(acting.work, acting.actor, self.settlement).await?;
        // Receipts and statements name the job seekers.
        if !seen.is_own(acting.actor) {
            seen.require(acting.actor, Permission::SettleSeekers)?;
        }
        let mut papers = seen.file.value.papers().iter();
        let paper = papers
            .find(|paper| paper.id == self.document)
            .ok_or(Error::NotFound { noun: "document" })?;
        access_log::append(
            acting.work,
            SettlementFile::NOUN,
            self.settlement,
            "document",
        )
        .await?;
        let file = format!("settlement-{}", seen.licence.number());
        Ok(Page::of(&file, paper))
    }
}
