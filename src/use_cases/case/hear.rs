//! The board hears a case.

use serde::Serialize;
use uuid::Uuid;

use super::visible;
use crate::domain::kernel::text::LongText;
use crate::domain::placement::access::Permission;
use crate::domain::placement::boards::BoardKind;
use crate::domain::placement::case::Case;
use crate::domain::placement::session::Session;
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::session::require_conduct;
use crate::use_cases::{Acting, Command};

/// Records the hearing in the session on whose agenda the case is, while that sits; the vote follows it.
#[derive(Debug, Serialize)]
pub struct RecordHearing {
    /// The case.
    pub id: Uuid,
    /// Whether the agency's manager or representative was present.
    pub attended: bool,
    /// What was said.
    pub record: LongText,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for RecordHearing {
    const OPERATION: &'static str = "recordHearing";
    const PERMISSION: Option<Permission> = Some(Permission::ConductSession);
    type Output = Versioned<Case>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let work = acting.work;
        acting.actor.require(Permission::ReadCases)?;
        let case = visible(work, acting.actor, self.id).await?;
        require_conduct(acting, BoardKind::Provincial(case.value.province())).await?;
        let case = case.expect_version(Some(self.expected))?;
        let session = case.value.scheduled_session()?;
        let session = aggregates::get::<Session>(work, session).await?.value;
        let heard = case.change(|it| it.hear(&session, self.attended, self.record.clone()))?;
        aggregates::save(work, heard).await
    }
}
