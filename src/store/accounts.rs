//! Accounts.

use entity::account;
use sea_orm::{ActiveValue::Set, ColumnTrait, DbErr, EntityTrait, QueryFilter, SqlErr};

use super::aggregates::{self, Stored, Versioned};
use super::database::{Connected, Work};
use crate::domain::kernel::event::Changed;
use crate::domain::placement::account::{Account, Login};
use crate::domain::placement::event::PlacementEvent;
use crate::error::Error;

impl Stored for Account {
    type Table = account::Entity;

    fn columns(&self) -> account::ActiveModel {
        account::ActiveModel {
            login: Set(self.login.as_str().to_owned()),
            ..Default::default()
        }
    }
}

/// Saves a new account, whose login nobody else may have.
pub async fn insert(
    work: &Work,
    changed: Changed<Account, PlacementEvent>,
) -> Result<Versioned<Account>, Error> {
    aggregates::insert(work, changed)
        .await
        .map_err(|error| taken(error, "/login"))
}

/// The account that signs in with a name.
pub async fn find_by_login(
    at: &impl Connected,
    login: &Login,
) -> Result<Option<Versioned<Account>>, Error> {
    account::Entity::find()
        .filter(account::Column::Login.eq(login.as_str()))
        .one(&at.connection())
        .await?
        .map(|row| aggregates::from_row(&row))
        .transpose()
}

/// Whether there is any account yet.
pub async fn any(at: &impl Connected) -> Result<bool, Error> {
    Ok(account::Entity::find()
        .one(&at.connection())
        .await?
        .is_some())
}

/// Names the field whose value must be unique when that is what the database refused.
pub(super) fn taken(error: Error, field: &'static str) -> Error {
    let unique = match &error {
        Error::Database(failure) => failure.downcast_ref::<DbErr>().and_then(DbErr::sql_err),
        _ => None,
    };
    match unique {
        Some(SqlErr::UniqueConstraintViolation(_)) => Error::Taken { field },
        _ => error,
    }
}
