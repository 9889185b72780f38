//! Taking in a document of an application.

use std::io;

use bytes::Bytes;
use futures_util::Stream;
use uuid::Uuid;

use super::attach_document::AttachDocument;
use super::{is_own, requires_office, visible};
use crate::context::Context;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::application::Application;
use crate::domain::placement::documents::{DocumentKind, MediaType};
use crate::error::Error;
use crate::store::Versioned;
use crate::use_cases::{IdempotencyKey, document, perform};

/// A document on its way to a file.
#[derive(Debug)]
pub struct Upload<'a> {
    /// The application.
    pub application: Uuid,
    /// The version the caller has seen, if they say so.
    pub expected: Option<i64>,
    /// What it shows.
    pub kind: DocumentKind,
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
) -> Result<Versioned<Application>, Error> {
    actor.require(Permission::ReadApplications)?;
    let application = visible(context.database(), actor, upload.application).await?;
    if !is_own(actor, &application.value) {
        requires_office(actor, Permission::ExamineApplication, &application.value)?;
    }
    let received = document::take_in(context, upload.declared, bytes).await?;
    let command = AttachDocument {
        id: upload.application,
        expected: upload.expected,
        kind: upload.kind,
        sha256: received.sha256,
        media_type: received.media_type,
        size: received.size,
    };
    perform(context, actor, &command, upload.key).await
}
