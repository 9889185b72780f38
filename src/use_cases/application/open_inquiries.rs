//! The directorate asks authorities about an application.

use serde::Serialize;
use uuid::Uuid;

use super::in_office;
use super::rules::Rules;
use crate::domain::kernel::text::ShortText;
use crate::domain::placement::access::Permission;
use crate::domain::placement::application::Application;
use crate::domain::placement::application::review::NewInquiry;
use crate::domain::placement::article8::Criterion;
use crate::domain::placement::inquiry::InquirySubject;
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command};

/// Opens inquiries at authorities (A8).
#[derive(Debug, Serialize)]
pub struct OpenInquiries {
    /// The application.
    pub id: Uuid,
    /// The version the officer has seen.
    pub expected: i64,
    /// What is asked.
    pub questions: Vec<Question>,
}

/// What one authority is asked.
#[derive(Clone, Debug, Serialize)]
pub struct Question {
    /// The condition it is about.
    pub criterion: Criterion,
    /// Whom it is about.
    pub subject: InquirySubject,
    /// The authority.
    pub authority: ShortText,
}

impl Command for OpenInquiries {
    const OPERATION: &'static str = "openInquiries";
    const PERMISSION: Option<Permission> = Some(Permission::ExamineApplication);
    type Output = Versioned<Application>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let work = acting.work;
        let permission = Permission::ExamineApplication;
        let application = in_office(acting, permission, self.id, Some(self.expected)).await?;
        let policies = Rules::on(work, work.today).await?.policies;
        let inquiries = self.questions.iter().cloned().map(|question| NewInquiry {
            id: Uuid::now_v7(),
            criterion: question.criterion,
            subject: question.subject,
            authority: question.authority,
        });
        let asked = application.change(|application| {
            application.open_inquiries(inquiries.collect(), work.today, policies)
        })?;
        aggregates::save(work, asked).await
    }
}
