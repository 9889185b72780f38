//! Matches of files with the list of bans, and what was found about them.

use chrono::NaiveDate;
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{Enum, Object, OpenApi};
use uuid::Uuid;
use validator::Validate;

use super::view::{BanView, BannedAs, Codes};
use crate::api::Tag;
use crate::api::answer::{Created, Found, Page, Result};
use crate::api::caller::Caller;
use crate::api::request::{self, IfMatch, Key, check, parses, read};
use crate::api::view::persian;
use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::text::LongText;
use crate::domain::placement::ban::{Party, ScreenedFile};
use crate::domain::placement::match_review::{MatchReview, ReviewState};
use crate::use_cases::ban::matches::{self, BanMatch};
use crate::use_cases::ban::review_match::ReviewMatch;
use crate::use_cases::ban::reviews;
use crate::use_cases::ban::withdraw_review::WithdrawMatchReview;
use crate::use_cases::perform;

/// Matches with the list of bans.
pub struct MatchesApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Bans")]
impl MatchesApi {
    /// List the open matches with running bans
    ///
    /// Pending applications and present licences behind which a banned party stands, in the provinces
    /// that the caller sees. A match leaves the list when somebody finds that it is another person,
    /// when the ban is over or annulled, and when the file is closed.
    #[oai(
        path = "/api/v1/ban-matches",
        method = "get",
        operation_id = "listBanMatches"
    )]
    async fn list(
        &self,
        caller: Caller,
        /// Only matches with this ban.
        ban: Query<Option<Uuid>>,
        /// What the page before gave as `next`.
        after: Query<Option<String>>,
        /// How many at most.
        #[oai(
            default = "page_size",
            validator(minimum(value = "1"), maximum(value = "100"))
        )]
        limit: Query<u8>,
    ) -> Result<Json<Page<BanMatchView>>> {
        let (actor, after) = (caller.actor(), request::place(after.as_deref(), place)?);
        let (found, next) = matches::list(&self.context, &actor, ban.0, after, limit.0).await?;
        let today = self.context.today();
        Ok(Json(Page {
            items: found.iter().map(|it| BanMatchView::of(it, today)).collect(),
            next: next.map(|(ban, file)| format!("{ban}_{file}")),
        }))
    }

    /// Find that a match is not the same person
    ///
    /// The finding is remembered with its reason for this very file and the licence that answers it:
    /// the ban does not stop them any more, and stops every other file of the party.
    #[oai(
        path = "/api/v1/bans/:id/match-reviews",
        method = "post",
        operation_id = "reviewMatch"
    )]
    async fn review(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "Idempotency-Key")] key: Key,
        body: Json<MatchReviewForm>,
    ) -> Result<Created<MatchReviewView>> {
        check(&body.0)?;
        let file = match body.file {
            MatchedFile::Application => ScreenedFile::Application { id: body.file_id },
            MatchedFile::Licence => ScreenedFile::Licence { id: body.file_id },
        };
        let command = ReviewMatch {
            ban: id.0,
            file,
            role: body.role.into(),
            reason: read("/reason", &body.reason)?,
        };
        let key = request::key(&key)?;
        let made = perform(&self.context, &caller.actor(), &command, key.as_ref()).await?;
        let location = format!("/api/v1/match-reviews?file={}", body.file_id);
        Ok(Created::new(made, location, |it| MatchReviewView::of(&it)))
    }

    /// List what was found about matches
    ///
    /// The newest first, withdrawn findings included.
    #[oai(
        path = "/api/v1/match-reviews",
        method = "get",
        operation_id = "listMatchReviews"
    )]
    async fn reviews(
        &self,
        caller: Caller,
        /// Only about matches with this ban.
        ban: Query<Option<Uuid>>,
        /// Only about this application or licence.
        file: Query<Option<Uuid>>,
        /// What the page before gave as `next`.
        after: Query<Option<Uuid>>,
        /// How many at most.
        #[oai(
            default = "page_size",
            validator(minimum(value = "1"), maximum(value = "100"))
        )]
        limit: Query<u8>,
    ) -> Result<Json<Page<MatchReviewView>>> {
        let actor = caller.actor();
        let (found, next) =
            reviews::list(&self.context, &actor, ban.0, file.0, after.0, limit.0).await?;
        Ok(Json(Page {
            items: found
                .iter()
                .map(|it| MatchReviewView::of(&it.value))
                .collect(),
            next: next.map(|after| after.to_string()),
        }))
    }

    /// Withdraw a finding about a match
    ///
    /// The match counts again from now on.
    #[oai(
        path = "/api/v1/match-reviews/:id/withdrawal",
        method = "post",
        operation_id = "withdrawMatchReview"
    )]
    async fn withdraw(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<ReviewWithdrawalForm>,
    ) -> Result<Found<MatchReviewView>> {
        check(&body.0)?;
        let command = WithdrawMatchReview {
            id: id.0,
            reason: read("/reason", &body.reason)?,
            expected: request::required(&if_match)?,
        };
        let withdrawn = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(Found::new(withdrawn, |it| MatchReviewView::of(&it)))
    }
}

