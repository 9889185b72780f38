//! The layer that makes a problem of whatever goes wrong below it.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures_util::FutureExt;
use poem::http::header::{self, HeaderMap, HeaderValue};
use poem::http::{Method, StatusCode};
use poem::{Endpoint, Error, IntoResponse, Middleware, PathPattern, Request, Response, Result};
use poem_openapi::error::{ParseParamError, ParseRequestPayloadError};
use tracing::Instrument;

use super::exchange::{Exchange, Language};
use super::fault::{self, Fault, Kind};
use super::json::field_named_in;
use super::operations::Operations;
use super::problem::{FieldError, PROBLEM_JSON, ProblemBody};

/// Turns errors of the router and of extractors, and panics, into problems with fixed texts; adds what
/// statuses ask for (`Allow` to 405, `WWW-Authenticate` to 401) and the language to every problem.
///
/// It stands outside of everything that can fail. Answers that a handler made itself pass.
#[derive(Clone, Debug, Default)]
pub struct Problems {
    operations: Arc<Operations>,
}

impl Problems {
    /// The methods for `Allow` come from these operations.
    pub fn new(operations: Arc<Operations>) -> Self {
        Self { operations }
    }
}

impl<E: Endpoint> Middleware<E> for Problems {
    type Output = ProblemsEndpoint<E>;

    fn transform(&self, inner: E) -> Self::Output {
        ProblemsEndpoint {
            inner,
            operations: Arc::clone(&self.operations),
        }
    }
}

/// See [`Problems`].
pub struct ProblemsEndpoint<E> {
    inner: E,
    operations: Arc<Operations>,
}

impl<E: Endpoint> Endpoint for ProblemsEndpoint<E> {
    type Output = Response;

    async fn call(&self, request: Request) -> Result<Response> {
        let path = request.uri().path().to_owned();
        let exchange = Exchange::current();
        let language = exchange.map_or_else(
            || Language::negotiated(request.headers()),
            |exchange| exchange.language,
        );
        // What is logged on the way bears the number of the request.
        let span = match exchange {
            Some(exchange) => tracing::info_span!("request", id = %exchange.id),
            None => tracing::Span::none(),
        };
        let called = AssertUnwindSafe(self.inner.call(request))
            .catch_unwind()
            .instrument(span.clone());
        let mut response = match called.await {
            Ok(Ok(answer)) => answer.into_response(),
            Ok(Err(error)) => span.in_scope(|| answer(error)),
            Err(_) => {
                span.in_scope(|| tracing::error!("the handler panicked"));
                ProblemBody::new(&fault::INTERNAL).into_response()
            }
        };
        if response.status() == StatusCode::METHOD_NOT_ALLOWED
            && let Some(methods) = self.operations.allowed(&path)
        {
            allow(response.headers_mut(), &methods);
        }
        // Refusals before the router and panics know no pattern, and the log shall have no values.
        if response.data::<PathPattern>().is_none()
            && let Some(pattern) = self.operations.pattern(&path)
        {
            response.set_data(PathPattern(pattern));
        }
        if is_problem(&response) {
            complete(&mut response, language);
        }
        Ok(response)
    }
}

/// The answer to an error. Its text is never used: it may quote the input.
fn answer(error: Error) -> Response {
    let status = error.status();
    if error.is_from_response() || !(status.is_client_error() || status.is_server_error()) {
        return error.into_response();
    }
    if status.is_server_error() {
        tracing::error!(%error, "the request failed");
    }
    let pattern = error.data::<PathPattern>().cloned();
    let mut response = problem(&error).into_response();
    if let Some(pattern) = pattern {
        response.set_data(pattern);
    }
    response
}

/// What an error of the framework means to the caller.
pub fn problem(error: &Error) -> ProblemBody {
    if let Some(fault) = error.downcast_ref::<Fault>() {
        return fault.into();
    }
    if let Some(error) = error.downcast_ref::<ParseParamError>() {
        return ProblemBody::new(&fault::INVALID_PARAMETER).naming(vec![parameter(error.name)]);
    }
    if error.is::<poem_openapi::error::ParsePathError>() {
        // The framework has only a made-up name for parameters of the path.
        return ProblemBody::new(&fault::INVALID_PARAMETER).naming(vec![parameter("path")]);
    }
    if let Some(error) = error.downcast_ref::<ParseRequestPayloadError>() {
        let named = field_named_in(&error.reason).map(|name| {
            FieldError::at(
                format!("#/{}", name.replace('.', "/")),
                "invalid",
                "مقدار این فیلد پذیرفتنی نیست.",
                "The value of this field is not acceptable.",
            )
        });
        return ProblemBody::new(&fault::INVALID_BODY).naming(named.into_iter().collect());
    }
    let status = error.status();
    let mut body = ProblemBody::new(Kind::of_status(status));
    body.status = status.as_u16();
    body
}

