//! What every use case stands on: the database, the clock, the keys and the settings.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use crate::clock::Clock;
use crate::config::Settings;
use crate::error::Error;
use crate::store::Database;
use crate::store::keys::Keys;
use crate::store::register::Shelf;
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
    register: Shelf,
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
            register: Shelf::default(),
        }))
    }

    /// The same registry by another clock, with a shelf of its own for the public register.
    #[must_use]
    pub fn with_clock(&self, clock: Clock) -> Self {
        Self::new(
            self.0.database.clone(),
            clock,
            self.0.keys.clone(),
            self.0.settings.clone(),
            self.0.kind,
        )
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

    /// The public register as this process holds it.
    pub fn register(&self) -> &Shelf {
        &self.0.register
    }

    /// Whether the registry can answer: its database does, and its open list is there and fresh.
    pub async fn is_ready(&self) -> Result<(), Error> {
        self.0.database.ping().await?;
        match self.register().current() {
            Some(issue) if !issue.is_stale() => Ok(()),
            _ => Err(Error::Unavailable {
                what: "a fresh public register",
            }),
        }
    }

    pub(crate) fn database(&self) -> &Database {
        &self.0.database
    }
}
