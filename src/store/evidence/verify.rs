//! Reads all evidence again and names what does not hold.

use std::collections::HashMap;
use std::fmt;

use entity::{checkpoint, event, log_entry};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::seal::{Checkpoint, EMPTY_HEAD, next_head};
use super::{document_hash, event_hash};
use crate::error::Error;
use crate::store::aggregates::{self, Stored};
use crate::store::database::Connected;
use crate::store::keys::is_signed_by;

/// How many rows are read at a time.
const PAGE: u64 = 2_000;

/// Something that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The event's content is not what its hash says.
    Edited(Place),
    /// The log names an event that is no more.
    Removed {
        /// Its position in the log.
        position: i64,
        /// Its row.
        event_id: i64,
    },
    /// An aggregate's events do not follow one another.
    Unlinked(Place),
    /// The log's positions or heads do not follow one another: an entry was removed or reordered.
    LogBroken {
        /// The first position that does not hold.
        position: i64,
    },
    /// An event is marked as sealed but stands nowhere in the log.
    Unlogged(Place),
    /// A checkpoint is not signed by the registry's key.
    BadSignature {
        /// The checkpoint's size.
        size: i64,
    },
    /// The log is shorter than a checkpoint says: its tail was cut off.
    Truncated {
        /// How long the checkpoint says it was.
        expected: i64,
        /// How long it is.
        found: i64,
    },
    /// The log has another head than a checkpoint says: it was rewritten.
    Rewritten {
        /// The checkpoint's size.
        size: i64,
    },
    /// An aggregate's row is not what its last event says.
    RowChanged {
        /// The noun.
        noun: &'static str,
        /// Its identity.
        subject: Uuid,
    },
}

/// Which event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The row.
    pub event_id: i64,
    /// What it is called.
    pub name: String,
    /// The noun it happened to.
    pub noun: String,
    /// The subject.
    pub subject: Uuid,
    /// The subject's version after it.
    pub version: i64,
}

/// What was read and what was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// How many events were read.
    pub events: u64,
    /// How long the log is.
    pub log: i64,
    /// How many checkpoints were checked, those from outside included.
    pub checkpoints: u64,
    /// What does not hold.
    pub findings: Vec<Finding>,
}

/// Checks all events, the log and its checkpoints, also those kept outside the database.
pub async fn verify(
    at: &impl Connected,
    public_key: &str,
    outside: &[Checkpoint],
) -> Result<Report, Error> {
    let mut report = Report::default();
    let checkpoints = checkpoints(at, outside).await?;
    for checkpoint in &checkpoints {
        let text = Checkpoint::text(checkpoint.size, &checkpoint.head, checkpoint.at);
        report.checkpoints += 1;
        if !is_signed_by(public_key, text.as_bytes(), &checkpoint.signature) {
            let size = checkpoint.size;
            report.findings.push(Finding::BadSignature { size });
        }
    }
    check_log(at, &checkpoints, &mut report).await?;
    check_chains(at, &mut report).await?;
    Ok(report)
}

