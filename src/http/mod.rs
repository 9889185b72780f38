//! The transport that all doors share: sockets, limits, headers, and problems. It knows no law.
//!
//! [`furnish`] puts the layers around a router in the only order that works, and
//! [`listener::serve`] opens it to the world.

use std::sync::Arc;

use poem::{Endpoint, EndpointExt, Response};

pub mod body_limit;
pub mod catch;
pub mod diagnosis;
pub mod docs;
pub mod etag;
pub mod exchange;
pub mod fault;
pub mod json;
pub mod listener;
pub mod openapi;
pub mod operations;
pub mod problem;
pub mod rate_limit;
pub mod security_headers;
pub mod time_limit;
mod watched;

/// What the layers have to know about a router.
#[derive(Clone, Default)]
pub struct Furnishing {
    /// Its operations, from the mended document, and its pages.
    pub operations: Arc<operations::Operations>,
    /// How large bodies may be.
    pub body: body_limit::BodyLimit,
    /// How long answers may take.
    pub time: time_limit::TimeLimit,
    /// The registry is a demonstration.
    pub demo: bool,
}

/// Puts the layers around a router.
///
/// From the outside: those of [`dress`], then those of [`guard`]. A door that answers errors in another
/// form, such as pages, catches them itself before they get here.
pub fn furnish<E>(router: E, furnishing: Furnishing) -> impl Endpoint<Output = Response>
where
    E: Endpoint + 'static,
{
    let demo = furnishing.demo;
    dress(guard(router, furnishing), demo)
}

/// The inner layers: the one that makes problems of errors and panics; the limits of time and size,
/// whose refusals are such errors; and the strict reading of JSON.
pub fn guard<E>(router: E, furnishing: Furnishing) -> impl Endpoint<Output = Response>
where
    E: Endpoint + 'static,
{
    let Furnishing {
        operations,
        body,
        time,
        ..
    } = furnishing;
    router
        .with(json::StrictJson::new(Arc::clone(&operations)))
        .with(body)
        .with(time)
        .with(catch::Problems::new(operations))
}

/// The outer layers: the exchange with its number, language and log line, and the security headers.
/// What answers between them and the inner ones must not fail.
pub fn dress<E>(endpoint: E, demo: bool) -> impl Endpoint<Output = Response>
where
    E: Endpoint<Output = Response> + 'static,
{
    endpoint
        .with(security_headers::SecurityHeaders)
        .with(exchange::Exchanges { demo })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use bytes::Bytes;
    use futures_util::stream;
    use poem::http::StatusCode;
    use poem::test::TestClient;
    use poem::{Body, Route, handler};
    use serde_json::Value;

    use super::*;

    #[handler]
    async fn read(body: Body) -> poem::Result<String> {
        Ok(body.into_bytes().await?.len().to_string())
    }

    #[tokio::test]
    async fn a_furnished_router_answers_every_refusal_in_the_same_shape() {
        let furnishing = Furnishing {
            body: body_limit::BodyLimit::new(|_| 4),
            time: time_limit::TimeLimit::new(|request| match request.uri().path() {
                "/slow" => Duration::from_millis(1),
                _ => time_limit::DEFAULT_TIME,
            }),
            ..Furnishing::default()
        };
        let app = Route::new()
            .at("/", poem::post(read))
            .at("/slow", poem::post(read));
        let client = TestClient::new(furnish(app, furnishing));

        let chunks = |text: &'static str| {
            let chunks = [std::io::Result::Ok(Bytes::from_static(text.as_bytes()))];
            Body::from_bytes_stream(stream::iter(chunks))
        };
        let never = Body::from_bytes_stream(stream::pending::<std::io::Result<Bytes>>());
        let cases = [
            (
                "/",
                "text/plain",
                chunks("12345"),
                "body-too-large",
                StatusCode::PAYLOAD_TOO_LARGE,
            ),
            (
                "/",
                "application/json",
                chunks("12345"),
                "body-too-large",
                StatusCode::PAYLOAD_TOO_LARGE,
            ),
            (
                "/",
                "application/json",
                chunks("{1"),
                "malformed-json",
                StatusCode::BAD_REQUEST,
            ),
            (
                "/slow",
                "text/plain",
                never,
                "timed-out",
                StatusCode::GATEWAY_TIMEOUT,
            ),
            (
                "/none",
                "text/plain",
                chunks("1"),
                "not-found",
                StatusCode::NOT_FOUND,
            ),
        ];
        for (path, kind, body, code, status) in cases {
            let response = client.post(path).content_type(kind).body(body).send().await;
            response.assert_status(status);
            response.assert_content_type(problem::PROBLEM_JSON);
            response.assert_header("content-security-policy", security_headers::NO_CONTENT);
            response.assert_header_exist("x-request-id");
            let problem: Value = response.json().await.value().deserialize();
            assert!(
                problem["type"].as_str().unwrap().ends_with(code),
                "{problem}"
            );
        }
    }
}
