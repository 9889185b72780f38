//! From an application to the decision on it: what the applicant and the directorate do.

pub mod approve;
pub mod assess;
pub mod attach_document;
pub mod create;
pub mod dossier;
pub mod download;
pub mod lapse;
pub mod open_inquiries;
pub mod pass_premises;
pub mod performance;
pub mod personal_data;
pub(super) mod recompute;
pub mod record_enamad;
pub mod record_inquiry;
pub mod refer;
pub mod reject;
pub mod request_completion;
pub mod return_to_review;
pub mod revise;
pub mod rules;
pub mod serve_rejection;
pub mod submit;
pub mod take_up;
pub mod upload;
pub mod withdraw;

use uuid::Uuid;

use super::Acting;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::{Actor, Denied, Permission};
use crate::domain::placement::application::Application;
use crate::error::Error;
use crate::store::{Connected, Versioned, aggregates, closures};

/// The actor's own application, as a permission of applicants wants it.
pub(super) async fn own(
    acting: Acting<'_>,
    permission: Permission,
    id: Uuid,
    expected: Option<i64>,
) -> Result<Versioned<Application>, Error> {
    let application = visible(acting.work, acting.actor, id).await?;
    if !is_own(acting.actor, &application.value) {
        return Err(Denied(permission).into());
    }
    application.expect_version(expected)
}

/// An application in whose province the actor has a permission of offices. Nobody examines or decides
/// what is their own.
pub(super) async fn in_office(
    acting: Acting<'_>,
    permission: Permission,
    id: Uuid,
    expected: Option<i64>,
) -> Result<Versioned<Application>, Error> {
    let application = visible(acting.work, acting.actor, id).await?;
    requires_office(acting.actor, permission, &application.value)?;
    application.expect_version(expected)
}

/// An application that the actor may know of, with its terms by the present calendar of closed days.
pub(super) async fn visible(
    at: &impl Connected,
    actor: &Actor,
    id: Uuid,
) -> Result<Versioned<Application>, Error> {
    let application = aggregates::get::<Application>(at, id).await?;
    if !may_see(actor, &application.value) {
        return Err(Error::NotFound {
            noun: Application::NOUN,
        });
    }
    reckoned(at, application).await
}

/// The same application with its terms by the present calendar of closed days.
pub(super) async fn reckoned(
    at: &impl Connected,
    application: Versioned<Application>,
) -> Result<Versioned<Application>, Error> {
    if application.value.completion_term().is_none() {
        return Ok(application);
    }
    let closed = closures::book(at).await?;
    Ok(Versioned {
        value: application.value.reckoned(&closed),
        version: application.version,
    })
}

/// Whether the actor may know of the application: the applicant always, an office once it is filed.
pub(super) fn may_see(actor: &Actor, application: &Application) -> bool {
    let office = || actor.require_in(Permission::ReadApplications, application.province());
    is_own(actor, application) || application.filed_on().is_some() && office().is_ok()
}

pub(super) fn is_own(actor: &Actor, application: &Application) -> bool {
    actor.account() == Some(application.operator())
        && actor.require(Permission::FileApplication).is_ok()
}

pub(super) fn requires_office(
    actor: &Actor,
    permission: Permission,
    application: &Application,
) -> Result<(), Denied> {
    if actor.account() == Some(application.operator()) {
        return Err(Denied(permission));
    }
    actor
        .require_in(permission, application.province())
        .map(drop)
}

/// The account that acts; acts on applications always have one.
pub(super) fn account(actor: &Actor) -> Result<Uuid, Error> {
    actor.account().ok_or(Error::Unauthenticated)
}
