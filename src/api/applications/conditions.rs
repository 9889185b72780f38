//! How the conditions of article 8 and the open acts look.

use chrono::NaiveDate;
use poem_openapi::Object;
use uuid::Uuid;

use super::names::CriterionName;
use crate::api::view::persian;
use crate::domain::placement::application::Application;
use crate::domain::placement::application::acts::Act;
use crate::domain::placement::article8::Criterion;
use crate::domain::placement::article8::finding::{Evidence, Finding, NotMetReason};
use crate::domain::placement::article8::rules::FilePolicies;
use crate::use_cases::application::rules::Rules;

/// One condition of article 8 as it stands today.
#[derive(Object)]
pub(super) struct ConditionView {
    /// The condition.
    criterion: CriterionName,
    /// Where it stands, for example `A8.3`.
    citation: String,
    /// The same in Persian.
    citation_persian: String,
    /// What it asks for.
    title: String,
    /// The same in Persian.
    title_persian: String,
    /// `not_applicable`, `pending`, `met`, `not_met` or `expired`; only `met` passes.
    finding: String,
    /// Why it is not met.
    #[oai(skip_serializing_if_is_none)]
    reason: Option<String>,
    /// The same in Persian.
    #[oai(skip_serializing_if_is_none)]
    reason_persian: Option<String>,
    /// The first day on which what showed it no longer held.
    #[oai(skip_serializing_if_is_none)]
    expired_since: Option<NaiveDate>,
    #[oai(skip_serializing_if_is_none)]
    expired_since_persian: Option<String>,
    /// The account that assessed it.
    #[oai(skip_serializing_if_is_none)]
    verified_by: Option<Uuid>,
    /// The day of that.
    #[oai(skip_serializing_if_is_none)]
    verified_on: Option<NaiveDate>,
    #[oai(skip_serializing_if_is_none)]
    verified_on_persian: Option<String>,
    /// The documents that show it.
    documents: Vec<Uuid>,
    /// The inquiries that show it.
    inquiries: Vec<Uuid>,
    /// The date on the certificate, where its age counts.
    #[oai(skip_serializing_if_is_none)]
    issued_on: Option<NaiveDate>,
    #[oai(skip_serializing_if_is_none)]
    issued_on_persian: Option<String>,
    /// The accepted guarantee.
    #[oai(skip_serializing_if_is_none)]
    guarantee: Option<Uuid>,
    /// The officer's remark.
    #[oai(skip_serializing_if_is_none)]
    note: Option<String>,
}

impl ConditionView {
    pub(super) fn all(file: &Application, today: NaiveDate, policies: FilePolicies) -> Vec<Self> {
        file.findings(today, policies)
            .iter()
            .map(|(criterion, finding)| Self::of(file, *criterion, finding))
            .collect()
    }

    fn of(file: &Application, criterion: Criterion, finding: &Finding) -> Self {
        let assessed = file.assessments().get(&criterion);
        let verified = match finding {
            Finding::Met { evidence, by, on } => Some((evidence.clone(), *by, *on)),
            _ => assessed.map(|it| (it.evidence.clone(), it.by, it.on)),
        };
        let (evidence, by, on) = match verified {
            Some((evidence, by, on)) => (evidence, Some(by), Some(on)),
            None => (Evidence::default(), None, None),
        };
        let (reason, reason_persian) = reason(finding);
        let since = match finding {
            Finding::Expired { since } => Some(*since),
            _ => None,
        };
        Self {
            criterion: criterion.into(),
            citation: criterion.citation().to_string(),
            citation_persian: criterion.citation().persian(),
            title: criterion.english().to_owned(),
            title_persian: criterion.persian().to_owned(),
            finding: finding.name().to_owned(),
            reason,
            reason_persian,
            expired_since: since,
            expired_since_persian: since.map(persian),
            verified_by: by,
            verified_on: on,
            verified_on_persian: on.map(persian),
            documents: evidence.documents,
            inquiries: evidence.inquiries,
            issued_on: evidence.issued_on,
            issued_on_persian: evidence.issued_on.map(persian),
            guarantee: evidence.guarantee,
            note: assessed.and_then(|it| Some(it.note.as_ref()?.to_string())),
        }
    }
}

/// The reason in English and in Persian; an officer's own words stand in both.
fn reason(finding: &Finding) -> (Option<String>, Option<String>) {
    match finding {
        Finding::NotMet {
            reason: NotMetReason::Rule { shortfall },
        } => (
            Some(shortfall.english().to_owned()),
            Some(shortfall.persian().to_owned()),
        ),
        Finding::NotMet {
            reason: NotMetReason::Officer { reason, .. },
        } => (Some(reason.to_string()), Some(reason.to_string())),
        _ => (None, None),
    }
}

/// An act, and what stands against it today.
#[derive(Object)]
pub(super) struct ActView {
    /// The act.
    act: String,
    /// The operation that does it, if one does.
    #[oai(skip_serializing_if_is_none)]
    operation: Option<String>,
    /// Whether the file lets it happen.
    allowed: bool,
    /// A stable name for what stands against it.
    #[oai(skip_serializing_if_is_none)]
    code: Option<String>,
    /// What stands against it.
    #[oai(skip_serializing_if_is_none)]
    reason: Option<String>,
    /// The same in Persian.
    #[oai(skip_serializing_if_is_none)]
    reason_persian: Option<String>,
    /// The rule.
    #[oai(skip_serializing_if_is_none)]
    citation: Option<String>,
    /// The same in Persian.
    #[oai(skip_serializing_if_is_none)]
    citation_persian: Option<String>,
}

impl ActView {
    pub(super) fn all(file: &Application, today: NaiveDate, rules: &Rules) -> Vec<Self> {
        file.what_can_be_done(today, rules.gate, rules.policies)
            .iter()
            .map(Self::of)
            .collect()
    }

    fn of(act: &Act) -> Self {
        let refusal = act.allowed.as_ref().err();
        Self {
            act: act.name.to_owned(),
            operation: operation(act.name).map(ToOwned::to_owned),
            allowed: refusal.is_none(),
            code: refusal.map(|it| it.code.to_owned()),
            reason: refusal.map(|it| it.en.clone()),
            reason_persian: refusal.map(|it| it.fa.clone()),
            citation: refusal.map(|it| it.citation.to_string()),
            citation_persian: refusal.map(|it| it.citation.persian()),
        }
    }
}

/// The operation that does an act; the calendar and the boards do the others.
fn operation(act: &str) -> Option<&'static str> {
    Some(match act {
        "revise" => "updateApplication",
        "attach_document" => "uploadDocument",
        "submit" => "submitApplication",
        "request_completion" => "requestCompletion",
        "take_up" => "takeUpApplication",
        "open_inquiries" => "openInquiries",
        "record_inquiry_answer" => "recordInquiry",
        "assess" => "assessCriterion",
        "refer_to_board" => "referApplication",
        "approve_by_office" => "approveApplication",
        "reject_by_office" => "rejectApplication",
        "return_to_review" => "returnToReview",
        "guarantee_accepted" => "acceptGuarantee",
        "premises_passed" => "passPremises",
        "issue" => "issueLicence",
        "serve_rejection" => "serveRejection",
        "correct_rejection_service" => "correctRejectionService",
        "appeal_rejection" => "lodgeAppeal",
        "withdraw" => "withdrawApplication",
        _ => return None,
    })
}
