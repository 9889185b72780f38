//! Opening a registry: its tables, its key, and what kind it is.

use serde::Serialize;

use crate::clock::Clock;
use crate::config::Settings;
use crate::context::Context;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::calendar::Calendar;
use crate::domain::placement::demo_clock::DemoClock;
use crate::error::Error;
use crate::store::keys::Keys;
use crate::store::registry::{self, Kind};
use crate::store::{Database, aggregates};
use crate::use_cases::closure::published;
use crate::use_cases::{Acting, Command, demo, perform};

/// Opens the registry of these settings, or creates it.
///
/// # Errors
/// A demonstration cannot be opened as a real registry nor the reverse, and a registry cannot be opened
/// without the key that it signs with.
pub async fn open(settings: Settings, kind: Kind, clock: Clock) -> Result<Context, Error> {
    let database = migrate(&settings).await?;
    assemble(database, settings, kind, clock).await
}

/// Opens the registry of these settings whatever kind it is; where there is none, creates a real one.
pub async fn open_any(settings: Settings, clock: Clock) -> Result<Context, Error> {
    let database = migrate(&settings).await?;
    let kind = registry::find(&database).await?.map(|it| it.kind);
    assemble(database, settings, kind.unwrap_or(Kind::Real), clock).await
}

/// Opens a registry that must be there, and changes nothing in it.
pub async fn open_existing(settings: Settings, clock: Clock) -> Result<Context, Error> {
    let database = connect(&settings).await?;
    if !database.is_migrated().await? {
        return Err(Error::internal(OPENING, OTHER_TABLES));
    }
    let Some(found) = registry::find(&database).await? else {
        return Err(Error::internal(OPENING, NONE_YET));
    };
    assemble(database, settings, found.kind, clock).await
}

/// Creates or brings up to date every table of the database of these settings.
pub async fn migrate(settings: &Settings) -> Result<Database, Error> {
    let database = connect(settings).await?;
    database.migrate().await?;
    Ok(database)
}

async fn connect(settings: &Settings) -> Result<Database, Error> {
    tokio::fs::create_dir_all(&settings.folder)
        .await
        .map_err(|error| Error::internal("creating the registry's folder", error))?;
    Database::connect(&settings.database_url, settings.database_pool).await
}

async fn assemble(
    database: Database,
    settings: Settings,
    kind: Kind,
    clock: Clock,
) -> Result<Context, Error> {
    let keys = Keys::load_or_create(&settings.key_file())?;
    let context = Context::new(database, clock, keys, settings, kind);
    let found = match registry::find(context.database()).await? {
        Some(found) => found,
        None => {
            perform(
                &founding(&context),
                &Actor::Calendar,
                &Create { kind },
                None,
            )
            .await?
        }
    };
    if found.kind != kind {
        return Err(Error::internal(OPENING, OTHER_KIND));
    }
    if found.public_key != context.keys().public() {
        return Err(Error::internal(OPENING, OTHER_KEY));
    }
    if kind == Kind::Demo {
        let clock = aggregates::get::<DemoClock>(context.database(), DemoClock::ID).await?;
        context.clock().set_ahead(clock.value.ahead_seconds());
    }
    Ok(context)
}

/// A demonstration is founded when its story begins.
fn founding(context: &Context) -> Context {
    if context.is_demo() {
        context.with_clock(Clock::standing_at(demo::beginning(context.now())))
    } else {
        context.clone()
    }
}

const OPENING: &str = "opening the registry";
const OTHER_KIND: &str = "a demonstration is opened with --demo, and a real registry without; this one is of the other kind";
const OTHER_KEY: &str = "the key in the folder is not the one this registry signs with";
const OTHER_TABLES: &str =
    "its tables are not those of this program; `parvaneh migrate` brings them up to date";
const NONE_YET: &str = "there is no registry in this database; `parvaneh serve` creates one";

/// Fixes what the registry is.
#[derive(Serialize)]
struct Create {
    kind: Kind,
}

impl Command for Create {
    const OPERATION: &'static str = "createRegistry";
    const PERMISSION: Option<Permission> = None;
    type Output = registry::Registry;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        // Another process may have created it since we looked.
        if let Some(found) = registry::find(acting.work).await? {
            return Ok(found);
        }
        registry::insert(acting.work, self.kind, &acting.context.keys().public()).await?;
        let calendar = Calendar::open(published::official()?)
            .map_err(|reason| Error::internal(OPENING, reason))?;
        aggregates::insert(acting.work, calendar).await?;
        if self.kind == Kind::Demo {
            aggregates::insert(acting.work, DemoClock::start()).await?;
        }
        registry::find(acting.work)
            .await?
            .ok_or_else(|| Error::corrupt("registry", "it is not there"))
    }
}
