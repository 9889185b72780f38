//! The director-general issues a licence.

use serde::Serialize;
use uuid::Uuid;

use crate::domain::kernel::calendar::SolarHijri;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::refusal::Invalid;
use crate::domain::kernel::text::Name;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::application::issue::{IssueChecks, PremisesGate};
use crate::domain::placement::application::{Application, ApplicationState};
use crate::domain::placement::article8::cover::GuaranteeCover;
use crate::domain::placement::article8::rules::FilePolicies;
use crate::domain::placement::ban::Screened;
use crate::domain::placement::guarantee::Guarantee;
use crate::domain::placement::licence::{
    Grant, Holder, IssueGuards, Licence, LicenceNumber, Series,
};
use crate::error::Error;
use crate::store::{Versioned, Work, aggregates, bans, licences, serials};
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

impl Command for IssueLicence {
    const OPERATION: &'static str = "issueLicence";
    const PERMISSION: Option<Permission> = Some(Permission::IssueLicence);
    type Output = Versioned<Licence>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let (work, today) = (acting.work, acting.work.today);
        let permission = Permission::IssueLicence;
        let file = in_office(acting, permission, self.application, Some(self.expected)).await?;
        let rules = Rules::today(work).await?;

        let grant = grant(&file.value)?;
        let screened = Screened::application(&file.value);
        let screening = bans::screen_file(work, &screened, today).await?;
        let guarantee = guarantee(work, &file.value).await?;
        let account = acting.actor.account().ok_or(Error::Unauthenticated)?;
        let cover = guarantee
            .as_ref()
            .map(|it| GuaranteeCover::of(it, &rules.measure(), account, today))
            .transpose()?;
        let id = Uuid::now_v7();
        let issued = file.change(|file| {
            let checks = IssueChecks {
                screening: &screening,
                guarantee: cover,
                gate: PremisesGate::of(&rules.policies(), &rules.directives, today),
                policies: FilePolicies::of(&rules.policies()),
            };
            file.issue(id, today, checks)
        })?;
        aggregates::save(work, issued).await?;

        let others = others(work, &grant).await?;
        let guards = IssueGuards {
            screening: &screening,
            others: &others,
            guarantee: guarantee.as_ref(),
            measure: rules.measure(),
        };
        let number = number(acting, &grant).await?;
        let signed_by = signer(acting.actor)?;
        let licence = Licence::issue(id, number, grant, signed_by, &guards, today)?;
        aggregates::insert(work, licence).await
    }
}

/// What the file asks for, as the licence will say it.
fn grant(file: &Application) -> Result<Grant, Error> {
    let filing = file.filing();
    let unfit = |reason: Invalid| Error::invalid("/filing/applicant", reason);
    let premises = filing.premises.clone().ok_or(Error::Corrupt {
        noun: Application::NOUN,
        detail: "a filed application has no premises".to_owned(),
    })?;
    Ok(Grant {
        application: file.id(),
        operator: file.operator(),
        agency: filing.profile.name.clone(),
        kind: filing.profile.kind,
        channel: filing.profile.channel,
        holder: Holder::of(&filing.applicant).map_err(unfit)?,
        parties: file.subjects(),
        premises,
        website: filing.website.as_ref().map(|site| site.domain.clone()),
        guarantee: file.guarantee().map(|cover| cover.guarantee),
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

async fn others(work: &Work, grant: &Grant) -> Result<Vec<Licence>, Error> {
    match grant.parties.first() {
        Some(holder) => licences::of_holder(work, &holder.party).await,
        None => Ok(Vec::new()),
    }
}

/// The next number of the province, the kind and the year; given again if the issue fails.
async fn number(acting: Acting<'_>, grant: &Grant) -> Result<LicenceNumber, Error> {
    let doing = "numbering a licence";
    let failed = |reason| Error::internal(doing, reason);
    let year = SolarHijri::of(acting.work.today).year();
    let series = Series {
        demo: acting.context.is_demo(),
        province: grant.premises.province,
        kind: grant.kind,
        year: u16::try_from(year).map_err(|error| Error::internal(doing, error))?,
    };
    let name = format!(
        "licence/{}/{}/{year}",
        series.province.code(),
        series.kind.name()
    );
    let serial = serials::next(acting.work, &name).await?;
    let serial = u32::try_from(serial).map_err(|error| Error::internal(doing, error))?;
    LicenceNumber::new(series, serial).map_err(failed)
}

fn signer(actor: &Actor) -> Result<Name, Error> {
    match actor {
        Actor::Account { name, .. } => name
            .parse()
            .map_err(|reason: Invalid| Error::corrupt("account", reason)),
        Actor::Public | Actor::Calendar | Actor::Host => Err(Error::Unauthenticated),
    }
}
