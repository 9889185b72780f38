//! The inspectors write and sign their report.

use serde::Serialize;
use uuid::Uuid;

use super::{by_team, own};
use crate::domain::kernel::text::LongText;
use crate::domain::placement::access::Permission;
use crate::domain::placement::checklist::{Checklist, Finding};
use crate::domain::placement::inspection::Inspection;
use crate::error::Error;
use crate::store::{Versioned, aggregates, checklists};
use crate::use_cases::{Acting, Command};

/// Writes the report and signs it; it is complete once all inspectors of the team have signed.
#[derive(Debug, Serialize)]
pub struct ReportInspection {
    /// The inspection.
    pub id: Uuid,
    /// What was found, item by item of the checklist that was in force when the visit began; nothing
    /// if the visit was obstructed or in vain.
    pub findings: Option<Vec<Finding>>,
    /// The remarks.
    pub remarks: LongText,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for ReportInspection {
    const OPERATION: &'static str = "reportInspection";
    const PERMISSION: Option<Permission> = Some(Permission::Inspect);
    type Output = Versioned<Inspection>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let work = acting.work;
        let (inspection, account) = own(acting, self.id, Some(self.expected)).await?;
        let issued = checklists::all(work).await?;
        let visit = inspection.value.inspection_state().visit();
        let findings = self.findings.clone().zip(visit);
        let by_checklist = findings
            .map(|(findings, visit)| {
                let kind = inspection.value.respondent().kind;
                let checklist = Checklist::required(&issued, kind, visit.started_on)?;
                Ok::<_, Error>((checklist, findings))
            })
            .transpose()?;
        let remarks = self.remarks.clone();
        let reported =
            inspection.change(|it| it.report(account, by_checklist, remarks, work.today))?;
        aggregates::save(work, reported).await
    }
}

/// Signs a report that another inspector of the team has written.
#[derive(Debug, Serialize)]
pub struct SignInspectionReport {
    /// The inspection.
    pub id: Uuid,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for SignInspectionReport {
    const OPERATION: &'static str = "signInspectionReport";
    const PERMISSION: Option<Permission> = Some(Permission::Inspect);
    type Output = Versioned<Inspection>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let today = acting.work.today;
        let sign = |it: Inspection, by| it.sign(by, today);
        by_team(acting, self.id, self.expected, sign).await
    }
}
