//! Applications for a licence.
//!
//! Here is what applicants do; `examination` is what the directorate does, `rejection` what becomes of a
//! rejection, and `documents` what lies on the file. `filing` is what applicants fill in, `view`, `conditions` and
//! `proceedings` how a file looks.

mod conditions;
mod documents;
mod examination;
mod filing;
mod manager;
mod names;
mod performance;
mod personal_data;
mod proceedings;
mod reconsideration;
mod rejection;
mod renewal;
mod transfer;
mod view;

use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use uuid::Uuid;
use validator::Validate;

pub use documents::DocumentsApi;
pub use examination::ExaminationApi;
pub use manager::ManagerProposalsApi;
pub(super) use names::AgencyKindName;
pub use performance::PerformanceApi;
pub use reconsideration::ReconsiderationApi;
pub use rejection::RejectionsApi;
pub use renewal::RenewalsApi;
pub use transfer::TransfersApi;

use self::filing::FilingForm;
pub(super) use self::filing::is_recordable;
use self::names::{ApplicationStateName, CategoryName};
use self::personal_data::PersonalDataView;
use self::view::{ApplicationSummary, ApplicationView};
use super::Tag;
use super::answer::{Created, Found, Page, Result};
use super::caller::Caller;
use super::request::{self, IfMatch, Key, check, parses, read};
use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::province::Province;
use crate::domain::placement::application::Application;
use crate::error::{Error, InvalidField};
use crate::use_cases::application::create::CreateApplication;
use crate::use_cases::application::dossier::{self, Search};
use crate::use_cases::application::personal_data::ReadPersonalData;
use crate::use_cases::application::revise::ReviseApplication;
use crate::use_cases::application::submit::SubmitApplication;
use crate::use_cases::application::withdraw::WithdrawApplication;
use crate::use_cases::licence::apply_for_renewal::ApplyForRenewal;
use crate::use_cases::{Versioned, perform};

