//! Checklists of inspections, one row for every version.

use entity::checklist;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::aggregates::{self, Stored};
use super::database::Connected;
use crate::domain::placement::checklist::Checklist;
use crate::error::Error;

impl Stored for Checklist {
    type Table = checklist::Entity;

    fn columns(&self) -> checklist::ActiveModel {
        checklist::ActiveModel {
            number: Set(i64::from(self.version())),
            valid_from: Set(self.from()),
            ..Default::default()
        }
    }
}

/// Every version that was issued, the first one first.
pub async fn all(at: &impl Connected) -> Result<Vec<Checklist>, Error> {
    checklist::Entity::find()
        .order_by_asc(checklist::Column::Number)
        .all(&at.connection())
        .await?
        .iter()
        .map(|row| Ok(aggregates::from_row::<Checklist>(row)?.value))
        .collect()
}

/// The versions before a number, the latest first.
pub async fn page(
    at: &impl Connected,
    before: Option<u32>,
    limit: u64,
) -> Result<Vec<Checklist>, Error> {
    checklist::Entity::find()
        .filter(
            Condition::all()
                .add_option(before.map(|it| checklist::Column::Number.lt(i64::from(it)))),
        )
        .order_by_desc(checklist::Column::Number)
        .limit(limit)
        .all(&at.connection())
        .await?
        .iter()
        .map(|row| Ok(aggregates::from_row::<Checklist>(row)?.value))
        .collect()
}
