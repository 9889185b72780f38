//! Connections, and the unit of work in which everything is written.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, DatabaseConnection, DatabaseExecutor, DatabaseTransaction, DbBackend, DbErr,
    IsolationLevel, RuntimeErr, SqliteTransactionMode, TransactionOptions, TransactionTrait, sqlx,
};
use std::time::Duration;
use uuid::Uuid;

use crate::clock::date_in_tehran;
use crate::domain::placement::access::{Actor, Role};
use crate::error::Error;

/// The registry's database, SQLite or PostgreSQL.
///
/// SQLite has one writing connection, begun IMMEDIATE and synced in full, and a read-only pool, since
/// a transaction that turns from reading to writing fails under contention.
#[derive(Clone, Debug)]
pub struct Database {
    writer: DatabaseConnection,
    reader: DatabaseConnection,
}

/// Something that can be read from.
pub trait Connected: Sync {
    /// The connection to read from.
    fn connection(&self) -> DatabaseExecutor<'_>;
}

impl Connected for Database {
    fn connection(&self) -> DatabaseExecutor<'_> {
        DatabaseExecutor::Connection(&self.reader)
    }
}

/// One transaction with who writes in it and when; after it has begun, everything goes through it.
#[derive(Debug)]
pub struct Work {
    transaction: DatabaseTransaction,
    /// The account that acts, or nothing for the calendar and the public.
    pub actor: Option<Uuid>,
    /// The role it acts in, as events tell it.
    pub role: &'static str,
    /// The instant of everything in this unit.
    pub now: DateTime<Utc>,
    /// The civil date in Tehran.
    pub today: NaiveDate,
}

impl Connected for Work {
    fn connection(&self) -> DatabaseExecutor<'_> {
        DatabaseExecutor::Transaction(&self.transaction)
    }
}

impl Work {
    /// Makes everything in this unit durable.
    pub async fn commit(self) -> Result<(), Error> {
        Ok(self.transaction.commit().await?)
    }
}

impl Database {
    /// Opens the database at `url`: `sqlite://…` or `postgres://…`.
    pub async fn connect(url: &str, pool: u32) -> Result<Self, Error> {
        if url.starts_with("sqlite:") {
            Self::connect_sqlite(url, pool).await
        } else {
            let mut options = ConnectOptions::new(url);
            options
                .max_connections(pool)
                .sqlx_logging(false)
                .acquire_timeout(Duration::from_secs(10));
            let connection = sea_orm::Database::connect(options).await?;
            Ok(Self {
                writer: connection.clone(),
                reader: connection,
            })
        }
    }

    async fn connect_sqlite(url: &str, pool: u32) -> Result<Self, Error> {
        create_folder(url)?;
        let mut writer = ConnectOptions::new(url);
        writer
            .max_connections(1)
            .sqlx_logging(false)
            .acquire_timeout(Duration::from_secs(30))
            .map_sqlx_sqlite_opts(|options| {
                options
                    .create_if_missing(true)
                    .journal_mode(SqliteJournalMode::Wal)
                    .synchronous(SqliteSynchronous::Full)
                    .foreign_keys(true)
                    .busy_timeout(Duration::from_secs(10))
            });
        let writer = sea_orm::Database::connect(writer).await?;
        let mut reader = ConnectOptions::new(url);
        reader
            .max_connections(pool)
            .sqlx_logging(false)
            .acquire_timeout(Duration::from_secs(10))
            .map_sqlx_sqlite_opts(|options| {
                options
                    .pragma("query_only", "on")
                    .busy_timeout(Duration::from_secs(10))
            });
        let reader = sea_orm::Database::connect(reader).await?;
        Ok(Self { writer, reader })
    }

    /// Creates or brings up to date every table.
    pub async fn migrate(&self) -> Result<(), Error> {
        use migration::MigratorTrait;
        Ok(migration::Migrator::up(&self.writer, None).await?)
    }

    /// Whether the tables are those that this program knows.
    pub async fn is_migrated(&self) -> Result<bool, Error> {
        use migration::MigratorTrait;
        let pending = migration::Migrator::get_pending_migrations_read_only(&self.reader).await?;
        Ok(pending.is_empty())
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), Error> {
        Ok(self.reader.ping().await?)
    }

    /// Begins a unit of work for an actor in a role.
    pub async fn begin(
        &self,
        actor: &Actor,
        role: Option<Role>,
        now: DateTime<Utc>,
    ) -> Result<Work, Error> {
        let options = TransactionOptions {
            isolation_level: (self.writer.get_database_backend() == DbBackend::Postgres)
                .then_some(IsolationLevel::Serializable),
            access_mode: None,
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        };
        let transaction = self.writer.begin_with_options(options).await?;
        Ok(Work {
            transaction,
            actor: actor.account(),
            role: match actor {
                Actor::Host => role_of(actor),
                _ => role.map_or_else(|| role_of(actor), Role::name),
            },
            now,
            today: date_in_tehran(now),
        })
    }

    /// Closes all connections.
    pub async fn close(self) -> Result<(), Error> {
        self.reader.close().await?;
        Ok(self.writer.close().await?)
    }
}

/// The folder of an SQLite file; a database in memory has none.
fn create_folder(url: &str) -> Result<(), Error> {
    let path = url.trim_start_matches("sqlite:").trim_start_matches("//");
    let path = path.split('?').next().unwrap_or_default();
    match std::path::Path::new(path).parent() {
        Some(folder) => std::fs::create_dir_all(folder)
            .map_err(|error| Error::internal("creating the database's folder", error)),
        None => Ok(()),
    }
}

fn role_of(actor: &Actor) -> &'static str {
    match actor {
        Actor::Account { .. } => "account",
        Actor::Public => "public",
        Actor::Calendar => "calendar",
        Actor::Host => "host",
    }
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        Self::Database(Box::new(error))
    }
}

/// Whether a unit of work failed only because another one ran at the same time.
pub fn is_contention(error: &Error) -> bool {
    let Error::Database(failure) = error else {
        return false;
    };
    let Some(error) = failure.downcast_ref::<DbErr>() else {
        return false;
    };
    let (DbErr::Exec(runtime) | DbErr::Query(runtime) | DbErr::Conn(runtime)) = error else {
        return false;
    };
    let RuntimeErr::SqlxError(error) = runtime else {
        return false;
    };
    // Serialization failure, deadlock, SQLITE_BUSY and SQLITE_BUSY_SNAPSHOT.
    error
        .as_database_error()
        .and_then(sqlx::error::DatabaseError::code)
        .is_some_and(|code| ["40001", "40P01", "5", "517"].contains(&code.as_ref()))
}
