//! A scanned document joins a guarantee, for evidence to point to.

use std::io;

use bytes::Bytes;
use futures_util::Stream;
use serde::Serialize;
use uuid::Uuid;

use crate::context::Context;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::documents::{DocumentKind, DocumentRef, MediaType, Sha256Hex};
use crate::domain::placement::guarantee::Guarantee;
use crate::error::Error;
use crate::store::{Versioned, aggregates, documents};
use crate::use_cases::application::{in_office, requires_office, visible};
use crate::use_cases::{Acting, Command, IdempotencyKey, document, perform};

/// A document on its way to a guarantee.
#[derive(Debug)]
pub struct Upload<'a> {
    /// The guarantee.
    pub guarantee: Uuid,
    /// The version the caller has seen, if they say so.
    pub expected: Option<i64>,
    /// What the caller says its bytes are, if they say so.
    pub declared: Option<MediaType>,
    /// The key under which the request may come again.
    pub key: Option<&'a IdempotencyKey>,
}

/// Takes in a document: its bytes first, then its place on the guarantee.
///
/// # Errors
/// Nothing is taken in from those who may not decide on the guarantee. A file that is not what it is said
/// to be is refused.
pub async fn upload(
    context: &Context,
    actor: &Actor,
    upload: Upload<'_>,
    bytes: impl Stream<Item = io::Result<Bytes>> + Send,
) -> Result<Versioned<Guarantee>, Error> {
    actor.require(PERMITTED)?;
    let database = context.database();
    let guarantee = aggregates::get::<Guarantee>(database, upload.guarantee).await?;
    let application = visible(database, actor, guarantee.value.application()).await?;
    requires_office(actor, PERMITTED, &application.value)?;
    let received = document::take_in(context, upload.declared, bytes).await?;
    let command = AttachDocument {
        id: upload.guarantee,
        expected: upload.expected,
        sha256: received.sha256,
        media_type: received.media_type,
        size: received.size,
    };
    perform(context, actor, &command, upload.key).await
}

const PERMITTED: Permission = Permission::AcceptGuarantee;

#[derive(Debug, Serialize)]
struct AttachDocument {
    id: Uuid,
    expected: Option<i64>,
    sha256: Sha256Hex,
    media_type: MediaType,
    size: u64,
}

impl Command for AttachDocument {
    const OPERATION: &'static str = "uploadGuaranteeDocument";
    const PERMISSION: Option<Permission> = Some(PERMITTED);
    type Output = Versioned<Guarantee>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let guarantee = aggregates::get::<Guarantee>(acting.work, self.id).await?;
        in_office(acting, PERMITTED, guarantee.value.application(), None).await?;
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
        let attached = guarantee
            .expect_version(self.expected)?
            .change(|guarantee| guarantee.attach_document(paper))?;
        aggregates::save(acting.work, attached).await
    }
}
