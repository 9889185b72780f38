//! A case is closed.

use serde::Serialize;
use uuid::Uuid;

use super::in_office;
use crate::domain::placement::access::Permission;
use crate::domain::placement::case::Case;
use crate::domain::placement::ruling::Ruling;
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command};

/// Closes a case whose ruling is final, whose penalty is executed and whose crimes are reported.
#[derive(Debug, Serialize)]
pub struct CloseCase {
    /// The case.
    pub id: Uuid,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for CloseCase {
    const OPERATION: &'static str = "closeCase";
    const PERMISSION: Option<Permission> = Some(Permission::PrepareCase);
    type Output = Versioned<Case>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let (work, expected) = (acting.work, Some(self.expected));
        let case = in_office(acting, Permission::PrepareCase, self.id, expected).await?;
        let ruling = case.value.decided_ruling()?;
        let standing = aggregates::get::<Ruling>(work, ruling)
            .await?
            .value
            .standing_for_case();
        let closed = case.change(|it| it.close(&standing, work.today))?;
        aggregates::save(work, closed).await
    }
}
