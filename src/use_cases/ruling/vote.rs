//! The vote of the board makes the ruling what it decided.

use serde::Serialize;
use uuid::Uuid;

use super::in_office;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::Permission;
use crate::domain::placement::case::{Case, CaseState};
use crate::domain::placement::ruling::Ruling;
use crate::domain::placement::session::{BoardDecision, Matter, Session};
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command};

/// Takes over what the board decided in the session that heard the case. The case is ruled on in the
/// same unit of work.
#[derive(Debug, Serialize)]
pub struct VoteRuling {
    /// The ruling.
    pub id: Uuid,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for VoteRuling {
    const OPERATION: &'static str = "voteRuling";
    const PERMISSION: Option<Permission> = Some(Permission::DraftRuling);
    type Output = Versioned<Ruling>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let work = acting.work;
        let permission = Permission::DraftRuling;
        let ruling = in_office(acting, permission, self.id, self.expected).await?;
        let case = aggregates::get::<Case>(work, ruling.value.case()).await?;
        let decision = decision(acting, &case.value).await?;
        let finding = ruling.value.content().finding.verdict();
        let voted = ruling.change(|it| it.vote(decision.as_ref(), work.today))?;
        let voted = aggregates::save(work, voted).await?;
        if let Some(decision) = &decision {
            let ruled = case.change(|it| it.rule(decision, self.id, finding))?;
            aggregates::save(work, ruled).await?;
        }
        Ok(voted)
    }
}

/// What the session that heard the case decided on it, if it has.
async fn decision(acting: Acting<'_>, case: &Case) -> Result<Option<BoardDecision>, Error> {
    let CaseState::Heard { hearing } = case.case_state() else {
        return Ok(None);
    };
    let session = aggregates::get::<Session>(acting.work, hearing.session).await?;
    Ok(session.value.decision_on(Matter::case(case.id())))
}
