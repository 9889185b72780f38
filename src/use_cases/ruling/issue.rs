//! The ruling gets its number.

use serde::Serialize;
use uuid::Uuid;

use super::in_office;
use crate::domain::placement::access::Permission;
use crate::domain::placement::docket::Docket;
use crate::domain::placement::ruling::Ruling;
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command, docket};

/// Issues a signed ruling under the next number of its province and year.
#[derive(Debug, Serialize)]
pub struct IssueRuling {
    /// The ruling.
    pub id: Uuid,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for IssueRuling {
    const OPERATION: &'static str = "issueRuling";
    const PERMISSION: Option<Permission> = Some(Permission::ServeRuling);
    type Output = Versioned<Ruling>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let today = acting.work.today;
        let ruling = in_office(acting, Permission::ServeRuling, self.id, self.expected).await?;
        let province = ruling.value.respondent().province;
        let number = docket::next(acting, Docket::Ruling, province).await?;
        let issued = ruling.change(|it| it.issue(number, today))?;
        aggregates::save(acting.work, issued).await
    }
}
