//! What happened, and the change that it explains.

use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

use super::citation::Citation;

/// A fact about one subject, kept for ever. Its serialised form is the canonical payload.
pub trait Event: Serialize {
    /// The name of the fact in the past tense and kebab case, for example `application-submitted`.
    fn name(&self) -> &'static str;

    /// The rule under which it happened.
    fn citation(&self) -> Citation;
}

/// Something with an identity, states and transitions: the unit that is read, changed and saved whole.
///
/// Its serialised form is its document; what is filtered or checked is also a column of its row.
pub trait Aggregate: Serialize + DeserializeOwned {
    /// The events of the regime it belongs to.
    type Event: Event;

    /// The noun, which names the file in every layer and the subject of events.
    const NOUN: &'static str;

    /// Its identity.
    fn id(&self) -> Uuid;

    /// The name of its state in snake case.
    fn state(&self) -> &'static str;
}

/// A value after a transition or at its creation, with the event that explains it.
///
/// The store saves nothing else, so no change can miss the evidence.
#[derive(Debug)]
#[must_use = "a transition has no effect until the store saves it"]
pub struct Changed<T, E> {
    value: T,
    event: E,
}

impl<T, E> Changed<T, E> {
    /// Only the domain makes changes.
    pub(in crate::domain) fn new(value: T, event: impl Into<E>) -> Self {
        Self {
            value,
            event: event.into(),
        }
    }

    /// The value after the change.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// What happened.
    pub fn event(&self) -> &E {
        &self.event
    }

    /// Takes the change apart, for the store that saves both.
    pub fn into_parts(self) -> (T, E) {
        (self.value, self.event)
    }
}
