//! Interim suspensions of licences (A5.3).

use chrono::NaiveDate;
use poem_openapi::param::Path;
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use uuid::Uuid;

use super::LicenceView;
use crate::api::Tag;
use crate::api::answer::{Found, Result};
use crate::api::caller::Caller;
use crate::api::request::{self, IfMatch};
use crate::context::Context;
use crate::use_cases::licence::interim::{LiftInterimSuspension, SuspendInterim};
use crate::use_cases::perform;

/// Suspensions before a case is decided.
pub struct InterimApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Licences")]
impl InterimApi {
    /// Suspend a licence before its case is decided
    ///
    /// Carries out what the board of the licence's province decided in a session on this very matter:
    /// the agency stops from the day of that decision, for three Solar Hijri months at most, in which
    /// earlier interim suspensions count while a case is undecided. It may act again when the time is over, or earlier when the board lifts the suspension.
    #[oai(
        path = "/api/v1/licences/:id/interim-suspension",
        method = "post",
        operation_id = "suspendInterim"
    )]
    async fn suspend(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<InterimSuspensionForm>,
    ) -> Result<Found<LicenceView>> {
        let command = SuspendInterim {
            licence: id.0,
            session: body.session_id,
            until_exclusive: body.until_exclusive,
            expected: request::required(&if_match)?,
        };
        let suspended = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(Found::new(suspended, |it| {
            LicenceView::of(&it, &self.context)
        }))
    }

    /// Lift an interim suspension before its last day
    ///
    /// Carries out what the board of the licence's province decided in a session on this very matter.
    #[oai(
        path = "/api/v1/licences/:id/interim-suspension-lifting",
        method = "post",
        operation_id = "liftInterimSuspension"
    )]
    async fn lift(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<InterimLiftingForm>,
    ) -> Result<Found<LicenceView>> {
        let command = LiftInterimSuspension {
            licence: id.0,
            session: body.session_id,
            expected: request::required(&if_match)?,
        };
        let lifted = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(Found::new(lifted, |it| LicenceView::of(&it, &self.context)))
    }
}

impl InterimApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }
}

/// What the board decided.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct InterimSuspensionForm {
    /// The session that decided it.
    session_id: Uuid,
    /// The first day without the suspension, as the board decided.
    until_exclusive: NaiveDate,
}

/// What the board decided.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct InterimLiftingForm {
    /// The session that decided it.
    session_id: Uuid,
}
