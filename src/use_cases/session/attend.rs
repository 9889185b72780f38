//! Members come and go while a session sits.

use serde::Serialize;
use uuid::Uuid;

use super::{conduct, visible};
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::Permission;
use crate::domain::placement::appointment::Appointment;
use crate::domain::placement::boards::Seat;
use crate::domain::placement::policies::Policies;
use crate::domain::placement::session::{Circumstances, Session, SessionState};
use crate::error::Error;
use crate::store::{Versioned, aggregates, guilds, policies};
use crate::use_cases::{Acting, Command};

/// Records that a member came in late.
#[derive(Debug, Serialize)]
pub struct RecordArrival {
    /// The session.
    pub session: Uuid,
    /// The member's appointment.
    pub appointment: Uuid,
    /// The version that has been seen.
    pub expected: i64,
}

impl Command for RecordArrival {
    const OPERATION: &'static str = "recordArrival";
    const PERMISSION: Option<Permission> = Some(Permission::ConductSession);
    type Output = Versioned<Session>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let session = visible(acting.work, acting.actor, self.session).await?;
        // The rules of the day on which the session opened hold to its end.
        let on = match session.value.session_state() {
            SessionState::Open(sitting) => sitting.opened_on,
            _ => acting.work.today,
        };
        let appointment = aggregates::find::<Appointment>(acting.work, self.appointment)
            .await?
            .filter(|it| it.value.decree().board == session.value.board())
            .ok_or(Error::NotFound {
                noun: Appointment::NOUN,
            })?;
        let guilds = guilds::all(acting.work).await?;
        let book = policies::book(acting.work).await?;
        let circumstances = Circumstances {
            guilds: &guilds,
            policies: Policies::on(&book, on),
        };
        conduct(acting, self.session, Some(self.expected), |session| {
            session.arrive(&appointment.value, &circumstances)
        })
        .await
    }
}

/// Records that a member left.
#[derive(Debug, Serialize)]
pub struct RecordDeparture {
    /// The session.
    pub session: Uuid,
    /// The member's seat.
    pub seat: Seat,
    /// The version that has been seen.
    pub expected: i64,
}

impl Command for RecordDeparture {
    const OPERATION: &'static str = "recordDeparture";
    const PERMISSION: Option<Permission> = Some(Permission::ConductSession);
    type Output = Versioned<Session>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let expected = Some(self.expected);
        conduct(acting, self.session, expected, |it| it.leave(self.seat)).await
    }
}
