//! Rulings of provincial boards.

use chrono::NaiveDate;
use entity::ruling;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::aggregates::{self, Stored, Versioned};
use super::database::Connected;
use super::due::{self, Due};
use crate::domain::placement::ruling::Ruling;
use crate::error::Error;

impl Stored for Ruling {
    type Table = ruling::Entity;

    fn columns(&self) -> ruling::ActiveModel {
        ruling::ActiveModel {
            case_id: Set(self.case()),
            licence_id: Set(self.respondent().licence),
            province: Set(self.respondent().province.code().to_owned()),
            number: Set(self.number().map(ToString::to_string)),
            final_on: Set(self.final_on()),
            ..Default::default()
        }
    }
}

/// The rulings that are final by the lapse of their term on a day while that is not written down yet.
pub async fn lapsed(
    at: &impl Connected,
    today: NaiveDate,
    after: Option<Due>,
    limit: u64,
) -> Result<Vec<Due>, Error> {
    let served = ruling::Entity::find().filter(ruling::Column::State.eq("served"));
    let columns = (ruling::Column::FinalOn, ruling::Column::Id);
    due::page(at, served, columns, today, after, limit).await
}

/// The licences of those rulings.
pub async fn lapsed_licences(at: &impl Connected, today: NaiveDate) -> Result<Vec<Uuid>, Error> {
    Ok(ruling::Entity::find()
        .select_only()
        .column(ruling::Column::LicenceId)
        .distinct()
        .filter(ruling::Column::State.eq("served"))
        .filter(ruling::Column::FinalOn.lte(today))
        .into_tuple()
        .all(&at.connection())
        .await?)
}

/// The rulings whose term of appeal runs on a day, or would run but for an appeal.
pub async fn with_open_terms(
    at: &impl Connected,
    today: NaiveDate,
) -> Result<Vec<Versioned<Ruling>>, Error> {
    let running = Condition::all()
        .add(ruling::Column::State.eq("served"))
        .add(ruling::Column::FinalOn.gt(today));
    let wanted = Condition::any()
        .add(running)
        .add(ruling::Column::State.eq("appealed"));
    ruling::Entity::find()
        .filter(wanted)
        .order_by_asc(ruling::Column::Id)
        .all(&at.connection())
        .await?
        .iter()
        .map(aggregates::from_row)
        .collect()
}
