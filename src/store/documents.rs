//! The bytes of documents: kept once under their hash, beside the database.
//!
//! Bytes first arrive under a name of their own. Then their hash is announced in a unit of work,
//! they move to the place of their hash, and the file that refers to them is saved. What no file
//! refers to a day later is removed again, so whatever breaks off leaves nothing behind.

use std::fmt::Write;
use std::io;
use std::path::Path as Folder;
use std::sync::Arc;

use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use entity::document_blob::{self, Column, Entity};
use futures_util::stream::BoxStream;
use futures_util::{Stream, StreamExt, TryStreamExt};
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt, WriteMultipart};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::database::{Connected, Work};
use crate::domain::placement::documents::{MediaType, Sha256Hex};
use crate::error::Error;

/// How many bytes a document may have: 10 MiB.
pub const LARGEST: u64 = 10 * 1024 * 1024;

/// How long bytes wait for a file to refer to them.
const WAIT: TimeDelta = TimeDelta::days(1);

/// Where arriving bytes wait for their hash.
const INCOMING: &str = "incoming";

/// What the type of a document is found by.
const OPENING: usize = 512;

/// Bytes are written in pieces of this size.
const PIECE: usize = 256 * 1024;

/// The folder of documents.
#[derive(Clone, Debug)]
pub struct Documents(Arc<dyn ObjectStore>);

/// Bytes that have arrived and are known.
#[derive(Debug)]
pub struct Received {
    at: Path,
    /// Their hash.
    pub sha256: Sha256Hex,
    /// What they are, found by content.
    pub media_type: MediaType,
    /// How many there are.
    pub size: u64,
}

impl Documents {
    /// Opens the folder below the registry's own, or creates it.
    pub fn open(registry: &Folder) -> Result<Self, Error> {
        let folder = registry.join("documents");
        std::fs::create_dir_all(&folder)
            .map_err(|error| Error::internal("opening the folder of documents", error))?;
        let store = LocalFileSystem::new_with_prefix(folder)
            .map_err(|error| Error::internal("opening the folder of documents", error))?;
        Ok(Self(Arc::new(store.with_fsync(true))))
    }

    /// Takes in bytes as they come.
    ///
    /// # Errors
    /// More than [`LARGEST`] bytes are refused, and so is what is neither PDF nor JPEG nor PNG; of
    /// neither is anything kept.
    pub async fn receive(
        &self,
        bytes: impl Stream<Item = io::Result<Bytes>> + Send,
        now: DateTime<Utc>,
    ) -> Result<Received, Error> {
        // The name tells when the bytes came, so that what was left behind can be found.
        let name = format!("{:016}-{}", now.timestamp_micros(), Uuid::now_v7());
        let at = Path::from_iter([INCOMING, &name]);
        let upload = self.0.put_multipart(&at).await.map_err(writing)?;
        let mut upload = WriteMultipart::new_with_chunk_size(upload, PIECE);
        match take_in(&mut upload, bytes).await {
            Ok((sha256, media_type, size)) => {
                upload.finish().await.map_err(writing)?;
                Ok(Received {
                    at,
                    sha256,
                    media_type,
                    size,
                })
            }
            Err(error) => {
                upload.abort().await.map_err(writing)?;
                Err(error)
            }
        }
    }

    /// Moves bytes to the place of their hash, where equal bytes may lie already.
    pub async fn settle(&self, received: &Received) -> Result<(), Error> {
        let place = place(&received.sha256);
        self.0.rename(&received.at, &place).await.map_err(writing)
    }

    /// Lets go of bytes that are not wanted.
    pub async fn discard(&self, received: &Received) -> Result<(), Error> {
        self.0.delete(&received.at).await.map_err(writing)
    }

    /// The bytes with a hash.
    pub async fn read(
        &self,
        sha256: &Sha256Hex,
    ) -> Result<BoxStream<'static, io::Result<Bytes>>, Error> {
        let found = self.0.get(&place(sha256)).await.map_err(reading)?;
        Ok(found.into_stream().map_err(io::Error::other).boxed())
    }

    /// Removes bytes whose hash has been struck off.
    pub async fn remove(&self, sha256: &str) -> Result<(), Error> {
        match self.0.delete(&at_hash(sha256)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(writing(error)),
        }
    }

    /// Removes bytes that arrived a day ago and were never known, because the process ended.
    pub async fn remove_left_behind(&self, now: DateTime<Utc>) -> Result<(), Error> {
        let before = (now - WAIT).timestamp_micros();
        let mut incoming = self.0.list(Some(&Path::from(INCOMING)));
        while let Some(found) = incoming.try_next().await.map_err(reading)? {
            let came = found.location.filename().and_then(|name| {
                let (micros, _) = name.split_once('-')?;
                micros.parse::<i64>().ok()
            });
            if came.is_some_and(|came| came <= before) {
                self.0.delete(&found.location).await.map_err(writing)?;
            }
        }
        Ok(())
    }
}

