//! Proof of what happened: events linked per aggregate, sealed into one log with signed checkpoints.
//!
//! `append` runs in the transaction of the change; [`seal`] is a leased job that comes after;
//! [`verify`] reads everything again and names what was edited, removed, reordered or cut off.

pub mod canonical;
pub mod seal;
pub mod verify;

use chrono::{DateTime, NaiveDate, Utc};
use entity::event;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;

use super::aggregates::document_hash;
use super::database::{Connected, Work};
use crate::domain::kernel::event::{Aggregate, Event};
use crate::error::Error;

/// Writes the event of a change in its transaction, linked to the aggregate's previous event.
pub(super) async fn append<T: Aggregate>(
    work: &Work,
    value: &T,
    event: &T::Event,
    version: i64,
    document: &serde_json::Value,
) -> Result<(), Error> {
    let previous_hash = if version == 1 {
        None
    } else {
        Some(hash_at(work, value.id(), version - 1).await?)
    };
    let row = row(work, value, event, version, previous_hash, document)?;
    event::Entity::insert(row)
        .exec_without_returning(&work.connection())
        .await?;
    Ok(())
}

/// The row of an event, linked to the aggregate's previous one; only the first has none before it.
pub(super) fn row<T: Aggregate>(
    work: &Work,
    value: &T,
    event: &T::Event,
    version: i64,
    previous_hash: Option<String>,
    document: &serde_json::Value,
) -> Result<event::ActiveModel, Error> {
    let payload = serde_json::to_value(event).map_err(|error| Error::corrupt("event", error))?;
    let mut row = event::Model {
        id: 0,
        noun: T::NOUN.to_owned(),
        subject_id: value.id(),
        version,
        name: event.name().to_owned(),
        citation: event.citation().to_string(),
        at: work.now,
        on: work.today,
        actor: work.actor,
        role: work.role.to_owned(),
        payload: canonical::json(&payload),
        document_hash: document_hash(document),
        previous_hash,
        hash: String::new(),
        sealed: false,
    };
    row.hash = event_hash(&row)?;
    Ok(event::ActiveModel {
        id: sea_orm::ActiveValue::NotSet,
        noun: Set(row.noun),
        subject_id: Set(row.subject_id),
        version: Set(row.version),
        name: Set(row.name),
        citation: Set(row.citation),
        at: Set(row.at),
        on: Set(row.on),
        actor: Set(row.actor),
        role: Set(row.role),
        payload: Set(row.payload),
        document_hash: Set(row.document_hash),
        previous_hash: Set(row.previous_hash),
        hash: Set(row.hash),
        sealed: Set(false),
    })
}

async fn hash_at(work: &Work, subject: uuid::Uuid, version: i64) -> Result<String, Error> {
    event::Entity::find()
        .select_only()
        .column(event::Column::Hash)
        .filter(event::Column::SubjectId.eq(subject))
        .filter(event::Column::Version.eq(version))
        .into_tuple()
        .one(&work.connection())
        .await?
        .ok_or_else(|| Error::corrupt("event", "an aggregate's previous event is missing"))
}

/// Something that happened to one aggregate, as its history tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct Happening {
    /// What happened, in kebab case.
    pub name: String,
    /// The rule under which it happened.
    pub citation: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The civil date in Tehran.
    pub on: NaiveDate,
    /// The role of who acted.
    pub role: String,
}

/// What happened to one aggregate, the first thing first.
pub async fn history(at: &impl Connected, subject: uuid::Uuid) -> Result<Vec<Happening>, Error> {
    let rows = event::Entity::find()
        .filter(event::Column::SubjectId.eq(subject))
        .order_by_asc(event::Column::Version)
        .all(&at.connection())
        .await?;
    let happening = |row: event::Model| Happening {
        name: row.name,
        citation: row.citation,
        at: row.at,
        on: row.on,
        role: row.role,
    };
    Ok(rows.into_iter().map(happening).collect())
}

/// What an event's hash covers: everything but its row id and its place in the log.
#[derive(Serialize)]
struct Covered<'a> {
    noun: &'a str,
    subject_id: uuid::Uuid,
    version: i64,
    name: &'a str,
    citation: &'a str,
    at_micros: i64,
    on: chrono::NaiveDate,
    actor: Option<uuid::Uuid>,
    role: &'a str,
    payload: &'a str,
    document_hash: &'a str,
    previous_hash: Option<&'a str>,
}

/// The hash that an event must have.
pub(super) fn event_hash(row: &event::Model) -> Result<String, Error> {
    let covered = Covered {
        noun: &row.noun,
        subject_id: row.subject_id,
        version: row.version,
        name: &row.name,
        citation: &row.citation,
        at_micros: row.at.timestamp_micros(),
        on: row.on,
        actor: row.actor,
        role: &row.role,
        payload: &row.payload,
        document_hash: &row.document_hash,
        previous_hash: row.previous_hash.as_deref(),
    };
    let covered = serde_json::to_value(covered).map_err(|error| Error::corrupt("event", error))?;
    Ok(canonical::hash(canonical::json(&covered).as_bytes()))
}
