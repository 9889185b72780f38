//! Decrees of membership.

use chrono::NaiveDate;
use entity::appointment;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::aggregates::{self, Stored, Versioned};
use super::database::Connected;
use crate::domain::kernel::board::BoardSeat;
use crate::domain::placement::appointment::{Appointment, Issuer};
use crate::domain::placement::boards::BoardKind;
use crate::error::Error;

impl Stored for Appointment {
    type Table = appointment::Entity;

    fn columns(&self) -> appointment::ActiveModel {
        let decree = self.decree();
        let issuer = match decree.issuer {
            Issuer::Minister => "minister",
            Issuer::DeputyMinister => "deputy_minister",
            Issuer::ProvincialDirector { .. } => "provincial_director",
        };
        appointment::ActiveModel {
            board: Set(decree.board.to_string()),
            seat: Set(decree.seat.code().to_owned()),
            account_id: Set(decree.account),
            issuer: Set(issuer.to_owned()),
            valid_from: Set(decree.from),
            valid_until: Set(self.until()),
            ..Default::default()
        }
    }
}

/// All decrees that were ever recorded for a board, oldest first.
pub async fn of_board(
    at: &impl Connected,
    board: BoardKind,
) -> Result<Vec<Versioned<Appointment>>, Error> {
    let decrees = appointment::Column::Board.eq(board.to_string());
    list(at, decrees.into()).await
}

/// The members of a board on a day.
pub async fn in_force(
    at: &impl Connected,
    board: BoardKind,
    on: NaiveDate,
) -> Result<Vec<Versioned<Appointment>>, Error> {
    list(at, members(board, on)).await
}

/// The members of a board on a day that come after one of them; at most `limit`.
pub async fn page(
    at: &impl Connected,
    board: BoardKind,
    on: NaiveDate,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Versioned<Appointment>>, Error> {
    let later = after.map(|after| appointment::Column::Id.gt(after));
    let rows = appointment::Entity::find()
        .filter(members(board, on).add_option(later))
        .order_by_asc(appointment::Column::Id)
        .limit(limit)
        .all(&at.connection())
        .await?;
    rows.iter().map(aggregates::from_row).collect()
}

fn members(board: BoardKind, on: NaiveDate) -> Condition {
    Condition::all()
        .add(appointment::Column::Board.eq(board.to_string()))
        .add(appointment::Column::ValidFrom.lte(on))
        .add(open_on(on))
}

/// The decrees that put an account on any board on a day.
pub async fn of_account(
    at: &impl Connected,
    account: Uuid,
    on: NaiveDate,
) -> Result<Vec<Versioned<Appointment>>, Error> {
    let holds = Condition::all()
        .add(appointment::Column::AccountId.eq(account))
        .add(appointment::Column::ValidFrom.lte(on))
        .add(open_on(on));
    list(at, holds).await
}

fn open_on(on: NaiveDate) -> Condition {
    Condition::any()
        .add(appointment::Column::ValidUntil.is_null())
        .add(appointment::Column::ValidUntil.gt(on))
}

async fn list(
    at: &impl Connected,
    condition: Condition,
) -> Result<Vec<Versioned<Appointment>>, Error> {
    let rows = appointment::Entity::find()
        .filter(condition)
        .order_by_asc(appointment::Column::Id)
        .all(&at.connection())
        .await?;
    rows.iter().map(aggregates::from_row).collect()
}
