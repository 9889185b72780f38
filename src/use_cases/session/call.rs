//! A session is called.

use serde::Serialize;
use uuid::Uuid;

use super::require_conduct;
use super::table::{Proposed, put_on_agenda};
use crate::domain::placement::access::Permission;
use crate::domain::placement::session::{Call, Session};
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command};

/// Calls a session with its agenda.
#[derive(Debug, Serialize)]
pub struct CreateSession {
    /// Which board, on what, when and where.
    pub call: Call,
    /// What is decided.
    pub agenda: Vec<Proposed>,
}

impl Command for CreateSession {
    const OPERATION: &'static str = "createSession";
    const PERMISSION: Option<Permission> = Some(Permission::ConductSession);
    type Output = Versioned<Session>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        require_conduct(acting, self.call.board).await?;
        let called = Session::call(Uuid::now_v7(), self.call.clone(), acting.work.today)?;
        let mut session = aggregates::insert(acting.work, called).await?;
        for proposed in &self.agenda {
            session = put_on_agenda(acting, session, *proposed).await?;
        }
        Ok(session)
    }
}
