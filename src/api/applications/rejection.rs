//! The rejection of an application: its service, its term of appeal and its finality (A5.n2).

use chrono::NaiveDate;
use poem_openapi::param::Path;
use poem_openapi::payload::Json;
use poem_openapi::{Enum, Object, OpenApi};
use uuid::Uuid;

use super::found;
use super::view::ApplicationView;
use crate::api::Tag;
use crate::api::answer::{Found, Result};
use crate::api::caller::Caller;
use crate::api::request::{self, IfMatch};
use crate::api::service::{AmendedServiceForm, AppealTermView, ServiceForm, ServiceView};
use crate::api::view::persian;
use crate::context::Context;
use crate::domain::placement::application::rejection::{CorrectedService, RejectionFinality};
use crate::domain::placement::application::{Application, ApplicationState};
use crate::use_cases::application::serve_rejection::{CorrectRejectionService, ServeRejection};
use crate::use_cases::perform;

/// The service of rejections.
pub struct RejectionsApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Applications")]
impl RejectionsApi {
    /// Record the service of a rejection
    ///
    /// The twenty days of appeal start with the day of service (A5.n2); until then the rejection does
    /// not become final. A scanned proof is added to the file before and named by its hash.
    #[oai(
        path = "/api/v1/applications/:id/rejection-service",
        method = "post",
        operation_id = "serveRejection"
    )]
    async fn serve(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<ServiceForm>,
    ) -> Result<Found<ApplicationView>> {
        let command = ServeRejection {
            id: id.0,
            service: body.0.read()?,
            expected: request::required(&if_match)?,
        };
        let served = perform(&self.context, &caller.actor(), &command, None).await?;
        found(&self.context, served).await
    }

    /// Correct the service of a rejection
    ///
    /// One that was recorded wrongly, or that took place once more; with reasons, before the rejection
    /// is final. The limit that was told to the applicant is not shortened by it.
    #[oai(
        path = "/api/v1/applications/:id/rejection-service-correction",
        method = "post",
        operation_id = "correctRejectionService"
    )]
    async fn correct(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<AmendedServiceForm>,
    ) -> Result<Found<ApplicationView>> {
        let (service, reason) = body.0.read()?;
        let command = CorrectRejectionService {
            id: id.0,
            service,
            reason,
            expected: request::required(&if_match)?,
        };
        let corrected = perform(&self.context, &caller.actor(), &command, None).await?;
        found(&self.context, corrected).await
    }
}

impl RejectionsApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }
}

/// How a rejection became final.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
enum RejectionFinalityName {
    /// The term of appeal ran out.
    NoAppeal,
    /// The central board upheld it.
    Upheld,
}

/// What became of a rejection.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub(super) struct RejectionView {
    /// Its service; until there is one it does not become final.
    service: Option<ServiceView>,
    /// The twenty days of appeal.
    appeal_term: Option<AppealTermView>,
    /// What had been recorded of its service before, oldest first.
    corrections: Vec<RejectionCorrectionView>,
    /// The appeal that the central board has before it, or on which it decided.
    appeal: Option<Uuid>,
    /// The day from which it is final, or would be if nobody appeals.
    final_on: Option<NaiveDate>,
    /// The same in the Solar Hijri calendar.
    final_on_persian: Option<String>,
    /// Whether it is final today.
    is_final: bool,
    /// How it became final, once that is written down.
    final_by: Option<RejectionFinalityName>,
}

/// A service that was corrected.
#[derive(Object)]
struct RejectionCorrectionView {
    /// What had been recorded.
    service: ServiceView,
    /// Why it was corrected.
    reason: String,
    /// The day of the correction.
    on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    on_persian: String,
}

impl RejectionView {
    pub(super) fn of(file: &Application, today: NaiveDate) -> Option<Self> {
        let rejection = file.rejection().ok()?;
        let served = rejection.served.as_ref();
        let term = served.zip(rejection.final_on());
        let final_on = file.rejection_final_on();
        let (appeal, final_by) = match file.standing() {
            ApplicationState::UnderAppeal { appeal, .. } => (Some(*appeal), None),
            ApplicationState::RejectedFinal { finality, .. } => match *finality {
                RejectionFinality::NoAppeal { .. } => (None, Some(RejectionFinalityName::NoAppeal)),
                RejectionFinality::Upheld { appeal, .. } => {
                    (Some(appeal), Some(RejectionFinalityName::Upheld))
                }
            },
            _ => (None, None),
        };
        Some(Self {
            service: served.map(|it| ServiceView::of(&it.service)),
            appeal_term: term.map(|(it, final_on)| AppealTermView::of(&it.term, final_on)),
            corrections: served.map_or_else(Vec::new, |it| {
                it.corrected
                    .iter()
                    .map(RejectionCorrectionView::of)
                    .collect()
            }),
            appeal,
            final_on,
            final_on_persian: final_on.map(persian),
            is_final: final_on.is_some_and(|day| day <= today),
            final_by,
        })
    }
}

impl RejectionCorrectionView {
    fn of(corrected: &CorrectedService) -> Self {
        Self {
            service: ServiceView::of(&corrected.service),
            reason: corrected.reason.to_string(),
            on: corrected.on,
            on_persian: persian(corrected.on),
        }
    }
}
