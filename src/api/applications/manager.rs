//! Applications for a change of technical manager (A9.n2).

use poem_openapi::param::Path;
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use uuid::Uuid;
use validator::Validate;

use super::filing::{CompanyForm, LanguageForm, PersonForm, are_countries};
use super::view::ApplicationView;
use crate::api::Tag;
use crate::api::answer::{Created, Result};
use crate::api::caller::Caller;
use crate::api::request::{self, Key, check, read};
use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::error::Error;
use crate::use_cases::application::dossier;
use crate::use_cases::licence::manager::{ProposeManager, UnknownHere};
use crate::use_cases::perform;

/// What companies do to have another technical manager.
pub struct ManagerProposalsApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Applications")]
impl ManagerProposalsApi {
    /// Propose another technical manager
    ///
    /// Begins an application of the company that holds the licence, while its manager is still in
    /// office or after the manager left. Only the conditions of article 8 about the person are looked
    /// at, and the office decides. Once `issueLicence` has been called for it, the successor is in
    /// office, by a new version of the certificate with the same end, and the halt is over.
    #[oai(
        path = "/api/v1/licences/:id/manager-proposals",
        method = "post",
        operation_id = "proposeManager"
    )]
    async fn propose(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "Idempotency-Key")] key: Key,
        body: Json<ManagerProposalForm>,
    ) -> Result<Created<ApplicationView>> {
        check(&body.0)?;
        let key = request::key(&key)?;
        let command = body.0.read(id.0)?;
        let made = perform(&self.context, &caller.actor(), &command, key.as_ref()).await?;
        let location = format!("/api/v1/applications/{}", made.value.id());
        let dossier = dossier::open(&self.context, made).await?;
        Ok(Created::new(dossier, location, |it| {
            ApplicationView::of(&it)
        }))
    }
}

impl ManagerProposalsApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }
}

/// Whom a company introduces as its technical manager.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct ManagerProposalForm {
    /// The person.
    #[validate(nested)]
    person: PersonForm,
    /// That the person is not employed by the state (A8.8).
    not_employed_by_the_state: bool,
    /// The language certificates for target countries (A8.7), at most 50; they are named once their
    /// documents lie on the file.
    #[validate(nested)]
    #[oai(default, validator(max_items = 50))]
    languages: Vec<LanguageForm>,
    /// The company, where its licence is older than this registry; otherwise the registry knows it.
    #[validate(nested)]
    #[oai(skip_serializing_if_is_none)]
    company: Option<CompanyForm>,
    /// The countries to which it sends workers, likewise.
    #[validate(custom(function = "are_countries"))]
    #[oai(default, validator(max_items = 50, unique_items))]
    target_countries: Vec<String>,
}

impl ManagerProposalForm {
    fn read(self, licence: Uuid) -> std::result::Result<ProposeManager, Error> {
        let countries = self.target_countries.iter();
        let target_countries = countries
            .map(|code| read("/target_countries", code))
            .collect::<std::result::Result<_, Error>>()?;
        let company = self.company.map(CompanyForm::read).transpose()?;
        let languages = self.languages.into_iter().map(LanguageForm::read);
        Ok(ProposeManager {
            licence,
            manager: self.person.read()?,
            languages: languages.collect::<std::result::Result<_, Error>>()?,
            not_employed_by_the_state: self.not_employed_by_the_state,
            unknown: company.map(|company| UnknownHere {
                company,
                target_countries,
            }),
        })
    }
}
