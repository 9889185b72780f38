//! The technical managers of companies (A9.n2).

use chrono::NaiveDate;
use poem_openapi::param::Path;
use poem_openapi::payload::Json;
use poem_openapi::{Enum, Object, OpenApi};
use uuid::Uuid;
use validator::Validate;

use super::LicenceView;
use crate::api::Tag;
use crate::api::answer::{Found, Page, Result};
use crate::api::caller::Caller;
use crate::api::request::{self, IfMatch, check, parses, read};
use crate::api::view::persian;
use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::text::LongText;
use crate::domain::placement::application::Application;
use crate::domain::placement::ban::Party;
use crate::domain::placement::licence::Tenure;
use crate::use_cases::licence::manager::{self, Managers, ReportManagerLeft};
use crate::use_cases::perform;

/// Who manages the companies that hold licences.
pub struct ManagersApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Licences")]
impl ManagersApi {
    /// Report that the technical manager left
    ///
    /// By the operator of the licence, or by the office of its province ex officio. From the day of
    /// leaving on the company may not act, until a successor is accepted; that is a hold, and neither a
    /// penalty nor the ground of a ban.
    #[oai(
        path = "/api/v1/licences/:id/manager-departure",
        method = "post",
        operation_id = "reportManagerLeft"
    )]
    async fn report(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<ManagerDepartureForm>,
    ) -> Result<Found<LicenceView>> {
        check(&body.0)?;
        let command = ReportManagerLeft {
            licence: id.0,
            left_on: body.left_on,
            grounds: read("/grounds", &body.grounds)?,
            expected: request::required(&if_match)?,
        };
        let reported = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(Found::new(reported, |it| {
            LicenceView::of(&it, &self.context)
        }))
    }

    /// List the technical managers of a licence
    ///
    /// Those who were or are in office, the first one first, and whoever is proposed. A person who
    /// holds a licence has none.
    #[oai(
        path = "/api/v1/licences/:id/managers",
        method = "get",
        operation_id = "listManagers"
    )]
    async fn list(&self, caller: Caller, id: Path<Uuid>) -> Result<Json<Page<ManagerView>>> {
        let found = manager::list(&self.context, &caller.actor(), id.0).await?;
        let tenures = found.tenures();
        let tenures = tenures.iter().map(ManagerView::of);
        Ok(Json(Page {
            items: tenures.chain(ManagerView::proposed(&found)).collect(),
            next: None,
        }))
    }
}

impl ManagersApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }
}

/// That a manager left.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct ManagerDepartureForm {
    /// The first day without the manager.
    left_on: NaiveDate,
    /// How it is known, for example by a letter of resignation with its number and date.
    #[validate(custom(function = "parses::<LongText>"))]
    grounds: String,
}

/// Where a technical manager stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Enum)]
#[oai(rename_all = "snake_case")]
enum ManagerState {
    /// Proposed by the company.
    Proposed,
    /// Found to meet the conditions, and not in office yet.
    Verified,
    /// In office.
    InOffice,
    /// Gone.
    Left,
}

impl ManagerState {
    const fn persian(self) -> &'static str {
        match self {
            Self::Proposed => "معرفی‌شده",
            Self::Verified => "احراز شرایط شده",
            Self::InOffice => "در سمت",
            Self::Left => "رفته از سمت",
        }
    }
}

/// A technical manager.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct ManagerView {
    /// Where the manager stands.
    state: ManagerState,
    /// The same in Persian.
    state_persian: String,
    /// The full name.
    name: String,
    /// The national code, masked.
    national_code: String,
    /// The application that brought the manager into office, or is to.
    application_id: Uuid,
    /// The first day in office.
    from: Option<NaiveDate>,
    /// The same in the Solar Hijri calendar.
    from_persian: Option<String>,
    /// The first day without this manager.
    until_exclusive: Option<NaiveDate>,
    /// The same in the Solar Hijri calendar.
    until_exclusive_persian: Option<String>,
}

impl ManagerView {
    fn of(tenure: &Tenure) -> Self {
        let state = match tenure.until_exclusive {
            None => ManagerState::InOffice,
            Some(_) => ManagerState::Left,
        };
        Self {
            state,
            state_persian: state.persian().to_owned(),
            name: tenure.name.to_string(),
            national_code: match &tenure.party {
                Party::Person { national_code } => national_code.masked(),
                Party::Company { .. } => String::new(),
            },
            application_id: tenure.application,
            from: Some(tenure.from),
            from_persian: Some(persian(tenure.from)),
            until_exclusive: tenure.until_exclusive,
            until_exclusive_persian: tenure.until_exclusive.map(persian),
        }
    }

    fn proposed(found: &Managers) -> Option<Self> {
        let state = if found.is_verified() {
            ManagerState::Verified
        } else {
            ManagerState::Proposed
        };
        let of = |file: &Application| {
            let person = file.filing().applicant.person();
            Self {
                state,
                state_persian: state.persian().to_owned(),
                name: person.full_name(),
                national_code: person.national_code.masked(),
                application_id: file.id(),
                from: None,
                from_persian: None,
                until_exclusive: None,
                until_exclusive_persian: None,
            }
        };
        found.proposed.as_ref().map(of)
    }
}
