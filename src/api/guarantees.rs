//! Bank guarantees of foreign agencies (A8.11).

use chrono::NaiveDate;
use poem_openapi::param::Path;
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use uuid::Uuid;
use validator::Validate;

use super::Tag;
use super::answer::{Created, Found, Page, Result};
use super::caller::Caller;
use super::request::{self, IfMatch, Key, check, parses, read, read_option, says};
use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::identity::Sheba;
use crate::domain::kernel::money::Rial;
use crate::domain::kernel::text::{Name, ShortText};
use crate::domain::placement::guarantee::{Deed, Guarantee};
use crate::error::Error;
use crate::use_cases::guarantee::accept::AcceptGuarantee;
use crate::use_cases::guarantee::lodge::LodgeGuarantee;
use crate::use_cases::guarantee::reject::RejectGuarantee;
use crate::use_cases::guarantee::release::ReleaseGuarantee;
use crate::use_cases::guarantee::request_release::RequestGuaranteeRelease;
use crate::use_cases::guarantee::verify::VerifyGuarantee;
use crate::use_cases::{guarantee, perform};

mod life;
mod papers;
mod view;

pub use life::GuaranteeLifeApi;
pub use papers::GuaranteePapersApi;
pub(super) use view::GuaranteeCoverView;
use view::GuaranteeView;

/// What operators and provincial offices do with guarantees.
pub struct GuaranteesApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Guarantees")]
impl GuaranteesApi {
    /// Lodge a bank guarantee for one's own application
    ///
    /// The application waits for one, or its licence has not been issued yet and a better one takes
    /// the place of the accepted.
    #[oai(
        path = "/api/v1/applications/:id/guarantees",
        method = "post",
        operation_id = "lodgeGuarantee"
    )]
    async fn lodge(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "Idempotency-Key")] key: Key,
        body: Json<DeedRequest>,
    ) -> Result<Created<GuaranteeView>> {
        let command = LodgeGuarantee {
            application: id.0,
            deed: body.0.read()?,
        };
        let key = request::key(&key)?;
        let lodged = perform(&self.context, &caller.actor(), &command, key.as_ref()).await?;
        let location = format!("/api/v1/guarantees/{}", lodged.value.id());
        let today = self.context.today();
        Ok(Created::new(lodged, location, |it| {
            GuaranteeView::of(&it, today)
        }))
    }

    /// List the guarantees lodged for an application
    ///
    /// The oldest first, rejected and replaced ones included.
    #[oai(
        path = "/api/v1/applications/:id/guarantees",
        method = "get",
        operation_id = "listGuarantees"
    )]
    async fn list(&self, caller: Caller, id: Path<Uuid>) -> Result<Json<Page<GuaranteeView>>> {
        let found = guarantee::list(&self.context, &caller.actor(), id.0).await?;
        let today = self.context.today();
        let items = found.iter().map(|it| GuaranteeView::of(&it.value, today));
        Ok(Json(Page {
            items: items.collect(),
            next: None,
        }))
    }

    /// Show a guarantee
    #[oai(
        path = "/api/v1/guarantees/:id",
        method = "get",
        operation_id = "getGuarantee"
    )]
    async fn show(&self, caller: Caller, id: Path<Uuid>) -> Result<Found<GuaranteeView>> {
        let found = guarantee::show(&self.context, &caller.actor(), id.0).await?;
        Ok(self.found(found))
    }

    /// Record that the bank confirms a guarantee
    #[oai(
        path = "/api/v1/guarantees/:id/verification",
        method = "post",
        operation_id = "verifyGuarantee"
    )]
    async fn verify(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<VerificationRequest>,
    ) -> Result<Found<GuaranteeView>> {
        check(&body.0)?;
        let command = VerifyGuarantee {
            id: id.0,
            reference: read("/reference", &body.reference)?,
            expected: request::required(&if_match)?,
        };
        let verified = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(self.found(verified))
    }

    /// Reject a guarantee
    ///
    /// The operator may lodge another.
    #[oai(
        path = "/api/v1/guarantees/:id/rejection",
        method = "post",
        operation_id = "rejectGuarantee"
    )]
    async fn reject(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<GuaranteeRejectionRequest>,
    ) -> Result<Found<GuaranteeView>> {
        check(&body.0)?;
        let command = RejectGuarantee {
            id: id.0,
            reason: read("/reason", &body.reason)?,
            expected: request::required(&if_match)?,
        };
        let rejected = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(self.found(rejected))
    }

    /// Accept a guarantee that the bank has confirmed
    ///
    /// The amount is measured by the directive in force today, the expiry by the end that a licence
    /// issued today would have. The application moves on. Behind a licence that was issued already the
    /// expiry is measured by the end of its term, and the guarantee that was held before is given back.
    #[oai(
        path = "/api/v1/guarantees/:id/acceptance",
        method = "post",
        operation_id = "acceptGuarantee"
    )]
    async fn accept(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
    ) -> Result<Found<GuaranteeView>> {
        let command = AcceptGuarantee {
            id: id.0,
            expected: request::required(&if_match)?,
        };
        let accepted = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(self.found(accepted))
    }

    /// Ask for one's own guarantee back
    ///
    /// Once the licence has ended and its settlement file is closed.
    #[oai(
        path = "/api/v1/guarantees/:id/release-request",
        method = "post",
        operation_id = "requestGuaranteeRelease"
    )]
    async fn request_release(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
    ) -> Result<Found<GuaranteeView>> {
        let command = RequestGuaranteeRelease {
            id: id.0,
            expected: request::expected(&if_match)?,
        };
        let requested = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(self.found(requested))
    }

    /// Give a guarantee back
    ///
    /// When its settlement file is closed, no case or complaint is open, and the months of waiting after
    /// the end of the licence are over.
    #[oai(
        path = "/api/v1/guarantees/:id/release",
        method = "post",
        operation_id = "releaseGuarantee"
    )]
    async fn release(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<GuaranteeReleaseForm>,
    ) -> Result<Found<GuaranteeView>> {
        check(&body.0)?;
        let command = ReleaseGuarantee {
            id: id.0,
            letter: read("/letter", &body.letter)?,
            expected: request::required(&if_match)?,
        };
        let released = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(self.found(released))
    }
}

