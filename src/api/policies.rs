//! What the bylaw leaves open, settled by dated decisions.

use chrono::NaiveDate;
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use validator::Validate;

use super::Tag;
use super::answer::{Created, Page, Result};
use super::caller::Caller;
use super::request::{self, Key, check, parameter, parses, read};
use super::view::{enumeration, persian};
use crate::context::Context;
use crate::domain::kernel::policy::{Accepts, Catalogue, PolicyBook, PolicyValue, PolicyVersion};
use crate::domain::kernel::refusal::Invalid;
use crate::domain::kernel::text::{LongText, Name};
use crate::domain::placement::policies::{PolicyDecision, PolicyKey};
use crate::error::Error;
use crate::use_cases::policy::record::RecordPolicy;
use crate::use_cases::{perform, policy};

/// Policies.
pub struct PoliciesApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Settings")]
impl PoliciesApi {
    /// List the policies
    ///
    /// Every question that the bylaw leaves open, with its place in the text, the answer in force on
    /// a day, and all decisions on it.
    #[oai(
        path = "/api/v1/policies",
        method = "get",
        operation_id = "listPolicies"
    )]
    async fn list(
        &self,
        caller: Caller,
        /// The day of the fact; today when absent.
        on: Query<Option<NaiveDate>>,
        /// The `next` of the page before.
        after: Query<Option<String>>,
        /// How many at most, up to 100.
        #[oai(
            default = "page_size",
            validator(minimum(value = "1"), maximum(value = "100"))
        )]
        limit: Query<u64>,
    ) -> Result<Json<Page<PolicyView>>> {
        let after = request::place(after.as_deref(), |code| code.parse().ok())?;
        let actor = caller.actor();
        let (book, keys, more) = policy::list(&self.context, &actor, after, limit.0).await?;
        let on = on.0.unwrap_or_else(|| self.context.today());
        let last = keys.last().filter(|_| more);
        Ok(Json(Page {
            next: last.map(|key| key.code().to_owned()),
            items: keys
                .iter()
                .map(|key| PolicyView::of(*key, &book, on))
                .collect(),
        }))
    }

    /// Decide a policy from a day on
    ///
    /// Facts before that day keep the answer of their day.
    #[oai(
        path = "/api/v1/policies/:key/decisions",
        method = "post",
        operation_id = "recordPolicy"
    )]
    async fn record(
        &self,
        caller: Caller,
        /// The stable name of the question, for example `quorum.denominator`.
        key: Path<String>,
        #[oai(name = "Idempotency-Key")] idempotency_key: Key,
        body: Json<PolicyDecisionForm>,
    ) -> Result<Created<PolicyDecisionView>> {
        let body = body.0;
        check(&body)?;
        let question: Option<PolicyKey> = parameter("key", Some(&key.0)).ok().flatten();
        let command = RecordPolicy {
            key: question.ok_or(Error::NotFound { noun: "policy" })?,
            decision: PolicyDecision {
                value: body.value.read()?,
                from: body.from,
                decided_by: read("/decided_by", &body.decided_by)?,
                reason: read("/reason", &body.reason)?,
            },
        };
        let idempotency_key = request::key(&idempotency_key)?;
        let actor = caller.actor();
        let decided = perform(&self.context, &actor, &command, idempotency_key.as_ref()).await?;
        let location = "/api/v1/policies".to_owned();
        Ok(Created::new(decided, location, |it| {
            PolicyDecisionView::of(&it)
        }))
    }
}

impl PoliciesApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }
}

const fn page_size() -> u64 {
    50
}

/// A decision on a policy.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct PolicyDecisionForm {
    /// The answer.
    value: PolicyAnswer,
    /// The first day on which it counts; today or later.
    from: NaiveDate,
    /// Who decides.
    #[validate(custom(function = "parses::<Name>"))]
    decided_by: String,
    /// Why, with the reference of the decision.
    #[validate(custom(function = "parses::<LongText>"))]
    reason: String,
}

/// An answer: of the fields beside `type`, the one that its type asks for.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct PolicyAnswer {
    /// What the answer is.
    #[oai(rename = "type")]
    kind: PolicyAnswerKind,
    /// Yes or no, for `bool`.
    #[oai(skip_serializing_if_is_none)]
    holds: Option<bool>,
    /// How many, for `days`, `months` and `years`.
    #[oai(skip_serializing_if_is_none)]
    length: Option<u16>,
    /// The word that is chosen, for `choice`.
    #[oai(skip_serializing_if_is_none)]
    choice: Option<String>,
}

/// What an answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Bool,
    Days,
    Months,
    Years,
    Choice,
}