async fn take_in(
    upload: &mut WriteMultipart,
    bytes: impl Stream<Item = io::Result<Bytes>> + Send,
) -> Result<(Sha256Hex, MediaType, u64), Error> {
    let mut bytes = std::pin::pin!(bytes);
    let mut opening = Vec::with_capacity(OPENING);
    let mut hash = Sha256::new();
    let mut size = 0_u64;
    while let Some(piece) = bytes.next().await {
        let piece = piece.map_err(|error| Error::internal("receiving a document", error))?;
        size += u64::try_from(piece.len()).unwrap_or(u64::MAX);
        if size > LARGEST {
            return Err(Error::TooLarge { limit: LARGEST });
        }
        if opening.len() < OPENING {
            let wanted = piece.len().min(OPENING - opening.len());
            opening.extend_from_slice(&piece[..wanted]);
            // What cannot become a document is not waited for.
            if opening.len() == OPENING {
                media_type(&opening)?;
            }
        }
        hash.update(&piece);
        upload.wait_for_capacity(1).await.map_err(writing)?;
        upload.put(piece);
    }
    let media_type = media_type(&opening)?;
    let mut digits = String::with_capacity(64);
    for byte in hash.finalize() {
        // Writing to a string cannot fail.
        let _ = write!(digits, "{byte:02x}");
    }
    let sha256 =
        Sha256Hex::try_from(digits).map_err(|reason| Error::corrupt("document", reason.en))?;
    Ok((sha256, media_type, size))
}

/// What bytes are, by how they begin; nothing but PDF, JPEG and PNG is a document.
pub fn media_type(opening: &[u8]) -> Result<MediaType, Error> {
    match infer::get(opening).map(|found| found.mime_type()) {
        Some("application/pdf") => Ok(MediaType::Pdf),
        Some("image/jpeg") => Ok(MediaType::Jpeg),
        Some("image/png") => Ok(MediaType::Png),
        _ => Err(Error::UnsupportedFile),
    }
}

/// Announces bytes, so that they are kept for a day at least.
pub async fn announce(work: &Work, received: &Received) -> Result<(), Error> {
    let row = document_blob::ActiveModel {
        sha256: Set(received.sha256.as_str().to_owned()),
        size: Set(i64::try_from(received.size).unwrap_or(i64::MAX)),
        arrived_at: Set(work.now),
        referenced: Set(false),
    };
    Entity::insert(row)
        .on_conflict(
            OnConflict::column(Column::Sha256)
                .update_column(Column::ArrivedAt)
                .to_owned(),
        )
        .exec_without_returning(&work.connection())
        .await?;
    Ok(())
}

/// Whether bytes with this hash have arrived and are kept.
pub async fn is_announced(work: &Work, sha256: &Sha256Hex) -> Result<bool, Error> {
    let found = Entity::find_by_id(sha256.as_str())
        .filter(is_kept(work.now))
        .one(&work.connection())
        .await?;
    Ok(found.is_some())
}

/// Notes that a file refers to bytes, which are kept for good from now on.
pub async fn refer(work: &Work, sha256: &Sha256Hex) -> Result<(), Error> {
    let noted = Entity::update_many()
        .col_expr(Column::Referenced, true.into())
        .filter(Column::Sha256.eq(sha256.as_str()))
        .filter(is_kept(work.now))
        .exec(&work.connection())
        .await?;
    if noted.rows_affected == 1 {
        Ok(())
    } else {
        Err(Error::corrupt("document", "its bytes were not announced"))
    }
}

/// Bytes whose day is over may be gone already: they are removed before their row is, so whoever breaks off in
/// between leaves a row without bytes.
fn is_kept(now: DateTime<Utc>) -> Condition {
    Condition::any()
        .add(Column::Referenced.eq(true))
        .add(Column::ArrivedAt.gt(now - WAIT))
}

/// Whether there are bytes that no file has referred to for a day.
pub async fn any_unreferenced(at: &impl Connected, now: DateTime<Utc>) -> Result<bool, Error> {
    let found: Option<String> = Entity::find()
        .select_only()
        .column(Column::Sha256)
        .filter(Column::Referenced.eq(false))
        .filter(Column::ArrivedAt.lte(now - WAIT))
        .limit(1)
        .into_tuple()
        .one(&at.connection())
        .await?;
    Ok(found.is_some())
}

/// Strikes off bytes that no file has referred to for a day, and tells which; the caller removes them
/// before it commits.
pub async fn strike_off(work: &Work, most: u64) -> Result<Vec<String>, Error> {
    let unreferenced: Vec<String> = Entity::find()
        .select_only()
        .column(Column::Sha256)
        .filter(Column::Referenced.eq(false))
        .filter(Column::ArrivedAt.lte(work.now - WAIT))
        .order_by_asc(Column::ArrivedAt)
        .limit(most)
        .into_tuple()
        .all(&work.connection())
        .await?;
    if !unreferenced.is_empty() {
        Entity::delete_many()
            .filter(Column::Sha256.is_in(&unreferenced))
            .exec(&work.connection())
            .await?;
    }
    Ok(unreferenced)
}

fn place(sha256: &Sha256Hex) -> Path {
    at_hash(sha256.as_str())
}

/// `ab/cd/abcd…`: no folder grows too long.
fn at_hash(sha256: &str) -> Path {
    let (first, second) = (sha256.get(..2), sha256.get(2..4));
    Path::from_iter([
        first.unwrap_or_default(),
        second.unwrap_or_default(),
        sha256,
    ])
}

fn writing(error: object_store::Error) -> Error {
    Error::internal("writing a document", error)
}

fn reading(error: object_store::Error) -> Error {
    Error::internal("reading a document", error)
}
