//! Wrong passwords for logins that nobody has, counted in the database as those of accounts are, so that a
//! lock does not tell which logins exist, whichever process is asked.

use chrono::{DateTime, Utc};
use entity::stranger_attempt::{ActiveModel, Column, Entity, Model};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::database::{Connected, Work};
use super::keys::Keys;
use crate::domain::placement::account::{Login, after_wrong_password};
use crate::error::Error;

/// How many logins are remembered; the oldest is forgotten first.
const MOST: u64 = 100_000;

/// What a login that nobody has is remembered by: whoever reads the database cannot tell what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stranger(String);

impl Stranger {
    /// The stranger who tried this login.
    pub fn of(login: &Login, keys: &Keys) -> Self {
        Self(keys.pseudonym("stranger", login.as_str()))
    }
}

/// Until when an account with this login would be locked, if it would.
pub async fn locked_until(
    at: &impl Connected,
    stranger: &Stranger,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>, Error> {
    let tried = find(at, stranger).await?;
    Ok(tried
        .and_then(|it| it.locked_until)
        .filter(|until| now < *until))
}

/// Counts a wrong password, unless the login is locked already.
pub async fn refuse_password(work: &Work, stranger: &Stranger) -> Result<(), Error> {
    let former = find(work, stranger).await?;
    if former
        .as_ref()
        .and_then(|it| it.locked_until)
        .is_some_and(|until| work.now < until)
    {
        return Ok(());
    }
    let failures = former.map_or(0, |it| u8::try_from(it.failures).unwrap_or(u8::MAX));
    let (failures, locked_until) = after_wrong_password(failures, work.now);
    let row = ActiveModel {
        login_hash: Set(stranger.0.clone()),
        failures: Set(failures.into()),
        locked_until: Set(locked_until),
        tried_at: Set(work.now),
    };
    let told = [Column::Failures, Column::LockedUntil, Column::TriedAt];
    let on_conflict = OnConflict::column(Column::LoginHash)
        .update_columns(told)
        .to_owned();
    Entity::insert(row)
        .on_conflict(on_conflict)
        .exec_without_returning(&work.connection())
        .await?;
    Ok(())
}

/// Forgets the logins that were tried the longest ago, when there are more than are remembered.
pub async fn forget_oldest(work: &Work) -> Result<u64, Error> {
    forget_beyond(work, MOST).await
}

async fn forget_beyond(work: &Work, most: u64) -> Result<u64, Error> {
    let newest_forgotten: Option<DateTime<Utc>> = Entity::find()
        .select_only()
        .column(Column::TriedAt)
        .order_by_desc(Column::TriedAt)
        .offset(most)
        .limit(1)
        .into_tuple()
        .one(&work.connection())
        .await?;
    let Some(until) = newest_forgotten else {
        return Ok(0);
    };
    let forgotten = Entity::delete_many()
        .filter(Column::TriedAt.lte(until))
        .exec(&work.connection())
        .await?;
    Ok(forgotten.rows_affected)
}

async fn find(at: &impl Connected, stranger: &Stranger) -> Result<Option<Model>, Error> {
    Ok(Entity::find_by_id(stranger.0.clone())
        .one(&at.connection())
        .await?)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::domain::placement::access::Actor;
    use crate::store::Database;

    #[tokio::test]
    async fn the_oldest_login_is_forgotten_before_the_database_grows() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", folder.path().join("registry.db").display());
        let database = Database::connect(&url, 1).await.unwrap();
        database.migrate().await.unwrap();
        let keys = Keys::load_or_create(&folder.path().join("key")).unwrap();
        let mut now: DateTime<Utc> = "2026-11-22T06:30:00Z".parse().unwrap();
        let begin = |now| database.begin(&Actor::Public, None, now);
        let logins: Vec<Login> = (1..=4)
            .map(|n| format!("other-{n}").parse().unwrap())
            .collect();
        for login in &logins {
            now += TimeDelta::seconds(1);
            let work = begin(now).await.unwrap();
            let stranger = Stranger::of(login, &keys);
            refuse_password(&work, &stranger).await.unwrap();
            work.commit().await.unwrap();
        }
        let work = begin(now).await.unwrap();
        assert_eq!(forget_beyond(&work, 4).await.unwrap(), 0);
        assert_eq!(forget_beyond(&work, 3).await.unwrap(), 1);
        work.commit().await.unwrap();
        for (login, remembered) in logins.iter().zip([false, true, true, true]) {
            let found = find(&database, &Stranger::of(login, &keys)).await.unwrap();
            assert_eq!(found.is_some(), remembered, "{login:?}");
        }
    }
}
