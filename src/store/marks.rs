//! How far the calendar has come with what it does day by day.

use chrono::NaiveDate;
use entity::mark::{self, Column, Entity};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, EntityTrait};

use super::database::{Connected, Work};
use crate::error::Error;

/// The last day that a job has dealt with; nothing if it has never run.
pub async fn through(at: &impl Connected, job: &str) -> Result<Option<NaiveDate>, Error> {
    let row = Entity::find_by_id(job.to_owned())
        .one(&at.connection())
        .await?;
    Ok(row.map(|row| row.through))
}

/// Notes that a job has dealt with everything up to a day.
pub async fn set(work: &Work, job: &str, through: NaiveDate) -> Result<(), Error> {
    let row = mark::ActiveModel {
        job: Set(job.to_owned()),
        through: Set(through),
    };
    Entity::insert(row)
        .on_conflict(
            OnConflict::column(Column::Job)
                .update_column(Column::Through)
                .to_owned(),
        )
        .exec_without_returning(&work.connection())
        .await?;
    Ok(())
}