/// Checks that every row of one noun is what its last event says.
pub async fn verify_rows<T: Stored>(at: &impl Connected, report: &mut Report) -> Result<(), Error> {
    use entity::AggregateTable;
    use sea_orm::{ModelTrait, Value};
    let mut after: Option<Uuid> = None;
    loop {
        let mut query = T::Table::find().order_by_asc(T::Table::ID).limit(PAGE);
        if let Some(after) = after {
            query = query.filter(T::Table::ID.gt(after));
        }
        let rows = query.all(&at.connection()).await?;
        let mut last = HashMap::new();
        let mut ids = Vec::with_capacity(rows.len());
        for row in &rows {
            let (Value::Uuid(Some(id)), Value::BigInt(Some(version)), Value::Json(Some(document))) = (
                row.get(T::Table::ID),
                row.get(T::Table::VERSION),
                row.get(T::Table::DOCUMENT),
            ) else {
                return Err(Error::corrupt(T::NOUN, "a row has no document"));
            };
            ids.push(id);
            last.insert(id, (version, document_hash(&document)));
        }
        let newest: Vec<(Uuid, i64, String)> = event::Entity::find()
            .select_only()
            .column(event::Column::SubjectId)
            .column(event::Column::Version)
            .column(event::Column::DocumentHash)
            .filter(event::Column::SubjectId.is_in(ids.iter().copied()))
            .order_by_asc(event::Column::SubjectId)
            .order_by_asc(event::Column::Version)
            .into_tuple()
            .all(&at.connection())
            .await?;
        let newest: HashMap<Uuid, (i64, String)> = newest
            .into_iter()
            .map(|(subject, version, hash)| (subject, (version, hash)))
            .collect();
        for (row, id) in rows.iter().zip(&ids) {
            let intact = aggregates::from_row::<T>(row).is_ok();
            if !intact || newest.get(id) != last.get(id) {
                report.findings.push(Finding::RowChanged {
                    noun: T::NOUN,
                    subject: *id,
                });
            }
        }
        match ids.last() {
            Some(id) if ids.len() as u64 == PAGE => after = Some(*id),
            _ => return Ok(()),
        }
    }
}

async fn checkpoints(
    at: &impl Connected,
    outside: &[Checkpoint],
) -> Result<Vec<Checkpoint>, Error> {
    let stored = checkpoint::Entity::find()
        .order_by_asc(checkpoint::Column::Size)
        .all(&at.connection())
        .await?;
    let stored = stored.into_iter().map(|row| Checkpoint {
        size: row.size,
        head: row.head,
        at: row.at,
        signature: row.signature,
    });
    Ok(stored.chain(outside.iter().cloned()).collect())
}

/// Walks the log: positions without gaps, heads that follow, events that are there and unchanged.
async fn check_log(
    at: &impl Connected,
    checkpoints: &[Checkpoint],
    report: &mut Report,
) -> Result<(), Error> {
    let mut promised: HashMap<i64, Vec<&str>> = HashMap::new();
    for checkpoint in checkpoints {
        let heads = promised.entry(checkpoint.size).or_default();
        heads.push(&checkpoint.head);
    }
    let mut position = 0;
    let mut head = EMPTY_HEAD.to_owned();
    loop {
        let entries = log_entry::Entity::find()
            .filter(log_entry::Column::Position.gt(position))
            .order_by_asc(log_entry::Column::Position)
            .limit(PAGE)
            .all(&at.connection())
            .await?;
        if entries.is_empty() {
            break;
        }
        let present = hashes_of(at, &entries).await?;
        for entry in entries {
            let follows =
                entry.position == position + 1 && entry.head == next_head(&head, &entry.event_hash);
            if !follows {
                let position = position + 1;
                report.findings.push(Finding::LogBroken { position });
            }
            match present.get(&entry.event_id) {
                None => report.findings.push(Finding::Removed {
                    position: entry.position,
                    event_id: entry.event_id,
                }),
                Some((place, hash)) if *hash != entry.event_hash => {
                    report.findings.push(Finding::Edited(place.clone()));
                }
                Some(_) => {}
            }
            position = entry.position;
            head = entry.head;
            if let Some(heads) = promised.get(&position)
                && heads.iter().any(|it| *it != head)
            {
                report.findings.push(Finding::Rewritten { size: position });
            }
        }
    }
    report.log = position;
    if let Some(expected) = promised.keys().max().copied()
        && expected > position
    {
        report.findings.push(Finding::Truncated {
            expected,
            found: position,
        });
    }
    Ok(())
}

async fn hashes_of(
    at: &impl Connected,
    entries: &[log_entry::Model],
) -> Result<HashMap<i64, (Place, String)>, Error> {
    let rows = event::Entity::find()
        .filter(event::Column::Id.is_in(entries.iter().map(|it| it.event_id)))
        .all(&at.connection())
        .await?;
    rows.into_iter()
        .map(|row| Ok((row.id, (place(&row), event_hash(&row)?))))
        .collect()
}

