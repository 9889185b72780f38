//! The director-general issues a licence, or writes into it what was decided about it.

mod first;

use serde::Serialize;
use uuid::Uuid;

use crate::domain::kernel::refusal::Invalid;
use crate::domain::kernel::text::Name;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::application::issue::{IssueChecks, PremisesGate};
use crate::domain::placement::application::{Application, ApplicationKind, ApplicationState};
use crate::domain::placement::article8::cover::GuaranteeCover;
use crate::domain::placement::article8::rules::FilePolicies;
use crate::domain::placement::ban::{Screened, Screening};
use crate::domain::placement::guarantee::Guarantee;
use crate::domain::placement::licence::Licence;
use crate::error::Error;
use crate::store::{Versioned, Work, aggregates, bans};
use crate::use_cases::application::in_office;
use crate::use_cases::guarantee::Rules;
use crate::use_cases::{Acting, Command};

/// Issues the licence of an application that is ready for it, and closes the file.
#[derive(Debug, Serialize)]
pub struct IssueLicence {
    /// The application.
    pub application: Uuid,
    /// The version of the application that was seen.
    pub expected: i64,
}

/// A file that has just been closed, with what was looked at on this day.
struct Checked {
    file: Application,
    screening: Screening,
    guarantee: Option<Guarantee>,
    rules: Rules,
}

impl Command for IssueLicence {
    const OPERATION: &'static str = "issueLicence";
    const PERMISSION: Option<Permission> = Some(Permission::IssueLicence);
    type Output = Versioned<Licence>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let permission = Permission::IssueLicence;
        let file = in_office(acting, permission, self.application, Some(self.expected)).await?;
        match file.value.kind() {
            ApplicationKind::New => {
                let licence = Uuid::now_v7();
                let checked = close(acting, file, licence).await?;
                first::issue(acting, licence, &checked).await
            }
            ApplicationKind::Renewal { .. }
            | ApplicationKind::Transfer { .. }
            | ApplicationKind::ManagerChange { .. } => Err(Error::NotFound {
                noun: "application",
            }),
        }
    }
}

/// Looks at bans, guarantee, premises and every condition once more, and closes the file with the
/// licence.
async fn close(
    acting: Acting<'_>,
    file: Versioned<Application>,
    licence: Uuid,
) -> Result<Checked, Error> {
    let (work, today) = (acting.work, acting.work.today);
    let rules = Rules::today(work).await?;
    let screened = Screened::application(&file.value);
    let screening = bans::screen_file(work, &screened, today).await?;
    let guarantee = guarantee(work, &file.value).await?;
    let account = acting.actor.account().ok_or(Error::Unauthenticated)?;
    let cover = guarantee
        .as_ref()
        .map(|it| GuaranteeCover::of(it, &rules.measure(), account, today))
        .transpose()?;
    let issued = file.change(|file| {
        let checks = IssueChecks {
            screening: &screening,
            guarantee: cover,
            gate: PremisesGate::of(&rules.policies(), &rules.directives, today),
            policies: FilePolicies::of(&rules.policies()),
        };
        file.issue(licence, today, checks)
    })?;
    let file = aggregates::save(work, issued).await?.value;
    Ok(Checked {
        file,
        screening,
        guarantee,
        rules,
    })
}

/// The guarantee that the file rests on. A file that is not ready is refused for its state, whatever
/// its guarantee.
async fn guarantee(work: &Work, file: &Application) -> Result<Option<Guarantee>, Error> {
    match (file.standing(), file.guarantee()) {
        (ApplicationState::ReadyToIssue { .. }, Some(cover)) => {
            let guarantee = aggregates::get::<Guarantee>(work, cover.guarantee).await?;
            Ok(Some(guarantee.value))
        }
        _ => Ok(None),
    }
}

fn signer(actor: &Actor) -> Result<Name, Error> {
    match actor {
        Actor::Account { name, .. } => name
            .parse()
            .map_err(|reason: Invalid| Error::corrupt("account", reason)),
        Actor::Public | Actor::Calendar | Actor::Host => Err(Error::Unauthenticated),
    }
}
