//! The chair invites an expert.

use serde::Serialize;
use uuid::Uuid;

use super::{account, visible};
use crate::domain::placement::access::Permission;
use crate::domain::placement::session::{Invitee, Session};
use crate::error::Error;
use crate::store::{Versioned, aggregates, appointments};
use crate::use_cases::{Acting, Command};

/// Invites an expert without a vote (A2.n3, A4.n3).
#[derive(Debug, Serialize)]
pub struct InviteExpert {
    /// The session.
    pub session: Uuid,
    /// Whom.
    pub invitee: Invitee,
    /// The version that has been seen.
    pub expected: i64,
}

impl Command for InviteExpert {
    const OPERATION: &'static str = "inviteExpert";
    const PERMISSION: Option<Permission> = Some(Permission::ConductSession);
    type Output = Versioned<Session>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let session = visible(acting.work, acting.actor, self.session)
            .await?
            .expect_version(Some(self.expected))?;
        let today = acting.work.today;
        let board = session.value.board();
        let own = appointments::of_account(acting.work, account(acting.actor)?, today).await?;
        let chair = own.iter().map(|it| &it.value).find(|it| {
            let decree = it.decree();
            decree.board == board && decree.seat == board.chair()
        });
        let invited = session.change(|it| it.invite(chair, self.invitee.clone(), today))?;
        aggregates::save(acting.work, invited).await
    }
}
