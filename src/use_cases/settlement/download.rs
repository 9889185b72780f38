//! Somebody reads a document of a settlement file.

use std::io;

use bytes::Bytes;
use futures_util::stream::BoxStream;
use serde::Serialize;
use uuid::Uuid;

use super::visible;
use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::settlement::{Paper, SettlementFile};
use crate::error::Error;
use crate::store::access_log;
use crate::store::documents::Documents;
use crate::use_cases::{Acting, Command, perform};

/// A document with its bytes.
pub struct Download {
    /// What it is.
    pub paper: Paper,
    /// Its bytes.
    pub bytes: BoxStream<'static, io::Result<Bytes>>,
}

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
    let paper = perform(context, actor, &read, None).await?;
    let folder = Documents::open(&context.settings().folder)?;
    let bytes = folder.read(&paper.sha256).await?;
    Ok(Download { paper, bytes })
}

#[derive(Debug, Serialize)]
struct ReadDocument {
    settlement: Uuid,
    document: Uuid,
}

impl Command for ReadDocument {
    const OPERATION: &'static str = "downloadSettlementDocument";
    const PERMISSION: Option<Permission> = Some(Permission::ReadSettlements);
    type Output = Paper;

    async fn perform(&self, acting: Acting<'_>) -> Result<Paper, Error> {
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
        Ok(paper.clone())
    }
}
