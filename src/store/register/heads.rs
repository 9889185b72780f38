//! The rows that say which versions of the register there are.

use chrono::{DateTime, Utc};
use entity::{event, log_entry, published_list as row};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::error::Error;
use crate::store::database::{Connected, Work};
use crate::store::keys::{Keys, is_signed_by};

/// The name of the register among the open lists.
const REGISTER: &str = "register";

/// A version of the register: what is signed, and where its files are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// What is signed.
    pub stated: Statement,
    /// Ed25519 over [`Statement::text`], in base64.
    pub signature: String,
    /// The file with all entries.
    pub whole: Option<File>,
    /// The file with what differs from the version before.
    pub delta: Option<File>,
    /// Up to which place of the log it knows all changes.
    pub log_position: i64,
    /// How it names natural persons.
    pub person_names: String,
    /// When it was last found to be all that is known.
    pub confirmed_at: DateTime<Utc>,
}

/// What the registry states about a version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Whether everything in it is invented.
    pub demo: bool,
    /// Counted from 1.
    pub version: i64,
    /// When it was made.
    pub at: DateTime<Utc>,
    /// How many entries it has.
    pub count: i64,
    /// The hash over its entries in the canonical order.
    pub set_hash: String,
}

impl Statement {
    /// The text that is signed.
    pub fn text(&self) -> String {
        let Self {
            demo,
            version,
            at,
            count,
            set_hash,
        } = self;
        let title = if *demo {
            "parvaneh demo list"
        } else {
            "parvaneh list"
        };
        let at = at.timestamp_micros();
        format!("{title}\n{REGISTER}\n{version}\n{at}\n{count}\n{set_hash}\n")
    }

    /// The signature over it.
    pub fn sign(&self, keys: &Keys) -> String {
        keys.sign(self.text().as_bytes())
    }

    /// Whether the holder of a key stated it.
    pub fn is_signed_by(&self, public_key: &str, signature: &str) -> bool {
        is_signed_by(public_key, self.text().as_bytes(), signature)
    }
}

/// A file of the list, by its name in the list's folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Its length in bytes.
    pub bytes: i64,
}

/// The newest version, if any was published.
pub async fn newest(at: &impl Connected, demo: bool) -> Result<Option<Head>, Error> {
    Ok(row::Entity::find()
        .filter(row::Column::List.eq(REGISTER))
        .order_by_desc(row::Column::Version)
        .one(&at.connection())
        .await?
        .map(|row| head(row, demo)))
}

/// The newest version that has a file with all entries.
pub async fn newest_whole(at: &impl Connected, demo: bool) -> Result<Option<Head>, Error> {
    Ok(row::Entity::find()
        .filter(row::Column::List.eq(REGISTER))
        .filter(row::Column::WholeFile.is_not_null())
        .order_by_desc(row::Column::Version)
        .one(&at.connection())
        .await?
        .map(|row| head(row, demo)))
}

/// The versions after one, oldest first.
pub async fn after(at: &impl Connected, version: i64, demo: bool) -> Result<Vec<Head>, Error> {
    let rows = row::Entity::find()
        .filter(row::Column::List.eq(REGISTER))
        .filter(row::Column::Version.gt(version))
        .order_by_asc(row::Column::Version)
        .all(&at.connection())
        .await?;
    Ok(rows.into_iter().map(|row| head(row, demo)).collect())
}

/// Makes a version known to all processes.
pub async fn insert(work: &Work, head: &Head) -> Result<(), Error> {
    let (whole_file, whole_bytes) = columns(head.whole.as_ref());
    let (delta_file, delta_bytes) = columns(head.delta.as_ref());
    let row = row::ActiveModel {
        list: Set(REGISTER.to_owned()),
        version: Set(head.stated.version),
        at: Set(head.stated.at),
        count: Set(head.stated.count),
        set_hash: Set(head.stated.set_hash.clone()),
        signature: Set(head.signature.clone()),
        whole_file: Set(whole_file),
        whole_bytes: Set(whole_bytes),
        delta_file: Set(delta_file),
        delta_bytes: Set(delta_bytes),
        log_position: Set(head.log_position),
        person_names: Set(head.person_names.clone()),
        confirmed_at: Set(head.confirmed_at),
    };
    row::Entity::insert(row)
        .exec_without_returning(&work.connection())
        .await?;
    Ok(())
}

/// Notes that a version is all that is known up to a place of the log.
pub async fn confirm(work: &Work, version: i64, log_position: i64) -> Result<(), Error> {
    row::Entity::update_many()
        .col_expr(row::Column::ConfirmedAt, work.now.into())
        .col_expr(row::Column::LogPosition, log_position.into())
        .filter(row::Column::List.eq(REGISTER))
        .filter(row::Column::Version.eq(version))
        .exec(&work.connection())
        .await?;
    Ok(())
}

/// Forgets the versions before one, which no process needs to catch up any more.
pub async fn forget_before(work: &Work, version: i64) -> Result<(), Error> {
    row::Entity::delete_many()
        .filter(row::Column::List.eq(REGISTER))
        .filter(row::Column::Version.lt(version))
        .exec(&work.connection())
        .await?;
    Ok(())
}

/// The last place of the log. Places are given in the order of commits, so that whoever has read up
/// to here has missed nothing.
pub async fn log_end(at: &impl Connected) -> Result<i64, Error> {
    let end: Option<Option<i64>> = log_entry::Entity::find()
        .select_only()
        .column_as(log_entry::Column::Position.max(), "end")
        .into_tuple()
        .one(&at.connection())
        .await?;
    Ok(end.flatten().unwrap_or(0))
}

/// The aggregates of a noun that changed after one place of the log, up to another.
pub async fn changed(
    at: &impl Connected,
    noun: &str,
    after: i64,
    until: i64,
) -> Result<Vec<Uuid>, Error> {
    let events = log_entry::Entity::belongs_to(event::Entity)
        .from(log_entry::Column::EventId)
        .to(event::Column::Id);
    Ok(log_entry::Entity::find()
        .select_only()
        .column(event::Column::SubjectId)
        .distinct()
        .join(JoinType::InnerJoin, events.into())
        .filter(log_entry::Column::Position.gt(after))
        .filter(log_entry::Column::Position.lte(until))
        .filter(event::Column::Noun.eq(noun))
        .into_tuple()
        .all(&at.connection())
        .await?)
}

fn columns(file: Option<&File>) -> (Option<String>, i64) {
    match file {
        Some(file) => (Some(file.name.clone()), file.bytes),
        None => (None, 0),
    }
}

fn head(row: row::Model, demo: bool) -> Head {
    let file = |name: Option<String>, bytes| name.map(|name| File { name, bytes });
    Head {
        stated: Statement {
            demo,
            version: row.version,
            at: row.at,
            count: row.count,
            set_hash: row.set_hash,
        },
        signature: row.signature,
        whole: file(row.whole_file, row.whole_bytes),
        delta: file(row.delta_file, row.delta_bytes),
        log_position: row.log_position,
        person_names: row.person_names,
        confirmed_at: row.confirmed_at,
    }
}
