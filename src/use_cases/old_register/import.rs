//! Somebody of the central office takes over an old register: all of it or nothing.

use serde::Serialize;
use uuid::Uuid;

use super::pass::Pass;
use super::report::Report;
use super::source::Source;
use crate::context::Context;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::refusal::Refusal;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::documents::Sha256Hex;
use crate::domain::placement::old_register::{RegisterImport, Taken};
use crate::error::Error;
use crate::store::{Connected, aggregates, old_registers};
use crate::use_cases::{Acting, Command};

/// Is told how many lines have been read.
pub type Progress<'a> = &'a (dyn Fn(u64) + Send + Sync);

/// Says what an import would come to, and changes nothing.
pub async fn check(
    context: &Context,
    actor: &Actor,
    source: &Source,
    progress: Progress<'_>,
) -> Result<Report, Error> {
    actor.require(Permission::ImportRegister)?;
    let database = context.database();
    refuse_again(database, &source.sha256).await?;
    let today = context.today();
    let pass = Pass::over(source, database, context.is_demo(), today).await?;
    pass.check(progress).await
}

/// Takes over every licence of a file, or none. Nobody is notified of what was true before.
#[derive(Serialize)]
pub struct ImportRegister<'a> {
    /// The file.
    pub source: &'a Source,
    /// Is told how far it is.
    #[serde(skip)]
    pub progress: Progress<'a>,
}

impl Command for ImportRegister<'_> {
    const OPERATION: &'static str = "importRegister";
    const PERMISSION: Option<Permission> = Some(Permission::ImportRegister);
    type Output = Report;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let work = acting.work;
        refuse_again(work, &self.source.sha256).await?;
        let demo = acting.context.is_demo();
        let pass = Pass::over(self.source, work, demo, work.today).await?;
        let report = pass.take_over(work, self.progress).await?;
        if report.errors > 0 {
            return Err(report.refusal());
        }
        let taken = Taken {
            sha256: report.sha256.clone(),
            licences: report.licences,
            warnings: report.warnings,
        };
        let id = Uuid::now_v7();
        aggregates::insert(work, RegisterImport::record(id, taken)).await?;
        Ok(Report {
            import: Some(id),
            ..report
        })
    }
}

async fn refuse_again(at: &impl Connected, sha256: &Sha256Hex) -> Result<(), Error> {
    match old_registers::of_file(at, sha256).await? {
        None => Ok(()),
        Some(_) => Err(Refusal::rule(
            "imported-already",
            Citation::article(17),
            "این پرونده پیش‌تر وارد شده است.",
            "This very file has been imported already.",
        )
        .into()),
    }
}
