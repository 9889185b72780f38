//! An agency opens a branch.

use serde::Serialize;
use uuid::Uuid;

use crate::domain::placement::access::Permission;
use crate::domain::placement::branch::{Branch, NewBranch};
use crate::error::Error;
use crate::store::{Versioned, aggregates, directives};
use crate::use_cases::{Acting, Command, licence};

/// Opens a branch or a representation of one's own agency.
#[derive(Debug, Serialize)]
pub struct OpenBranch {
    /// The licence of the agency.
    pub licence: Uuid,
    /// The branch.
    pub branch: NewBranch,
}

impl Command for OpenBranch {
    const OPERATION: &'static str = "openBranch";
    const PERMISSION: Option<Permission> = Some(Permission::RunAgency);
    type Output = Versioned<Branch>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let work = acting.work;
        let licence = licence::own(acting, Permission::RunAgency, self.licence, None).await?;
        let directives = directives::book(work).await?;
        let opened = Branch::open(
            Uuid::now_v7(),
            &licence.value,
            self.branch.clone(),
            &directives,
            work.today,
        )?;
        aggregates::insert(work, opened).await
    }
}
