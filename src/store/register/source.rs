//! Where the register comes from: the licences.

use entity::licence;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::licence::Licence;
use crate::error::Error;
use crate::store::aggregates;
use crate::store::database::Connected;

/// How many licences are read at a time.
const BATCH: usize = 500;

/// The licences with these identities.
pub async fn licences(at: &impl Connected, ids: &[Uuid]) -> Result<Vec<Licence>, Error> {
    let mut found = Vec::with_capacity(ids.len());
    for ids in ids.chunks(BATCH) {
        let rows = licence::Entity::find()
            .filter(licence::Column::Id.is_in(ids.iter().copied()))
            .all(&at.connection())
            .await?;
        for row in &rows {
            found.push(aggregates::from_row::<Licence>(row)?.value);
        }
    }
    Ok(found)
}

/// Some licences in the order of their identities, after one; none when there are no more.
pub async fn licences_after(
    at: &impl Connected,
    after: Option<Uuid>,
) -> Result<Vec<Licence>, Error> {
    let mut query = licence::Entity::find()
        .order_by_asc(licence::Column::Id)
        .limit(BATCH as u64);
    if let Some(after) = after {
        query = query.filter(licence::Column::Id.gt(after));
    }
    query
        .all(&at.connection())
        .await?
        .iter()
        .map(|row| Ok(aggregates::from_row::<Licence>(row)?.value))
        .collect()
}

/// The identity after which the next licences come.
pub fn last(licences: &[Licence]) -> Option<Uuid> {
    licences.last().map(Aggregate::id)
}

/// The noun that events about licences carry.
pub const NOUN: &str = Licence::NOUN;
