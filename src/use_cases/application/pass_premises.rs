//! The directorate confirms the premises of an agency.

use serde::Serialize;
use uuid::Uuid;

use super::{account, in_office};
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::refusal::Refusal;
use crate::domain::placement::access::Permission;
use crate::domain::placement::application::Application;
use crate::domain::placement::application::issue::PremisesCheck;
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command};

/// Confirms that the premises meet the central board's standard (A3.2).
#[derive(Debug, Serialize)]
pub struct PassPremises {
    /// The application.
    pub id: Uuid,
    /// The version the officer has seen.
    pub expected: i64,
    /// The document on the file that records the visit.
    pub record: Uuid,
}

impl Command for PassPremises {
    const OPERATION: &'static str = "passPremises";
    const PERMISSION: Option<Permission> = Some(Permission::ExamineApplication);
    type Output = Versioned<Application>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let permission = Permission::ExamineApplication;
        let application = in_office(acting, permission, self.id, Some(self.expected)).await?;
        let on_file = application.value.documents();
        if !on_file.iter().any(|document| document.id == self.record) {
            return Err(not_on_file().into());
        }
        let check = PremisesCheck {
            record: self.record,
            by: account(acting.actor)?,
            on: acting.work.today,
        };
        let passed = application.change(|application| application.premises_passed(check))?;
        aggregates::save(acting.work, passed).await
    }
}

fn not_on_file() -> Refusal {
    Refusal::rule(
        "evidence-not-on-file",
        Citation::clause(3, 2),
        "صورت‌جلسه بازدید محل در این پرونده نیست.",
        "The record of the visit is not on this file.",
    )
}
