//! A matter is put on the agenda.

use serde::Serialize;
use uuid::Uuid;

use super::{require_conduct, visible};
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::Permission;
use crate::domain::placement::application::Application;
use crate::domain::placement::boards::{BoardKind, Scope};
use crate::domain::placement::directives::PlacementDirective;
use crate::domain::placement::session::{Matter, MatterKind, Session};
use crate::error::Error;
use crate::store::{Versioned, aggregates, sessions};
use crate::use_cases::{Acting, Command, appeal, case, complaint, licence};

/// What is proposed for decision.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Proposed {
    /// What it is.
    pub kind: MatterKind,
    /// Which one.
    pub id: Uuid,
}

/// Puts a matter on the agenda of a session that is not over.
#[derive(Debug, Serialize)]
pub struct TableMatter {
    /// The session.
    pub session: Uuid,
    /// What is decided.
    pub proposed: Proposed,
    /// The version that has been seen.
    pub expected: i64,
}

impl Command for TableMatter {
    const OPERATION: &'static str = "tableMatter";
    const PERMISSION: Option<Permission> = Some(Permission::ConductSession);
    type Output = Versioned<Session>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let session = visible(acting.work, acting.actor, self.session).await?;
        let board = session.value.board();
        require_conduct(acting, board).await?;
        let session = session.expect_version(Some(self.expected))?;
        put_on_agenda(acting, session, self.proposed).await
    }
}

/// Puts a matter on the agenda of a session, together with what follows for the matter itself. What
/// stands on the agenda of another session that is not over is refused.
pub(in crate::use_cases) async fn put_on_agenda(
    acting: Acting<'_>,
    session: Versioned<Session>,
    proposed: Proposed,
) -> Result<Versioned<Session>, Error> {
    let (matter, scope) = load(acting, session.value.board(), proposed).await?;
    let tabled = session.change(|it| it.table(Uuid::now_v7(), matter, scope))?;
    // A session that holds it already has refused it by now.
    let elsewhere = sessions::holding(acting.work, matter).await?;
    matter.require_free_of(elsewhere.as_ref().map(|it| &it.value))?;
    let session = aggregates::save(acting.work, tabled).await?;
    match matter.kind {
        MatterKind::Appeal => {
            appeal::schedule::follow(acting, &session.value, matter.id).await?;
        }
        MatterKind::Case => case::schedule::follow(acting, &session.value, matter.id).await?,
        MatterKind::Complaint => {
            complaint::table::follow(acting, &session.value, matter.id).await?;
        }
        MatterKind::Application
        | MatterKind::Directive
        | MatterKind::InterimLifting
        | MatterKind::InterimSuspension => {}
    }
    Ok(session)
}

/// The matter with its scope. A file of another province is not known here.
async fn load(
    acting: Acting<'_>,
    board: BoardKind,
    proposed: Proposed,
) -> Result<(Matter, Scope), Error> {
    match proposed.kind {
        MatterKind::Application => {
            let found = aggregates::get::<Application>(acting.work, proposed.id).await?;
            let elsewhere = board
                .province()
                .is_some_and(|it| it != found.value.province());
            if elsewhere {
                return Err(Error::NotFound {
                    noun: Application::NOUN,
                });
            }
            Ok(Matter::of_application(&found.value, board)?)
        }
        MatterKind::Directive => {
            let found = aggregates::get::<PlacementDirective>(acting.work, proposed.id).await?;
            Ok(Matter::of_directive(&found.value)?)
        }
        MatterKind::Case => case::schedule::matter(acting, board, proposed.id).await,
        MatterKind::Appeal => appeal::matter(acting, board, proposed.id).await,
        MatterKind::Complaint => complaint::table::matter(acting, board, proposed.id).await,
        MatterKind::InterimLifting | MatterKind::InterimSuspension => {
            licence::interim::matter(acting, board, proposed.kind, proposed.id).await
        }
    }
}
