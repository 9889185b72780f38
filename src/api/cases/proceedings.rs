//! Cases before the board: the agenda, the hearing, the closing, and where they are handed over to.

use poem_openapi::OpenApi;
use poem_openapi::param::Path;
use poem_openapi::payload::Json;
use uuid::Uuid;

use super::form::{HandoverForm, HearingForm, SchedulingForm};
use super::found;
use super::view::CaseView;
use crate::api::Tag;
use crate::api::answer::{Found, Result};
use crate::api::caller::Caller;
use crate::api::request::{self, IfMatch, check, read};
use crate::context::Context;
use crate::use_cases::case::close::CloseCase;
use crate::use_cases::case::hand_over::HandOverCase;
use crate::use_cases::case::hear::RecordHearing;
use crate::use_cases::case::schedule::ScheduleCase;
use crate::use_cases::perform;

/// What boards and their offices do with cases.
pub struct CaseProceedingsApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Cases")]
impl CaseProceedingsApi {
    /// Put a case on the agenda of a session
    ///
    /// Of its province's board and its scope, on a day on which every charge is defended or its term over;
    /// by the secretary or the chair. Tabling the matter in the session does the same.
    #[oai(
        path = "/api/v1/cases/:id/scheduling",
        method = "post",
        operation_id = "scheduleCase"
    )]
    async fn schedule(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<SchedulingForm>,
    ) -> Result<Found<CaseView>> {
        let body = body.0;
        let command = ScheduleCase {
            id: id.0,
            session: body.session,
            expected: request::required(&if_match)?,
        };
        let case = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(found(&caller, case, self.context.today()))
    }

    /// Record the hearing of a case
    ///
    /// In the session on whose agenda it is, while that sits; the vote follows the hearing.
    #[oai(
        path = "/api/v1/cases/:id/hearing",
        method = "post",
        operation_id = "recordHearing"
    )]
    async fn hear(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<HearingForm>,
    ) -> Result<Found<CaseView>> {
        let body = body.0;
        check(&body)?;
        let command = RecordHearing {
            id: id.0,
            attended: body.attended,
            record: read("/record", &body.record)?,
            expected: request::required(&if_match)?,
        };
        let case = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(found(&caller, case, self.context.today()))
    }

    /// Close a case
    ///
    /// Its ruling is final, the penalty executed and every crime reported.
    #[oai(
        path = "/api/v1/cases/:id/closing",
        method = "post",
        operation_id = "closeCase"
    )]
    async fn close(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
    ) -> Result<Found<CaseView>> {
        let command = CloseCase {
            id: id.0,
            expected: request::required(&if_match)?,
        };
        let case = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(found(&caller, case, self.context.today()))
    }

    /// Hand a case over to another province
    ///
    /// Where policy lets jurisdiction move with the agency.
    #[oai(
        path = "/api/v1/cases/:id/handover",
        method = "post",
        operation_id = "handOverCase"
    )]
    async fn hand_over(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<HandoverForm>,
    ) -> Result<Found<CaseView>> {
        let body = body.0;
        check(&body)?;
        let command = HandOverCase {
            id: id.0,
            to: read("/to", &body.to)?,
            letter: read("/letter", &body.letter)?,
            expected: request::required(&if_match)?,
        };
        let case = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(found(&caller, case, self.context.today()))
    }
}

impl CaseProceedingsApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }
}