/// Walks every aggregate's events in order: each links to the one before, and sealed ones are logged.
async fn check_chains(at: &impl Connected, report: &mut Report) -> Result<(), Error> {
    let mut after: Option<(Uuid, i64)> = None;
    let mut before: Option<event::Model> = None;
    loop {
        let mut query = event::Entity::find()
            .order_by_asc(event::Column::SubjectId)
            .order_by_asc(event::Column::Version)
            .limit(PAGE);
        if let Some((subject, version)) = after {
            query = query.filter(
                sea_orm::Condition::any()
                    .add(event::Column::SubjectId.gt(subject))
                    .add(
                        sea_orm::Condition::all()
                            .add(event::Column::SubjectId.eq(subject))
                            .add(event::Column::Version.gt(version)),
                    ),
            );
        }
        let rows = query.all(&at.connection()).await?;
        let Some(last) = rows.last() else {
            return Ok(());
        };
        after = Some((last.subject_id, last.version));
        let logged = logged(at, &rows).await?;
        for row in rows {
            report.events += 1;
            let previous = before
                .as_ref()
                .filter(|it| it.subject_id == row.subject_id)
                .map(|it| (it.version + 1, it.hash.as_str()));
            let links = match (previous, row.previous_hash.as_deref()) {
                (None, None) => row.version == 1,
                (Some((version, hash)), Some(link)) => row.version == version && link == hash,
                _ => false,
            };
            if !links {
                report.findings.push(Finding::Unlinked(place(&row)));
            }
            let edited = event_hash(&row)? != row.hash;
            match (logged.get(&row.id), row.sealed) {
                (None, true) => report.findings.push(Finding::Unlogged(place(&row))),
                // An edited event that is logged was named when the log was walked.
                (None, false) if edited => report.findings.push(Finding::Edited(place(&row))),
                _ => {}
            }
            before = Some(row);
        }
    }
}

async fn logged(at: &impl Connected, rows: &[event::Model]) -> Result<HashMap<i64, i64>, Error> {
    let entries: Vec<(i64, i64)> = log_entry::Entity::find()
        .select_only()
        .column(log_entry::Column::EventId)
        .column(log_entry::Column::Position)
        .filter(log_entry::Column::EventId.is_in(rows.iter().map(|it| it.id)))
        .into_tuple()
        .all(&at.connection())
        .await?;
    Ok(entries.into_iter().collect())
}

fn place(row: &event::Model) -> Place {
    Place {
        event_id: row.id,
        name: row.name.clone(),
        noun: row.noun.clone(),
        subject: row.subject_id,
        version: row.version,
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Edited(place) => write!(f, "edited: {place}"),
            Self::Removed { position, event_id } => {
                write!(
                    f,
                    "removed: event {event_id}, position {position} of the log"
                )
            }
            Self::Unlinked(place) => write!(f, "not linked to the event before: {place}"),
            Self::LogBroken { position } => {
                write!(
                    f,
                    "removed or reordered: the log breaks at position {position}"
                )
            }
            Self::Unlogged(place) => write!(f, "sealed but not in the log: {place}"),
            Self::BadSignature { size } => {
                write!(
                    f,
                    "not signed by this registry: the checkpoint of size {size}"
                )
            }
            Self::Truncated { expected, found } => write!(
                f,
                "cut off: the log holds {found} events, a checkpoint says {expected}"
            ),
            Self::Rewritten { size } => {
                write!(
                    f,
                    "rewritten: the log differs from the checkpoint of size {size}"
                )
            }
            Self::RowChanged { noun, subject } => {
                write!(f, "changed without an event: {noun} {subject}")
            }
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            event_id,
            name,
            noun,
            subject,
            version,
        } = self;
        write!(
            f,
            "event {event_id} ({name}), change {version} of {noun} {subject}"
        )
    }
}
