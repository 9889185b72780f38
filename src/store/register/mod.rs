//! The public register as a published artefact: versions in files, signed, and in memory.
//!
//! [`source`] reads the licences; [`list`] is one version in memory; [`mod@file`] writes and reads versions and deltas; [`heads`] are
//! the rows by which all processes find the newest version; [`Shelf`] holds the version that this
//! process answers from.

mod chunk;
pub mod file;
pub mod heads;
pub mod list;
pub mod source;

use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};

pub use heads::Head;
pub use list::{Gathering, List};

/// After this long without word from the publisher a list is stale.
pub const STALE_AFTER: Duration = Duration::from_mins(2);

/// The version that this process answers from, if it has one.
#[derive(Debug, Default)]
pub struct Shelf(RwLock<Option<Arc<Issue>>>);

/// A version of the list with what is known about it.
#[derive(Clone, Debug)]
pub struct Issue {
    /// What was signed.
    pub head: Head,
    /// The entries.
    pub list: Arc<List>,
    /// How old its last confirmation was when we looked.
    age: Duration,
    looked: Instant,
}

impl Issue {
    /// A version as it is found now.
    pub fn new(head: Head, list: Arc<List>, now: DateTime<Utc>) -> Self {
        let age = (now - head.confirmed_at).to_std().unwrap_or_default();
        Self {
            head,
            list,
            age,
            looked: Instant::now(),
        }
    }

    /// How long ago this version was last known to be all there is.
    pub fn age(&self) -> Duration {
        self.age + self.looked.elapsed()
    }

    /// Whether changes may have been missed for too long.
    pub fn is_stale(&self) -> bool {
        self.age() > STALE_AFTER
    }
}

impl Shelf {
    /// The version to answer from.
    pub fn current(&self) -> Option<Arc<Issue>> {
        self.0
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Puts another version in its place; who reads the old one finishes with it.
    pub fn put(&self, issue: Issue) {
        let issue = Some(Arc::new(issue));
        let mut place = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let former = std::mem::replace(&mut *place, issue);
        drop(place);
        drop(former);
    }
}
