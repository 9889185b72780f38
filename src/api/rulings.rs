//! Rulings of provincial boards, from the draft to the execution (A5, A15).

use chrono::NaiveDate;
use poem::http::HeaderMap;
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::{Binary, Json};
use uuid::Uuid;

use super::Tag;
use super::answer::{Created, Found, Page, Result};
use super::caller::Caller;
use super::documents::DocumentBody;
use super::request::{self, IfMatch, Key, parameter};
use super::service::{AmendedServiceForm, ServiceForm};
use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::documents::Sha256Hex;
use crate::domain::placement::ruling::Ruling;
use crate::error::Error;
use crate::http::etag;
use crate::use_cases::ruling::amend::ExplainRuling;
use crate::use_cases::ruling::draft::{DraftRuling, RedraftRuling};
use crate::use_cases::ruling::execute::ExecuteRuling;
use crate::use_cases::ruling::issue::IssueRuling;
use crate::use_cases::ruling::read::{self as reading, Search};
use crate::use_cases::ruling::serve::{CorrectService, ServeRuling, ServeRulingAgain};
use crate::use_cases::ruling::sign::SignRuling;
use crate::use_cases::ruling::vote::VoteRuling;
use crate::use_cases::ruling::{print, proof};
use crate::use_cases::{Versioned, perform};

mod files;
mod forms;
mod parts;
mod verification;
mod view;

use files::{PrintAnswer, ProofFile};
use forms::{DraftForm, ExecutionForm, ExplanationForm, NewDraftForm};
use parts::ProofView;
pub use verification::{RulingStatus, RulingVerificationApi};
use view::{RulingStateName, RulingView};

