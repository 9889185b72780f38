//! A case comes before its board.

use serde::Serialize;
use uuid::Uuid;

use super::visible;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::Permission;
use crate::domain::placement::boards::{BoardKind, Scope};
use crate::domain::placement::case::Case;
use crate::domain::placement::session::{Matter, MatterKind, Session};
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::session::table::{Proposed, put_on_agenda};
use crate::use_cases::session::{self, require_conduct};
use crate::use_cases::{Acting, Command};

/// Puts a case on the agenda of a session of its province's board and its scope.
#[derive(Debug, Serialize)]
pub struct ScheduleCase {
    /// The case.
    pub id: Uuid,
    /// The session.
    pub session: Uuid,
    /// The version of the case that was seen.
    pub expected: i64,
}

impl Command for ScheduleCase {
    const OPERATION: &'static str = "scheduleCase";
    const PERMISSION: Option<Permission> = Some(Permission::ConductSession);
    type Output = Versioned<Case>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        acting.actor.require(Permission::ReadCases)?;
        let case = visible(acting.work, acting.actor, self.id).await?;
        require_conduct(acting, BoardKind::Provincial(case.value.province())).await?;
        case.expect_version(Some(self.expected))?;
        let session = session::visible(acting.work, acting.actor, self.session).await?;
        require_conduct(acting, session.value.board()).await?;
        let proposed = Proposed {
            kind: MatterKind::Case,
            id: self.id,
        };
        put_on_agenda(acting, session, proposed).await?;
        aggregates::get::<Case>(acting.work, self.id).await
    }
}

/// A case as what a board decides, with its scope. A case of another province is not known here.
pub(in crate::use_cases) async fn matter(
    acting: Acting<'_>,
    board: BoardKind,
    id: Uuid,
) -> Result<(Matter, Scope), Error> {
    let case = aggregates::get::<Case>(acting.work, id).await?.value;
    if board.province().is_some_and(|it| it != case.province()) {
        return Err(Error::NotFound { noun: Case::NOUN });
    }
    Ok(Matter::of_case(&case, board)?)
}

/// The case follows onto the agenda on which it was put.
pub(in crate::use_cases) async fn follow(
    acting: Acting<'_>,
    session: &Session,
    id: Uuid,
) -> Result<(), Error> {
    let case = aggregates::get::<Case>(acting.work, id).await?;
    let scheduled = case.change(|it| it.schedule(session))?;
    aggregates::save(acting.work, scheduled).await?;
    Ok(())
}
