//! An inspector adds to a signed report.

use serde::Serialize;
use uuid::Uuid;

use super::by_team;
use crate::domain::kernel::text::LongText;
use crate::domain::placement::access::Permission;
use crate::domain::placement::inspection::Inspection;
use crate::error::Error;
use crate::store::Versioned;
use crate::use_cases::{Acting, Command};

/// Corrects or adds to a signed report, which itself stays as it is.
#[derive(Debug, Serialize)]
pub struct AddInspectionAddendum {
    /// The inspection.
    pub id: Uuid,
    /// What is corrected or added.
    pub text: LongText,
    /// The documents of the inspection that show it.
    pub documents: Vec<Uuid>,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for AddInspectionAddendum {
    const OPERATION: &'static str = "addInspectionAddendum";
    const PERMISSION: Option<Permission> = Some(Permission::Inspect);
    type Output = Versioned<Inspection>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let today = acting.work.today;
        let text = self.text.clone();
        let add = |it: Inspection, by| it.add_addendum(by, text, &self.documents, today);
        by_team(acting, self.id, self.expected, add).await
    }
}
