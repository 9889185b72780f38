//! What the directorate does with an application. Every act names the version it is done on.

use chrono::NaiveDate;
use poem_openapi::param::Path;
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use uuid::Uuid;
use validator::Validate;

use super::filing::{EnamadForm, is_recordable};
use super::found;
use super::names::{CriterionName, InquiryResultName, InquirySubjectName};
use super::view::ApplicationView;
use crate::api::Tag;
use crate::api::answer::{Found, Result};
use crate::api::caller::Caller;
use crate::api::documents::DocumentKindName;
use crate::api::request::{self, IfMatch, Key, check, parses, read, read_option};
use crate::context::Context;
use crate::domain::kernel::refusal::Invalid;
use crate::domain::kernel::text::{LongText, ShortText};
use crate::domain::placement::application::Application;
use crate::domain::placement::application::state::MissingItem;
use crate::domain::placement::article8::finding::Verdict;
use crate::domain::placement::inquiry::Answer;
use crate::error::Error;
use crate::use_cases::application::approve::ApproveApplication;
use crate::use_cases::application::assess::AssessCriterion;
use crate::use_cases::application::open_inquiries::{OpenInquiries, Question};
use crate::use_cases::application::pass_premises::PassPremises;
use crate::use_cases::application::record_enamad::RecordEnamad;
use crate::use_cases::application::record_inquiry::RecordInquiry;
use crate::use_cases::application::refer::ReferApplication;
use crate::use_cases::application::reject::RejectApplication;
use crate::use_cases::application::request_completion::RequestCompletion;
use crate::use_cases::application::take_up::TakeUpApplication;
use crate::use_cases::{Command, IdempotencyKey, Versioned, perform};

