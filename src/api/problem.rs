//! The one mapping of errors to HTTP.

use poem_openapi::ApiResponse;

use crate::domain::kernel::refusal::{Refusal, RefusalKind};
use crate::error::{Error, InvalidField, Place};
use crate::http::fault::{self, Kind};
use crate::http::problem::{FieldError, ProblemBody, ProblemJson};

/// Every way in which an operation can refuse (RFC 9457).
#[derive(ApiResponse, Debug)]
pub enum Problem {
    /// The request cannot be read.
    #[oai(status = 400)]
    Unreadable(ProblemJson),
    /// Nobody is signed in, or the token has ended.
    #[oai(status = 401)]
    Unauthenticated(ProblemJson),
    /// The caller is known but may not do this.
    #[oai(status = 403)]
    Denied(ProblemJson),
    /// There is no such record, or the caller may not know of it.
    #[oai(status = 404)]
    NotFound(ProblemJson),
    /// The state of the record, or a missing directive, does not allow this.
    #[oai(status = 409)]
    Conflict(ProblemJson),
    /// The record has changed since the version that the caller decided on.
    #[oai(status = 412)]
    Stale(ProblemJson),
    /// The body is too large.
    #[oai(status = 413)]
    TooLarge(ProblemJson),
    /// The body is of a kind that is not accepted.
    #[oai(status = 415)]
    Unsupported(ProblemJson),
    /// The request can be read but breaks a rule.
    #[oai(status = 422)]
    Invalid(ProblemJson),
    /// The version that is decided on must be given in If-Match.
    #[oai(status = 428)]
    VersionRequired(ProblemJson),
    /// Too many attempts.
    #[oai(status = 429)]
    TooMany(
        ProblemJson,
        /// When to try again, in seconds.
        #[oai(header = "Retry-After")]
        u64,
    ),
    /// The fault is the registry's.
    #[oai(status = 500)]
    Internal(ProblemJson),
    /// The registry cannot answer now.
    #[oai(status = 503)]
    Unavailable(ProblemJson),
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        let of = |kind: &Kind| ProblemJson(ProblemBody::new(kind));
        match error {
            Error::Invalid(fields) => {
                let errors = fields.into_iter().map(field_error).collect();
                Self::Invalid(ProblemJson(
                    ProblemBody::new(&fault::INVALID_VALUE).naming(errors),
                ))
            }
            Error::Unauthenticated => Self::Unauthenticated(of(&fault::UNAUTHENTICATED)),
            Error::WrongCredentials => Self::Unauthenticated(of(&fault::WRONG_CREDENTIALS)),
            Error::TooManyAttempts { retry_after } => {
                Self::TooMany(of(&fault::TOO_MANY_REQUESTS), retry_after)
            }
            Error::Denied(_) => Self::Denied(of(&fault::PERMISSION_DENIED)),
            Error::NotFound { .. } => Self::NotFound(of(&fault::NOT_FOUND)),
            Error::Refused(refusal) => refused(&refusal),
            Error::Stale { .. } => Self::Stale(of(&fault::STALE)),
            Error::VersionRequired => Self::VersionRequired(of(&fault::PRECONDITION_REQUIRED)),
            Error::Taken { field } => {
                let (fa, en) = ("این مقدار پیش‌تر ثبت شده است.", "This value is taken.");
                let errors = vec![FieldError::at(field, "taken", fa, en)];
                Self::Invalid(ProblemJson(
                    ProblemBody::new(&fault::INVALID_VALUE).naming(errors),
                ))
            }
            Error::KeyReused => Self::Invalid(of(&fault::KEY_REUSED)),
            Error::StillRunning => Self::Conflict(of(&fault::REQUEST_RUNNING)),
            Error::TooLarge { .. } => Self::TooLarge(of(&fault::BODY_TOO_LARGE)),
            Error::UnsupportedFile => Self::Unsupported(of(&fault::UNSUPPORTED_MEDIA_TYPE)),
            Error::Unavailable { .. } => Self::Unavailable(of(&fault::UNAVAILABLE)),
            Error::Corrupt { .. } | Error::Database(_) | Error::Internal { .. } => {
                tracing::error!(error = chain(&error), "the request failed");
                Self::Internal(of(&fault::INTERNAL))
            }
        }
    }
}

fn refused(refusal: &Refusal) -> Problem {
    let body = |kind: &Kind| {
        ProblemBody::new(kind)
            .coded(refusal.code)
            .detailed(&refusal.fa, &refusal.en)
            .citing(refusal.citation.to_string(), refusal.citation.persian())
    };
    match &refusal.kind {
        RefusalKind::State { current, allowed } => Problem::Conflict(ProblemJson(
            body(&fault::ILLEGAL_TRANSITION).in_state(current, allowed),
        )),
        RefusalKind::DirectiveMissing => {
            Problem::Conflict(ProblemJson(body(&fault::DIRECTIVE_MISSING)))
        }
        RefusalKind::Rule => Problem::Invalid(ProblemJson(body(&fault::RULE_BROKEN))),
    }
}

fn field_error(field: InvalidField) -> FieldError {
    match field.place {
        Place::Body(pointer) => FieldError::at(pointer, &field.code, &field.fa, &field.en),
        Place::Parameter(name) => FieldError::of_parameter(name, &field.code, &field.fa, &field.en),
    }
}

/// An error with all its causes, for the log alone.
fn chain(error: &Error) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}
