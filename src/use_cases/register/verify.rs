//! Whether there is a licence with a number, and how it stands today.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::context::Context;
use crate::domain::placement::licence::{LicenceNumber, Standing};
use crate::domain::placement::register::Entry;
use crate::error::Error;

/// A version of the list as doors may name it.
pub use crate::store::register::Issue;

/// The answer to somebody who asks for a number, as far as the list knows that it comes from.
#[derive(Clone, Debug)]
pub struct Verification {
    /// The number that was asked for, if it is one at all.
    pub number: Option<LicenceNumber>,
    /// The day of the answer.
    pub on: NaiveDate,
    /// The version of the list that answers.
    pub issue: Arc<Issue>,
}

impl Verification {
    /// What the list has under this number; nothing when nobody is licensed under it.
    pub fn entry(&self) -> Result<Option<Entry<'_>>, Error> {
        match &self.number {
            Some(number) => self.issue.list.find(number),
            None => Ok(None),
        }
    }

    /// Whether the agency of an entry may act on the day of the answer.
    pub fn may_act(&self, entry: &Entry<'_>) -> bool {
        entry.may_act(self.on)
    }

    /// How an entry stands on the day of the answer.
    pub fn standing(&self, entry: &Entry<'_>) -> Standing {
        entry.standing(self.on)
    }
}

/// Answers from memory whether a number, as somebody typed it, is that of a licence.
///
/// # Errors
/// Before the first version of the list has been read there is no answer.
pub fn verify(context: &Context, typed: &str) -> Result<Verification, Error> {
    Ok(Verification {
        number: typed.parse().ok(),
        on: context.today(),
        issue: current(context)?,
    })
}

/// The version of the list that is answered from.
pub fn current(context: &Context) -> Result<Arc<Issue>, Error> {
    context.register().current().ok_or(Error::Unavailable {
        what: "the public register",
    })
}