fn parameter(name: &str) -> FieldError {
    FieldError::of_parameter(
        name,
        "invalid",
        "مقدار این پارامتر خوانا نیست.",
        "The value of this parameter cannot be read.",
    )
}

fn allow(headers: &mut HeaderMap, methods: &[Method]) {
    let names: Vec<_> = methods.iter().map(Method::as_str).collect();
    if let Ok(names) = HeaderValue::from_str(&names.join(", ")) {
        headers.entry(header::ALLOW).or_insert(names);
    }
}

fn is_problem(response: &Response) -> bool {
    response
        .content_type()
        .is_some_and(|it| it.starts_with("application/problem+json"))
}

/// Adds what belongs to every problem, whoever made it.
fn complete(response: &mut Response, language: Language) {
    let unauthenticated = response.status() == StatusCode::UNAUTHORIZED;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON));
    headers
        .entry(header::CONTENT_LANGUAGE)
        .or_insert(HeaderValue::from_static(language.tag()));
    headers.append(header::VARY, HeaderValue::from_static("accept-language"));
    if unauthenticated {
        headers
            .entry(header::WWW_AUTHENTICATE)
            .or_insert(HeaderValue::from_static("Bearer"));
    }
}

#[cfg(test)]
#[expect(
    clippy::unused_async,
    reason = "the framework takes only async operations"
)]
mod tests {
    use poem::test::{TestClient, TestResponse};
    use poem::{EndpointExt, Route, handler};
    use poem_openapi::auth::Bearer;
    use poem_openapi::param::{Path, Query};
    use poem_openapi::payload::{Json, PlainText};
    use poem_openapi::{ApiResponse, Object, OpenApi, OpenApiService, SecurityScheme};
    use serde_json::Value;

    use super::*;
    use crate::http::exchange::Exchanges;
    use crate::http::openapi::mend;
    use crate::http::problem::ProblemJson;

    #[derive(SecurityScheme)]
    #[oai(ty = "bearer")]
    struct Caller(#[expect(dead_code, reason = "the test needs only its presence")] Bearer);

    #[derive(Object)]
    struct Note {
        text: String,
    }

    #[derive(ApiResponse)]
    enum Refused {
        #[oai(status = 409)]
        Conflict(ProblemJson),
        #[oai(status = 401)]
        Unauthorized(ProblemJson),
    }

    struct Api;

    #[OpenApi]
    impl Api {
        #[oai(path = "/things/:id", method = "get")]
        async fn thing(&self, id: Path<u32>, page: Query<Option<u32>>) -> PlainText<String> {
            PlainText(format!("{} {:?}", id.0, page.0))
        }

        #[oai(path = "/notes", method = "post")]
        async fn note(&self, note: Json<Note>) -> PlainText<String> {
            PlainText(note.0.text)
        }

        #[oai(path = "/mine", method = "get")]
        async fn mine(&self, _caller: Caller) -> PlainText<&'static str> {
            PlainText("mine")
        }

        #[oai(path = "/refusal", method = "get")]
        async fn refusal(&self) -> Result<PlainText<&'static str>, Refused> {
            let body = ProblemBody::new(&fault::ILLEGAL_TRANSITION).citing("A8.3", "بند ۳ ماده ۸");
            Err(Refused::Conflict(ProblemJson(body)))
        }

