//! The bank guarantee of a foreign agency: lodged by the operator, decided on by the office (A8.11).

pub mod accept;
pub mod lodge;
pub mod reject;
pub mod release;
pub mod request_release;
pub mod verify;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::context::Context;
use crate::domain::kernel::calendar::Term;
use crate::domain::kernel::directive::DirectiveBook;
use crate::domain::kernel::policy::PolicyBook;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::application::{Application, ApplicationKind};
use crate::domain::placement::directives::Terms;
use crate::domain::placement::guarantee::{Guarantee, Measure};
use crate::domain::placement::licence::Licence;
use crate::domain::placement::policies::{Policies, PolicyKey};
use crate::domain::placement::transfer;
use crate::error::Error;
use crate::store::{Versioned, Work, aggregates, directives, guarantees, policies};
use crate::use_cases::Acting;
use crate::use_cases::application::{in_office, visible};

/// Shows one guarantee to whoever may see its application.
pub async fn show(
    context: &Context,
    actor: &Actor,
    id: Uuid,
) -> Result<Versioned<Guarantee>, Error> {
    actor.require(Permission::ReadApplications)?;
    let database = context.database();
    let guarantee = aggregates::get::<Guarantee>(database, id).await?;
    visible(database, actor, guarantee.value.application()).await?;
    Ok(guarantee)
}

/// Shows the guarantees lodged for an application, oldest first.
pub async fn list(
    context: &Context,
    actor: &Actor,
    application: Uuid,
) -> Result<Vec<Versioned<Guarantee>>, Error> {
    actor.require(Permission::ReadApplications)?;
    let database = context.database();
    visible(database, actor, application).await?;
    guarantees::of_application(database, application).await
}

/// The rules in force when a guarantee is measured and a licence issued.
pub(super) struct Rules {
    /// The directives of the central board.
    pub(super) directives: DirectiveBook<Terms>,
    book: PolicyBook<PolicyKey>,
    on: NaiveDate,
    term: Term,
}

impl Rules {
    /// Those of today.
    pub(super) async fn today(work: &Work) -> Result<Self, Error> {
        Ok(Self {
            directives: directives::book(work).await?,
            book: policies::book(work).await?,
            on: work.today,
            term: Licence::first_term(work.today),
        })
    }

    /// Those of today, with the term that the licence of a file would have.
    pub(super) async fn for_file(work: &Work, file: &Application) -> Result<Self, Error> {
        let mut rules = Self::today(work).await?;
        if let ApplicationKind::Transfer { licence } = file.kind() {
            let licence = aggregates::get::<Licence>(work, licence).await?.value;
            rules.term = transfer::term(&licence, &rules.policies(), work.today);
        }
        Ok(rules)
    }

    /// The answers where the bylaw is silent.
    pub(super) fn policies(&self) -> Policies<'_> {
        Policies::on(&self.book, self.on)
    }

    /// What a guarantee is measured against if the licence were issued today.
    pub(super) fn measure(&self) -> Measure<'_> {
        Measure {
            term: self.term,
            directives: &self.directives,
            policies: self.policies(),
        }
    }
}

/// A guarantee that the office of its province decides on, with its application.
async fn decided_on(
    acting: Acting<'_>,
    id: Uuid,
    expected: i64,
) -> Result<(Versioned<Guarantee>, Versioned<Application>), Error> {
    let guarantee = aggregates::get::<Guarantee>(acting.work, id).await?;
    let application = guarantee.value.application();
    let application = in_office(acting, Permission::AcceptGuarantee, application, None).await?;
    Ok((guarantee.expect_version(Some(expected))?, application))
}
