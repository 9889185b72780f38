//! Serial numbers without gaps: a number is given in the transaction that uses it.

use entity::serial;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::database::{Connected, Work};
use crate::error::Error;

/// The next number of a series, from 1. Two units of work that want one of the same series come one
/// after the other, and a number whose unit of work fails is given again.
pub async fn next(work: &Work, name: &str) -> Result<i64, Error> {
    let row = serial::ActiveModel {
        name: Set(name.to_owned()),
        last: Set(1),
    };
    let following = Expr::col((serial::Entity, serial::Column::Last)).add(1);
    let given = serial::Entity::insert(row)
        .on_conflict(
            OnConflict::column(serial::Column::Name)
                .value(serial::Column::Last, following)
                .to_owned(),
        )
        .exec_with_returning(&work.connection())
        .await?;
    Ok(given.last)
}

/// Says up to where numbers of a series have been given. Whoever was given the [`next`] one may count on
/// by itself and say so in the end, since nobody else is given one before the unit of work is over.
pub async fn advance(work: &Work, name: &str, last: i64) -> Result<(), Error> {
    serial::Entity::update_many()
        .col_expr(serial::Column::Last, Expr::value(last))
        .filter(serial::Column::Name.eq(name))
        .filter(serial::Column::Last.lt(last))
        .exec(&work.connection())
        .await?;
    Ok(())
}