impl MatchesApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }
}

const fn page_size() -> u8 {
    50
}

fn place(text: &str) -> Option<matches::After> {
    let (ban, file) = text.split_once('_')?;
    Some((ban.parse().ok()?, file.parse().ok()?))
}

/// What matches a ban.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Enum)]
#[oai(rename_all = "snake_case")]
enum MatchedFile {
    /// Application
    Application,
    /// Licence
    Licence,
}

impl MatchedFile {
    const fn of(file: ScreenedFile) -> Self {
        match file {
            ScreenedFile::Application { .. } => Self::Application,
            ScreenedFile::Licence { .. } => Self::Licence,
        }
    }
}

/// That a match is not the same person.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct MatchReviewForm {
    /// What matches.
    file: MatchedFile,
    /// Which one.
    file_id: Uuid,
    /// In which role the other person stands behind it.
    role: BannedAs,
    /// Why it is not the same person.
    #[validate(custom(function = "parses::<LongText>"))]
    reason: String,
}

/// Why a finding was wrong.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct ReviewWithdrawalForm {
    /// The reason.
    #[validate(custom(function = "parses::<LongText>"))]
    reason: String,
}

/// A file behind which a banned party stands.
#[derive(Object)]
struct BanMatchView {
    /// The ban.
    ban: BanView,
    /// What matches.
    file: MatchedFile,
    /// Which one.
    file_id: Uuid,
    /// The number of the application or of the licence.
    number: String,
    /// The name of its agency.
    agency: String,
    /// Its province by the ISO 3166-2 code.
    province: String,
    /// The Persian name of that.
    province_name: String,
    /// In which roles banned parties stand behind it.
    roles: Vec<BannedAs>,
    /// The first day on which both the ban and the file were known here.
    since: NaiveDate,
    /// The same in the Solar Hijri calendar.
    since_persian: String,
}

/// What somebody found about a match.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct MatchReviewView {
    id: Uuid,
    /// `not_the_same_person` or `withdrawn`.
    state: String,
    /// The same in Persian.
    state_name: String,
    /// The ban.
    ban: Uuid,
    /// What matches.
    file: MatchedFile,
    /// Which one.
    file_id: Uuid,
    /// The role in which the other person stands behind it.
    role: BannedAs,
    /// That person's national code, masked.
    national_code: Option<String>,
    /// The national id of that company.
    company_id: Option<String>,
    /// Why it is not the same person.
    reason: String,
    /// The account that found it.
    found_by: Uuid,
    /// When.
    found_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    found_on_persian: String,
    /// Why the finding was withdrawn.
    withdrawal_reason: Option<String>,
    /// When it was withdrawn.
    withdrawn_on: Option<NaiveDate>,
    /// The same in the Solar Hijri calendar.
    withdrawn_on_persian: Option<String>,
}

impl BanMatchView {
    fn of(found: &BanMatch, today: NaiveDate) -> Self {
        Self {
            ban: BanView::of(&found.ban, Codes::Masked, today),
            file: MatchedFile::of(found.file),
            file_id: found.file.id(),
            number: found.number.clone(),
            agency: found.agency.to_string(),
            province: found.province.code().to_owned(),
            province_name: found.province.name_fa().to_owned(),
            roles: found.roles.iter().map(|role| (*role).into()).collect(),
            since: found.since,
            since_persian: persian(found.since),
        }
    }
}

impl MatchReviewView {
    fn of(review: &MatchReview) -> Self {
        let (national_code, company_id) = match review.party() {
            Party::Person { national_code } => (Some(national_code.masked()), None),
            Party::Company { company_id } => (None, Some(company_id.as_str().to_owned())),
        };
        let withdrawal = match review.review_state() {
            ReviewState::NotTheSamePerson => None,
            ReviewState::Withdrawn { reason, on } => Some((reason.to_string(), *on)),
        };
        let (withdrawal_reason, withdrawn_on) = withdrawal.unzip();
        Self {
            id: review.id(),
            state: review.state().to_owned(),
            state_name: review.review_state().persian().to_owned(),
            ban: review.ban(),
            file: MatchedFile::of(review.file()),
            file_id: review.file().id(),
            role: review.role().into(),
            national_code,
            company_id,
            reason: review.reason().to_string(),
            found_by: review.by(),
            found_on: review.found_on(),
            found_on_persian: persian(review.found_on()),
            withdrawal_reason,
            withdrawn_on,
            withdrawn_on_persian: withdrawn_on.map(persian),
        }
    }
}
