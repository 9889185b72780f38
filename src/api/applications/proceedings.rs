//! How documents, inquiries, completion and decision look.

use chrono::NaiveDate;
use poem_openapi::Object;
use uuid::Uuid;

use super::names::{CriterionName, InquiryResultName, InquirySubjectName};
use crate::api::documents::DocumentKindName;
use crate::api::view::persian;
use crate::domain::kernel::deadline::DeadlineLine;
use crate::domain::placement::application::state::{Approval, MissingItem};
use crate::domain::placement::application::{ApplicationState, RejectedBy};
use crate::domain::placement::inquiry::{Answer, Inquiry};

/// A question to an authority.
#[derive(Object)]
pub(super) struct InquiryView {
    id: Uuid,
    /// The condition it is about.
    criterion: CriterionName,
    /// Whom it is about.
    subject: InquirySubjectName,
    /// The authority.
    authority: String,
    /// The day of asking.
    asked_on: NaiveDate,
    asked_on_persian: String,
    /// The answer, once recorded.
    #[oai(skip_serializing_if_is_none)]
    answer: Option<AnswerView>,
}

impl InquiryView {
    pub(super) fn of(inquiry: &Inquiry) -> Self {
        Self {
            id: inquiry.id,
            criterion: inquiry.criterion.into(),
            subject: inquiry.subject.into(),
            authority: inquiry.authority.to_string(),
            asked_on: inquiry.asked_on,
            asked_on_persian: persian(inquiry.asked_on),
            answer: inquiry.answer.as_ref().map(AnswerView::of),
        }
    }
}

/// What an authority answered.
#[derive(Object)]
struct AnswerView {
    /// The result for the applicant.
    result: InquiryResultName,
    /// The day of the answer.
    answered_on: NaiveDate,
    answered_on_persian: String,
    /// Its number at the authority.
    reference: String,
    /// How it came.
    source: String,
    /// The document that shows it.
    #[oai(skip_serializing_if_is_none)]
    document: Option<Uuid>,
}

impl AnswerView {
    fn of(answer: &Answer) -> Self {
        Self {
            result: answer.result.into(),
            answered_on: answer.answered_on,
            answered_on_persian: persian(answer.answered_on),
            reference: answer.reference.to_string(),
            source: answer.source.to_string(),
            document: answer.document,
        }
    }
}

/// What is missing on a file that was sent back, and until when it is awaited.
#[derive(Object)]
pub(super) struct CompletionView {
    /// What is missing.
    items: Vec<MissingItemView>,
    /// The day by which the applicant is advised to complete it.
    advised: NaiveDate,
    advised_persian: String,
    /// The last day on which the completion is accepted.
    due: NaiveDate,
    due_persian: String,
    /// The rule that sets the term.
    citation: String,
    /// The same in Persian.
    citation_persian: String,
    /// How the days were found, step by step.
    explanation: Vec<LineView>,
}

impl CompletionView {
    pub(super) fn of(state: &ApplicationState) -> Option<Self> {
        let ApplicationState::DocumentsIncomplete { items, term, .. } = state else {
            return None;
        };
        Some(Self {
            items: items.iter().map(MissingItemView::of).collect(),
            advised: term.advised(),
            advised_persian: persian(term.advised()),
            due: term.last_accepted(),
            due_persian: persian(term.last_accepted()),
            citation: term.citation().to_string(),
            citation_persian: term.citation().persian(),
            explanation: term.explanation().iter().map(LineView::of).collect(),
        })
    }
}

/// Something that the directorate misses.
#[derive(Object)]
struct MissingItemView {
    /// The document that is missing or unusable.
    #[oai(skip_serializing_if_is_none)]
    document: Option<DocumentKindName>,
    /// What is wanted, in words.
    note: String,
}

impl MissingItemView {
    fn of(item: &MissingItem) -> Self {
        Self {
            document: item.document.map(Into::into),
            note: item.note.to_string(),
        }
    }
}

/// One step of the reckoning of a term.
#[derive(Object)]
struct LineView {
    /// The step in English.
    english: String,
    /// The step in Persian.
    persian: String,
}

impl LineView {
    fn of(line: &DeadlineLine) -> Self {
        Self {
            english: line.en.clone(),
            persian: line.fa.clone(),
        }
    }
}

/// Who decided on an application, and how.
#[derive(Object)]
pub(super) struct DecisionView {
    /// `approved` or `rejected`.
    outcome: String,
    /// `office` or `board`.
    by: String,
    /// The account that decided for the office.
    #[oai(skip_serializing_if_is_none)]
    account: Option<Uuid>,
    /// The session in which the board decided.
    #[oai(skip_serializing_if_is_none)]
    session: Option<Uuid>,
    /// The conditions that are not met.
    criteria: Vec<CriterionName>,
    /// The reasons of a rejection.
    #[oai(skip_serializing_if_is_none)]
    reasons: Option<String>,
    /// The day.
    on: NaiveDate,
    on_persian: String,
}

impl DecisionView {
    pub(super) fn of(state: &ApplicationState) -> Option<Self> {
        use ApplicationState as S;
        let view = match state {
            S::Approved { approval }
            | S::AwaitingGuarantee { approval }
            | S::ReadyToIssue { approval }
            | S::Issued { approval, .. } => match *approval {
                Approval::Office { account, on } => Self::by(Some(account), None, on),
                Approval::Board { session, on } => Self::by(None, Some(session), on),
            },
            S::Rejected { rejection }
            | S::UnderAppeal { rejection, .. }
            | S::RejectedFinal { rejection, .. } => {
                let (account, session) = match rejection.by {
                    RejectedBy::Office { account } => (Some(account), None),
                    RejectedBy::Board { session } => (None, Some(session)),
                };
                Self {
                    outcome: "rejected".to_owned(),
                    criteria: rejection.criteria.iter().map(|it| (*it).into()).collect(),
                    reasons: Some(rejection.reasons.to_string()),
                    ..Self::by(account, session, rejection.on)
                }
            }
            _ => return None,
        };
        Some(view)
    }

    fn by(account: Option<Uuid>, session: Option<Uuid>, on: NaiveDate) -> Self {
        Self {
            outcome: "approved".to_owned(),
            by: if session.is_some() { "board" } else { "office" }.to_owned(),
            account,
            session,
            criteria: Vec::new(),
            reasons: None,
            on,
            on_persian: persian(on),
        }
    }
}
