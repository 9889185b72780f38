//! What follows when a condition turns unmet after the approval.

use chrono::NaiveDate;
use poem_openapi::param::Path;
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use uuid::Uuid;
use validator::Validate;

use super::found;
use super::names::CriterionName;
use super::view::ApplicationView;
use crate::api::Tag;
use crate::api::answer::{Found, Result};
use crate::api::caller::Caller;
use crate::api::request::{self, IfMatch, check, parses, read};
use crate::api::view::persian;
use crate::context::Context;
use crate::domain::kernel::text::LongText;
use crate::domain::placement::application::Return;
use crate::use_cases::application::return_to_review::ReturnToReview;
use crate::use_cases::perform;

/// What provincial directorates do when an approved file does not stand any more.
pub struct ReconsiderationApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Applications")]
impl ReconsiderationApi {
    /// Send an approved application back
    ///
    /// Before the licence is issued, for named conditions that were found not to be met any more: a
    /// file that the directorate decides on goes back to its review (A7, A8), any other to the provincial
    /// board (A5.1, A5.3). What is merely outdated is asked or assessed again without this. An accepted
    /// guarantee stays held.
    #[oai(
        path = "/api/v1/applications/:id/return-to-review",
        method = "post",
        operation_id = "returnToReview"
    )]
    async fn return_to_review(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<ReturnForm>,
    ) -> Result<Found<ApplicationView>> {
        check(&body.0)?;
        let command = ReturnToReview {
            id: id.0,
            expected: request::required(&if_match)?,
            criteria: body.0.criteria.iter().map(|it| (*it).into()).collect(),
            reasons: read("/reasons", &body.0.reasons)?,
        };
        let returned = perform(&self.context, &caller.actor(), &command, None).await?;
        found(&self.context, returned).await
    }
}

impl ReconsiderationApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }
}

/// Why an approved application is sent back.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct ReturnForm {
    /// The conditions that are not met any more, at least one.
    #[oai(validator(max_items = 11, unique_items))]
    criteria: Vec<CriterionName>,
    /// The reasons in words, which the applicant reads; at most 4000 characters.
    #[validate(custom(function = "parses::<LongText>"))]
    reasons: String,
}

/// Why an approved application was sent back.
#[derive(Object)]
pub(super) struct ReturnView {
    /// The conditions that were not met any more.
    criteria: Vec<CriterionName>,
    /// The reasons in words.
    reasons: String,
    /// The account that sent it back.
    by: Uuid,
    /// The day.
    on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    on_persian: String,
}

impl ReturnView {
    pub(super) fn of(returned: &Return) -> Self {
        Self {
            criteria: returned.criteria.iter().map(|it| (*it).into()).collect(),
            reasons: returned.reasons.to_string(),
            by: returned.by,
            on: returned.on,
            on_persian: persian(returned.on),
        }
    }
}