        #[oai(path = "/stranger", method = "get")]
        async fn stranger(&self) -> Result<PlainText<&'static str>, Refused> {
            Err(Refused::Unauthorized(ProblemJson(ProblemBody::new(
                &fault::UNAUTHENTICATED,
            ))))
        }
    }

    #[handler]
    fn panics() {
        panic!("0012345678")
    }

    #[handler]
    fn fails() -> Result<()> {
        Err(poem::error::InternalServerError(std::io::Error::other(
            "0012345678",
        )))
    }

    fn client() -> TestClient<impl Endpoint> {
        let service = OpenApiService::new(Api, "test", "1");
        let document = mend(serde_json::from_str(&service.spec()).unwrap());
        let operations = Operations::from_openapi(document, "/v1").with("/panics", &[Method::GET]);
        let app = Route::new()
            .nest("/v1", service)
            .at("/panics", poem::get(panics))
            .at("/fails", poem::get(fails))
            .with(Problems::new(Arc::new(operations)))
            .with(Exchanges { demo: true });
        TestClient::new(app).default_header("accept-language", "en")
    }

    async fn problem_of(response: TestResponse) -> (Response, Value) {
        let (parts, body) = response.0.into_parts();
        let text = body.into_string().await.unwrap();
        assert!(!text.contains("0012345678"), "{text}");
        let body = serde_json::from_str(&text).unwrap();
        (Response::from_parts(parts, poem::Body::empty()), body)
    }

    #[tokio::test]
    async fn whatever_goes_wrong_is_answered_with_a_problem_that_does_not_quote_the_input() {
        let get = |path: &'static str| (Method::GET, path, None);
        let json = Some(("application/json", "{\"text\":\"0012345678"));
        let cases = [
            (get("/0012345678"), 404, "not-found"),
            (get("/v1/0012345678"), 404, "not-found"),
            (get("/v1/things/0012345678x"), 400, "invalid-parameter"),
            (get("/v1/things/%ff%fe"), 400, "malformed-request"),
            (
                get("/v1/things/1?page=0012345678x"),
                400,
                "invalid-parameter",
            ),
            (get("/v1/mine"), 401, "unauthenticated"),
            (get("/v1/refusal"), 409, "illegal-transition"),
            (get("/v1/stranger"), 401, "unauthenticated"),
            (get("/panics"), 500, "internal"),
            (get("/fails"), 500, "internal"),
            (
                (Method::DELETE, "/v1/things/1", None),
                405,
                "method-not-allowed",
            ),
            ((Method::POST, "/panics", None), 405, "method-not-allowed"),
            (
                (Method::POST, "/v1/notes", None),
                415,
                "unsupported-media-type",
            ),
            (
                (Method::POST, "/v1/notes", Some(("text/0012345678", "x"))),
                415,
                "unsupported-media-type",
            ),
            ((Method::POST, "/v1/notes", json), 400, "invalid-body"),
        ];
        let client = client();
        for ((method, path, body), status, code) in cases {
            let mut request = client.request(method, path);
            if let Some((kind, body)) = body {
                request = request.content_type(kind).body(body);
            }
            let (response, body) = problem_of(request.send().await).await;
            assert_eq!(response.status().as_u16(), status, "{path}");
            assert_eq!(response.content_type(), Some(PROBLEM_JSON), "{path}");
            assert_eq!(response.header("content-language"), Some("en"), "{path}");
            assert_eq!(response.header("vary"), Some("accept-language"), "{path}");
            assert_eq!(body["status"], status, "{path}");
            assert_eq!(
                body["type"],
                format!("https://parvaneh.example/problems/{code}"),
                "{path}"
            );
            assert_eq!(body["title"], Kind::named(code).unwrap().en, "{path}");
            assert_eq!(
                body["request_id"],
                response.header("x-request-id").unwrap(),
                "{path}"
            );
            assert_eq!(body["demo"], true, "{path}");
        }
    }

    #[tokio::test]
    async fn a_wrong_method_is_told_the_right_ones_and_a_stranger_how_to_sign_in() {
        let client = client();
        let response = client.delete("/v1/things/1").send().await;
        response.assert_header("allow", "GET, HEAD");
        let response = client.post("/panics").send().await;
        response.assert_header("allow", "GET, HEAD");
        for path in ["/v1/mine", "/v1/stranger"] {
            let response = client.get(path).send().await;
            response.assert_header("www-authenticate", "Bearer");
        }
    }

    #[tokio::test]
    async fn a_problem_names_the_parameter_and_speaks_persian_by_default() {
        let client = client();
        let request = client
            .get("/v1/things/1?page=x")
            .header("accept-language", "");
        let (response, body) = problem_of(request.send().await).await;
        assert_eq!(body["errors"][0]["parameter"], "page");
        assert_eq!(body["title"], fault::INVALID_PARAMETER.fa);
        assert_eq!(response.header("content-language"), Some("fa"));
    }
}
