//! The bank guarantee of a foreign agency: lodged by the operator, decided on by the office (A8.11).

pub mod accept;
pub mod alarm;
pub mod at_risk;
pub mod attach_document;
pub mod confirm;
pub mod download;
pub mod extend;
pub mod lodge;
pub mod lodge_replacement;
pub mod reject;
pub mod release;
pub mod request_release;
pub mod top_up;
pub mod verify;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::context::Context;
use crate::domain::kernel::calendar::Term;
use crate::domain::kernel::directive::DirectiveBook;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::policy::PolicyBook;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::application::{Application, ApplicationKind, Approval};
use crate::domain::placement::directives::Terms;
use crate::domain::placement::guarantee::{Guarantee, Measure, guarantee_missing, require_running};
use crate::domain::placement::licence::Licence;
use crate::domain::placement::policies::{Policies, PolicyKey};
use crate::domain::placement::transfer;
use crate::error::Error;
use crate::store::{
    Connected, Versioned, Work, aggregates, directives, guarantees, licences, policies, settlements,
};
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
        match file.kind() {
            ApplicationKind::Transfer { licence } => {
                let licence = aggregates::get::<Licence>(work, licence).await?.value;
                rules.term = transfer::term(&licence, &rules.policies(), work.today);
            }
            ApplicationKind::Renewal { licence } => {
                let licence = aggregates::get::<Licence>(work, licence).await?.value;
                let approved_on = file.approval().map_or(work.today, Approval::on);
                let policies = Policies::on(&rules.book, approved_on);
                rules.term = licence.term_by(file, &policies).unwrap_or(rules.term);
            }
            ApplicationKind::New | ApplicationKind::ManagerChange { .. } => {}
        }
        Ok(rules)
    }

    /// The answers where the bylaw is silent.
    pub(super) fn policies(&self) -> Policies<'_> {
        Policies::on(&self.book, self.on)
    }

    /// The answers of another day.
    pub(super) fn policies_on(&self, day: NaiveDate) -> Policies<'_> {
        Policies::on(&self.book, day)
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

/// The licence that a guarantee stands behind, or would: the one that answered the application it was
/// lodged for, or that this application asks to renew.
pub(super) async fn licence_of(
    at: &impl Connected,
    application: Uuid,
) -> Result<Option<Versioned<Licence>>, Error> {
    if let Some(found) = licences::of_application(at, application).await? {
        return Ok(Some(found));
    }
    let file = aggregates::get::<Application>(at, application).await?;
    match file.value.kind() {
        ApplicationKind::Renewal { licence } => aggregates::find(at, licence).await,
        _ => Ok(None),
    }
}

/// The licence that a guarantee was accepted for and that still runs, with the guarantee behind it.
async fn running(work: &Work, application: Uuid) -> Result<(Licence, Versioned<Guarantee>), Error> {
    let licence = licence_of(work, application).await?;
    let licence = licence.ok_or_else(guarantee_missing)?.value;
    let settled = settlements::of_licence(work, licence.id()).await?.is_some();
    require_running(&licence, settled)?;
    let behind = guarantees::behind(work, &licence).await?;
    Ok((licence, behind.ok_or_else(guarantee_missing)?))
}
