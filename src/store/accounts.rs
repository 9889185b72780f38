//! Accounts.

use std::collections::BTreeSet;

use entity::{account, inspector_office};
use sea_orm::sea_query::Query;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, SqlErr,
};
use uuid::Uuid;

use super::aggregates::{self, Stored, Versioned};
use super::database::{Connected, Work};
use crate::domain::kernel::event::Changed;
use crate::domain::kernel::province::Province;
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

    /// Lists of inspectors are read from an index and never searched for in the grants of everybody.
    async fn project(&self, work: &Work) -> Result<(), Error> {
        let offices: BTreeSet<&str> = self.inspects_for().map(office).collect();
        if offices.is_empty() {
            return Ok(());
        }
        inspector_office::Entity::delete_many()
            .filter(inspector_office::Column::AccountId.eq(self.id))
            .exec(&work.connection())
            .await?;
        if !self.is_in_use() {
            return Ok(());
        }
        let rows = offices
            .into_iter()
            .map(|office| inspector_office::ActiveModel {
                office: Set(office.to_owned()),
                account_id: Set(self.id),
            });
        inspector_office::Entity::insert_many(rows)
            .exec_without_returning(&work.connection())
            .await?;
        Ok(())
    }
}

/// An office by its province; the centre has none.
fn office(province: Option<Province>) -> &'static str {
    province.map_or("centre", Province::code)
}

/// The accounts in use that inspect for any of these offices, in the order of their identity and from
/// after one of them; of all offices when none are named.
pub async fn inspectors(
    at: &impl Connected,
    offices: Option<&[Option<Province>]>,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Account>, Error> {
    let named = offices.map(|offices| {
        let codes = offices.iter().copied().map(office);
        inspector_office::Column::Office.is_in(codes)
    });
    let mut accounts = Query::select();
    accounts
        .column(inspector_office::Column::AccountId)
        .from(inspector_office::Entity)
        .cond_where(Condition::all().add_option(named));
    account::Entity::find()
        .filter(account::Column::Id.in_subquery(accounts))
        .filter(Condition::all().add_option(after.map(|id| account::Column::Id.gt(id))))
        .order_by_asc(account::Column::Id)
        .limit(limit)
        .all(&at.connection())
        .await?
        .iter()
        .map(|row| Ok(aggregates::from_row::<Account>(row)?.value))
        .collect()
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
