//! The documents of a case: brought by the agency and the office, read by those who may.

use std::io;

use bytes::Bytes;
use futures_util::Stream;
use serde::Serialize;
use uuid::Uuid;

use super::{account, in_sight_of_office, is_own, require_office, visible};
use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::case::Case;
use crate::domain::placement::documents::{DocumentKind, DocumentRef, MediaType, Sha256Hex};
use crate::error::Error;
use crate::store::{Versioned, access_log, aggregates, documents};
use crate::use_cases::document::{self, Download, Page};
use crate::use_cases::{Acting, Command, IdempotencyKey, perform};

/// A document on its way to a case.
#[derive(Debug)]
pub struct Upload<'a> {
    /// The case.
    pub case: Uuid,
    /// The version the caller has seen, if they say so.
    pub expected: Option<i64>,
    /// What it shows.
    pub kind: DocumentKind,
    /// What the caller says its bytes are, if they say so.
    pub declared: Option<MediaType>,
    /// The key under which the request may come again.
    pub key: Option<&'a IdempotencyKey>,
}

/// Takes in a document: its bytes first, then its place on the case.
///
/// # Errors
/// Nothing is taken in from those who neither defend nor prepare the case.
pub async fn upload(
    context: &Context,
    actor: &Actor,
    upload: Upload<'_>,
    bytes: impl Stream<Item = io::Result<Bytes>> + Send,
) -> Result<Versioned<Case>, Error> {
    actor.require(Permission::ReadCases)?;
    let case = visible(context.database(), actor, upload.case).await?;
    if !is_own(context.database(), actor, &case.value).await? {
        require_office(
            context.database(),
            actor,
            Permission::PrepareCase,
            &case.value,
        )
        .await?;
    }
    let received = document::take_in(context, upload.declared, bytes).await?;
    let command = TakeDocument {
        id: upload.case,
        expected: upload.expected,
        kind: upload.kind,
        sha256: received.sha256,
        media_type: received.media_type,
        size: received.size,
    };
    perform(context, actor, &command, upload.key).await
}

#[derive(Debug, Serialize)]
struct TakeDocument {
    id: Uuid,
    expected: Option<i64>,
    kind: DocumentKind,
    sha256: Sha256Hex,
    media_type: MediaType,
    size: u64,
}

impl Command for TakeDocument {
    const OPERATION: &'static str = "uploadCaseDocument";
    const PERMISSION: Option<Permission> = Some(Permission::ReadCases);
    type Output = Versioned<Case>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let Acting { actor, work, .. } = acting;
        let case = visible(work, actor, self.id).await?;
        let own = is_own(work, actor, &case.value).await?;
        if !own {
            require_office(work, actor, Permission::PrepareCase, &case.value).await?;
        }
        let document = DocumentRef {
            id: Uuid::now_v7(),
            kind: self.kind,
            sha256: self.sha256.clone(),
            media_type: self.media_type,
            size: self.size,
            uploaded_at: work.now,
            by: account(actor)?,
        };
        let case = case.expect_version(self.expected)?;
        let taken = case.change(|it| {
            if own {
                it.submit_document(document)
            } else {
                it.attach_document(document)
            }
        })?;
        documents::refer(work, &self.sha256).await?;
        aggregates::save(work, taken).await
    }
}

/// Whether the actor may read a document of a case: the offices all of them, the agency what it
/// submitted, itself or on paper.
pub fn may_read(actor: &Actor, case: &Case, document: &DocumentRef) -> bool {
    let submitted = || {
        let defences = case.defences().iter();
        defences
            .flat_map(|defence| &defence.documents)
            .any(|it| it.id == document.id)
    };
    in_sight_of_office(actor, case) || actor.account() == Some(document.by) || submitted()
}

/// Gives out a document once it is written down that it was read.
pub async fn download(
    context: &Context,
    actor: &Actor,
    case: Uuid,
    document: Uuid,
) -> Result<Download, Error> {
    let read = ReadDocument { case, document };
    let page = perform(context, actor, &read, None).await?;
    document::give_out(context, page).await
}

#[derive(Debug, Serialize)]
struct ReadDocument {
    case: Uuid,
    document: Uuid,
}

impl Command for ReadDocument {
    const OPERATION: &'static str = "downloadCaseDocument";
    const PERMISSION: Option<Permission> = Some(Permission::ReadCases);
    type Output = Page;

    async fn perform(&self, acting: Acting<'_>) -> Result<Page, Error> {
        let case = visible(acting.work, acting.actor, self.case).await?.value;
        let mut documents = case.documents().iter();
        let document = documents
            .find(|it| it.id == self.document && may_read(acting.actor, &case, it))
            .ok_or(Error::NotFound { noun: "document" })?;
        access_log::append(acting.work, Case::NOUN, self.case, "document").await?;
        Ok(Page::of(case.number(), document))
    }
}
