//! Wrong passwords for logins that nobody has, counted as those of accounts are, so that a lock does not tell
//! which logins exist.

use std::collections::hash_map::RandomState;
use std::collections::{HashMap, VecDeque};
use std::hash::BuildHasher;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};

use crate::domain::placement::account::{Login, after_wrong_password};

/// How many logins are remembered; the oldest is forgotten first.
const MOST: usize = 100_000;

/// The logins of this process that nobody has, by a hash with a secret of its own. They are gone with the
/// process, since there is no account that they could protect.
#[derive(Debug, Default)]
pub struct Strangers {
    hasher: RandomState,
    tried: Mutex<Tried>,
}

#[derive(Debug, Default)]
struct Tried {
    attempts: HashMap<u64, Attempts>,
    /// The same hashes, the oldest first.
    order: VecDeque<u64>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Attempts {
    failures: u8,
    locked_until: Option<DateTime<Utc>>,
}

impl Strangers {
    /// Until when an account with this login would be locked, if it would.
    pub fn locked_until(&self, login: &Login, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let key = self.hasher.hash_one(login);
        let tried = self.tried.lock().unwrap_or_else(PoisonError::into_inner);
        let attempts = tried.attempts.get(&key)?;
        attempts.locked_until.filter(|until| now < *until)
    }

    /// Counts a wrong password.
    pub fn refuse_password(&self, login: &Login, now: DateTime<Utc>) {
        let key = self.hasher.hash_one(login);
        let mut tried = self.tried.lock().unwrap_or_else(PoisonError::into_inner);
        let former = tried.attempts.get(&key).copied();
        if former.is_none() {
            tried.order.push_back(key);
            if tried.order.len() > MOST
                && let Some(oldest) = tried.order.pop_front()
            {
                tried.attempts.remove(&oldest);
            }
        }
        let (failures, locked_until) =
            after_wrong_password(former.unwrap_or_default().failures, now);
        let attempts = Attempts {
            failures,
            locked_until,
        };
        tried.attempts.insert(key, attempts);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::placement::account::{FAILURES_BEFORE_LOCK, LOCK};

    #[test]
    fn the_oldest_login_is_forgotten_before_memory_grows() {
        let now = "2026-11-22T06:30:00Z".parse().unwrap();
        let strangers = Strangers::default();
        let first: Login = "first".parse().unwrap();
        for _ in 0..FAILURES_BEFORE_LOCK {
            assert_eq!(strangers.locked_until(&first, now), None);
            strangers.refuse_password(&first, now);
        }
        assert_eq!(strangers.locked_until(&first, now), Some(now + LOCK));
        for other in 0..MOST {
            strangers.refuse_password(&format!("other-{other}").parse().unwrap(), now);
        }
        assert_eq!(strangers.locked_until(&first, now), None);
        assert_eq!(strangers.tried.lock().unwrap().attempts.len(), MOST);
    }
}
