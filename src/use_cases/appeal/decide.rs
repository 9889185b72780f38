//! The decision of the central board on an appeal is taken over, with all that it brings.

use serde::Serialize;
use uuid::Uuid;

use super::handled;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::refusal::Refusal;
use crate::domain::placement::access::Permission;
use crate::domain::placement::appeal::{Appeal, AppealRuling, ContestedSubject};
use crate::domain::placement::application::Application;
use crate::domain::placement::application::issue::PremisesGate;
use crate::domain::placement::application::rejection::TakenOver;
use crate::domain::placement::article8::rules::FilePolicies;
use crate::domain::placement::finality::{self, Central, FileRules};
use crate::domain::placement::licence::Licence;
use crate::domain::placement::policies::Policies;
use crate::domain::placement::ruling::Ruling;
use crate::domain::placement::session::{BoardDecision, Matter, Session};
use crate::error::Error;
use crate::store::{Versioned, Work, aggregates, directives, policies};
use crate::use_cases::finality::{Law, Read, write};
use crate::use_cases::{Acting, Command};

/// Takes over what the central board voted on an appeal: upheld, modified or quashed, and final
/// (A3.3). Whatever finality brings is written in the same unit of work.
#[derive(Debug, Serialize)]
pub struct DecideAppeal {
    /// The appeal.
    pub id: Uuid,
    /// What the decision says beside its vote and reasons.
    pub ruled: AppealRuling,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for DecideAppeal {
    const OPERATION: &'static str = "decideAppeal";
    const PERMISSION: Option<Permission> = Some(Permission::HandleAppeal);
    type Output = Versioned<Appeal>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let work = acting.work;
        let appeal = handled(acting, self.id, self.expected).await?;
        let decision = voted(acting, &appeal.value).await?;
        let directives = directives::book(work).await?;
        let central = Central {
            decision: &decision,
            ruled: self.ruled.clone(),
            directives: &directives,
        };
        match appeal.value.subject() {
            ContestedSubject::Ruling { id } => on_ruling(work, appeal, id, central).await,
            ContestedSubject::BoardRejection { application }
            | ContestedSubject::OfficeRejection { application } => {
                on_rejection(acting, appeal, application, central).await
            }
        }
    }
}

async fn on_ruling(
    work: &Work,
    appeal: Versioned<Appeal>,
    id: Uuid,
    central: Central<'_>,
) -> Result<Versioned<Appeal>, Error> {
    let law = Law::now(work).await?;
    let ruling = aggregates::get::<Ruling>(work, id).await?;
    let respondent = ruling.value.respondent().licence;
    let licence = aggregates::get::<Licence>(work, respondent).await?;
    let decided_on = central.decision.decision().decided_on();
    let met = law
        .meets(work, &licence.value, &ruling.value, decided_on)
        .await?;
    let read = Read {
        ruling: ruling.version,
        licence: licence.version,
    };
    let version = appeal.version;
    let (value, consequences) = finality::of_decision(
        appeal.value,
        ruling.value,
        licence.value,
        central,
        met,
        work.today,
    )?;
    let decided = aggregates::save(work, Versioned { value, version }).await?;
    write(work, consequences, read).await?;
    Ok(decided)
}

async fn on_rejection(
    acting: Acting<'_>,
    appeal: Versioned<Appeal>,
    application: Uuid,
    central: Central<'_>,
) -> Result<Versioned<Appeal>, Error> {
    let work = acting.work;
    let application = aggregates::get::<Application>(work, application).await?;
    let decided_on = central.decision.decision().decided_on();
    let book = policies::book(work).await?;
    let policies = Policies::on(&book, decided_on);
    let rules = FileRules {
        taken_over: TakenOver {
            by: acting.actor.account().ok_or(Error::Unauthenticated)?,
            on: work.today,
            gate: PremisesGate::of(&policies, central.directives, decided_on),
        },
        file: FilePolicies::of(&policies),
        policies,
    };
    let (version, file_version) = (appeal.version, application.version);
    let (value, file) = finality::of_rejection(appeal.value, application.value, central, rules)?;
    let decided = aggregates::save(work, Versioned { value, version }).await?;
    let (value, version) = (file, file_version);
    aggregates::save::<Application>(work, Versioned { value, version }).await?;
    Ok(decided)
}

/// What the session voted that the appeal is before.
async fn voted(acting: Acting<'_>, appeal: &Appeal) -> Result<BoardDecision, Error> {
    let undecided = || {
        Refusal::rule(
            "not-decided-in-session",
            Citation::clause(3, 3),
            "هیئت مرکزی در جلسه هنوز درباره این اعتراض تصمیم نگرفته است.",
            "The central board has not decided on this appeal in a session yet.",
        )
    };
    let session = appeal.appeal_state().session().ok_or_else(undecided)?;
    let session = aggregates::get::<Session>(acting.work, session).await?;
    let decision = session.value.decision_on(Matter::appeal(appeal.id()));
    Ok(decision.ok_or_else(undecided)?)
}
