//! Answers to requests that may come again with the same key.

use chrono::TimeDelta;
use entity::idempotent_answer;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, Statement,
};
use uuid::Uuid;

use super::database::{Connected, Work};
use super::evidence::canonical;
use crate::error::Error;

/// A request that may come again: whose, which operation, under which key, and the hash of its content.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    /// The account that asks.
    pub account: Uuid,
    /// The name of the operation.
    pub operation: &'a str,
    /// The key that the caller chose.
    pub key: &'a str,
    /// The hash of what it asks.
    pub hash: String,
    /// How long its answer is kept.
    pub kept: TimeDelta,
}

/// The answer that was given before, if this request has been answered.
///
/// # Errors
/// The same key with another content is refused, and so is a request whose twin is still running.
pub async fn answered(work: &Work, request: &Request<'_>) -> Result<Option<String>, Error> {
    wait_for_no_twin(work, request).await?;
    let found = idempotent_answer::Entity::find_by_id((
        request.account,
        request.operation.to_owned(),
        request.key.to_owned(),
    ))
    .one(&work.connection())
    .await?;
    match found {
        Some(row) if row.created_at + request.kept <= work.now => {
            forget(work, request).await?;
            Ok(None)
        }
        Some(row) if row.request_hash != request.hash => Err(Error::KeyReused),
        Some(row) => Ok(Some(row.answer)),
        None => Ok(None),
    }
}

/// Keeps the answer, in the transaction that made it true.
pub async fn keep(work: &Work, request: &Request<'_>, answer: String) -> Result<(), Error> {
    let row = idempotent_answer::ActiveModel {
        account_id: Set(request.account),
        operation: Set(request.operation.to_owned()),
        key: Set(request.key.to_owned()),
        request_hash: Set(request.hash.clone()),
        answer: Set(answer),
        created_at: Set(work.now),
    };
    idempotent_answer::Entity::insert(row)
        .exec_without_returning(&work.connection())
        .await?;
    Ok(())
}

/// Forgets the answers that are older than this.
pub async fn sweep(work: &Work, kept: TimeDelta) -> Result<u64, Error> {
    let swept = idempotent_answer::Entity::delete_many()
        .filter(idempotent_answer::Column::CreatedAt.lte(work.now - kept))
        .exec(&work.connection())
        .await?;
    Ok(swept.rows_affected)
}

async fn forget(work: &Work, request: &Request<'_>) -> Result<(), Error> {
    idempotent_answer::Entity::delete_by_id((
        request.account,
        request.operation.to_owned(),
        request.key.to_owned(),
    ))
    .exec(&work.connection())
    .await?;
    Ok(())
}

/// SQLite has one writer, so that no twin can be running; PostgreSQL is asked for a lock on the key.
async fn wait_for_no_twin(work: &Work, request: &Request<'_>) -> Result<(), Error> {
    let connection = work.connection();
    if connection.get_database_backend() != DbBackend::Postgres {
        return Ok(());
    }
    let name = format!("{} {} {}", request.account, request.operation, request.key);
    let digest = canonical::hash(name.as_bytes());
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT pg_try_advisory_xact_lock(('x' || $1)::bit(64)::bigint) AS free",
        [digest[..16].into()],
    );
    let free = match connection.query_one_raw(statement).await? {
        Some(row) => row.try_get::<bool>("", "free")?,
        None => false,
    };
    if free {
        Ok(())
    } else {
        Err(Error::StillRunning)
    }
}
