//! What every use case stands on: the database, the clock, the keys and the settings.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use crate::clock::Clock;
use crate::config::Settings;
use crate::error::Error;
use crate::store::Database;
use crate::store::keys::Keys;
use crate::store::registry::Kind;

/// One running registry. Cheap to clone; connections are seen by the store alone.
#[derive(Clone, Debug)]
pub struct Context(Arc<Parts>);

#[derive(Debug)]
struct Parts {
    database: Database,
    clock: Clock,
    keys: Keys,
    settings: Settings,
    kind: Kind,
}

impl Context {
    /// Puts a registry together.
    pub fn new(
        database: Database,
        clock: Clock,
        keys: Keys,
        settings: Settings,
        kind: Kind,
    ) -> Self {
        Self(Arc::new(Parts {
            database,
            clock,
            keys,
            settings,
            kind,
        }))
    }

    /// The instant now.
    pub fn now(&self) -> DateTime<Utc> {
        self.0.clock.now()
    }

    /// Today's civil date in Tehran.
    pub fn today(&self) -> NaiveDate {
        self.0.clock.today()
    }

    /// The registry's clock.
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// The registry's signing key.
    pub fn keys(&self) -> &Keys {
        &self.0.keys
    }

    /// The settings.
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// Whether everything in it is invented.
    pub fn is_demo(&self) -> bool {
        self.0.kind == Kind::Demo
    }

    /// Whether the registry can answer.
    pub async fn is_ready(&self) -> Result<(), Error> {
        self.0.database.ping().await
    }

    pub(crate) fn database(&self) -> &Database {
        &self.0.database
    }
}
