//! The directorate assesses a condition of article 8.

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use super::rules::Rules;
use super::{account, in_office};
use crate::domain::kernel::text::LongText;
use crate::domain::placement::access::Permission;
use crate::domain::placement::application::Application;
use crate::domain::placement::article8::Criterion;
use crate::domain::placement::article8::finding::{Appraisal, Verdict};
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command};

/// Records an officer's assessment of a condition; what can be computed is never contradicted (A8).
#[derive(Debug, Serialize)]
pub struct AssessCriterion {
    /// The application.
    pub id: Uuid,
    /// The version the officer has seen.
    pub expected: i64,
    /// The condition.
    pub criterion: Criterion,
    /// Met or not.
    pub verdict: Verdict,
    /// Documents on the file that show it.
    pub documents: Vec<Uuid>,
    /// The date on the certificate, where its age counts (A8.6).
    pub issued_on: Option<NaiveDate>,
    /// A remark for the file.
    pub note: Option<LongText>,
}

impl Command for AssessCriterion {
    const OPERATION: &'static str = "assessCriterion";
    const PERMISSION: Option<Permission> = Some(Permission::ExamineApplication);
    type Output = Versioned<Application>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let work = acting.work;
        let permission = Permission::ExamineApplication;
        let application = in_office(acting, permission, self.id, Some(self.expected)).await?;
        let policies = Rules::on(work, work.today).await?.policies;
        let appraisal = Appraisal {
            verdict: self.verdict.clone(),
            documents: self.documents.clone(),
            issued_on: self.issued_on,
            note: self.note.clone(),
            by: account(acting.actor)?,
        };
        let assessed = application.change(|application| {
            application.assess(self.criterion, appraisal, work.today, policies)
        })?;
        aggregates::save(work, assessed).await
    }
}
