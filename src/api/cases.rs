//! Violation cases: charges, their service and defence here, the rest up to the closing in
//! `proceedings`.

use chrono::NaiveDate;
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use uuid::Uuid;

use super::Tag;
use super::answer::{Created, Found, Page, Result};
use super::caller::Caller;
use super::documents::{DocumentBody, DocumentFile, DocumentKindName, DocumentView};
use super::request::{self, IfMatch, Key, check, parameter, read};
use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::case::{Case, ChargeService};
use crate::error::Error;
use crate::use_cases::case::add_charge::AddCharge;
use crate::use_cases::case::defend::SubmitDefence;
use crate::use_cases::case::documents::{self, Upload};
use crate::use_cases::case::flag_crime::FlagCrime;
use crate::use_cases::case::join::JoinCases;
use crate::use_cases::case::notify::NotifyCase;
use crate::use_cases::case::open::OpenCase;
use crate::use_cases::case::read::{self as reading, Search};
use crate::use_cases::case::refer::RecordJudicialReferral;
use crate::use_cases::{Versioned, perform};

mod form;
mod parts;
mod proceedings;
mod view;

use form::{
    CaseForm, ChargeForm, ChargeServiceForm, DefenceForm, JoinderForm, JudicialReferralForm,
    OffenceForm,
};
pub use proceedings::CaseProceedingsApi;
use view::{CaseStateName, CaseSummary, CaseView};

/// What offices, boards and operators do with cases.
pub struct CasesApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Cases")]
impl CasesApi {
    /// Open a violation case
    ///
    /// By the office of the licence's province, under one of the twelve clauses of article 15 or its residual
    /// head, which names the breached provision. A clause of another kind of agency is refused, and so are
    /// facts before the bylaw, unless policy accepts them with the text of their time.
    #[oai(path = "/api/v1/cases", method = "post", operation_id = "openCase")]
    async fn open(
        &self,
        caller: Caller,
        #[oai(name = "Idempotency-Key")] key: Key,
        body: Json<CaseForm>,
    ) -> Result<Created<CaseView>> {
        let body = body.0;
        check(&body)?;
        let command = OpenCase {
            licence: body.licence,
            charge: body.charge.read("/charge")?,
        };
        let key = request::key(&key)?;
        let opened = perform(&self.context, &caller.actor(), &command, key.as_ref()).await?;
        let location = format!("/api/v1/cases/{}", opened.value.id());
        let today = self.context.today();
        Ok(Created::new(opened, location, |it| {
            view(&caller, &it, today)
        }))
    }

