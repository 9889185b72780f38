//! The published document and its browser, which contacts no other host.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use poem::endpoint::make_sync;
use poem::http::{HeaderValue, StatusCode, header};
use poem::{Endpoint, Request, Response, RouteMethod};
use poem_openapi::OpenApiService;
use sha2::{Digest, Sha256};

use super::etag;

/// Serves the OpenAPI document, for `/openapi.json`.
pub fn document(spec: impl Into<String>) -> RouteMethod {
    let fixed = Fixed::new(spec.into(), "application/json; charset=utf-8", None);
    poem::get(fixed.endpoint())
}

/// Serves a page that shows the OpenAPI document and can try its operations, in a single answer.
///
/// Its content security policy names its own scripts by their hashes and lets it talk to this host alone.
pub fn browser(spec: &str) -> RouteMethod {
    let page = page(spec);
    let policy = policy(&page);
    let fixed = Fixed::new(page, "text/html; charset=utf-8", Some(policy));
    poem::get(fixed.endpoint())
}

/// The framework's page with our document in the place of an empty one.
fn page(spec: &str) -> String {
    let empty = OpenApiService::new((), "", "");
    // Inside a script `<` could end it, and means the same in JSON when escaped.
    let spec = spec.replace('<', "\\u003c");
    empty
        .swagger_ui_html()
        .replacen(
            &format!("let spec = {};", empty.spec()),
            &format!("let spec = {spec};"),
            1,
        )
        .replacen("filter: false,", "filter: false, validatorUrl: null,", 1)
        .replacen(
            "<html charset=\"UTF-8\">",
            "<!doctype html>\n<html lang=\"en\">",
            1,
        )
        .trim_start()
        .to_owned()
}

fn policy(page: &str) -> String {
    let hashes: Vec<_> = scripts(page)
        .map(|script| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(script))))
        .collect();
    format!(
        "default-src 'none'; script-src {}; style-src 'unsafe-inline'; img-src 'self' data:; \
         font-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        hashes.join(" ")
    )
}

/// The texts of the inline scripts, which end at the first end tag as browsers see it.
fn scripts(mut page: &str) -> impl Iterator<Item = &str> {
    std::iter::from_fn(move || {
        let (_, rest) = page.split_once("<script")?;
        let (_, rest) = rest.split_once('>')?;
        let (script, rest) = rest.split_once("</script>")?;
        page = rest;
        Some(script)
    })
}

/// An answer that never changes while the process lives.
struct Fixed {
    body: Bytes,
    etag: String,
    content_type: &'static str,
    policy: Option<String>,
}

impl Fixed {
    fn new(body: String, content_type: &'static str, policy: Option<String>) -> Self {
        let body = Bytes::from(body);
        Self {
            etag: etag::of_content(&body),
            body,
            content_type,
            policy,
        }
    }

    fn endpoint(self) -> impl Endpoint<Output = Response> + 'static {
        make_sync(move |request| self.answer(&request))
    }

    fn answer(&self, request: &Request) -> Response {
        let mut response = if etag::not_modified(request.headers(), &self.etag) {
            StatusCode::NOT_MODIFIED.into()
        } else {
            Response::builder()
                .content_type(self.content_type)
                .body(self.body.clone())
        };
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        if let Ok(etag) = HeaderValue::from_str(&self.etag) {
            headers.insert(header::ETAG, etag);
        }
        if let Some(policy) = self.policy.as_deref().map(HeaderValue::from_str)
            && let Ok(policy) = policy
        {
            headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use poem::Route;
    use poem::test::TestClient;

    use super::*;

    const SPEC: &str =
        r#"{"openapi":"3.0.0","info":{"title":"</script><b>","version":"1"},"paths":{}}"#;

    #[tokio::test]
    async fn a_reader_who_has_the_document_is_not_sent_it_again() {
        let client = TestClient::new(Route::new().at("/openapi.json", document(SPEC)));
        let response = client.get("/openapi.json").send().await;
        response.assert_content_type("application/json; charset=utf-8");
        let etag = response.0.header("etag").unwrap().to_owned();
        response.assert_text(SPEC).await;

        let response = client
            .get("/openapi.json")
            .header("if-none-match", &etag)
            .send()
            .await;
        response.assert_status(StatusCode::NOT_MODIFIED);
        response.assert_header("etag", &etag);
        response.assert_text("").await;
    }

    #[tokio::test]
    async fn the_browser_runs_its_own_scripts_and_loads_nothing_from_elsewhere() {
        let client = TestClient::new(Route::new().at("/docs", browser(SPEC)));
        let response = client.get("/docs").send().await;
        let policy = response
            .0
            .header("content-security-policy")
            .unwrap()
            .to_owned();
        assert!(
            !policy.contains("http") && !policy.contains('*'),
            "{policy}"
        );
        let page = response.0.into_body().into_string().await.unwrap();

        let scripts: Vec<_> = scripts(&page).collect();
        assert_eq!(scripts.len(), 2);
        assert_eq!(policy.matches("'sha256-").count(), 2);
        assert!(scripts[1].contains(r#""title":"\u003c/script>\u003cb>""#));
        assert!(scripts[1].contains("validatorUrl: null"));
        assert!(page.starts_with("<!doctype html>"));
        // Browsers turn carriage returns into line feeds before they hash a script.
        assert!(!page.contains('\r'));

        // Tags and styles that would load something; addresses inside the scripts are names and links.
        let bundle = scripts[0];
        let markup = page.replacen(bundle, "", 1);
        for loading in ["src=", "href=", "@import", "url(http", "url(//"] {
            assert!(!markup.contains(loading), "{loading}");
        }
    }
}
