//! Leases: a job that only one process may do at a time.

use chrono::TimeDelta;
use entity::lease;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::database::{Connected, Work};
use crate::error::Error;

/// Takes or prolongs the lease of a job; false when another process holds it.
pub async fn take(work: &Work, job: &str, holder: Uuid, life: TimeDelta) -> Result<bool, Error> {
    let until = work.now + life;
    let row = lease::ActiveModel {
        job: Set(job.to_owned()),
        holder: Set(holder),
        until: Set(until),
    };
    lease::Entity::insert(row)
        .on_conflict(
            OnConflict::column(lease::Column::Job)
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(&work.connection())
        .await?;
    let taken = lease::Entity::update_many()
        .col_expr(lease::Column::Holder, holder.into())
        .col_expr(lease::Column::Until, until.into())
        .filter(lease::Column::Job.eq(job))
        .filter(
            Condition::any()
                .add(lease::Column::Holder.eq(holder))
                .add(lease::Column::Until.lte(work.now)),
        )
        .exec(&work.connection())
        .await?;
    Ok(taken.rows_affected == 1)
}
