//! Walks the log: positions without gaps, heads that follow, events that are there and unchanged,
//! checkpoints that are signed and say the same.

use std::collections::{BTreeMap, HashMap};

use entity::{checkpoint, event, log_entry};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{Finding, PAGE, Place, Report};
use crate::error::Error;
use crate::store::database::Connected;
use crate::store::evidence::event_hash;
use crate::store::evidence::seal::{Checkpoint, EMPTY_HEAD, next_head};
use crate::store::keys::is_signed_by;

pub(super) async fn check(
    at: &dyn Connected,
    public_key: &str,
    outside: &[Checkpoint],
    report: &mut Report,
) -> Result<(), Error> {
    let mut kept: BTreeMap<i64, Vec<&Checkpoint>> = BTreeMap::new();
    for checkpoint in outside {
        check_signature(public_key, checkpoint, true, report);
        kept.entry(checkpoint.size).or_default().push(checkpoint);
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
        let Some(last) = entries.last().map(|it| it.position) else {
            break;
        };
        let stored = stored(at, position, last).await?;
        for checkpoint in &stored {
            check_signature(public_key, checkpoint, false, report);
        }
        let mut promised: HashMap<i64, Vec<&str>> = HashMap::new();
        let outside = kept.range(position + 1..=last).flat_map(|(_, it)| it);
        for checkpoint in outside.copied().chain(&stored) {
            let heads = promised.entry(checkpoint.size).or_default();
            heads.push(&checkpoint.head);
        }
        let events = events_of(at, &entries).await?;
        for entry in entries {
            let event = events.get(&entry.event_id);
            let follows =
                entry.position == position + 1 && entry.head == next_head(&head, &entry.event_hash);
            if !follows {
                report.find(Finding::LogBroken {
                    position: position + 1,
                    event: event.map(Place::from),
                });
            }
            match event {
                None => report.find(Finding::Removed {
                    position: entry.position,
                    event_id: entry.event_id,
                }),
                Some(event) => {
                    if event.hash != entry.event_hash || event_hash(event)? != entry.event_hash {
                        report.find(Finding::Edited(event.into()));
                    }
                }
            }
            position = entry.position;
            head = entry.head;
            let heads = promised.get(&position).into_iter().flatten();
            if heads.into_iter().any(|it| **it != head) {
                report.find(Finding::Rewritten { size: position });
            }
        }
    }
    report.log = position;
    let beyond = beyond(at, position).await?;
    for checkpoint in &beyond {
        check_signature(public_key, checkpoint, false, report);
    }
    let promised = kept.keys().chain(beyond.iter().map(|it| &it.size)).max();
    if let Some(&expected) = promised
        && expected > position
    {
        report.find(Finding::Truncated {
            expected,
            found: position,
        });
    }
    Ok(())
}

fn check_signature(public_key: &str, checkpoint: &Checkpoint, outside: bool, report: &mut Report) {
    let text = Checkpoint::text(checkpoint.size, &checkpoint.head, checkpoint.at);
    report.checkpoints += 1;
    if !is_signed_by(public_key, text.as_bytes(), &checkpoint.signature) {
        let size = checkpoint.size;
        report.find(Finding::BadSignature { size, outside });
    }
}

/// The checkpoints in the database of sizes after one position and up to another.
async fn stored(at: &dyn Connected, after: i64, last: i64) -> Result<Vec<Checkpoint>, Error> {
    let rows = checkpoint::Entity::find()
        .filter(checkpoint::Column::Size.gt(after))
        .filter(checkpoint::Column::Size.lte(last))
        .order_by_asc(checkpoint::Column::Size)
        .all(&at.connection())
        .await?;
    Ok(rows.into_iter().map(Checkpoint::from).collect())
}

/// The last checkpoints in the database whose sizes the log does not reach.
async fn beyond(at: &dyn Connected, last: i64) -> Result<Vec<Checkpoint>, Error> {
    let rows = checkpoint::Entity::find()
        .filter(checkpoint::Column::Size.gt(last))
        .order_by_desc(checkpoint::Column::Size)
        .limit(PAGE)
        .all(&at.connection())
        .await?;
    Ok(rows.into_iter().map(Checkpoint::from).collect())
}

async fn events_of(
    at: &dyn Connected,
    entries: &[log_entry::Model],
) -> Result<HashMap<i64, event::Model>, Error> {
    let rows = event::Entity::find()
        .filter(event::Column::Id.is_in(entries.iter().map(|it| it.event_id)))
        .all(&at.connection())
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

impl From<checkpoint::Model> for Checkpoint {
    fn from(row: checkpoint::Model) -> Self {
        Self {
            size: row.size,
            head: row.head,
            at: row.at,
            signature: row.signature,
        }
    }
}