/// The examination and the decision of the directorate.
pub struct ExaminationApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Applications")]
impl ExaminationApi {
    /// Send an application back for completion
    ///
    /// What is missing is named; the term is that of the policy `cure.days`, by the closed days of the
    /// province.
    #[oai(
        path = "/api/v1/applications/:id/completion-request",
        method = "post",
        operation_id = "requestCompletion"
    )]
    async fn request_completion(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<CompletionRequest>,
    ) -> Result<Found<ApplicationView>> {
        check(&body.0)?;
        let items = body.0.items.iter().map(MissingItemForm::read);
        let command = RequestCompletion {
            id: id.0,
            expected: request::required(&if_match)?,
            items: items.collect::<std::result::Result<_, _>>()?,
        };
        self.done(&caller, &command, None).await
    }

    /// Take up an application
    ///
    /// Begins the examination of a submitted file (A7).
    #[oai(
        path = "/api/v1/applications/:id/examination",
        method = "post",
        operation_id = "takeUpApplication"
    )]
    async fn take_up(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
    ) -> Result<Found<ApplicationView>> {
        let command = TakeUpApplication {
            id: id.0,
            expected: request::required(&if_match)?,
        };
        self.done(&caller, &command, None).await
    }

    /// Ask authorities
    ///
    /// During the review the file then waits for their answers.
    #[oai(
        path = "/api/v1/applications/:id/inquiries",
        method = "post",
        operation_id = "openInquiries"
    )]
    async fn open_inquiries(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        #[oai(name = "Idempotency-Key")] key: Key,
        body: Json<InquiriesRequest>,
    ) -> Result<Found<ApplicationView>> {
        check(&body.0)?;
        let questions = body.0.inquiries.iter().map(QuestionForm::read);
        let command = OpenInquiries {
            id: id.0,
            expected: request::required(&if_match)?,
            questions: questions.collect::<std::result::Result<_, _>>()?,
        };
        self.done(&caller, &command, request::key(&key)?.as_ref())
            .await
    }

    /// Record the answer to an inquiry
    ///
    /// When no answer is missing any more the review goes on.
    #[oai(
        path = "/api/v1/applications/:id/inquiries/:inquiry/answer",
        method = "post",
        operation_id = "recordInquiry"
    )]
    async fn record_inquiry(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        inquiry: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<AnswerRequest>,
    ) -> Result<Found<ApplicationView>> {
        check(&body.0)?;
        let command = RecordInquiry {
            id: id.0,
            expected: request::required(&if_match)?,
            inquiry: inquiry.0,
            answer: body.0.read()?,
        };
        self.done(&caller, &command, None).await
    }

    /// Assess a condition of article 8
    ///
    /// A later assessment takes the place of an earlier one. What can be computed is never contradicted.
    #[oai(
        path = "/api/v1/applications/:id/criteria/:criterion/assessment",
        method = "post",
        operation_id = "assessCriterion"
    )]
    async fn assess(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        criterion: Path<CriterionName>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<AssessmentRequest>,
    ) -> Result<Found<ApplicationView>> {
        check(&body.0)?;
        let body = body.0;
        let command = AssessCriterion {
            id: id.0,
            expected: request::required(&if_match)?,
            criterion: criterion.0.into(),
            verdict: body.verdict()?,
            note: read_option("/note", body.note.as_deref())?,
            issued_on: body.issued_on,
            documents: body.documents,
        };
        self.done(&caller, &command, None).await
    }

    /// Record a renewed mark of trust
    ///
    /// It takes the place of the old one and has to be assessed again (A8.10).
    #[oai(
        path = "/api/v1/applications/:id/enamad",
        method = "post",
        operation_id = "recordEnamad"
    )]
    async fn record_enamad(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<EnamadForm>,
    ) -> Result<Found<ApplicationView>> {
        check(&body.0)?;
        let command = RecordEnamad {
            id: id.0,
            expected: request::required(&if_match)?,
            enamad: body.0.read()?,
        };
        self.done(&caller, &command, None).await
    }

    /// Confirm the premises
    ///
    /// They meet the central board's standard for place, equipment and staff (A3.2).
    #[oai(
        path = "/api/v1/applications/:id/premises-check",
        method = "post",
        operation_id = "passPremises"
    )]
    async fn pass_premises(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<PremisesCheckRequest>,
    ) -> Result<Found<ApplicationView>> {
        let command = PassPremises {
            id: id.0,
            expected: request::required(&if_match)?,
            record: body.0.record,
        };
        self.done(&caller, &command, None).await
    }

    /// Refer an application to the provincial board
    ///
    /// Foreign and maritime files, once every condition but the guarantee is met (A5.1).
    #[oai(
        path = "/api/v1/applications/:id/referral",
        method = "post",
        operation_id = "referApplication"
    )]
    async fn refer(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
    ) -> Result<Found<ApplicationView>> {
        let command = ReferApplication {
            id: id.0,
            expected: request::required(&if_match)?,
        };
        self.done(&caller, &command, None).await
    }

    /// Approve an application
    ///
    /// The directorate decides on domestic files alone, once every condition is met (A7, A8).
    #[oai(
        path = "/api/v1/applications/:id/approval",
        method = "post",
        operation_id = "approveApplication"
    )]
    async fn approve(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
    ) -> Result<Found<ApplicationView>> {
        let command = ApproveApplication {
            id: id.0,
            expected: request::required(&if_match)?,
        };
        self.done(&caller, &command, None).await
    }

    /// Reject an application
    ///
    /// The directorate rejects domestic files alone, and only for named conditions that were found not
    /// to be met (A8).
    #[oai(
        path = "/api/v1/applications/:id/rejection",
        method = "post",
        operation_id = "rejectApplication"
    )]
    async fn reject(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<RejectionRequest>,
    ) -> Result<Found<ApplicationView>> {
        check(&body.0)?;
        let command = RejectApplication {
            id: id.0,
            expected: request::required(&if_match)?,
            criteria: body.0.criteria.iter().map(|it| (*it).into()).collect(),
            reasons: read("/reasons", &body.0.reasons)?,
        };
        self.done(&caller, &command, None).await
    }
}

impl ExaminationApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }

    async fn done<C>(
        &self,
        caller: &Caller,
        command: &C,
        key: Option<&IdempotencyKey>,
    ) -> Result<Found<ApplicationView>>
    where
        C: Command<Output = Versioned<Application>>,
    {
        let done = perform(&self.context, &caller.actor(), command, key).await?;
        found(&self.context, done).await
    }
}

/// What is missing on a file.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct CompletionRequest {
    /// The items, at most 50.
    #[validate(nested)]
    #[oai(validator(max_items = 50))]
    items: Vec<MissingItemForm>,
}