/// What applicants do, and looking at files.
pub struct ApplicationsApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Applications")]
impl ApplicationsApi {
    /// Begin an application
    ///
    /// Nothing is asked of a draft until it is submitted; nobody but its operator sees it.
    #[oai(
        path = "/api/v1/applications",
        method = "post",
        operation_id = "createApplication"
    )]
    async fn create(
        &self,
        caller: Caller,
        #[oai(name = "Idempotency-Key")] key: Key,
        body: Json<ApplicationRequest>,
    ) -> Result<Created<ApplicationView>> {
        check(&body.0)?;
        let key = request::key(&key)?;
        let (actor, filing) = (caller.actor(), body.0.filing.read()?);
        let made = if let Some(licence) = body.0.renews_licence {
            let filing = Some(filing);
            let command = ApplyForRenewal { licence, filing };
            perform(&self.context, &actor, &command, key.as_ref()).await?
        } else {
            let province = read("/province", &body.0.province)?;
            let command = CreateApplication { province, filing };
            perform(&self.context, &actor, &command, key.as_ref()).await?
        };
        let location = format!("/api/v1/applications/{}", made.value.id());
        let dossier = dossier::open(&self.context, made).await?;
        Ok(Created::new(dossier, location, |it| {
            ApplicationView::of(&it)
        }))
    }

    /// Change an application
    ///
    /// The whole content is replaced, while the file is a draft or has been sent back for completion.
    #[oai(
        path = "/api/v1/applications/:id",
        method = "put",
        operation_id = "updateApplication"
    )]
    async fn update(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<FilingForm>,
    ) -> Result<Found<ApplicationView>> {
        check(&body.0)?;
        let command = ReviseApplication {
            id: id.0,
            expected: request::expected(&if_match)?,
            filing: body.0.read()?,
        };
        let revised = perform(&self.context, &caller.actor(), &command, None).await?;
        found(&self.context, revised).await
    }

    /// Show an application
    ///
    /// An operator sees their own files, an office those filed in its province. Codes are masked.
    #[oai(
        path = "/api/v1/applications/:id",
        method = "get",
        operation_id = "getApplication"
    )]
    async fn show(&self, caller: Caller, id: Path<Uuid>) -> Result<Found<ApplicationView>> {
        let dossier = dossier::show(&self.context, &caller.actor(), id.0).await?;
        Ok(Found::new(dossier, |it| ApplicationView::of(&it)))
    }

    /// List applications
    ///
    /// The newest first: an operator's own, an office's those filed in its province.
    #[oai(
        path = "/api/v1/applications",
        method = "get",
        operation_id = "listApplications"
    )]
    async fn list(
        &self,
        caller: Caller,
        /// Only those in this state.
        state: Query<Option<ApplicationStateName>>,
        /// Only those of this category.
        category: Query<Option<CategoryName>>,
        /// Only those in this province, by its ISO 3166-2 code.
        province: Query<Option<String>>,
        /// The `next` of the page before.
        after: Query<Option<Uuid>>,
        /// How many at most, 1 to 100.
        #[oai(
            default = "page_size",
            validator(minimum(value = "1"), maximum(value = "100"))
        )]
        limit: Query<u16>,
    ) -> Result<Json<Page<ApplicationSummary>>> {
        let search = Search {
            state: state.0.map(ApplicationStateName::stored),
            category: category.0.map(Into::into),
            province: province.0.as_deref().map(province_of).transpose()?,
            after: after.0,
        };
        let actor = caller.actor();
        let (found, next) =
            dossier::list(&self.context, &actor, search, u64::from(limit.0)).await?;
        Ok(Json(Page {
            items: found.iter().map(ApplicationSummary::of).collect(),
            next: next.map(|id| id.to_string()),
        }))
    }

    /// Submit an application
    ///
    /// Files it with the directorate of the province of establishment, for the first time or after its
    /// completion. Everybody on the file is searched for in the list of bans (A15.n2).
    #[oai(
        path = "/api/v1/applications/:id/submission",
        method = "post",
        operation_id = "submitApplication"
    )]
    async fn submit(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
    ) -> Result<Found<ApplicationView>> {
        let command = SubmitApplication {
            id: id.0,
            expected: request::expected(&if_match)?,
        };
        let submitted = perform(&self.context, &caller.actor(), &command, None).await?;
        found(&self.context, submitted).await
    }

    /// Withdraw an application
    ///
    /// Any time before the licence is issued or refused.
    #[oai(
        path = "/api/v1/applications/:id/withdrawal",
        method = "post",
        operation_id = "withdrawApplication"
    )]
    async fn withdraw(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
    ) -> Result<Found<ApplicationView>> {
        let command = WithdrawApplication {
            id: id.0,
            expected: request::expected(&if_match)?,
        };
        let withdrawn = perform(&self.context, &caller.actor(), &command, None).await?;
        found(&self.context, withdrawn).await
    }

    /// Read the personal data on an application
    ///
    /// For the applicant and for those who examine the file in its province. Every read is written down
    /// before it is answered.
    #[oai(
        path = "/api/v1/applications/:id/personal-data",
        method = "get",
        operation_id = "getApplicationPersonalData"
    )]
    async fn personal_data(
        &self,
        caller: Caller,
        id: Path<Uuid>,
    ) -> Result<Json<PersonalDataView>> {
        let read = ReadPersonalData { id: id.0 };
        let applicant = perform(&self.context, &caller.actor(), &read, None).await?;
        Ok(Json(PersonalDataView::of(&applicant)))
    }
}

impl ApplicationsApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }
}

/// Answers with a file as it stands now.
async fn found(
    context: &Context,
    application: Versioned<Application>,
) -> Result<Found<ApplicationView>> {
    let dossier = dossier::open(context, application).await?;
    Ok(Found::new(dossier, |it| ApplicationView::of(&it)))
}

fn province_of(code: &str) -> std::result::Result<Province, Error> {
    code.parse()
        .map_err(|reason| Error::Invalid(vec![InvalidField::parameter("province", reason)]))
}

const fn page_size() -> u16 {
    20
}

/// What a new application begins with.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct ApplicationRequest {
    /// The province of the directorate, by its ISO 3166-2 code.
    #[validate(custom(function = "parses::<Province>"))]
    province: String,
    /// The licence to be renewed, where that has no earlier file from which `applyForRenewal` could
    /// take the content; without it a first licence is asked for.
    #[oai(skip_serializing_if_is_none)]
    renews_licence: Option<Uuid>,
    /// The content as far as it is known.
    #[validate(nested)]
    filing: FilingForm,
}