/// What is done with rulings.
pub struct RulingsApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Rulings")]
impl RulingsApi {
    /// Draft the ruling of a case that was heard
    ///
    /// By the secretary or the director-general of its province: a violation with one penalty, an
    /// acquittal, or no jurisdiction. The penalty lies within the matching directive of the date of
    /// the facts (A15.n1); without one it needs reasons of its own.
    #[oai(
        path = "/api/v1/rulings",
        method = "post",
        operation_id = "draftRuling"
    )]
    async fn draft(
        &self,
        caller: Caller,
        #[oai(name = "Idempotency-Key")] key: Key,
        body: Json<NewDraftForm>,
    ) -> Result<Created<RulingView>> {
        let (case, draft) = body.0.read()?;
        let command = DraftRuling { case, draft };
        let key = request::key(&key)?;
        let drafted = perform(&self.context, &caller.actor(), &command, key.as_ref()).await?;
        let location = format!("/api/v1/rulings/{}", drafted.value.id());
        let today = self.context.today();
        Ok(Created::new(drafted, location, |it| {
            RulingView::of(&it, today)
        }))
    }

    /// List rulings
    ///
    /// Offices see those of their province, operators those that were issued against their own
    /// agencies; the last drafted first.
    #[oai(path = "/api/v1/rulings", method = "get", operation_id = "listRulings")]
    #[expect(clippy::too_many_arguments, reason = "every filter is a parameter")]
    async fn list(
        &self,
        caller: Caller,
        /// The province by its ISO 3166-2 code.
        province: Query<Option<String>>,
        /// Only those in this state.
        state: Query<Option<RulingStateName>>,
        /// Only those against this licence.
        licence: Query<Option<Uuid>>,
        /// Only the one on this case.
        case: Query<Option<Uuid>>,
        /// Only served ones that are final on this day or before if nobody appeals.
        lapsing_by: Query<Option<NaiveDate>>,
        /// The `next` of the page before.
        after: Query<Option<Uuid>>,
        /// How many at most, up to 100.
        #[oai(
            default = "page_size",
            validator(minimum(value = "1"), maximum(value = "100"))
        )]
        limit: Query<u64>,
    ) -> Result<Json<Page<RulingView>>> {
        let search = Search {
            province: parameter("province", province.as_deref())?,
            state: state.0.map(RulingStateName::name),
            licence: licence.0,
            case: case.0,
            lapsing_by: lapsing_by.0,
            after: after.0,
        };
        let (found, more) = reading::list(&self.context, &caller.actor(), search, limit.0).await?;
        let last = found.last().filter(|_| more);
        let today = self.context.today();
        Ok(Json(Page {
            next: last.map(|it| it.value.id().to_string()),
            items: found
                .iter()
                .map(|it| RulingView::of(&it.value, today))
                .collect(),
        }))
    }

    /// Show a ruling
    #[oai(
        path = "/api/v1/rulings/:id",
        method = "get",
        operation_id = "getRuling"
    )]
    async fn show(&self, caller: Caller, id: Path<Uuid>) -> Result<Found<RulingView>> {
        let found = reading::get(&self.context, &caller.actor(), id.0).await?;
        Ok(self.found(found))
    }

    /// Write a draft anew
    ///
    /// As long as the board's vote is not taken over.
    #[oai(
        path = "/api/v1/rulings/:id",
        method = "put",
        operation_id = "redraftRuling"
    )]
    async fn redraft(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<DraftForm>,
    ) -> Result<Found<RulingView>> {
        let command = RedraftRuling {
            id: id.0,
            draft: body.0.read()?,
            expected: request::required(&if_match)?,
        };
        let redrafted = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(self.found(redrafted))
    }

    /// Take over the vote of the board
    ///
    /// From the session that heard the case. The ruling says what the majority decided, and the case
    /// is ruled on with it.
    #[oai(
        path = "/api/v1/rulings/:id/vote",
        method = "post",
        operation_id = "voteRuling"
    )]
    async fn vote(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
    ) -> Result<Found<RulingView>> {
        let command = VoteRuling {
            id: id.0,
            expected: request::required(&if_match)?,
        };
        let voted = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(self.found(voted))
    }

    /// Sign a ruling
    ///
    /// By the chair of the board with a decree in force (A4). Its content is closed from here on.
    #[oai(
        path = "/api/v1/rulings/:id/signature",
        method = "post",
        operation_id = "signRuling"
    )]
    async fn sign(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
    ) -> Result<Found<RulingView>> {
        let command = SignRuling {
            id: id.0,
            expected: request::required(&if_match)?,
        };
        let signed = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(self.found(signed))
    }

    /// Issue a signed ruling under its number
    ///
    /// The next number of its province in this Solar Hijri year.
    #[oai(
        path = "/api/v1/rulings/:id/issue",
        method = "post",
        operation_id = "issueRuling"
    )]
    async fn issue(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
    ) -> Result<Found<RulingView>> {
        let command = IssueRuling {
            id: id.0,
            expected: request::required(&if_match)?,
        };
        let issued = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(self.found(issued))
    }

    /// Record the service of a ruling
    ///
    /// The twenty days of appeal start with the day of service (A5.n2). A scanned proof is uploaded
    /// before and named by its hash.
    #[oai(
        path = "/api/v1/rulings/:id/service",
        method = "post",
        operation_id = "serveRuling"
    )]
    async fn serve(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<ServiceForm>,
    ) -> Result<Found<RulingView>> {
        let command = ServeRuling {
            id: id.0,
            service: body.0.read()?,
            expected: request::required(&if_match)?,
        };
        let served = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(self.found(served))
    }

    /// Correct a service that was recorded wrongly
    ///
    /// With reasons, before the ruling is final. The limit that was told to the party is not
    /// shortened by it.
    #[oai(
        path = "/api/v1/rulings/:id/service-correction",
        method = "post",
        operation_id = "correctService"
    )]
    async fn correct_service(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<AmendedServiceForm>,
    ) -> Result<Found<RulingView>> {
        let (service, reason) = body.0.read()?;
        let command = CorrectService {
            id: id.0,
            service,
            reason,
            expected: request::required(&if_match)?,
        };
        let corrected = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(self.found(corrected))
    }

    /// Record that a ruling was served once more
    ///
    /// With reasons, before it is final. The later term counts.
    #[oai(
        path = "/api/v1/rulings/:id/further-service",
        method = "post",
        operation_id = "serveRulingAgain"
    )]
    async fn serve_again(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<AmendedServiceForm>,
    ) -> Result<Found<RulingView>> {
        let (service, reason) = body.0.read()?;
        let command = ServeRulingAgain {
            id: id.0,
            service,
            reason,
            expected: request::required(&if_match)?,
        };
        let served = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(self.found(served))
    }

    /// Explain a slip of the pen
    ///
    /// Beside the text of an issued ruling, which stays as signed.
    #[oai(
        path = "/api/v1/rulings/:id/explanations",
        method = "post",
        operation_id = "explainRuling"
    )]
    async fn explain(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<ExplanationForm>,
    ) -> Result<Found<RulingView>> {
        let (text, reason) = body.0.read()?;
        let command = ExplainRuling {
            id: id.0,
            text,
            reason,
            expected: request::required(&if_match)?,
        };
        let explained = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(self.found(explained))
    }

    /// Record that the penalty was carried out
    ///
    /// Once the ruling is final; its case can be closed then.
    #[oai(
        path = "/api/v1/rulings/:id/execution",
        method = "post",
        operation_id = "executeRuling"
    )]
    async fn execute(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<ExecutionForm>,
    ) -> Result<Found<RulingView>> {
        let command = ExecuteRuling {
            id: id.0,
            execution: body.0.read()?,
            expected: request::required(&if_match)?,
        };
        let executed = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(self.found(executed))
    }

    /// Download a ruling
    ///
    /// A PDF in Persian, once the ruling is issued. The same ruling gives the same bytes. Every read
    /// is written down before it is answered.
    #[oai(
        path = "/api/v1/rulings/:id/pdf",
        method = "get",
        operation_id = "downloadRuling"
    )]
    async fn download(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        headers: &HeaderMap,
    ) -> Result<PrintAnswer> {
        let sheet = print::prepare(&self.context, &caller.actor(), id.0).await?;
        let etag = etag::of_content(sheet.content().as_bytes());
        if etag::not_modified(headers, &etag) {
            return Ok(PrintAnswer::NotModified(etag));
        }
        let disposition = format!("attachment; filename=\"{}\"", sheet.file_name());
        let file = Binary(sheet.print().await?);
        Ok(PrintAnswer::Print(
            file,
            etag,
            disposition,
            PRIVATE.to_owned(),
        ))
    }

    /// Upload the scanned proof of a service
    ///
    /// The body is the file itself: PDF, JPEG or PNG, found by its content, of at most 10 MiB. It is
    /// kept when the service names its hash within a day.
    #[oai(
        path = "/api/v1/rulings/:id/documents",
        method = "post",
        operation_id = "uploadServiceProof"
    )]
    async fn upload_proof(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        body: DocumentBody,
    ) -> Result<Json<ProofView>> {
        let (declared, body) = body.into_parts();
        let bytes = body.into_bytes_stream();
        let taken = proof::upload(&self.context, &caller.actor(), id.0, declared, bytes).await?;
        Ok(Json(ProofView {
            sha256: taken.sha256.to_string(),
            media_type: taken.media_type.as_str().to_owned(),
            size: taken.size,
        }))
    }

    /// Download the scanned proof of a service
    ///
    /// Every read is written down before it is answered.
    #[oai(
        path = "/api/v1/rulings/:id/documents/:sha256",
        method = "get",
        operation_id = "downloadServiceProof"
    )]
    async fn download_proof(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        /// The hash that the service names.
        sha256: Path<String>,
    ) -> Result<ProofFile> {
        let hash: Sha256Hex = sha256
            .parse()
            .map_err(|_| Error::NotFound { noun: "document" })?;
        let download = proof::download(&self.context, &caller.actor(), id.0, hash).await?;
        Ok(ProofFile {
            sha256: sha256.0,
            download,
        })
    }
}

impl RulingsApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }

    fn found(&self, ruling: Versioned<Ruling>) -> Found<RulingView> {
        let today = self.context.today();
        Found::new(ruling, |it| RulingView::of(&it, today))
    }
}

/// Kept by the reader alone, and asked for again before it is used.
const PRIVATE: &str = "private, no-cache";

fn page_size() -> u64 {
    50
}
