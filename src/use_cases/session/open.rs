//! A session opens with a quorum, or goes home without one.

use serde::Serialize;
use uuid::Uuid;

use super::{conduct, decrees, visible};
use crate::domain::kernel::text::LongText;
use crate::domain::placement::access::Permission;
use crate::domain::placement::policies::Policies;
use crate::domain::placement::session::{Circumstances, Session};
use crate::error::Error;
use crate::store::{Versioned, guilds, policies};
use crate::use_cases::{Acting, Command};

/// Opens a session with the members who are present.
#[derive(Debug, Serialize)]
pub struct OpenSession {
    /// The session.
    pub session: Uuid,
    /// The appointments of those who are present.
    pub attending: Vec<Uuid>,
    /// The version that has been seen.
    pub expected: i64,
}

impl Command for OpenSession {
    const OPERATION: &'static str = "openSession";
    const PERMISSION: Option<Permission> = Some(Permission::ConductSession);
    type Output = Versioned<Session>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let today = acting.work.today;
        let board = visible(acting.work, acting.actor, self.session)
            .await?
            .value
            .board();
        let appointed = decrees(acting.work, board).await?;
        let guilds = guilds::all(acting.work).await?;
        let book = policies::book(acting.work).await?;
        let circumstances = Circumstances {
            guilds: &guilds,
            policies: Policies::on(&book, today),
        };
        let expected = Some(self.expected);
        conduct(acting, self.session, expected, |session| {
            session.open(&self.attending, &appointed, &circumstances, today)
        })
        .await
    }
}

/// Sends everybody home because there is no quorum.
#[derive(Debug, Serialize)]
pub struct AdjournSession {
    /// The session.
    pub session: Uuid,
    /// Why, with who was present.
    pub reason: LongText,
    /// The version that has been seen.
    pub expected: i64,
}

impl Command for AdjournSession {
    const OPERATION: &'static str = "adjournSession";
    const PERMISSION: Option<Permission> = Some(Permission::ConductSession);
    type Output = Versioned<Session>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let (expected, today) = (Some(self.expected), acting.work.today);
        conduct(acting, self.session, expected, |session| {
            session.adjourn(self.reason.clone(), today)
        })
        .await
    }
}
