//! An officer finds that a licence from before the bylaw conforms to it (A17).

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use super::at_office;
use super::enter_legacy::operator;
use crate::domain::kernel::text::ShortText;
use crate::domain::placement::access::Permission;
use crate::domain::placement::account::Login;
use crate::domain::placement::licence::Licence;
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command};

/// Writes down that a licence granted before the bylaw conforms to it; the prevention ends with that.
#[derive(Debug, Serialize)]
pub struct ConformLegacyLicence {
    /// The licence.
    pub licence: Uuid,
    /// The first day on which it conforms.
    pub conformed_on: NaiveDate,
    /// Number and date of the officer's record.
    pub record: ShortText,
    /// Who runs the agency from now on, by the name to sign in with.
    pub operator: Option<Login>,
    /// The version of the licence that was seen.
    pub expected: i64,
}

impl Command for ConformLegacyLicence {
    const OPERATION: &'static str = "conformLegacyLicence";
    const PERMISSION: Option<Permission> = Some(Permission::KeepLicences);
    type Output = Versioned<Licence>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let work = acting.work;
        let permission = Permission::KeepLicences;
        let licence = at_office(acting, permission, self.licence, Some(self.expected)).await?;
        let operator = operator(work, self.operator.as_ref()).await?;
        let record = self.record.clone();
        let conforms =
            licence.change(|it| it.conform(self.conformed_on, record, operator, work.today))?;
        aggregates::save(work, conforms).await
    }
}