enumeration! {
    /// What an answer is.
    PolicyAnswerKind of Kind { Bool, Days, Months, Years, Choice }
}

impl PolicyAnswer {
    fn read(self) -> std::result::Result<PolicyValue, Error> {
        let value = match (self.kind.into(), self.holds, self.length, self.choice) {
            (Kind::Bool, Some(holds), None, None) => PolicyValue::Bool(holds),
            (Kind::Days, None, Some(length), None) => PolicyValue::Days(length),
            (Kind::Months, None, Some(length), None) => PolicyValue::Months(length),
            (Kind::Years, None, Some(length), None) => PolicyValue::Years(length),
            (Kind::Choice, None, None, Some(word)) => PolicyValue::Choice(word),
            _ => return Err(Error::invalid("/value", UNFIT)),
        };
        Ok(value)
    }

    fn of(value: PolicyValue) -> Self {
        let empty = |kind: Kind| Self {
            kind: kind.into(),
            holds: None,
            length: None,
            choice: None,
        };
        let of_length = |kind, length| Self {
            length: Some(length),
            ..empty(kind)
        };
        match value {
            PolicyValue::Bool(holds) => Self {
                holds: Some(holds),
                ..empty(Kind::Bool)
            },
            PolicyValue::Days(length) => of_length(Kind::Days, length),
            PolicyValue::Months(length) => of_length(Kind::Months, length),
            PolicyValue::Years(length) => of_length(Kind::Years, length),
            PolicyValue::Choice(word) => Self {
                choice: Some(word),
                ..empty(Kind::Choice)
            },
        }
    }
}

const UNFIT: Invalid = Invalid {
    code: "policy-value",
    fa: "پاسخ باید تنها همان مقداری را داشته باشد که نوع آن می‌خواهد.",
    en: "An answer has the one value that its type asks for and no other.",
};

/// A question that the bylaw leaves open.
#[derive(Object)]
struct PolicyView {
    /// Its stable name.
    key: String,
    /// What is asked, in Persian.
    meaning_fa: String,
    /// What is asked, in English.
    meaning_en: String,
    /// Where the text leaves the gap.
    citation: String,
    /// The same as an official text names it.
    citation_persian: String,
    /// The day for which the answer is shown.
    on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    on_persian: String,
    /// The answer in force on that day.
    value: PolicyAnswer,
    /// The answer where nobody has decided otherwise.
    default: PolicyAnswer,
    /// The most days, months or years that are accepted.
    #[oai(skip_serializing_if_is_none)]
    max: Option<u16>,
    /// The words that are accepted.
    #[oai(skip_serializing_if_is_none)]
    choices: Option<Vec<String>>,
    /// All decisions, oldest first.
    history: Vec<PolicyDecisionView>,
}

/// A decision on a policy.
#[derive(Object)]
struct PolicyDecisionView {
    /// Its identity.
    id: uuid::Uuid,
    /// The question.
    key: String,
    /// The answer.
    value: PolicyAnswer,
    /// The first day on which it counts.
    from: NaiveDate,
    /// The same in the Solar Hijri calendar.
    from_persian: String,
    /// Who decided.
    decided_by: String,
    /// Why.
    reason: String,
    /// The day of decision.
    decided_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    decided_on_persian: String,
}

impl PolicyView {
    fn of(key: PolicyKey, book: &PolicyBook<PolicyKey>, on: NaiveDate) -> Self {
        let entry = key.entry();
        let (max, choices) = match key.accepts() {
            Accepts::Bool => (None, None),
            Accepts::Days(max) | Accepts::Months(max) | Accepts::Years(max) => (Some(max), None),
            Accepts::Choice(words) => {
                let words = words.iter().map(|&word| word.to_owned());
                (None, Some(words.collect()))
            }
        };
        Self {
            key: key.code().to_owned(),
            meaning_fa: entry.fa.to_owned(),
            meaning_en: entry.en.to_owned(),
            citation: entry.gap_in.to_string(),
            citation_persian: entry.gap_in.persian(),
            on,
            on_persian: persian(on),
            value: PolicyAnswer::of(book.value(key, on)),
            default: PolicyAnswer::of(key.default_value()),
            max,
            choices,
            history: book.history(key).map(PolicyDecisionView::of).collect(),
        }
    }
}

impl PolicyDecisionView {
    fn of(version: &PolicyVersion<PolicyKey>) -> Self {
        Self {
            id: version.id,
            key: version.key.code().to_owned(),
            value: PolicyAnswer::of(version.value.clone()),
            from: version.from,
            from_persian: persian(version.from),
            decided_by: version.decided_by.to_string(),
            reason: version.reason.to_string(),
            decided_on: version.decided_on,
            decided_on_persian: persian(version.decided_on),
        }
    }
}
