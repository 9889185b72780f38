//! The body of every refusal: an RFC 9457 problem.

use poem::http::{HeaderValue, StatusCode, header};
use poem::{IntoResponse, Response};
use poem_openapi::Object;
use poem_openapi::payload::Payload;
use poem_openapi::registry::{MetaSchemaRef, Registry};
use poem_openapi::types::{ToJSON, Type};

use super::exchange::{Exchange, Language};
use super::fault::{Fault, Kind};

/// What the types of problems begin with; the code follows.
pub const PROBLEM_BASE: &str = "https://parvaneh.example/problems/";

/// The content type of a problem.
pub const PROBLEM_JSON: &str = "application/problem+json; charset=utf-8";

/// A problem (RFC 9457): why a request was refused.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(
    rename = "Problem",
    skip_serializing_if_is_none,
    skip_serializing_if_is_empty
)]
pub struct ProblemBody {
    /// A stable URI that names the kind of problem.
    #[oai(rename = "type")]
    pub kind: String,
    /// What this kind of problem is, in the language of the answer.
    pub title: String,
    /// The status of the answer.
    pub status: u16,
    /// What went wrong this time, in the language of the answer; it never repeats the input.
    pub detail: String,
    /// The resource that is concerned.
    pub instance: Option<String>,
    /// The number of the request, to be quoted when asking about it.
    pub request_id: Option<String>,
    /// The rule that refuses, for example `A8.3`.
    pub citation: Option<String>,
    /// The rule that refuses as official texts name it.
    pub citation_persian: Option<String>,
    /// The fields and parameters at fault.
    #[oai(default)]
    pub errors: Vec<FieldError>,
    /// The state that does not allow the act.
    pub current_state: Option<String>,
    /// The states that may follow the current one.
    pub allowed_states: Option<Vec<String>>,
    /// The registry is a demonstration and has no legal effect.
    pub demo: Option<bool>,
}

/// One field or parameter at fault.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct FieldError {
    /// Where in the body, as a JSON pointer; absent for parameters.
    pub pointer: Option<String>,
    /// Which parameter of the path, the query or the headers.
    pub parameter: Option<String>,
    /// A stable name for the reason, in kebab case.
    pub code: String,
    /// The reason, in the language of the answer.
    pub detail: String,
}

impl FieldError {
    /// A fault at a place in the body, worded in the language of the running exchange.
    pub fn at(pointer: impl Into<String>, code: &str, fa: &str, en: &str) -> Self {
        Self {
            pointer: Some(pointer.into()),
            parameter: None,
            code: code.to_owned(),
            detail: language().choose(fa, en).to_owned(),
        }
    }

    /// A fault of a parameter, worded in the language of the running exchange.
    pub fn of_parameter(name: impl Into<String>, code: &str, fa: &str, en: &str) -> Self {
        Self {
            pointer: None,
            parameter: Some(name.into()),
            code: code.to_owned(),
            detail: language().choose(fa, en).to_owned(),
        }
    }
}

impl ProblemBody {
    /// A problem of this kind in the language of the running exchange, with its number.
    pub fn new(kind: &Kind) -> Self {
        let exchange = Exchange::current();
        let language = language();
        Self {
            kind: format!("{PROBLEM_BASE}{}", kind.code),
            title: language.choose(kind.fa, kind.en).to_owned(),
            status: kind.status,
            detail: language.choose(kind.detail_fa, kind.detail_en).to_owned(),
            instance: None,
            request_id: exchange.map(|it| it.id.to_string()),
            citation: None,
            citation_persian: None,
            errors: Vec::new(),
            current_state: None,
            allowed_states: None,
            demo: exchange.and_then(|it| it.demo.then_some(true)),
        }
    }

    /// The same problem under a narrower code, for example that of a refusal.
    #[must_use]
    pub fn coded(mut self, code: &str) -> Self {
        self.kind = format!("{PROBLEM_BASE}{code}");
        self
    }

    /// The same problem with a detail of its own, in both languages.
    #[must_use]
    pub fn detailed(mut self, fa: &str, en: &str) -> Self {
        language().choose(fa, en).clone_into(&mut self.detail);
        self
    }

    /// The same problem with the rule that refuses, by its code and as official texts name it.
    #[must_use]
    pub fn citing(mut self, code: impl Into<String>, persian: impl Into<String>) -> Self {
        self.citation = Some(code.into());
        self.citation_persian = Some(persian.into());
        self
    }

    /// The same problem with the current state and those that may follow it.
    #[must_use]
    pub fn in_state(mut self, current: &str, allowed: &[&str]) -> Self {
        self.current_state = Some(current.to_owned());
        self.allowed_states = Some(allowed.iter().map(|&it| it.to_owned()).collect());
        self
    }

    /// The same problem, naming the fields and parameters at fault.
    #[must_use]
    pub fn naming(mut self, errors: Vec<FieldError>) -> Self {
        self.errors = errors;
        self
    }
}

impl From<&Fault> for ProblemBody {
    fn from(fault: &Fault) -> Self {
        Self::new(fault.kind).naming(fault.errors.clone())
    }
}

impl IntoResponse for ProblemBody {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        ProblemJson(self)
            .into_response()
            .with_status(status)
            .into_response()
    }
}

/// A problem as the payload of an `ApiResponse`, with the content type that belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProblemJson(pub ProblemBody);

impl Payload for ProblemJson {
    const CONTENT_TYPE: &'static str = PROBLEM_JSON;

    fn schema_ref() -> MetaSchemaRef {
        ProblemBody::schema_ref()
    }

    fn register(registry: &mut Registry) {
        ProblemBody::register(registry);
    }
}

impl IntoResponse for ProblemJson {
    fn into_response(self) -> Response {
        let mut response = Response::builder()
            .header(header::CONTENT_TYPE, PROBLEM_JSON)
            .body(self.0.to_json_string());
        let tag = HeaderValue::from_static(language().tag());
        response.headers_mut().insert(header::CONTENT_LANGUAGE, tag);
        response
    }
}

fn language() -> Language {
    Exchange::current().map_or_else(Language::default, |it| it.language)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::fault;

    #[test]
    fn a_problem_says_only_what_it_knows() {
        let body = ProblemBody::new(&fault::STALE).to_json().unwrap();
        assert_eq!(
            body,
            serde_json::json!({
                "type": "https://parvaneh.example/problems/stale",
                "title": fault::STALE.fa,
                "status": 412,
                "detail": fault::STALE.detail_fa,
            })
        );
    }

    #[test]
    fn a_refusal_cites_its_rule_and_names_the_states() {
        let body = ProblemBody::new(&fault::ILLEGAL_TRANSITION)
            .citing("A8.3", "بند ۳ ماده ۸")
            .in_state("draft", &["submitted"])
            .to_json()
            .unwrap();
        assert_eq!(body["citation"], "A8.3");
        assert_eq!(body["citation_persian"], "بند ۳ ماده ۸");
        assert_eq!(body["current_state"], "draft");
        assert_eq!(body["allowed_states"], serde_json::json!(["submitted"]));
    }
}
