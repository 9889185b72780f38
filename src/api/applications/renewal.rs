//! Applications for renewal (A5.3, A10).

use poem_openapi::OpenApi;
use poem_openapi::param::Path;
use uuid::Uuid;

use super::found;
use super::view::ApplicationView;
use crate::api::Tag;
use crate::api::answer::{Created, Found, Result};
use crate::api::caller::Caller;
use crate::api::request::{self, IfMatch, Key};
use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::use_cases::application::dossier;
use crate::use_cases::guarantee::confirm::ConfirmRenewalGuarantee;
use crate::use_cases::licence::apply_for_renewal::ApplyForRenewal;
use crate::use_cases::perform;

/// What is done for renewals only.
pub struct RenewalsApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Applications")]
impl RenewalsApi {
    /// Begin the renewal of a licence
    ///
    /// From ninety days before the end of the term until a year after it, as the policies say; later
    /// only a new licence can be asked for. The draft begins with what the last file of the licence
    /// says. Every condition is examined anew, and always the provincial board decides, on the
    /// performance of the agency.
    #[oai(
        path = "/api/v1/licences/:id/apply-for-renewal",
        method = "post",
        operation_id = "applyForRenewal"
    )]
    async fn apply(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "Idempotency-Key")] key: Key,
    ) -> Result<Created<ApplicationView>> {
        let key = request::key(&key)?;
        let command = ApplyForRenewal {
            licence: id.0,
            filing: None,
        };
        let made = perform(&self.context, &caller.actor(), &command, key.as_ref()).await?;
        let location = format!("/api/v1/applications/{}", made.value.id());
        let dossier = dossier::open(&self.context, made).await?;
        Ok(Created::new(dossier, location, |it| {
            ApplicationView::of(&it)
        }))
    }

    /// Confirm that the guarantee behind a licence secures its renewal
    ///
    /// It is measured anew by the directive in force and for the new term. If it falls short it has to be
    /// extended, topped up or replaced first.
    #[oai(
        path = "/api/v1/applications/:id/guarantee-confirmation",
        method = "post",
        operation_id = "confirmRenewalGuarantee"
    )]
    async fn confirm(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
    ) -> Result<Found<ApplicationView>> {
        let command = ConfirmRenewalGuarantee {
            application: id.0,
            expected: request::required(&if_match)?,
        };
        let confirmed = perform(&self.context, &caller.actor(), &command, None).await?;
        found(&self.context, confirmed).await
    }
}

impl RenewalsApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }
}
