//! What whoever complains does, with or without an account.

use poem_openapi::OpenApi;
use poem_openapi::param::{Header, Path};
use poem_openapi::payload::Json;

use super::documents::ExhibitView;
use super::form::{ComplaintForm, ComplaintWithdrawalForm};
use super::view::{FiledView, FollowedView};
use crate::api::Tag;
use crate::api::answer::{Created, Found, Result};
use crate::api::caller::Visitor;
use crate::api::documents::DocumentBody;
use crate::api::request::{self, Key, check, read_option};
use crate::context::Context;
use crate::use_cases::complaint::file::new_secret;
use crate::use_cases::complaint::follow::{Followed, Ticket, track};
use crate::use_cases::complaint::submit::submit;
use crate::use_cases::complaint::withdraw::WithdrawComplaint;
use crate::use_cases::{Versioned, perform};

/// The header with the secret that was shown at filing.
type Secret = Header<Option<String>>;

/// Filing a complaint and following it.
pub struct FilingApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Complaints")]
impl FilingApi {
    /// File a complaint
    ///
    /// By a job seeker or an employer, about the agency with a licence number (A5.4, A6.6); about an office
    /// without any licence, whose description is then given instead, it becomes a report of an unlicensed
    /// office (A6.3). It needs no account; whoever sends a bearer token files by that account. The answer has
    /// the number and the secret by which it is followed. The secret is shown once and is kept as a hash
    /// alone. An Idempotency-Key counts only with a token, since without one nobody can be told from another;
    /// a request that comes again under its key is answered with the number and without a secret.
    #[oai(
        path = "/public/v1/complaints",
        method = "post",
        operation_id = "fileComplaint"
    )]
    async fn file(
        &self,
        visitor: Visitor,
        #[oai(name = "Idempotency-Key")] key: Key,
        body: Json<ComplaintForm>,
    ) -> Result<Created<FiledView>> {
        check(&body.0)?;
        let secret = new_secret();
        let command = body.0.read(secret.clone())?;
        let key = request::key(&key)?;
        let filed = perform(&self.context, visitor.actor(), &command, key.as_ref()).await?;
        let shown = filed.shown(&secret)?;
        let location = format!("/public/v1/complaints/{}", filed.number);
        let filed = Versioned {
            value: filed,
            version: 1,
        };
        Ok(Created::new(filed, location, |it| {
            FiledView::of(&it, shown)
        }))
    }

    /// Follow a complaint
    ///
    /// By its number and the secret in the header, or by the account that filed it. A wrong number and a wrong
    /// secret are answered alike. It tells nothing of other persons.
    #[oai(
        path = "/public/v1/complaints/:number",
        method = "get",
        operation_id = "trackComplaint"
    )]
    async fn track(
        &self,
        visitor: Visitor,
        number: Path<String>,
        /// The secret that was shown at filing.
        #[oai(name = "Tracking-Secret")]
        secret: Secret,
    ) -> Result<Found<FollowedView>> {
        let ticket = ticket(number, secret);
        Ok(
            match track(&self.context, visitor.actor(), &ticket).await? {
                Followed::Complaint(it) => Found::new(*it, |it| FollowedView::of_complaint(&it)),
                Followed::Report(it) => Found::new(*it, |it| FollowedView::of_report(&it)),
            },
        )
    }

    /// Submit a document with a complaint
    ///
    /// By whoever filed it, until it is decided. The body is the file itself: PDF, JPEG or PNG, found by its
    /// content, of at most 10 MiB.
    #[oai(
        path = "/public/v1/complaints/:number/documents",
        method = "post",
        operation_id = "addComplaintDocument"
    )]
    async fn submit(
        &self,
        visitor: Visitor,
        number: Path<String>,
        /// The secret that was shown at filing.
        #[oai(name = "Tracking-Secret")]
        secret: Secret,
        #[oai(name = "Idempotency-Key")] key: Key,
        body: DocumentBody,
    ) -> Result<Created<ExhibitView>> {
        let (declared, body) = body.into_parts();
        let key = request::key(&key)?;
        let location = format!("/public/v1/complaints/{}", number.0);
        let (ticket, bytes) = (ticket(number, secret), body.into_bytes_stream());
        let (context, actor) = (&self.context, visitor.actor());
        let added = submit(context, actor, ticket, declared, key.as_ref(), bytes).await?;
        Ok(Created::new(added, location, |it| ExhibitView::of(&it)))
    }

    /// Withdraw a complaint
    ///
    /// By whoever filed it, until it is decided. A violation case that is open goes on.
    #[oai(
        path = "/public/v1/complaints/:number/withdrawal",
        method = "post",
        operation_id = "withdrawComplaint"
    )]
    async fn withdraw(
        &self,
        visitor: Visitor,
        number: Path<String>,
        /// The secret that was shown at filing.
        #[oai(name = "Tracking-Secret")]
        secret: Secret,
        body: Json<ComplaintWithdrawalForm>,
    ) -> Result<Found<FollowedView>> {
        check(&body.0)?;
        let command = WithdrawComplaint {
            ticket: ticket(number, secret),
            reason: read_option("/reason", body.0.reason.as_deref())?,
        };
        let withdrawn = perform(&self.context, visitor.actor(), &command, None).await?;
        Ok(Found::new(withdrawn, |it| FollowedView::of_complaint(&it)))
    }
}

impl FilingApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }
}

fn ticket(number: Path<String>, secret: Secret) -> Ticket {
    Ticket {
        number: number.0,
        secret: secret.0,
    }
}
