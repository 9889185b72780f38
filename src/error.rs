//! Everything that can go wrong, without a word of HTTP; doors decide how they say it.

use std::borrow::Cow;

use crate::domain::kernel::refusal::{Invalid, Refusal};
use crate::domain::placement::access::Denied;

/// The one error of use cases and stores.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Values of the request that are not what they claim to be, all of them.
    #[error("{} values are invalid", .0.len())]
    Invalid(Vec<InvalidField>),
    /// Nobody is signed in, or the token is unknown, expired or revoked.
    #[error("not signed in")]
    Unauthenticated,
    /// The login or the password is wrong; which of the two is not said.
    #[error("the login or the password is wrong")]
    WrongCredentials,
    /// Too many wrong passwords or too many requests.
    #[error("too many attempts")]
    TooManyAttempts {
        /// When to try again, in seconds.
        retry_after: u64,
    },
    /// The actor lacks the permission, and may know that the object exists.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such object, or the actor may not know of it.
    #[error("there is no such {noun}")]
    NotFound {
        /// The noun that was looked for.
        noun: &'static str,
    },
    /// The law, a policy or the state forbids it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The object has changed since the caller read it.
    #[error("the {noun} has changed meanwhile")]
    Stale {
        /// The noun that has changed.
        noun: &'static str,
    },
    /// The caller must say which version it decides on.
    #[error("the version decided on must be given")]
    VersionRequired,
    /// A value that must be unique is taken.
    #[error("{field} is taken")]
    Taken {
        /// A JSON pointer to the value.
        field: &'static str,
    },
    /// The same idempotency key came with another request before.
    #[error("the idempotency key was used for another request")]
    KeyReused,
    /// The first request with this idempotency key is still running.
    #[error("the first request with this idempotency key is still running")]
    StillRunning,
    /// A file that is too large.
    #[error("the file is larger than {limit} bytes")]
    TooLarge {
        /// The most that is accepted.
        limit: u64,
    },
    /// The file is not what it says, or of a kind that is not accepted.
    #[error("the file is neither PDF, JPEG nor PNG")]
    UnsupportedFile,
    /// Something that the answer needs is not there yet or not any more.
    #[error("{what} is not available")]
    Unavailable {
        /// What is missing.
        what: &'static str,
    },
    /// Something stored that the domain would never have written.
    #[error("the stored {noun} is corrupt: {detail}")]
    Corrupt {
        /// The noun that cannot be read.
        noun: &'static str,
        /// Why, for the log only.
        detail: String,
    },
    /// The database failed.
    #[error("the database failed")]
    Database(#[source] Failure),
    /// Anything else that is the registry's own fault.
    #[error("{doing} failed")]
    Internal {
        /// What was being done.
        doing: &'static str,
        /// Why, for the log only.
        #[source]
        source: Failure,
    },
}

/// A cause that stays inside the registry.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// One value of a request that is not what it claims to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidField {
    /// Where it stands.
    pub place: Place,
    /// A stable name for the reason, in kebab case.
    pub code: Cow<'static, str>,
    /// The reason in Persian.
    pub fa: Cow<'static, str>,
    /// The reason in English.
    pub en: Cow<'static, str>,
}

/// Where in a request a value stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the body, as a JSON pointer.
    Body(String),
    /// A parameter of the path, the query or the headers.
    Parameter(&'static str),
}

impl InvalidField {
    /// A value in the body.
    pub fn in_body(pointer: impl Into<String>, reason: Invalid) -> Self {
        Self::at(Place::Body(pointer.into()), reason)
    }

    /// A parameter.
    pub fn parameter(name: &'static str, reason: Invalid) -> Self {
        Self::at(Place::Parameter(name), reason)
    }

    fn at(place: Place, reason: Invalid) -> Self {
        Self {
            place,
            code: reason.code.into(),
            fa: reason.fa.into(),
            en: reason.en.into(),
        }
    }
}

impl Error {
    /// One value of the body that is not what it claims to be.
    pub fn invalid(pointer: impl Into<String>, reason: Invalid) -> Self {
        Self::Invalid(vec![InvalidField::in_body(pointer, reason)])
    }

    /// A fault of the registry's own.
    pub fn internal(doing: &'static str, source: impl Into<Failure>) -> Self {
        Self::Internal {
            doing,
            source: source.into(),
        }
    }

    /// A stored value that cannot be read.
    pub fn corrupt(noun: &'static str, detail: impl std::fmt::Display) -> Self {
        Self::Corrupt {
            noun,
            detail: detail.to_string(),
        }
    }
}
