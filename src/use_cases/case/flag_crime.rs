//! Somebody sees a crime in what an agency is charged with (A5.n3).

use serde::Serialize;
use uuid::Uuid;

use super::{account, in_office};
use crate::domain::kernel::text::ShortText;
use crate::domain::placement::access::Permission;
use crate::domain::placement::case::{Case, Offence};
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command};

/// Flags a charge whose facts match a crime; the case goes on, but does not close unreported.
#[derive(Debug, Serialize)]
pub struct FlagCrime {
    /// The case.
    pub id: Uuid,
    /// The charge.
    pub charge: Uuid,
    /// The crime, with the law that makes it one.
    pub offence: ShortText,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for FlagCrime {
    const OPERATION: &'static str = "flagCrime";
    const PERMISSION: Option<Permission> = Some(Permission::PrepareCase);
    type Output = Versioned<Case>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let (work, expected) = (acting.work, Some(self.expected));
        let case = in_office(acting, Permission::PrepareCase, self.id, expected).await?;
        let offence = Offence {
            name: self.offence.clone(),
            seen_by: account(acting.actor)?,
        };
        let flagged = case.change(|it| it.flag_crime(self.charge, offence, work.today))?;
        aggregates::save(work, flagged).await
    }
}
