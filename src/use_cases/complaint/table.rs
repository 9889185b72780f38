//! A complaint is put on the agenda of a session.

use serde::Serialize;
use uuid::Uuid;

use super::{Sight, visible};
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::Permission;
use crate::domain::placement::boards::{BoardKind, Scope};
use crate::domain::placement::complaint::Complaint;
use crate::domain::placement::session::{Matter, MatterKind, Session};
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::session::table::{Proposed, put_on_agenda};
use crate::use_cases::session::{self, require_conduct};
use crate::use_cases::{Acting, Command};

/// Puts a complaint on the agenda of a session of its province and scope, in one unit of work with the
/// complaint itself. Refused before the opinion was requested (A6.6).
#[derive(Debug, Serialize)]
pub struct TableComplaint {
    /// The complaint.
    pub id: Uuid,
    /// The session.
    pub session: Uuid,
    /// The version of the complaint that was seen.
    pub expected: i64,
}

impl Command for TableComplaint {
    const OPERATION: &'static str = "tableComplaint";
    const PERMISSION: Option<Permission> = Some(Permission::ConductSession);
    type Output = Versioned<Complaint>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let (complaint, sight) = visible(acting.work, acting.actor, self.id).await?;
        if sight == Sight::Association {
            return Err(Error::NotFound {
                noun: Complaint::NOUN,
            });
        }
        let session = session::visible(acting.work, acting.actor, self.session).await?;
        require_conduct(acting, session.value.board()).await?;
        complaint.expect_version(Some(self.expected))?;
        let proposed = Proposed {
            kind: MatterKind::Complaint,
            id: self.id,
        };
        put_on_agenda(acting, session, proposed).await?;
        aggregates::get(acting.work, self.id).await
    }
}

/// A complaint that a board may deal with, with the scope of its sessions. A complaint of another
/// province is not known here.
pub(in crate::use_cases) async fn matter(
    acting: Acting<'_>,
    board: BoardKind,
    id: Uuid,
) -> Result<(Matter, Scope), Error> {
    let complaint = aggregates::get::<Complaint>(acting.work, id).await?;
    let province = complaint.value.respondent().province;
    if board.province().is_some_and(|it| it != province) {
        return Err(Error::NotFound {
            noun: Complaint::NOUN,
        });
    }
    Ok(Matter::of_complaint(
        &complaint.value,
        board,
        acting.work.today,
    )?)
}

/// The complaint takes note that it stands on an agenda.
pub(in crate::use_cases) async fn follow(
    acting: Acting<'_>,
    session: &Session,
    id: Uuid,
) -> Result<(), Error> {
    let complaint = aggregates::get::<Complaint>(acting.work, id).await?;
    let tabled = complaint.change(|it| it.table(session, acting.work.today))?;
    aggregates::save(acting.work, tabled).await?;
    Ok(())
}
