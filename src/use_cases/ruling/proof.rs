//! The scanned proof of a service: uploaded before the service is recorded, and read later.

use std::io;

use bytes::Bytes;
use futures_util::stream::BoxStream;
use futures_util::{Stream, StreamExt, stream};
use serde::Serialize;
use uuid::Uuid;

use super::{require_office, visible};
use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::documents::{MediaType, Sha256Hex};
use crate::domain::placement::ruling::Ruling;
use crate::error::Error;
use crate::store::access_log;
use crate::store::documents::{self, Documents};
use crate::use_cases::{Acting, Command, document, perform};

/// What has arrived.
#[derive(Clone, Debug)]
pub struct Proof {
    /// The hash by which the service names it.
    pub sha256: Sha256Hex,
    /// What its bytes are.
    pub media_type: MediaType,
    /// How many there are.
    pub size: u64,
}

/// Takes in the bytes of a proof. They are let go of a day later unless a service names them.
///
/// # Errors
/// Nothing is taken in from those who may not serve the ruling, and no file that is not what it is
/// said to be.
pub async fn upload(
    context: &Context,
    actor: &Actor,
    ruling: Uuid,
    declared: Option<MediaType>,
    bytes: impl Stream<Item = io::Result<Bytes>> + Send,
) -> Result<Proof, Error> {
    actor.require(Permission::ServeRuling)?;
    let ruling = visible(context.database(), actor, ruling).await?;
    let permission = Permission::ServeRuling;
    require_office(context.database(), actor, permission, &ruling.value).await?;
    let received = document::take_in(context, declared, bytes).await?;
    Ok(Proof {
        sha256: received.sha256,
        media_type: received.media_type,
        size: received.size,
    })
}

/// A proof with its bytes.
pub struct Download {
    /// What its bytes are.
    pub media_type: MediaType,
    /// Its bytes.
    pub bytes: BoxStream<'static, io::Result<Bytes>>,
}

/// Gives out the proof of a service once it is written down that it was read.
pub async fn download(
    context: &Context,
    actor: &Actor,
    ruling: Uuid,
    sha256: Sha256Hex,
) -> Result<Download, Error> {
    let read = ReadProof {
        ruling,
        sha256: sha256.clone(),
    };
    perform(context, actor, &read, None).await?;
    let folder = Documents::open(&context.settings().folder)?;
    let mut bytes = folder.read(&sha256).await?;
    let failed = |error| Error::internal("reading a document", error);
    let opening = bytes.next().await.transpose().map_err(failed)?;
    let opening = opening.unwrap_or_default();
    Ok(Download {
        media_type: documents::media_type(&opening)?,
        bytes: stream::iter([Ok(opening)]).chain(bytes).boxed(),
    })
}

#[derive(Debug, Serialize)]
struct ReadProof {
    ruling: Uuid,
    sha256: Sha256Hex,
}

impl Command for ReadProof {
    const OPERATION: &'static str = "downloadServiceProof";
    const PERMISSION: Option<Permission> = Some(Permission::ReadCases);
    type Output = ();

    async fn perform(&self, acting: Acting<'_>) -> Result<(), Error> {
        let ruling = visible(acting.work, acting.actor, self.ruling).await?;
        if !ruling.value.proofs().any(|it| *it == self.sha256) {
            return Err(Error::NotFound { noun: "document" });
        }
        access_log::append(acting.work, Ruling::NOUN, self.ruling, "service proof").await
    }
}
