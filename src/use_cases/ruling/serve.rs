//! The ruling is served (ابلاغ), and the licence follows it.

use serde::Serialize;
use uuid::Uuid;

use super::{Rules, in_office};
use crate::domain::kernel::closures::ClosedDays;
use crate::domain::kernel::event::Changed;
use crate::domain::kernel::refusal::{Invalid, Refusal};
use crate::domain::kernel::text::LongText;
use crate::domain::placement::access::Permission;
use crate::domain::placement::event::PlacementEvent;
use crate::domain::placement::licence::Licence;
use crate::domain::placement::policies::Policies;
use crate::domain::placement::ruling::{Ruling, Service};
use crate::error::Error;
use crate::store::{Versioned, Work, aggregates, closures, documents};
use crate::use_cases::{Acting, Command};

/// Serves an issued ruling: the twenty days of appeal start (A5.n2).
#[derive(Debug, Serialize)]
pub struct ServeRuling {
    /// The ruling.
    pub id: Uuid,
    /// How and when.
    pub service: Service,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for ServeRuling {
    const OPERATION: &'static str = "serveRuling";
    const PERMISSION: Option<Permission> = Some(Permission::ServeRuling);
    type Output = Versioned<Ruling>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let today = acting.work.today;
        let serving = (self.id, &self.service, self.expected);
        serve(acting, serving, |ruling, closed, policies| {
            ruling.serve(self.service.clone(), closed, policies, today)
        })
        .await
    }
}

/// Corrects a service that was recorded wrongly, with reasons.
#[derive(Debug, Serialize)]
pub struct CorrectService {
    /// The ruling.
    pub id: Uuid,
    /// How and when it was served in truth.
    pub service: Service,
    /// Why.
    pub reason: LongText,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for CorrectService {
    const OPERATION: &'static str = "correctService";
    const PERMISSION: Option<Permission> = Some(Permission::ServeRuling);
    type Output = Versioned<Ruling>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let today = acting.work.today;
        let serving = (self.id, &self.service, self.expected);
        serve(acting, serving, |ruling, closed, policies| {
            let reason = self.reason.clone();
            ruling.correct_service(self.service.clone(), reason, closed, policies, today)
        })
        .await
    }
}

/// Serves a ruling once more, with reasons; the later term counts.
#[derive(Debug, Serialize)]
pub struct ServeRulingAgain {
    /// The ruling.
    pub id: Uuid,
    /// How and when.
    pub service: Service,
    /// Why.
    pub reason: LongText,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for ServeRulingAgain {
    const OPERATION: &'static str = "serveRulingAgain";
    const PERMISSION: Option<Permission> = Some(Permission::ServeRuling);
    type Output = Versioned<Ruling>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let today = acting.work.today;
        let serving = (self.id, &self.service, self.expected);
        serve(acting, serving, |ruling, closed, policies| {
            let reason = self.reason.clone();
            ruling.serve_again(self.service.clone(), reason, closed, policies, today)
        })
        .await
    }
}

type Served = Result<Changed<Ruling, PlacementEvent>, Refusal>;

/// Changes the service of a ruling by the policies of the day of service, and lets the licence follow.
async fn serve(
    acting: Acting<'_>,
    (id, service, expected): (Uuid, &Service, i64),
    transition: impl FnOnce(Ruling, &ClosedDays, &Policies<'_>) -> Served,
) -> Result<Versioned<Ruling>, Error> {
    let work = acting.work;
    let ruling = in_office(acting, Permission::ServeRuling, id, expected).await?;
    let rules = Rules::read(work).await?;
    let policies = rules.policies(service.on);
    let closed = closures::book(work).await?;
    let served = ruling.change(|it| transition(it, &closed, &policies))?;
    if let Some(scan) = &service.document {
        if !documents::is_announced(work, scan).await? {
            return Err(Error::invalid("/document", NOT_UPLOADED));
        }
        documents::refer(work, scan).await?;
    }
    let served = aggregates::save(work, served).await?;
    follow(work, &served.value, &policies).await?;
    Ok(served)
}

/// The licence takes note of a ruling in the unit of work in which the ruling is served, appealed,
/// released from an appeal, or its term is reckoned anew.
pub(in crate::use_cases) async fn follow(
    work: &Work,
    ruling: &Ruling,
    policies: &Policies<'_>,
) -> Result<(), Error> {
    let licence = aggregates::get::<Licence>(work, ruling.respondent().licence).await?;
    let (version, today) = (licence.version, work.today);
    if let Some(value) = licence.value.follow(ruling, policies, today)? {
        aggregates::save(work, Versioned { value, version }).await?;
    }
    Ok(())
}

const NOT_UPLOADED: Invalid = Invalid {
    code: "document-not-uploaded",
    fa: "سندی با این چکیده بارگذاری نشده است.",
    en: "No document with this hash has been uploaded.",
};
