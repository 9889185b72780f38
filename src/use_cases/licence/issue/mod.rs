//! The director-general issues a licence, or writes into it what was decided about it.

mod first;
mod manager_change;
mod renewal;
mod transfer;

use serde::Serialize;
use uuid::Uuid;

use crate::domain::kernel::event::Aggregate;
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
use crate::store::{Versioned, Work, aggregates, bans, guarantees};
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
            ApplicationKind::Transfer { .. } => Box::pin(transfer::issue(acting, file)).await,
            ApplicationKind::ManagerChange { licence } => {
                manager_change::issue(acting, file, licence).await
            }
            ApplicationKind::Renewal { licence } => {
                Box::pin(renewal::issue(acting, file, licence)).await
            }
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
    let rules = Rules::for_file(work, &file.value).await?;
    let screened = Screened::application(&file.value);
    let screening = bans::screen_file(work, &screened, today).await?;
    let guarantee = guarantee(work, &file.value).await?;
    let account = acting.actor.account().ok_or(Error::Unauthenticated)?;
    let measure = rules.measure();
    let cover = match (&guarantee, file.value.renews()) {
        (None, _) => None,
        (Some(it), None) => Some(GuaranteeCover::of(it, &measure, account, today)?),
        (Some(it), Some(_)) => {
            let id = file.value.id();
            Some(GuaranteeCover::for_renewal(
                it, id, &measure, account, today,
            )?)
        }
    };
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

/// The guarantee that the file rests on, for a renewal the one behind the licence. A file that is not
/// ready is refused for its state, whatever its guarantee.
async fn guarantee(work: &Work, file: &Application) -> Result<Option<Guarantee>, Error> {
    let (ApplicationState::ReadyToIssue { .. }, Some(cover)) = (file.standing(), file.guarantee())
    else {
        return Ok(None);
    };
    if let Some(licence) = file.renews() {
        let licence = aggregates::get::<Licence>(work, licence).await?.value;
        let behind = guarantees::behind(work, &licence).await?;
        return Ok(behind.map(|it| it.value));
    }
    let guarantee = aggregates::get::<Guarantee>(work, cover.guarantee).await?;
    Ok(Some(guarantee.value))
}

fn signer(actor: &Actor) -> Result<Name, Error> {
    match actor {
        Actor::Account { name, .. } => name
            .parse()
            .map_err(|reason: Invalid| Error::corrupt("account", reason)),
        Actor::Public | Actor::Calendar | Actor::Host => Err(Error::Unauthenticated),
    }
}
