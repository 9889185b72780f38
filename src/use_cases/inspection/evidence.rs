//! The photos and documents of an inspection: brought by its team, read by those who may see it.

use std::io;

use bytes::Bytes;
use futures_util::Stream;
use serde::Serialize;
use uuid::Uuid;

use super::{own, visible};
use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::{Actor, Denied, Permission};
use crate::domain::placement::documents::{DocumentKind, DocumentRef, MediaType, Sha256Hex};
use crate::domain::placement::inspection::Inspection;
use crate::error::Error;
use crate::store::{Versioned, access_log, aggregates, documents};
use crate::use_cases::document::{self, Download, Page};
use crate::use_cases::{Acting, Command, IdempotencyKey, perform};

/// A photo or document on its way to an inspection.
#[derive(Debug)]
pub struct Upload<'a> {
    /// The inspection.
    pub inspection: Uuid,
    /// The version the caller has seen, if they say so.
    pub expected: Option<i64>,
    /// What it shows.
    pub kind: DocumentKind,
    /// What the caller says its bytes are, if they say so.
    pub declared: Option<MediaType>,
    /// The key under which the request may come again.
    pub key: Option<&'a IdempotencyKey>,
}

/// Takes in a photo or document: its bytes first, then its place on the inspection.
///
/// # Errors
/// Nothing is taken in from those who are not on the team, nor before the visit.
pub async fn upload(
    context: &Context,
    actor: &Actor,
    upload: Upload<'_>,
    bytes: impl Stream<Item = io::Result<Bytes>> + Send,
) -> Result<Versioned<Inspection>, Error> {
    actor.require(Permission::Inspect)?;
    let inspection = visible(context.database(), actor, upload.inspection).await?;
    let team = inspection.value.inspection_state().team();
    let account = actor.account().ok_or(Error::Unauthenticated)?;
    if team.is_none_or(|team| !team.includes(account)) {
        return Err(Denied(Permission::Inspect).into());
    }
    let received = document::take_in(context, upload.declared, bytes).await?;
    let command = TakeEvidence {
        id: upload.inspection,
        expected: upload.expected,
        kind: upload.kind,
        sha256: received.sha256,
        media_type: received.media_type,
        size: received.size,
    };
    perform(context, actor, &command, upload.key).await
}

#[derive(Debug, Serialize)]
struct TakeEvidence {
    id: Uuid,
    expected: Option<i64>,
    kind: DocumentKind,
    sha256: Sha256Hex,
    media_type: MediaType,
    size: u64,
}

impl Command for TakeEvidence {
    const OPERATION: &'static str = "uploadInspectionEvidence";
    const PERMISSION: Option<Permission> = Some(Permission::Inspect);
    type Output = Versioned<Inspection>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let (inspection, by) = own(acting, self.id, self.expected).await?;
        let document = DocumentRef {
            id: Uuid::now_v7(),
            kind: self.kind,
            sha256: self.sha256.clone(),
            media_type: self.media_type,
            size: self.size,
            uploaded_at: acting.work.now,
            by,
        };
        let taken = inspection.change(|it| it.take_evidence(document))?;
        documents::refer(acting.work, &self.sha256).await?;
        aggregates::save(acting.work, taken).await
    }
}

/// Gives out a photo or document once it is written down that it was read.
pub async fn download(
    context: &Context,
    actor: &Actor,
    inspection: Uuid,
    document: Uuid,
) -> Result<Download, Error> {
    let read = ReadEvidence {
        inspection,
        document,
    };
    let page = perform(context, actor, &read, None).await?;
    document::give_out(context, page).await
}

#[derive(Debug, Serialize)]
struct ReadEvidence {
    inspection: Uuid,
    document: Uuid,
}

impl Command for ReadEvidence {
    const OPERATION: &'static str = "downloadInspectionEvidence";
    const PERMISSION: Option<Permission> = Some(Permission::ReadInspections);
    type Output = Page;

    async fn perform(&self, acting: Acting<'_>) -> Result<Page, Error> {
        let inspection = visible(acting.work, acting.actor, self.inspection)
            .await?
            .value;
        let document = inspection
            .document(self.document)
            .ok_or(Error::NotFound { noun: "document" })?;
        access_log::append(acting.work, Inspection::NOUN, self.inspection, "document").await?;
        Ok(Page::of(inspection.number(), document))
    }
}
