//! The introduction of transferees by agencies (A7.n4).

use chrono::NaiveDate;
use poem_openapi::param::Path;
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use uuid::Uuid;
use validator::Validate;

use super::Tag;
use super::answer::{Created, Found, Page, Result};
use super::caller::Caller;
use super::request::{self, IfMatch, Key, check, parses, read};
use super::view::persian;
use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::identity::{CompanyId, NationalCode};
use crate::domain::kernel::refusal::Invalid;
use crate::domain::placement::ban::Party;
use crate::domain::placement::introduction::{Introduction, IntroductionState};
use crate::error::Error;
use crate::use_cases::introduction::make::IntroduceTransferee;
use crate::use_cases::introduction::read as reading;
use crate::use_cases::introduction::withdraw::WithdrawIntroduction;
use crate::use_cases::perform;

/// What agencies say about whom their licence goes to.
pub struct IntroductionsApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Licences")]
impl IntroductionsApi {
    /// Introduce the transferee of one's own licence
    ///
    /// The agency says to whom it goes, by the national code or the national id of a company, and hands
    /// the identity of the introduction on to them; with it they apply for the transfer. One
    /// introduction stands at a time.
    #[oai(
        path = "/api/v1/licences/:id/introductions",
        method = "post",
        operation_id = "introduceTransferee"
    )]
    async fn introduce(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "Idempotency-Key")] key: Key,
        body: Json<IntroductionForm>,
    ) -> Result<Created<IntroductionView>> {
        check(&body.0)?;
        let key = request::key(&key)?;
        let command = IntroduceTransferee {
            licence: id.0,
            transferee: body.0.read()?,
        };
        let made = perform(&self.context, &caller.actor(), &command, key.as_ref()).await?;
        let location = format!("/api/v1/introductions/{}", made.value.id());
        Ok(Created::new(made, location, |it| IntroductionView::of(&it)))
    }

    /// List the introductions for a licence
    ///
    /// The newest first, to the operator of the licence and to the office.
    #[oai(
        path = "/api/v1/licences/:id/introductions",
        method = "get",
        operation_id = "listIntroductions"
    )]
    async fn list(&self, caller: Caller, id: Path<Uuid>) -> Result<Json<Page<IntroductionView>>> {
        let found = reading::list(&self.context, &caller.actor(), id.0).await?;
        Ok(Json(Page {
            items: found
                .iter()
                .map(|it| IntroductionView::of(&it.value))
                .collect(),
            next: None,
        }))
    }

    /// Show an introduction
    #[oai(
        path = "/api/v1/introductions/:id",
        method = "get",
        operation_id = "getIntroduction"
    )]
    async fn show(&self, caller: Caller, id: Path<Uuid>) -> Result<Found<IntroductionView>> {
        let found = reading::show(&self.context, &caller.actor(), id.0).await?;
        Ok(Found::new(found, |it| IntroductionView::of(&it)))
    }

    /// Take an introduction back
    ///
    /// Any time before the transfer, by the agency that introduced. The application that answers it
    /// ends with it.
    #[oai(
        path = "/api/v1/introductions/:id/withdrawal",
        method = "post",
        operation_id = "withdrawIntroduction"
    )]
    async fn withdraw(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
    ) -> Result<Found<IntroductionView>> {
        let command = WithdrawIntroduction {
            id: id.0,
            expected: request::expected(&if_match)?,
        };
        let withdrawn = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(Found::new(withdrawn, |it| IntroductionView::of(&it)))
    }
}

impl IntroductionsApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }
}

/// Whom an agency introduces: a person or a company, one of them.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct IntroductionForm {
    /// The national code of a person, ten digits.
    #[validate(custom(function = "parses::<NationalCode>"))]
    #[oai(skip_serializing_if_is_none)]
    national_code: Option<String>,
    /// The national id of a company, eleven digits.
    #[validate(custom(function = "parses::<CompanyId>"))]
    #[oai(skip_serializing_if_is_none)]
    company_id: Option<String>,
}

impl IntroductionForm {
    fn read(&self) -> std::result::Result<Party, Error> {
        match (&self.national_code, &self.company_id) {
            (Some(code), None) => Ok(Party::Person {
                national_code: read("/national_code", code)?,
            }),
            (None, Some(id)) => Ok(Party::Company {
                company_id: read("/company_id", id)?,
            }),
            _ => Err(Error::invalid("", ONE_OF_THEM)),
        }
    }
}

const ONE_OF_THEM: Invalid = Invalid {
    code: "one-transferee",
    fa: "یا کد ملی شخص و یا شناسه ملی شرکت نوشته می‌شود.",
    en: "Either the national code of a person or the national id of a company is given.",
};

/// That an agency introduced somebody to whom its licence goes.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct IntroductionView {
    id: Uuid,
    /// The licence that is handed over.
    licence_id: Uuid,
    /// The national code of the transferee, masked.
    national_code: Option<String>,
    /// The national id of the transferee, if it is a company.
    company_id: Option<String>,
    /// The day of the introduction.
    introduced_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    introduced_on_persian: String,
    /// `open`, `answered`, `withdrawn` or `carried_out`.
    state: String,
    /// The same in Persian.
    state_persian: String,
    /// The application that answers it.
    application_id: Option<Uuid>,
    /// The licence of the transferee, once there is one.
    transferred_to: Option<Uuid>,
}

impl IntroductionView {
    fn of(introduction: &Introduction) -> Self {
        let transferee = introduction.transferee();
        let state = introduction.introduction_state();
        Self {
            id: introduction.id(),
            licence_id: introduction.licence(),
            national_code: match transferee {
                Party::Person { national_code } => Some(national_code.masked()),
                Party::Company { .. } => None,
            },
            company_id: match transferee {
                Party::Person { .. } => None,
                Party::Company { company_id } => Some(company_id.as_str().to_owned()),
            },
            introduced_on: introduction.introduced_on(),
            introduced_on_persian: persian(introduction.introduced_on()),
            state: introduction.state().to_owned(),
            state_persian: state.persian().to_owned(),
            application_id: introduction.application(),
            transferred_to: match state {
                IntroductionState::CarriedOut { licence, .. } => Some(*licence),
                _ => None,
            },
        }
    }
}
