//! A board suspends a licence before its case is decided, and lifts that again (A5.3).

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use super::visible;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::refusal::Refusal;
use crate::domain::placement::access::Permission;
use crate::domain::placement::boards::{BoardKind, Scope};
use crate::domain::placement::licence::Licence;
use crate::domain::placement::policies::Policies;
use crate::domain::placement::session::{BoardDecision, Matter, MatterKind, Session};
use crate::error::Error;
use crate::store::{Versioned, aggregates, cases, policies};
use crate::use_cases::{Acting, Command, session};

/// Carries out what the licence's board decided: the agency stops until a day, three months later at
/// most, earlier interim suspensions in the same undecided cases counted.
#[derive(Debug, Serialize)]
pub struct SuspendInterim {
    /// The licence.
    pub licence: Uuid,
    /// The session that decided it.
    pub session: Uuid,
    /// The first day without it.
    pub until_exclusive: NaiveDate,
    /// The version of the licence that has been seen.
    pub expected: i64,
}

impl Command for SuspendInterim {
    const OPERATION: &'static str = "suspendInterim";
    const PERMISSION: Option<Permission> = Some(Permission::SuspendInterim);
    type Output = Versioned<Licence>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let (work, today) = (acting.work, acting.work.today);
        let licence = in_office(acting, self.licence, self.expected).await?;
        let kind = MatterKind::InterimSuspension;
        let decision = decision(acting, self.session, kind, self.licence).await?;
        let book = policies::book(work).await?;
        let policies = Policies::on(&book, decision.decision().decided_on());
        let since = cases::open_since(work, self.licence).await?;
        let until = self.until_exclusive;
        let suspended = licence
            .change(|it| it.suspend_in_interim(&decision, until, since, &policies, today))?;
        aggregates::save(work, suspended).await
    }
}

/// Carries out that the licence's board lifted its interim suspension before the last day.
#[derive(Debug, Serialize)]
pub struct LiftInterimSuspension {
    /// The licence.
    pub licence: Uuid,
    /// The session that decided it.
    pub session: Uuid,
    /// The version of the licence that has been seen.
    pub expected: i64,
}

impl Command for LiftInterimSuspension {
    const OPERATION: &'static str = "liftInterimSuspension";
    const PERMISSION: Option<Permission> = Some(Permission::SuspendInterim);
    type Output = Versioned<Licence>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let licence = in_office(acting, self.licence, self.expected).await?;
        let kind = MatterKind::InterimLifting;
        let decision = decision(acting, self.session, kind, self.licence).await?;
        let today = acting.work.today;
        let lifted = licence.change(|it| it.lift_interim_suspension(&decision, today))?;
        aggregates::save(acting.work, lifted).await
    }
}

/// The licence as a matter of its own board. One of another province is not known there.
pub(in crate::use_cases) async fn matter(
    acting: Acting<'_>,
    board: BoardKind,
    kind: MatterKind,
    id: Uuid,
) -> Result<(Matter, Scope), Error> {
    let licence = aggregates::get::<Licence>(acting.work, id).await?.value;
    if board.province().is_some_and(|it| it != licence.province()) {
        return Err(Error::NotFound {
            noun: Licence::NOUN,
        });
    }
    Ok(Matter::of_interim(
        kind,
        &licence,
        board,
        acting.work.today,
    )?)
}

async fn in_office(
    acting: Acting<'_>,
    id: Uuid,
    expected: i64,
) -> Result<Versioned<Licence>, Error> {
    let licence = visible(acting.work, acting.actor, id).await?;
    let office = Some(licence.value.province());
    acting
        .actor
        .require_at(Permission::SuspendInterim, office)?;
    licence.expect_version(Some(expected))
}

async fn decision(
    acting: Acting<'_>,
    session: Uuid,
    kind: MatterKind,
    licence: Uuid,
) -> Result<BoardDecision, Error> {
    let session: Versioned<Session> = session::visible(acting.work, acting.actor, session).await?;
    let matter = Matter { kind, id: licence };
    Ok(session
        .value
        .decision_on(matter)
        .ok_or_else(|| undecided(kind))?)
}

fn undecided(kind: MatterKind) -> Refusal {
    Refusal::rule(
        "matter-not-decided",
        kind.citation(),
        "این جلسه در این موضوع تصمیمی نگرفته است.",
        "This session has not decided the matter.",
    )
}
