//! A holder gives the licence back.

use serde::Serialize;
use uuid::Uuid;

use super::own;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::Permission;
use crate::domain::placement::licence::Licence;
use crate::domain::placement::settlement::EndOfLicence;
use crate::error::Error;
use crate::store::{Versioned, aggregates, cases};
use crate::use_cases::settlement::open_after_end;
use crate::use_cases::{Acting, Command};

/// Gives the licence of one's own agency back from today; what article 16 asks for begins with it.
#[derive(Debug, Serialize)]
pub struct SurrenderLicence {
    /// The licence.
    pub licence: Uuid,
    /// The version of the licence that was seen.
    pub expected: i64,
}

impl Command for SurrenderLicence {
    const OPERATION: &'static str = "surrenderLicence";
    const PERMISSION: Option<Permission> = Some(Permission::RunAgency);
    type Output = Versioned<Licence>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let (work, today) = (acting.work, acting.work.today);
        let permission = Permission::RunAgency;
        let licence = own(acting, permission, self.licence, Some(self.expected)).await?;
        let case_open = cases::any_open(work, licence.value.id()).await?;
        let surrendered = licence.change(|it| it.surrender(case_open, today))?;
        let licence = aggregates::save(work, surrendered).await?;
        open_after_end(work, &licence.value, EndOfLicence::Surrendered, today).await?;
        Ok(licence)
    }
}