    /// List violation cases
    ///
    /// Offices and boards see those of their province, the centre all of them, operators those against their
    /// own licences; the last opened come first.
    #[oai(path = "/api/v1/cases", method = "get", operation_id = "listCases")]
    #[expect(clippy::too_many_arguments, reason = "every filter is a parameter")]
    async fn list(
        &self,
        caller: Caller,
        /// Only those before the board of this province, by its ISO 3166-2 code.
        province: Query<Option<String>>,
        /// Only those in this state.
        state: Query<Option<CaseStateName>>,
        /// Only those against this licence.
        licence: Query<Option<Uuid>>,
        /// Only those with a term of defence that is over and was not used.
        #[oai(default)]
        undefended: Query<bool>,
        /// Only those with a crime that still has to be reported to the judiciary, or only the others.
        referral_missing: Query<Option<bool>>,
        /// The `next` of the page before.
        after: Query<Option<Uuid>>,
        /// How many at most, up to 100.
        #[oai(
            default = "page_size",
            validator(minimum(value = "1"), maximum(value = "100"))
        )]
        limit: Query<u64>,
    ) -> Result<Json<Page<CaseSummary>>> {
        let search = Search {
            province: parameter("province", province.as_deref())?,
            state: state.0.map(CaseStateName::name),
            licence: licence.0,
            undefended: undefended.0,
            awaits_referral: referral_missing.0,
            after: after.0,
        };
        let (found, more) = reading::list(&self.context, &caller.actor(), search, limit.0).await?;
        let last = found.last().filter(|_| more);
        let today = self.context.today();
        Ok(Json(Page {
            next: last.map(|it| it.value.id().to_string()),
            items: found
                .iter()
                .map(|it| CaseSummary::of(&it.value, today))
                .collect(),
        }))
    }

    /// Show a violation case
    ///
    /// With its terms of defence, reckoned line by line. Operators don't see from which complaint or
    /// inspection it comes.
    #[oai(path = "/api/v1/cases/:id", method = "get", operation_id = "getCase")]
    async fn get(&self, caller: Caller, id: Path<Uuid>) -> Result<Found<CaseView>> {
        let case = reading::get(&self.context, &caller.actor(), id.0).await?;
        Ok(found(&caller, case, self.context.today()))
    }

    /// Bring a further charge
    ///
    /// It has to be served, so the case leaves the agenda.
    #[oai(
        path = "/api/v1/cases/:id/charges",
        method = "post",
        operation_id = "addCharge"
    )]
    async fn charge(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        #[oai(name = "Idempotency-Key")] key: Key,
        body: Json<ChargeForm>,
    ) -> Result<Found<CaseView>> {
        let body = body.0;
        check(&body)?;
        let command = AddCharge {
            id: id.0,
            charge: body.read("")?,
            expected: request::required(&if_match)?,
        };
        let key = request::key(&key)?;
        let case = perform(&self.context, &caller.actor(), &command, key.as_ref()).await?;
        Ok(found(&caller, case, self.context.today()))
    }

    /// Record the service of the charges
    ///
    /// All charges that were not served yet, in writing. The term of defence that policy sets runs from it.
    #[oai(
        path = "/api/v1/cases/:id/notices",
        method = "post",
        operation_id = "notifyCase"
    )]
    async fn notify(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        #[oai(name = "Idempotency-Key")] key: Key,
        body: Json<ChargeServiceForm>,
    ) -> Result<Found<CaseView>> {
        let body = body.0;
        check(&body)?;
        let command = NotifyCase {
            id: id.0,
            service: ChargeService {
                sheet: read("/sheet", &body.sheet)?,
                method: body.method.into(),
                served_on: body.served_on,
                proof: read("/proof", &body.proof)?,
            },
            expected: request::required(&if_match)?,
        };
        let key = request::key(&key)?;
        let case = perform(&self.context, &caller.actor(), &command, key.as_ref()).await?;
        Ok(found(&caller, case, self.context.today()))
    }

    /// Submit a defence
    ///
    /// By the operator of the licence; a late one is read too, until the case is heard. With `paper` the
    /// office records one that came in on paper, on the version that it saw.
    #[oai(
        path = "/api/v1/cases/:id/defences",
        method = "post",
        operation_id = "submitDefence"
    )]
    async fn defend(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        #[oai(name = "Idempotency-Key")] key: Key,
        body: Json<DefenceForm>,
    ) -> Result<Found<CaseView>> {
        let body = body.0;
        check(&body)?;
        let command = SubmitDefence {
            id: id.0,
            text: read("/text", &body.text)?,
            documents: body.documents.clone(),
            paper: body.paper.as_ref().map(form::PaperForm::read).transpose()?,
            expected: request::expected(&if_match)?,
        };
        let key = request::key(&key)?;
        let case = perform(&self.context, &caller.actor(), &command, key.as_ref()).await?;
        Ok(found(&caller, case, self.context.today()))
    }

    /// Upload a document to a case
    ///
    /// The body is the file itself: PDF, JPEG or PNG, found by its content, of at most 10 MiB. The operator
    /// of the licence submits it with a defence, the office with what it records. Nothing is ever taken off.
    #[oai(
        path = "/api/v1/cases/:id/documents",
        method = "post",
        operation_id = "uploadCaseDocument"
    )]
    async fn upload(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        /// What the document shows.
        kind: Query<DocumentKindName>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        #[oai(name = "Idempotency-Key")] key: Key,
        body: DocumentBody,
    ) -> Result<Created<DocumentView>> {
        let (declared, body) = body.into_parts();
        let key = request::key(&key)?;
        let upload = Upload {
            case: id.0,
            expected: request::expected(&if_match)?,
            kind: kind.0.into(),
            declared,
            key: key.as_ref(),
        };
        let bytes = body.into_bytes_stream();
        let case = documents::upload(&self.context, &caller.actor(), upload, bytes).await?;
        let taken = case.change(|case| {
            let last = case.documents().last().cloned();
            last.ok_or_else(|| Error::corrupt("document", "it is not on the case"))
        })?;
        let location = format!("/api/v1/cases/{}/documents/{}", id.0, taken.value.id);
        Ok(Created::new(taken, location, |it| DocumentView::of(&it)))
    }

    /// Download a document of a case
    ///
    /// Every read is written down before it is answered. Operators read what they have submitted.
    #[oai(
        path = "/api/v1/cases/:id/documents/:document",
        method = "get",
        operation_id = "downloadCaseDocument"
    )]
    async fn download(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        document: Path<Uuid>,
    ) -> Result<DocumentFile> {
        let actor = caller.actor();
        let download = documents::download(&self.context, &actor, id.0, document.0).await?;
        Ok(DocumentFile(download))
    }

    /// Join another case to this one
    ///
    /// Of the same agency before the same board. The other case ends in this one.
    #[oai(
        path = "/api/v1/cases/:id/joinder",
        method = "post",
        operation_id = "joinCases"
    )]
    async fn join(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<JoinderForm>,
    ) -> Result<Found<CaseView>> {
        let body = body.0;
        let command = JoinCases {
            lead: id.0,
            joined: body.joined,
            expected: request::required(&if_match)?,
        };
        let case = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(found(&caller, case, self.context.today()))
    }

    /// Flag a charge as matching a crime
    ///
    /// The case goes on, but is not closed before the crime is reported (A5.n3).
    #[oai(
        path = "/api/v1/cases/:id/charges/:charge/crime-flag",
        method = "post",
        operation_id = "flagCrime"
    )]
    async fn flag(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        charge: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<OffenceForm>,
    ) -> Result<Found<CaseView>> {
        let body = body.0;
        check(&body)?;
        let command = FlagCrime {
            id: id.0,
            charge: charge.0,
            offence: read("/offence", &body.offence)?,
            expected: request::required(&if_match)?,
        };
        let case = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(found(&caller, case, self.context.today()))
    }

    /// Record a report to the judiciary
    ///
    /// Charges that nobody flagged before are flagged by it. It never pauses the case (A5.n3).
    #[oai(
        path = "/api/v1/cases/:id/judicial-referrals",
        method = "post",
        operation_id = "recordJudicialReferral"
    )]
    async fn refer(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        #[oai(name = "Idempotency-Key")] key: Key,
        body: Json<JudicialReferralForm>,
    ) -> Result<Found<CaseView>> {
        let body = body.0;
        check(&body)?;
        let command = RecordJudicialReferral {
            id: id.0,
            charges: body.charges.clone(),
            offence: read("/offence", &body.offence)?,
            authority: read("/authority", &body.authority)?,
            letter: read("/letter", &body.letter)?,
            referred_on: body.referred_on,
            documents: body.documents.clone(),
            expected: request::required(&if_match)?,
        };
        let key = request::key(&key)?;
        let case = perform(&self.context, &caller.actor(), &command, key.as_ref()).await?;
        Ok(found(&caller, case, self.context.today()))
    }
}

impl CasesApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }
}

fn found(caller: &Caller, case: Versioned<Case>, today: NaiveDate) -> Found<CaseView> {
    Found::new(case, |it| view(caller, &it, today))
}

fn view(caller: &Caller, case: &Case, today: NaiveDate) -> CaseView {
    CaseView::of(case, today, &caller.actor())
}

const fn page_size() -> u64 {
    50
}
