//! Where the story is played: the registry by a clock that stands in the past and moves forward.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use uuid::Uuid;

use crate::clock::{Clock, date_in_tehran};
use crate::context::Context;
use crate::domain::placement::access::Actor;
use crate::domain::placement::account::PasswordHash;
use crate::error::Error;
use crate::store::passwords;
use crate::use_cases::{Command, perform};

/// How many seconds pass before each act.
const PAUSE: i64 = 20;

/// When offices open: 8:00 in Tehran.
const OPENING_TIME: NaiveTime = match NaiveTime::from_hms_opt(4, 30, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

/// The registry in which the story is played, and who plays.
pub(super) struct Stage {
    context: Context,
    today: NaiveDate,
    actors: BTreeMap<String, Actor>,
    password: Option<PasswordHash>,
}

impl Stage {
    /// A stage whose story begins at an instant and ends before today.
    pub(super) fn new(context: &Context, beginning: DateTime<Utc>) -> Self {
        Self {
            context: context.with_clock(Clock::standing_at(beginning)),
            today: date_in_tehran(context.now()),
            actors: BTreeMap::new(),
            password: None,
        }
    }

    /// Lets days pass, until the morning so many days before today; the clock never goes back.
    pub(super) fn go_to(&self, days_ago: i64) {
        let before = Days::new(days_ago.max(1).unsigned_abs());
        let morning = (self.today - before).and_time(OPENING_TIME).and_utc();
        let seconds = (morning - self.context.now()).num_seconds();
        self.context.clock().advance(seconds.max(0));
    }

    /// The registry a moment later.
    pub(super) fn next(&self) -> &Context {
        self.context.clock().advance(PAUSE);
        &self.context
    }

    /// The day it is in the story.
    pub(super) fn today(&self) -> NaiveDate {
        self.context.today()
    }

    /// Somebody does something.
    pub(super) async fn act<C: Command>(
        &self,
        login: &str,
        command: &C,
    ) -> Result<C::Output, Error> {
        perform(self.next(), self.actor(login)?, command, None).await
    }

    /// Who signs in under a name.
    pub(super) fn actor(&self, login: &str) -> Result<&Actor, Error> {
        self.actors
            .get(login)
            .ok_or_else(|| Error::corrupt("demonstration", format!("nobody is {login}")))
    }

    /// Whose account this is.
    pub(super) fn login_of(&self, account: Uuid) -> Result<&str, Error> {
        let found = self
            .actors
            .iter()
            .find(|it| it.1.account() == Some(account));
        found
            .map(|(login, _)| login.as_str())
            .ok_or_else(|| Error::corrupt("demonstration", "an account is nobody's"))
    }

    /// Somebody comes on.
    pub(super) fn enters(&mut self, login: &str, actor: Actor) {
        self.actors.insert(login.to_owned(), actor);
    }

    /// The hash of the one password, made once because hashing is slow on purpose.
    pub(super) async fn password(&mut self, text: &str) -> Result<PasswordHash, Error> {
        if let Some(hash) = &self.password {
            return Ok(hash.clone());
        }
        let hash = passwords::hash(text.to_owned()).await?;
        self.password = Some(hash.clone());
        Ok(hash)
    }
}
