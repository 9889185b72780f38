//! A scanned document joins the file, for evidence to point to.

use std::io;

use bytes::Bytes;
use futures_util::Stream;
use serde::Serialize;
use uuid::Uuid;

use super::{change, visible};
use crate::context::Context;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::documents::{DocumentKind, DocumentRef, MediaType, Sha256Hex};
use crate::domain::placement::settlement::SettlementFile;
use crate::error::Error;
use crate::store::Versioned;
use crate::store::documents;
use crate::use_cases::{Acting, Command, IdempotencyKey, document, perform};

/// A document on its way to a file.
#[derive(Debug)]
pub struct Upload<'a> {
    /// The file.
    pub settlement: Uuid,
    /// The version the caller has seen, if they say so.
    pub expected: Option<i64>,
    /// What the caller says its bytes are, if they say so.
    pub declared: Option<MediaType>,
    /// The key under which the request may come again.
    pub key: Option<&'a IdempotencyKey>,
}

/// Takes in a document: its bytes first, then its place on the file.
///
/// # Errors
/// Nothing is taken in from those who may not add to the file. A file that is not what it is said to be
/// is refused.
pub async fn upload(
    context: &Context,
    actor: &Actor,
    upload: Upload<'_>,
    bytes: impl Stream<Item = io::Result<Bytes>> + Send,
) -> Result<Versioned<SettlementFile>, Error> {
    actor.require(Permission::SettleSeekers)?;
    let seen = visible(context.database(), actor, upload.settlement).await?;
    seen.require(actor, Permission::SettleSeekers)?;
    let received = document::take_in(context, upload.declared, bytes).await?;
    let command = AttachDocument {
        id: upload.settlement,
        expected: upload.expected,
        sha256: received.sha256,
        media_type: received.media_type,
        size: received.size,
    };
    perform(context, actor, &command, upload.key).await
}

#[derive(Debug, Serialize)]
struct AttachDocument {
    id: Uuid,
    expected: Option<i64>,
    sha256: Sha256Hex,
    media_type: MediaType,
    size: u64,
}

impl Command for AttachDocument {
    const OPERATION: &'static str = "uploadSettlementDocument";
    const PERMISSION: Option<Permission> = Some(Permission::SettleSeekers);
    type Output = Versioned<SettlementFile>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let paper = DocumentRef {
            id: Uuid::now_v7(),
            kind: DocumentKind::Other,
            sha256: self.sha256.clone(),
            media_type: self.media_type,
            size: self.size,
            uploaded_at: acting.work.now,
            by: acting.actor.account().ok_or(Error::Unauthenticated)?,
        };
        documents::refer(acting.work, &self.sha256).await?;
        let permission = Permission::SettleSeekers;
        change(acting, permission, self.id, self.expected, |file| {
            file.attach_document(paper)
        })
        .await
    }
}
