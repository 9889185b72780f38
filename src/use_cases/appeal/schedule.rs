//! An appeal is put before a session of the central board.

use serde::Serialize;
use uuid::Uuid;

use super::handled;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::Permission;
use crate::domain::placement::appeal::Appeal;
use crate::domain::placement::session::{MatterKind, Session};
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::session::table::{Proposed, put_on_agenda};
use crate::use_cases::session::{self, require_conduct};
use crate::use_cases::{Acting, Command};

/// Puts an appeal on the agenda of a session of the central board that has the scope of the case, and
/// the appeal before that session: both or neither.
#[derive(Debug, Serialize)]
pub struct ScheduleAppeal {
    /// The appeal.
    pub id: Uuid,
    /// The session.
    pub session: Uuid,
    /// The version of the appeal that was seen.
    pub expected: i64,
}

impl Command for ScheduleAppeal {
    const OPERATION: &'static str = "scheduleAppeal";
    const PERMISSION: Option<Permission> = Some(Permission::HandleAppeal);
    type Output = Versioned<Appeal>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        handled(acting, self.id, self.expected).await?;
        let proposed = Proposed {
            kind: MatterKind::Appeal,
            id: self.id,
        };
        let session = session::visible(acting.work, acting.actor, self.session).await?;
        require_conduct(acting, session.value.board()).await?;
        put_on_agenda(acting, session, proposed).await?;
        aggregates::get(acting.work, self.id).await
    }
}

/// The appeal follows onto the agenda on which it was put, whichever way it came there.
pub(in crate::use_cases) async fn follow(
    acting: Acting<'_>,
    session: &Session,
    id: Uuid,
) -> Result<(), Error> {
    let today = acting.work.today;
    let appeal = aggregates::get::<Appeal>(acting.work, id).await?;
    let (board, scope) = (session.board(), session.scope());
    let scheduled = appeal.change(|it| it.schedule(session.id(), board, scope, today))?;
    aggregates::save(acting.work, scheduled).await?;
    Ok(())
}