impl GuaranteesApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }

    fn found(&self, guarantee: crate::use_cases::Versioned<Guarantee>) -> Found<GuaranteeView> {
        let today = self.context.today();
        Found::new(guarantee, |it| GuaranteeView::of(&it, today))
    }
}

/// What the bank's deed says.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct DeedRequest {
    /// The bank.
    #[validate(custom(function = "parses::<Name>"))]
    bank: String,
    /// The branch.
    #[validate(custom(function = "parses::<ShortText>"))]
    branch: String,
    /// The number of the deed.
    #[validate(custom(function = "parses::<ShortText>"))]
    number: String,
    /// The account behind it (شماره شبا), if the deed names one.
    #[validate(custom(function = "parses::<Sheba>"))]
    #[oai(skip_serializing_if_is_none)]
    sheba: Option<String>,
    /// The amount in rial.
    #[validate(custom(function = "is_amount"))]
    amount: i64,
    /// The last day on which the bank pays.
    expires_on: NaiveDate,
}

impl DeedRequest {
    fn read(&self) -> std::result::Result<Deed, Error> {
        check(self)?;
        Ok(Deed {
            bank: read("/bank", &self.bank)?,
            branch: read("/branch", &self.branch)?,
            number: read("/number", &self.number)?,
            sheba: read_option("/sheba", self.sheba.as_deref())?,
            amount: Rial::new(self.amount).map_err(|reason| Error::invalid("/amount", reason))?,
            expires_on: self.expires_on,
        })
    }
}

fn is_amount(amount: i64) -> std::result::Result<(), validator::ValidationError> {
    Rial::new(amount).map(drop).map_err(|reason| says(&reason))
}

/// The bank's answer.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct VerificationRequest {
    /// Number and date of the bank's letter, or of the answer of its system.
    #[validate(custom(function = "parses::<ShortText>"))]
    reference: String,
}

/// With which letter a guarantee is given back.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct GuaranteeReleaseForm {
    /// Number and date of the office's letter to the bank.
    #[validate(custom(function = "parses::<ShortText>"))]
    letter: String,
}

/// Why a guarantee is rejected.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct GuaranteeRejectionRequest {
    /// The reason, which the operator reads.
    #[validate(custom(function = "parses::<ShortText>"))]
    reason: String,
}
