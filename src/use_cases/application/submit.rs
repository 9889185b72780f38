//! An operator files an application.

use serde::Serialize;
use uuid::Uuid;

use super::own;
use super::rules::Rules;
use crate::domain::placement::access::Permission;
use crate::domain::placement::application::{Application, ApplicationKind};
use crate::domain::placement::ban::Screened;
use crate::domain::placement::licence::Licence;
use crate::domain::placement::policies::Policies;
use crate::error::Error;
use crate::store::{Versioned, Work, aggregates, bans, policies};
use crate::use_cases::licence::manager::require_change;
use crate::use_cases::transfer::Side;
use crate::use_cases::{Acting, Command};

/// Files an application, for the first time or after its completion (A7).
#[derive(Debug, Serialize)]
pub struct SubmitApplication {
    /// The application.
    pub id: Uuid,
    /// The version the operator has seen, if they say so.
    pub expected: Option<i64>,
}

impl Command for SubmitApplication {
    const OPERATION: &'static str = "submitApplication";
    const PERMISSION: Option<Permission> = Some(Permission::FileApplication);
    type Output = Versioned<Application>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let work = acting.work;
        let application = own(acting, Permission::FileApplication, self.id, self.expected).await?;
        let screened = Screened::application(&application.value);
        let screening = bans::screen_file(work, &screened, work.today).await?;
        let rules = Rules::on(work, work.today).await?;
        fits_its_licence(work, &application.value).await?;
        let (today, maritime) = (work.today, rules.maritime_directive);
        let submitted = match application.value.renews() {
            Some(licence) => {
                let licence = aggregates::get::<Licence>(work, licence).await?.value;
                let book = policies::book(work).await?;
                let policies = Policies::on(&book, today);
                application.change(|application| {
                    application.submit_renewal(&licence, &policies, today, &screening, maritime)
                })?
            }
            None => application.change(|application| {
                application.submit(today, &screening, maritime, rules.policies)
            })?,
        };
        aggregates::save(work, submitted).await
    }
}

/// Looks at the licence that a file is about: it may be handed over, or its manager may change.
async fn fits_its_licence(work: &Work, file: &Application) -> Result<(), Error> {
    match file.kind() {
        ApplicationKind::New | ApplicationKind::Renewal { .. } => {}
        ApplicationKind::Transfer { .. } => {
            let side = Side::of_file(work, file).await?;
            side.transferor().clear_for_file(file, work.today)?;
        }
        ApplicationKind::ManagerChange { licence } => {
            let licence = aggregates::get::<Licence>(work, licence).await?;
            require_change(&licence.value, file, work.today)?;
        }
    }
    Ok(())
}
