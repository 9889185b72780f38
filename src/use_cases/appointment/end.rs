//! A membership ends before its time.

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use super::require;
use crate::domain::kernel::text::ShortText;
use crate::domain::placement::access::Permission;
use crate::domain::placement::appointment::Appointment;
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command};

/// Ends a membership; what the member did before stays valid.
#[derive(Debug, Serialize)]
pub struct EndAppointment {
    /// The appointment.
    pub id: Uuid,
    /// The first day without it.
    pub until: NaiveDate,
    /// Why.
    pub reason: ShortText,
    /// The version that has been seen.
    pub expected: i64,
}

impl Command for EndAppointment {
    const OPERATION: &'static str = "endAppointment";
    const PERMISSION: Option<Permission> = Some(Permission::Appoint);
    type Output = Versioned<Appointment>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let appointment = aggregates::get::<Appointment>(acting.work, self.id).await?;
        require(acting.actor, appointment.value.decree().issuer)?;
        let ended = appointment
            .expect_version(Some(self.expected))?
            .change(|it| it.end(self.until, self.reason.clone()))?;
        aggregates::save(acting.work, ended).await
    }
}
