//! Puts the doors of the house together: one endpoint for everything that comes in.

use std::sync::Arc;
use std::time::Duration;

use poem::http::{Method, StatusCode};
use poem::{Endpoint, EndpointExt, Request, Response, Route, get, handler, web::Data};

use crate::api;
use crate::context::Context;
use crate::http::body_limit::{BodyLimit, DEFAULT_BODY, DOCUMENT_BODY, REGISTER_BODY};
use crate::http::fault::{self, Fault};
use crate::http::operations::Operations;
use crate::http::rate_limit::{Guarded, RateLimit};
use crate::http::time_limit::{DOCUMENT_TIME, REGISTER_TIME, TimeLimit};
use crate::http::{Furnishing, docs, dress, guard};
use crate::public;

/// Everything that the registry serves.
pub fn open(context: &Context) -> impl Endpoint<Output = Response> + 'static {
    let document = api::document();
    let text = api::document_text();
    let pages: [(&str, &[Method]); 4] = [
        ("/openapi.json", &[Method::GET]),
        ("/docs", &[Method::GET]),
        ("/health/live", &[Method::GET]),
        ("/health/ready", &[Method::GET]),
    ];
    let pages = pages.into_iter().chain(public::PAGES);
    let operations = pages.fold(
        Operations::from_openapi(document, ""),
        |known, (path, methods)| known.with(path, methods),
    );
    let router = Route::new()
        .at("/openapi.json", docs::document(text.clone()))
        .at("/docs", docs::browser(&text))
        .at("/health/live", get(live))
        .at("/health/ready", get(ready))
        .nest_no_strip("/api/v1", api::service(context))
        .nest_no_strip("/public/v1", api::service(context));
    let times = context.settings().sign_ins_per_minute;
    let router = public::routes(router)
        .with(public::problems::Pages::new(context))
        .with(RateLimit::per_minute(times, ENTRIES))
        .with(RateLimit::per_minute(times, FOLLOWED))
        .data(context.clone());
    let seconds = Duration::from_secs(context.settings().request_seconds);
    let furnishing = Furnishing {
        operations: Arc::new(operations),
        body: BodyLimit::new(largest_body),
        time: TimeLimit::new(move |request| longest_time(request, seconds)),
        demo: context.is_demo(),
    };
    let house = guard(router, furnishing).with(public::door::Door::new(context));
    dress(house, context.is_demo())
}

/// What somebody without an account begins with.
const ENTRIES: &[Guarded] = &[
    Guarded::Posts("/api/v1/sign-ups"),
    Guarded::Posts("/api/v1/tokens"),
    Guarded::Posts("/public/v1/complaints"),
];

/// What opens with the secret of a complaint: following it, documents, the withdrawal.
const FOLLOWED: &[Guarded] = &[Guarded::Below("/public/v1/complaints/")];

/// Documents and registers may be large; everything else is a form.
fn largest_body(request: &Request) -> u64 {
    if is_register(request) {
        REGISTER_BODY
    } else if is_upload(request) {
        DOCUMENT_BODY
    } else {
        DEFAULT_BODY
    }
}

/// A document takes as long as its sender's line needs for it.
fn longest_time(request: &Request, usual: Duration) -> Duration {
    if is_register(request) {
        usual.max(REGISTER_TIME)
    } else if is_upload(request) {
        usual.max(DOCUMENT_TIME)
    } else {
        usual
    }
}

fn is_upload(request: &Request) -> bool {
    request.method() == Method::POST && request.uri().path().ends_with("/documents")
}

fn is_register(request: &Request) -> bool {
    request.method() == Method::POST && request.uri().path() == "/api/v1/register/import"
}

#[handler]
fn live() -> StatusCode {
    StatusCode::NO_CONTENT
}

#[handler]
async fn ready(context: Data<&Context>) -> poem::Result<StatusCode> {
    context.is_ready().await.map_err(|error| {
        tracing::warn!(%error, "not ready");
        Fault::new(&fault::UNAVAILABLE)
    })?;
    Ok(StatusCode::NO_CONTENT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_upload_and_a_register_may_be_large_and_take_long() {
        const FORM: (u64, Duration) = (DEFAULT_BODY, Duration::from_secs(30));
        const DOCUMENT: (u64, Duration) = (DOCUMENT_BODY, DOCUMENT_TIME);
        const REGISTER: (u64, Duration) = (REGISTER_BODY, REGISTER_TIME);
        let (_, usual) = FORM;
        let cases = [
            (Method::POST, "/api/v1/applications/1/documents", DOCUMENT),
            (Method::GET, "/api/v1/applications/1/documents", FORM),
            (Method::POST, "/api/v1/applications/1/submit", FORM),
            (Method::POST, "/api/v1/register/import", REGISTER),
        ];
        for (method, path, expected) in cases {
            let request = Request::builder().method(method).uri_str(path).finish();
            let limits = (largest_body(&request), longest_time(&request, usual));
            assert_eq!(limits, expected, "{path}");
        }
        let request = Request::builder()
            .method(Method::POST)
            .uri_str("/documents")
            .finish();
        let patient = Duration::from_hours(1);
        assert_eq!(longest_time(&request, patient), patient);
    }
}
