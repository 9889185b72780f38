//! Appeals to the central board against rulings and rejections (A3.3, A5.n2).

use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use uuid::Uuid;
use validator::Validate;

use super::Tag;
use super::answer::{Created, Found, Page, Result};
use super::caller::Caller;
use super::request::{self, IfMatch, Key, check, parses, read, read_option};
use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::text::LongText;
use crate::domain::placement::appeal::Appeal;
use crate::use_cases::appeal::admit::AdmitAppeal;
use crate::use_cases::appeal::decide::DecideAppeal;
use crate::use_cases::appeal::dismiss::DismissAppeal;
use crate::use_cases::appeal::hear::RecordAppealHearing;
use crate::use_cases::appeal::lodge::LodgeAppeal;
use crate::use_cases::appeal::read::{self as reading, Search, Watched};
use crate::use_cases::appeal::schedule::ScheduleAppeal;
use crate::use_cases::appeal::serve::ServeAppealDecision;
use crate::use_cases::{Versioned, perform};

mod forms;
mod view;

use forms::{
    AppealDecisionForm, AppealForm, AppealHearingForm, AppealServiceForm, PaperAppealForm,
};
use view::{AppealGroundName, AppealStateName, AppealView};

/// What is done with appeals.
pub struct AppealsApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Appeals")]
impl AppealsApi {
    /// Appeal against a ruling on one's own agency, or the rejection of one's own application
    ///
    /// Within twenty days of service (A5.n2), in writing and with grounds. The central board receives it
    /// at once, and it counts from today. One that is plainly inadmissible stays on record, says
    /// why under `manifest`, and holds nothing up.
    #[oai(
        path = "/api/v1/appeals",
        method = "post",
        operation_id = "lodgeAppeal"
    )]
    async fn lodge(
        &self,
        caller: Caller,
        #[oai(name = "Idempotency-Key")] key: Key,
        body: Json<AppealForm>,
    ) -> Result<Created<AppealView>> {
        let (against, grounds) = body.0.read()?;
        let command = LodgeAppeal {
            against,
            grounds,
            received_on: self.context.today(),
        };
        let key = request::key(&key)?;
        let lodged = perform(&self.context, &caller.actor(), &command, key.as_ref()).await?;
        self.created(lodged).await
    }

    /// Record an appeal that came in on paper
    ///
    /// With the day on which the provincial office or the central board received it. Each office
    /// records what it has received.
    #[oai(
        path = "/api/v1/appeals/on-paper",
        method = "post",
        operation_id = "receiveAppeal"
    )]
    async fn receive(
        &self,
        caller: Caller,
        #[oai(name = "Idempotency-Key")] key: Key,
        body: Json<PaperAppealForm>,
    ) -> Result<Created<AppealView>> {
        let command = body.0.read()?;
        let key = request::key(&key)?;
        let received = perform(&self.context, &caller.actor(), &command, key.as_ref()).await?;
        self.created(received).await
    }

    /// List appeals
    ///
    /// Operators see their own, offices those against decisions of their province, the centre all of
    /// them; the oldest first. A pending one tells the day from which it raises an alarm.
    #[oai(path = "/api/v1/appeals", method = "get", operation_id = "listAppeals")]
    async fn list(
        &self,
        caller: Caller,
        /// Only those in this state.
        state: Query<Option<AppealStateName>>,
        /// Only those against this ruling.
        ruling: Query<Option<Uuid>>,
        /// The `next` of the page before.
        after: Query<Option<Uuid>>,
        /// How many at most, up to 100.
        #[oai(
            default = "page_size",
            validator(minimum(value = "1"), maximum(value = "100"))
        )]
        limit: Query<u64>,
    ) -> Result<Json<Page<AppealView>>> {
        let search = Search {
            state: state.0.map(AppealStateName::name),
            ruling: ruling.0,
            after: after.0,
        };
        let actor = caller.actor();
        let (found, more) = reading::list(&self.context, &actor, search, limit.0).await?;
        let last = found.last().filter(|_| more);
        Ok(Json(Page {
            next: last.map(|it| it.appeal.value.id().to_string()),
            items: found.iter().map(|it| self.view(it)).collect(),
        }))
    }

    /// Show an appeal
    #[oai(
        path = "/api/v1/appeals/:id",
        method = "get",
        operation_id = "getAppeal"
    )]
    async fn get(&self, caller: Caller, id: Path<Uuid>) -> Result<Found<AppealView>> {
        let watched = reading::get(&self.context, &caller.actor(), id.0).await?;
        Ok(Found::new(watched, |it| self.view(&it)))
    }

    /// Admit an appeal
    ///
    /// Refused when something is plainly wrong with it.
    #[oai(
        path = "/api/v1/appeals/:id/admission",
        method = "post",
        operation_id = "admitAppeal"
    )]
    async fn admit(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
    ) -> Result<Found<AppealView>> {
        let command = AdmitAppeal {
            id: id.0,
            expected: request::required(&if_match)?,
        };
        let admitted = perform(&self.context, &caller.actor(), &command, None).await?;
        self.found(admitted).await
    }

    /// Find an appeal inadmissible
    ///
    /// What was plainly wrong with it is the ground. The ruling's term of appeal goes on.
    #[oai(
        path = "/api/v1/appeals/:id/dismissal",
        method = "post",
        operation_id = "dismissAppeal"
    )]
    async fn dismiss(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<AppealDismissalForm>,
    ) -> Result<Found<AppealView>> {
        check(&body.0)?;
        let command = DismissAppeal {
            id: id.0,
            ground: body.ground.into(),
            reasons: read("/reasons", &body.reasons)?,
            expected: request::required(&if_match)?,
        };
        let dismissed = perform(&self.context, &caller.actor(), &command, None).await?;
        self.found(dismissed).await
    }

    /// Put an admitted appeal before a session of the central board
    ///
    /// The session has the scope of the case; the appeal comes on its agenda.
    #[oai(
        path = "/api/v1/appeals/:id/scheduling",
        method = "post",
        operation_id = "scheduleAppeal"
    )]
    async fn schedule(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<AppealSchedulingForm>,
    ) -> Result<Found<AppealView>> {
        let command = ScheduleAppeal {
            id: id.0,
            session: body.session,
            expected: request::required(&if_match)?,
        };
        let scheduled = perform(&self.context, &caller.actor(), &command, None).await?;
        self.found(scheduled).await
    }

    /// Record the hearing of an appeal
    ///
    /// In the session that it is before, whether the appellant came or not.
    #[oai(
        path = "/api/v1/appeals/:id/hearing",
        method = "post",
        operation_id = "recordAppealHearing"
    )]
    async fn hear(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<AppealHearingForm>,
    ) -> Result<Found<AppealView>> {
        let command = RecordAppealHearing {
            id: id.0,
            hearing: body.0.read()?,
            expected: request::required(&if_match)?,
        };
        let heard = perform(&self.context, &caller.actor(), &command, None).await?;
        self.found(heard).await
    }

    /// Take over the central board's decision on an appeal
    ///
    /// As its session voted: against the appeal upholds. It is final (A3.3), and at once all that
    /// finality brings is written down: the licence, the ban, the notices to all provinces, the
    /// settlement file.
    #[oai(
        path = "/api/v1/appeals/:id/decision",
        method = "post",
        operation_id = "decideAppeal"
    )]
    async fn decide(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<AppealDecisionForm>,
    ) -> Result<Found<AppealView>> {
        let command = DecideAppeal {
            id: id.0,
            ruled: body.0.read()?,
            expected: request::required(&if_match)?,
        };
        let decided = perform(&self.context, &caller.actor(), &command, None).await?;
        self.found(decided).await
    }

    /// Record the service of the decision on an appeal
    #[oai(
        path = "/api/v1/appeals/:id/service",
        method = "post",
        operation_id = "serveAppealDecision"
    )]
    async fn serve(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<AppealServiceForm>,
    ) -> Result<Found<AppealView>> {
        let command = ServeAppealDecision {
            id: id.0,
            service: body.0.read()?,
            expected: request::required(&if_match)?,
        };
        let served = perform(&self.context, &caller.actor(), &command, None).await?;
        self.found(served).await
    }
}

impl AppealsApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }

    fn view(&self, watched: &Watched) -> AppealView {
        AppealView::of(
            &watched.appeal.value,
            watched.alarm_on,
            self.context.today(),
        )
    }

    async fn found(&self, appeal: Versioned<Appeal>) -> Result<Found<AppealView>> {
        let watched = reading::watched(&self.context, appeal).await?;
        Ok(Found::new(watched, |it| self.view(&it)))
    }

    async fn created(&self, appeal: Versioned<Appeal>) -> Result<Created<AppealView>> {
        let location = format!("/api/v1/appeals/{}", appeal.value.id());
        let watched = reading::watched(&self.context, appeal).await?;
        Ok(Created::new(watched, location, |it| self.view(&it)))
    }
}

const fn page_size() -> u64 {
    50
}

/// Why an appeal is not admissible.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct AppealDismissalForm {
    /// The ground.
    ground: AppealGroundName,
    /// The reasons, which the appellant reads.
    #[validate(custom(function = "parses::<LongText>"))]
    reasons: String,
}

/// The session that an appeal is put before.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct AppealSchedulingForm {
    /// The session of the central board.
    session: Uuid,
}
