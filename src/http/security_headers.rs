//! What browsers are told about every answer.

use std::sync::LazyLock;

use poem::http::header::{HeaderName, HeaderValue};
use poem::{Endpoint, IntoResponse, Middleware, Request, Response, Result};

/// The content security policy of answers that are not pages. Pages set their own.
pub const NO_CONTENT: &str = "default-src 'none'; frame-ancestors 'none'";

/// The headers, each set only where the answer has not set it itself.
const DEFAULTS: &[(&str, &str)] = &[
    ("x-content-type-options", "nosniff"),
    // With `no-referrer` browsers send `Origin: null` with forms, which could then not be checked.
    ("referrer-policy", "same-origin"),
    ("content-security-policy", NO_CONTENT),
    ("x-frame-options", "DENY"),
    ("cache-control", "no-store"),
    (
        "permissions-policy",
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
    ("cross-origin-resource-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
];

/// The same, read once.
static PARSED: LazyLock<Vec<(HeaderName, HeaderValue)>> = LazyLock::new(|| {
    let read = |(name, value): &(&'static str, &'static str)| {
        (
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        )
    };
    DEFAULTS.iter().map(read).collect()
});

/// Adds the security headers that an answer does not have.
#[derive(Clone, Copy, Debug, Default)]
pub struct SecurityHeaders;

impl<E: Endpoint> Middleware<E> for SecurityHeaders {
    type Output = SecurityHeadersEndpoint<E>;

    fn transform(&self, inner: E) -> Self::Output {
        SecurityHeadersEndpoint { inner }
    }
}

/// See [`SecurityHeaders`].
pub struct SecurityHeadersEndpoint<E> {
    inner: E,
}

impl<E: Endpoint> Endpoint for SecurityHeadersEndpoint<E> {
    type Output = Response;

    async fn call(&self, request: Request) -> Result<Response> {
        let mut response = self.inner.call(request).await?.into_response();
        let headers = response.headers_mut();
        headers.reserve(PARSED.len() + 4);
        for (name, value) in PARSED.iter() {
            headers.entry(name).or_insert_with(|| value.clone());
        }
        Ok(response)
    }
}

#[cfg(test)]
mod tests {
    use poem::http::header;
    use poem::test::TestClient;
    use poem::{EndpointExt, Route, handler};

    use super::*;

    #[handler]
    fn record() -> &'static str {
        "{}"
    }

    #[handler]
    fn page() -> Response {
        Response::builder()
            .header(header::CONTENT_SECURITY_POLICY, "default-src 'self'")
            .header(header::CACHE_CONTROL, "public, max-age=60")
            .finish()
    }

    #[tokio::test]
    async fn an_answer_is_closed_unless_it_opens_itself() {
        let app = Route::new()
            .at("/record", poem::get(record))
            .at("/page", poem::get(page))
            .with(SecurityHeaders);
        let client = TestClient::new(app);

        let response = client.get("/record").send().await;
        for (name, value) in DEFAULTS {
            response.assert_header(*name, *value);
        }

        let response = client.get("/page").send().await;
        response.assert_header("content-security-policy", "default-src 'self'");
        response.assert_header("cache-control", "public, max-age=60");
        response.assert_header("x-content-type-options", "nosniff");
    }
}
