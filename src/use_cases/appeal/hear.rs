//! The central board hears an appellant, or reads the file alone.

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use super::handled;
use crate::domain::placement::access::Permission;
use crate::domain::placement::appeal::{Appeal, Hearing};
use crate::domain::placement::session::{Session, SessionState};
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command};

/// Records the hearing in the session that an appeal is before.
#[derive(Debug, Serialize)]
pub struct RecordAppealHearing {
    /// The appeal.
    pub id: Uuid,
    /// The hearing.
    pub hearing: Hearing,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for RecordAppealHearing {
    const OPERATION: &'static str = "recordAppealHearing";
    const PERMISSION: Option<Permission> = Some(Permission::HandleAppeal);
    type Output = Versioned<Appeal>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let appeal = handled(acting, self.id, self.expected).await?;
        let opened_on = match appeal.value.appeal_state().session() {
            None => None,
            Some(session) => {
                let session = aggregates::get::<Session>(acting.work, session).await?;
                opened_on(&session.value)
            }
        };
        let hearing = self.hearing.clone();
        let heard = appeal.change(|it| it.hear(hearing, opened_on, acting.work.today))?;
        aggregates::save(acting.work, heard).await
    }
}

/// The day on which a session opened with a quorum, if it did.
fn opened_on(session: &Session) -> Option<NaiveDate> {
    match session.session_state() {
        SessionState::Open(sitting) | SessionState::Closed { sitting, .. } => {
            Some(sitting.opened_on)
        }
        SessionState::Called | SessionState::Adjourned { .. } => None,
    }
}
