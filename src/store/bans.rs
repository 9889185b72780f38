//! Bans, and the search for those that run against a party.

use chrono::NaiveDate;
use entity::{ban, ban_subject};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::aggregates::{self, Stored, Versioned};
use super::database::{Connected, Work};
use super::due::{self, Due};
use crate::domain::kernel::event::Changed;
use crate::domain::placement::ban::{Ban, Screening, Subject};
use crate::domain::placement::event::PlacementEvent;
use crate::error::Error;

impl Stored for Ban {
    type Table = ban::Entity;

    fn columns(&self) -> ban::ActiveModel {
        ban::ActiveModel {
            runs_from: Set(self.term().from),
            runs_until: Set(self.term().until_exclusive),
            ..Default::default()
        }
    }
}

/// Saves a new ban with the keys under which its subjects are found.
pub async fn insert(
    work: &Work,
    changed: Changed<Ban, PlacementEvent>,
) -> Result<Versioned<Ban>, Error> {
    let saved = aggregates::insert(work, changed).await?;
    let mut keys: Vec<String> = saved.value.subjects().iter().map(key).collect();
    keys.sort();
    keys.dedup();
    let rows = keys.into_iter().map(|party_key| ban_subject::ActiveModel {
        party_key: Set(party_key),
        ban_id: Set(crate::domain::kernel::event::Aggregate::id(&saved.value)),
    });
    ban_subject::Entity::insert_many(rows)
        .exec_without_returning(&work.connection())
        .await?;
    Ok(saved)
}

/// The bans whose five years are over on a day while that is not written down yet.
pub async fn over(
    at: &impl Connected,
    today: NaiveDate,
    after: Option<Due>,
    limit: u64,
) -> Result<Vec<Due>, Error> {
    let imposed = ban::Entity::find().filter(ban::Column::State.eq("imposed"));
    let columns = (ban::Column::RunsUntil, ban::Column::Id);
    due::page(at, imposed, columns, today, after, limit).await
}

/// Looks for bans that run on a day against any of the subjects (A15.n2).
///
/// Only bans of these very parties are read, however long the list of bans is.
pub async fn screen(
    at: &impl Connected,
    subjects: &[Subject],
    on: NaiveDate,
) -> Result<Screening, Error> {
    let candidates: Vec<Uuid> = ban_subject::Entity::find()
        .select_only()
        .column(ban_subject::Column::BanId)
        .distinct()
        .filter(ban_subject::Column::PartyKey.is_in(subjects.iter().map(key)))
        .into_tuple()
        .all(&at.connection())
        .await?;
    let rows = ban::Entity::find()
        .filter(ban::Column::Id.is_in(candidates))
        .filter(ban::Column::RunsFrom.lte(on))
        .filter(ban::Column::RunsUntil.gt(on))
        .order_by_asc(ban::Column::Id)
        .all(&at.connection())
        .await?;
    let bans = rows
        .iter()
        .map(|row| aggregates::from_row(row).map(|ban: Versioned<Ban>| ban.value))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Screening::of(subjects, &bans, on))
}

fn key(subject: &Subject) -> String {
    subject.party.key()
}
