//! The bytes of documents on their way to a file and back; each noun says who may bring and read them.

use std::io;

use bytes::Bytes;
use futures_util::Stream;
use futures_util::stream::BoxStream;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::calendar::begin;
use super::{Acting, Command, perform};
use crate::context::Context;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::documents::{DocumentRef, Exhibit, MediaType, Sha256Hex};
use crate::error::Error;
use crate::store::documents::{self, Documents, Received};

/// A document with its bytes.
pub struct Download {
    /// What it is, and whose.
    pub page: Page,
    /// Its bytes.
    pub bytes: BoxStream<'static, io::Result<Bytes>>,
}

/// A document and the file it is on.
#[derive(Debug, Serialize, Deserialize)]
pub struct Page {
    /// The number of the file.
    pub file: String,
    /// The document.
    pub document: Uuid,
    /// The hash of its bytes.
    pub sha256: Sha256Hex,
    /// What its bytes are.
    pub media_type: MediaType,
}

impl Page {
    /// A document that an account brought to a file.
    pub(super) fn of(file: &impl ToString, document: &DocumentRef) -> Self {
        Self {
            file: file.to_string(),
            document: document.id,
            sha256: document.sha256.clone(),
            media_type: document.media_type,
        }
    }

    /// A document that came to a file from outside.
    pub(super) fn from_outside(file: &impl ToString, exhibit: &Exhibit) -> Self {
        Self {
            file: file.to_string(),
            document: exhibit.id,
            sha256: exhibit.sha256.clone(),
            media_type: exhibit.media_type,
        }
    }
}

/// Takes in bytes, which are kept for a day until a file refers to them.
///
/// # Errors
/// A file that is not what it is said to be is refused.
pub(super) async fn take_in(
    context: &Context,
    declared: Option<MediaType>,
    bytes: impl Stream<Item = io::Result<Bytes>> + Send,
) -> Result<Received, Error> {
    let folder = Documents::open(&context.settings().folder)?;
    let received = folder.receive(bytes, context.now()).await?;
    if declared.is_some_and(|it| it != received.media_type) {
        folder.discard(&received).await?;
        return Err(Error::UnsupportedFile);
    }
    let announced = Announce {
        received: &received,
    };
    perform(context, &Actor::Calendar, &announced, None).await?;
    folder.settle(&received).await?;
    Ok(received)
}

/// Announces bytes before they move to their place. No request asks for it by a key.
#[derive(Debug, Serialize)]
struct Announce<'a> {
    #[serde(skip)]
    received: &'a Received,
}

impl Command for Announce<'_> {
    const OPERATION: &'static str = "announceDocument";
    const PERMISSION: Option<Permission> = None;
    type Output = ();

    async fn perform(&self, acting: Acting<'_>) -> Result<(), Error> {
        documents::announce(acting.work, self.received).await
    }
}

/// Gives out the bytes of a document, once it is written down that it was read.
pub(super) async fn give_out(context: &Context, page: Page) -> Result<Download, Error> {
    let folder = Documents::open(&context.settings().folder)?;
    let bytes = folder.read(&page.sha256).await?;
    Ok(Download { page, bytes })
}

/// How many documents are let go of in one unit of work.
const BATCH: u64 = 50;

/// Lets go of bytes that no file has referred to for a day.
pub async fn forget_unreferenced(context: &Context) -> Result<(), Error> {
    let folder = Documents::open(&context.settings().folder)?;
    folder.remove_left_behind(context.now()).await?;
    if !documents::any_unreferenced(context.database(), context.now()).await? {
        return Ok(());
    }
    let work = begin(context).await?;
    for sha256 in documents::strike_off(&work, BATCH).await? {
        folder.remove(&sha256).await?;
    }
    work.commit().await
}
