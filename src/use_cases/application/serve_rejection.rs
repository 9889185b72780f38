//! The rejection of an application is served (ابلاغ).

use serde::Serialize;
use uuid::Uuid;

use super::in_office;
use crate::domain::kernel::closures::ClosedDays;
use crate::domain::kernel::event::Changed;
use crate::domain::kernel::refusal::{Invalid, Refusal};
use crate::domain::kernel::text::LongText;
use crate::domain::placement::access::Permission;
use crate::domain::placement::application::Application;
use crate::domain::placement::event::PlacementEvent;
use crate::domain::placement::policies::Policies;
use crate::domain::placement::ruling::Service;
use crate::error::Error;
use crate::store::{Versioned, aggregates, closures, policies};
use crate::use_cases::{Acting, Command};

/// Serves the rejection of an application: the twenty days of appeal start (A5.n2).
#[derive(Debug, Serialize)]
pub struct ServeRejection {
    /// The application.
    pub id: Uuid,
    /// How and when. Its scanned proof, if there is one, is a document of the file.
    pub service: Service,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for ServeRejection {
    const OPERATION: &'static str = "serveRejection";
    const PERMISSION: Option<Permission> = Some(Permission::ServeRuling);
    type Output = Versioned<Application>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let today = acting.work.today;
        let serving = (self.id, &self.service, self.expected);
        serve(acting, serving, |file, closed, policies| {
            file.serve_rejection(self.service.clone(), closed, policies, today)
        })
        .await
    }
}

/// Corrects the service of a rejection that was recorded wrongly, or records another one, with reasons.
#[derive(Debug, Serialize)]
pub struct CorrectRejectionService {
    /// The application.
    pub id: Uuid,
    /// How and when it was served in truth.
    pub service: Service,
    /// Why.
    pub reason: LongText,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for CorrectRejectionService {
    const OPERATION: &'static str = "correctRejectionService";
    const PERMISSION: Option<Permission> = Some(Permission::ServeRuling);
    type Output = Versioned<Application>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let today = acting.work.today;
        let serving = (self.id, &self.service, self.expected);
        serve(acting, serving, |file, closed, policies| {
            let reason = self.reason.clone();
            file.correct_rejection_service(self.service.clone(), reason, closed, policies, today)
        })
        .await
    }
}

type Served = Result<Changed<Application, PlacementEvent>, Refusal>;

/// Changes the service of a rejection by the policies of the day of service. The office that serves is
/// that of the file's province.
async fn serve(
    acting: Acting<'_>,
    (id, service, expected): (Uuid, &Service, i64),
    transition: impl FnOnce(Application, &ClosedDays, &Policies<'_>) -> Served,
) -> Result<Versioned<Application>, Error> {
    let work = acting.work;
    let permission = Permission::ServeRuling;
    let file = in_office(acting, permission, id, Some(expected)).await?;
    let province = file.value.province();
    acting.actor.require_at(permission, Some(province))?;
    if let Some(scan) = &service.document
        && !file.value.documents().iter().any(|it| it.sha256 == *scan)
    {
        return Err(Error::invalid("/document", NOT_ON_THE_FILE));
    }
    let book = policies::book(work).await?;
    let policies = Policies::on(&book, service.on);
    let closed = closures::book(work).await?;
    let served = file.change(|it| transition(it, &closed, &policies))?;
    aggregates::save(work, served).await
}

const NOT_ON_THE_FILE: Invalid = Invalid {
    code: "document-not-on-the-file",
    fa: "سندی با این چکیده در پرونده نیست؛ نخست باید به پرونده افزوده شود.",
    en: "No document with this hash is on the file; it is added to the file first.",
};
