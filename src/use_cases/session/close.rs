//! A session closes with its minutes, and what it decided takes effect.

use serde::Serialize;
use uuid::Uuid;

use super::conduct;
use crate::domain::kernel::text::LongText;
use crate::domain::placement::access::Permission;
use crate::domain::placement::application::Application;
use crate::domain::placement::application::issue::PremisesGate;
use crate::domain::placement::article8::rules::FilePolicies;
use crate::domain::placement::policies::Policies;
use crate::domain::placement::session::{AgendaItem, BoardDecision, MatterKind, Session};
use crate::error::Error;
use crate::store::{Versioned, aggregates, directives, policies};
use crate::use_cases::{Acting, Command};

/// Closes a session. In the same unit of work its decisions are executed on the applications that
/// still await them; a directive that was adopted is communicated by an act of its own.
#[derive(Debug, Serialize)]
pub struct CloseSession {
    /// The session.
    pub session: Uuid,
    /// The minutes.
    pub minutes: LongText,
    /// The version that has been seen.
    pub expected: i64,
}

impl Command for CloseSession {
    const OPERATION: &'static str = "closeSession";
    const PERMISSION: Option<Permission> = Some(Permission::ConductSession);
    type Output = Versioned<Session>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let (expected, today) = (Some(self.expected), acting.work.today);
        let closed = conduct(acting, self.session, expected, |session| {
            session.close(self.minutes.clone(), today)
        })
        .await?;
        let matters = closed.value.agenda().iter().map(AgendaItem::matter);
        for matter in matters.filter(|it| it.kind == MatterKind::Application) {
            if let Some(decision) = closed.value.decision_on(matter) {
                execute(acting, &decision).await?;
            }
        }
        Ok(closed)
    }
}

async fn execute(acting: Acting<'_>, decision: &BoardDecision) -> Result<(), Error> {
    let today = acting.work.today;
    let application = aggregates::get::<Application>(acting.work, decision.matter().id).await?;
    // A file that was withdrawn before the minutes were closed has nothing left to decide.
    if !application.value.awaits_board() {
        return Ok(());
    }
    let book = policies::book(acting.work).await?;
    let policies = Policies::on(&book, today);
    let directives = directives::book(acting.work).await?;
    let gate = PremisesGate::of(&policies, &directives, today);
    let criteria = decision.decision().resolution().criteria();
    let decided = application.change(|it| {
        it.apply_board_decision(decision, criteria, gate, today, FilePolicies::of(&policies))
    })?;
    aggregates::save(acting.work, decided).await?;
    Ok(())
}
