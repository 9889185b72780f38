//! The directorate records what an authority has answered.

use serde::Serialize;
use uuid::Uuid;

use super::in_office;
use crate::domain::placement::access::Permission;
use crate::domain::placement::application::Application;
use crate::domain::placement::inquiry::Answer;
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command};

/// Records the answer to an inquiry; when none is missing any more the review goes on.
#[derive(Debug, Serialize)]
pub struct RecordInquiry {
    /// The application.
    pub id: Uuid,
    /// The version the officer has seen.
    pub expected: i64,
    /// The inquiry.
    pub inquiry: Uuid,
    /// The answer.
    pub answer: Answer,
}

impl Command for RecordInquiry {
    const OPERATION: &'static str = "recordInquiry";
    const PERMISSION: Option<Permission> = Some(Permission::ExamineApplication);
    type Output = Versioned<Application>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let permission = Permission::ExamineApplication;
        let application = in_office(acting, permission, self.id, Some(self.expected)).await?;
        let known = application.value.inquiries();
        if !known.iter().any(|inquiry| inquiry.id == self.inquiry) {
            return Err(Error::NotFound { noun: "inquiry" });
        }
        let answered = application.change(|application| {
            application.record_inquiry_answer(self.inquiry, self.answer.clone(), acting.work.today)
        })?;
        aggregates::save(acting.work, answered).await
    }
}
