//! Seals new events into the one log and signs how long it is.

use entity::{checkpoint, event, log_entry};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::canonical;
use crate::error::Error;
use crate::store::database::{Connected, Work};
use crate::store::keys::Keys;

/// The head of an empty log.
pub(super) const EMPTY_HEAD: &str =
    "0000000000000000000000000000000000000000000000000000000000000000";

/// How many events one unit of work seals at most.
const BATCH: u64 = 500;

/// A signed statement of how long the log is and where its head stands.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Checkpoint {
    /// How many events the log holds.
    pub size: i64,
    /// The hash over all of them.
    pub head: String,
    /// When it was signed.
    pub at: chrono::DateTime<chrono::Utc>,
    /// Ed25519 over [`Checkpoint::text`], in base64.
    pub signature: String,
}

impl Checkpoint {
    /// The text that is signed.
    pub fn text(size: i64, head: &str, at: chrono::DateTime<chrono::Utc>) -> String {
        format!("parvaneh log\n{size}\n{head}\n{}\n", at.timestamp_micros())
    }
}

/// Seals the next batch; nothing when all is sealed.
///
/// The caller holds the lease of the job, so that positions are given by one process at a time.
pub async fn seal_next(work: &Work, keys: &Keys) -> Result<Option<Checkpoint>, Error> {
    let new: Vec<(i64, String)> = event::Entity::find()
        .select_only()
        .column(event::Column::Id)
        .column(event::Column::Hash)
        .filter(event::Column::Sealed.eq(false))
        .order_by_asc(event::Column::Id)
        .limit(BATCH)
        .into_tuple()
        .all(&work.connection())
        .await?;
    if new.is_empty() {
        return Ok(None);
    }
    let (mut position, mut head) = tip(work).await?;
    let mut entries = Vec::with_capacity(new.len());
    for (event_id, event_hash) in &new {
        position += 1;
        head = next_head(&head, event_hash);
        entries.push(log_entry::ActiveModel {
            position: Set(position),
            event_id: Set(*event_id),
            event_hash: Set(event_hash.clone()),
            head: Set(head.clone()),
        });
    }
    log_entry::Entity::insert_many(entries)
        .exec_without_returning(&work.connection())
        .await?;
    event::Entity::update_many()
        .col_expr(event::Column::Sealed, true.into())
        .filter(event::Column::Id.is_in(new.iter().map(|(id, _)| *id)))
        .exec(&work.connection())
        .await?;
    let checkpoint = Checkpoint {
        signature: keys.sign(Checkpoint::text(position, &head, work.now).as_bytes()),
        size: position,
        head,
        at: work.now,
    };
    let row = checkpoint::ActiveModel {
        size: Set(checkpoint.size),
        head: Set(checkpoint.head.clone()),
        at: Set(checkpoint.at),
        signature: Set(checkpoint.signature.clone()),
    };
    checkpoint::Entity::insert(row)
        .exec_without_returning(&work.connection())
        .await?;
    Ok(Some(checkpoint))
}

/// How many events wait to be sealed.
pub async fn unsealed(at: &impl Connected) -> Result<u64, Error> {
    Ok(event::Entity::find()
        .filter(event::Column::Sealed.eq(false))
        .count(&at.connection())
        .await?)
}

/// The head after one more event.
pub(super) fn next_head(head: &str, event_hash: &str) -> String {
    canonical::hash(format!("{head}{event_hash}").as_bytes())
}

async fn tip(at: &impl Connected) -> Result<(i64, String), Error> {
    let last = log_entry::Entity::find()
        .order_by_desc(log_entry::Column::Position)
        .one(&at.connection())
        .await?;
    Ok(last.map_or((0, EMPTY_HEAD.to_owned()), |it| (it.position, it.head)))
}