/// Something that the directorate misses.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct MissingItemForm {
    /// The document that is missing or unusable, if it is a document.
    #[oai(skip_serializing_if_is_none)]
    document: Option<DocumentKindName>,
    /// What is wanted, in words, at most 500 characters.
    #[validate(custom(function = "parses::<ShortText>"))]
    note: String,
}

impl MissingItemForm {
    fn read(&self) -> std::result::Result<MissingItem, Error> {
        Ok(MissingItem {
            document: self.document.map(Into::into),
            note: read("/items", &self.note)?,
        })
    }
}

/// What authorities are asked.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct InquiriesRequest {
    /// The inquiries, at most 20.
    #[validate(nested)]
    #[oai(validator(max_items = 20))]
    inquiries: Vec<QuestionForm>,
}

/// A question to an authority.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct QuestionForm {
    /// The condition it is about: clauses 1, 5, 6, 8, 9 or 10.
    criterion: CriterionName,
    /// Whom it is about; a company only for its nationality.
    subject: InquirySubjectName,
    /// The authority, at most 500 characters.
    #[validate(custom(function = "parses::<ShortText>"))]
    authority: String,
}

impl QuestionForm {
    fn read(&self) -> std::result::Result<Question, Error> {
        Ok(Question {
            criterion: self.criterion.into(),
            subject: self.subject.into(),
            authority: read("/inquiries", &self.authority)?,
        })
    }
}

/// What an authority answered.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct AnswerRequest {
    /// The result for the applicant.
    result: InquiryResultName,
    /// The day of the answer, between the day of asking and today.
    #[validate(custom(function = "is_recordable"))]
    answered_on: NaiveDate,
    /// Its number at the authority, at most 500 characters.
    #[validate(custom(function = "parses::<ShortText>"))]
    reference: String,
    /// How it came: letter, system, telephone note; at most 500 characters.
    #[validate(custom(function = "parses::<ShortText>"))]
    source: String,
    /// The document on the file that shows it.
    #[oai(skip_serializing_if_is_none)]
    document: Option<Uuid>,
}

impl AnswerRequest {
    fn read(&self) -> std::result::Result<Answer, Error> {
        Ok(Answer {
            result: self.result.into(),
            answered_on: self.answered_on,
            reference: read("/reference", &self.reference)?,
            source: read("/source", &self.source)?,
            document: self.document,
        })
    }
}

/// What an officer finds about a condition.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct AssessmentRequest {
    /// Whether it is met.
    met: bool,
    /// Why it is not met: required then and only then, at most 4000 characters.
    #[validate(custom(function = "parses::<LongText>"))]
    #[oai(skip_serializing_if_is_none)]
    reason: Option<String>,
    /// Documents on the file that show it, at most 20.
    #[oai(default, validator(max_items = 20, unique_items))]
    documents: Vec<Uuid>,
    /// The date on the certificate, where its age counts (A8.6).
    #[validate(custom(function = "is_recordable"))]
    #[oai(skip_serializing_if_is_none)]
    issued_on: Option<NaiveDate>,
    /// A remark for the file, at most 4000 characters.
    #[validate(custom(function = "parses::<LongText>"))]
    #[oai(skip_serializing_if_is_none)]
    note: Option<String>,
}

impl AssessmentRequest {
    fn verdict(&self) -> std::result::Result<Verdict, Error> {
        match (self.met, self.reason.as_deref()) {
            (true, None) => Ok(Verdict::Met),
            (false, Some(reason)) => Ok(Verdict::NotMet {
                reason: read("/reason", reason)?,
            }),
            _ => Err(Error::invalid("/reason", REASON)),
        }
    }
}

const REASON: Invalid = Invalid {
    code: "reason",
    fa: "برای شرطی که احراز نشده است، و تنها برای آن، دلیل نوشته می‌شود.",
    en: "A reason is given for a condition that is not met, and for no other.",
};

/// The record of a visit to the premises.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct PremisesCheckRequest {
    /// The document on the file that records the visit.
    record: Uuid,
}

/// Why an application is rejected.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct RejectionRequest {
    /// The conditions that are not met, at least one.
    #[oai(validator(max_items = 11, unique_items))]
    criteria: Vec<CriterionName>,
    /// The reasons in words, at most 4000 characters.
    #[validate(custom(function = "parses::<LongText>"))]
    reasons: String,
}
