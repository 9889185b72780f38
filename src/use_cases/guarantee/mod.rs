//! The bank guarantee of a foreign agency: lodged by the operator, decided on by the office (A8.11).

pub mod accept;
pub mod lodge;
pub mod reject;
pub mod verify;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::context::Context;
use crate::domain::kernel::directive::DirectiveBook;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::policy::PolicyBook;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::application::Application;
use crate::domain::placement::directives::Terms;
use crate::domain::placement::guarantee::{Guarantee, Measure};
use crate::domain::placement::licence::Licence;
use crate::domain::placement::policies::{Policies, PolicyKey};
use crate::error::Error;
use crate::store::{Connected, Versioned, Work, aggregates, directives, guarantees, policies};

/// Shows one guarantee to whoever may see its application.
pub async fn show(
    context: &Context,
    actor: &Actor,
    id: Uuid,
) -> Result<Versioned<Guarantee>, Error> {
    actor.require(Permission::ReadApplications)?;
    let database = context.database();
    let guarantee = aggregates::get::<Guarantee>(database, id).await?;
    let application = aggregates::get(database, guarantee.value.application()).await?;
    if is_visible(actor, &application.value) {
        Ok(guarantee)
    } else {
        Err(hidden::<Guarantee>())
    }
}

/// Shows the guarantees lodged for an application, oldest first.
pub async fn list(
    context: &Context,
    actor: &Actor,
    application: Uuid,
) -> Result<Vec<Versioned<Guarantee>>, Error> {
    actor.require(Permission::ReadApplications)?;
    let database = context.database();
    let application = aggregates::get::<Application>(database, application).await?;
    if is_visible(actor, &application.value) {
        guarantees::of_application(database, application.value.id()).await
    } else {
        Err(hidden::<Application>())
    }
}

/// The rules in force when a guarantee is measured and a licence issued.
pub(super) struct Rules {
    /// The directives of the central board.
    pub(super) directives: DirectiveBook<Terms>,
    book: PolicyBook<PolicyKey>,
    on: NaiveDate,
}

impl Rules {
    /// Those of today.
    pub(super) async fn today(work: &Work) -> Result<Self, Error> {
        Ok(Self {
            directives: directives::book(work).await?,
            book: policies::book(work).await?,
            on: work.today,
        })
    }

    /// The answers where the bylaw is silent.
    pub(super) fn policies(&self) -> Policies<'_> {
        Policies::on(&self.book, self.on)
    }

    /// What a guarantee is measured against if the licence were issued today.
    pub(super) fn measure(&self) -> Measure<'_> {
        Measure {
            term: Licence::first_term(self.on),
            directives: &self.directives,
            policies: self.policies(),
        }
    }
}

/// Requires an office's permission on an application, and hides the application from whoever may
/// not even see it.
pub(super) fn require_office<T: Aggregate>(
    actor: &Actor,
    permission: Permission,
    application: &Application,
) -> Result<(), Error> {
    match actor.require_in(permission, application.province()) {
        Ok(_) if application.filed_on().is_some() => Ok(()),
        Err(denied) if is_visible(actor, application) => Err(denied.into()),
        _ => Err(hidden::<T>()),
    }
}

/// A guarantee that the office of its province decides on, with its application.
async fn decided_on(
    at: &impl Connected,
    actor: &Actor,
    id: Uuid,
    expected: i64,
) -> Result<(Versioned<Guarantee>, Versioned<Application>), Error> {
    let guarantee = aggregates::get::<Guarantee>(at, id).await?;
    let application = aggregates::get(at, guarantee.value.application()).await?;
    require_office::<Guarantee>(actor, Permission::AcceptGuarantee, &application.value)?;
    Ok((guarantee.expect_version(Some(expected))?, application))
}

fn is_visible(actor: &Actor, application: &Application) -> bool {
    let province = application.province();
    let seen = actor.require_in(Permission::ReadApplications, province);
    actor.account() == Some(application.operator())
        || application.filed_on().is_some() && seen.is_ok()
}

fn hidden<T: Aggregate>() -> Error {
    Error::NotFound { noun: T::NOUN }
}
