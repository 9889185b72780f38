//! One request and its answer: the number they share, the language they speak, and the line in the log.

use std::borrow::Cow;
use std::fmt;
use std::time::Instant;

use poem::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use poem::{
    Endpoint, FromRequest, Middleware, PathPattern, Request, RequestBody, Response, Result,
};
use uuid::fmt::Hyphenated;
use uuid::{Builder, NoContext, Timestamp, Uuid};

/// The header that carries the [`RequestId`] back to the caller.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What every layer may know about the request that is being answered.
///
/// It is carried beside the call, so that an error can be worded in the caller's language and quote
/// the request id without being handed the request.
#[derive(Clone, Copy, Debug)]
pub struct Exchange {
    /// The number of the request.
    pub id: RequestId,
    /// The language of the answer's prose.
    pub language: Language,
    /// The registry is a demonstration, and every problem says so.
    pub demo: bool,
}

tokio::task_local! {
    static CURRENT: Exchange;
}

impl Exchange {
    /// The exchange that the running task answers, if any.
    pub fn current() -> Option<Self> {
        CURRENT.try_with(|exchange| *exchange).ok()
    }
}

/// The number of one request, ours alone: none is accepted from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestId(Uuid);

impl RequestId {
    fn fresh() -> Self {
        let (seconds, nanoseconds) = Timestamp::now(NoContext).to_unix();
        let milliseconds = seconds * 1000 + u64::from(nanoseconds) / 1_000_000;
        // The library's own source of chance asks the system each time.
        let chance: [u8; 10] = rand::random();
        Self(Builder::from_unix_timestamp_millis(milliseconds, &chance).into_uuid())
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Written::of(*self).text())
    }
}

/// A number of a request as text, without memory of its own.
struct Written([u8; Hyphenated::LENGTH]);

impl Written {
    fn of(id: RequestId) -> Self {
        let mut text = [0; Hyphenated::LENGTH];
        id.0.hyphenated().encode_lower(&mut text);
        Self(text)
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// The languages of the service.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// فارسی, the language of the law and of the service.
    #[default]
    Persian,
    /// English, for callers who prefer it.
    English,
}

impl Language {
    /// The language that the caller prefers; Persian unless English is preferred to it.
    pub fn negotiated(headers: &HeaderMap) -> Self {
        let mut persian = None;
        let mut english = None;
        let mut any = None;
        let ranges = headers
            .get_all(header::ACCEPT_LANGUAGE)
            .into_iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','));
        for range in ranges {
            let (tag, weight) = weighed(range);
            let seen = match tag.split('-').next().unwrap_or_default() {
                "fa" | "fas" | "per" => &mut persian,
                "en" | "eng" => &mut english,
                "*" => &mut any,
                _ => continue,
            };
            *seen = (*seen).max(Some(weight));
        }
        let any = any.unwrap_or(0);
        if english.unwrap_or(any) > persian.unwrap_or(any) {
            Self::English
        } else {
            Self::Persian
        }
    }

    /// The language tag, for `Content-Language` and `lang`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Persian => "fa",
            Self::English => "en",
        }
    }

    /// The text in this language.
    pub const fn choose<'a>(self, fa: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Persian => fa,
            Self::English => en,
        }
    }
}

/// One range of an `Accept-Language` header, with its weight in thousandths.
fn weighed(range: &str) -> (String, u16) {
    let mut parts = range.split(';').map(str::trim);
    let tag = parts.next().unwrap_or_default().to_ascii_lowercase();
    let weight = parts
        .find_map(|part| part.strip_prefix("q="))
        .map_or(1000, thousandths);
    (tag, weight)
}

/// Reads `0.85` as 850; what is not a weight counts nothing.
fn thousandths(weight: &str) -> u16 {
    let (whole, fraction) = weight.split_once('.').unwrap_or((weight, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    match whole {
        "1" => 1000,
        "0" if fraction.len() <= 3 && digits(fraction) => {
            format!("{fraction:0<3}").parse().unwrap_or(0)
        }
        _ => 0,
    }
}

impl<'a> FromRequest<'a> for Language {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> Result<Self> {
        let current = Exchange::current().map(|exchange| exchange.language);
        Ok(current.unwrap_or_else(|| Self::negotiated(request.headers())))
    }
}

impl<'a> FromRequest<'a> for RequestId {
    async fn from_request(_: &'a Request, _: &mut RequestBody) -> Result<Self> {
        Ok(Exchange::current().map_or_else(Self::fresh, |exchange| exchange.id))
    }
}

/// The outermost layer: numbers the request, negotiates the language, and writes one line into the log.
///
/// The line has the number, the method, the pattern of the path (or the path, where no route matched), the
/// status and the time taken; never a query string, a header or a body.
#[derive(Clone, Copy, Debug, Default)]
pub struct Exchanges {
    /// The registry is a demonstration.
    pub demo: bool,
}

impl<E: Endpoint<Output = Response>> Middleware<E> for Exchanges {
    type Output = ExchangesEndpoint<E>;

    fn transform(&self, inner: E) -> Self::Output {
        ExchangesEndpoint {
            inner,
            demo: self.demo,
        }
    }
}

/// See [`Exchanges`].
pub struct ExchangesEndpoint<E> {
    inner: E,
    demo: bool,
}

impl<E: Endpoint<Output = Response>> Endpoint for ExchangesEndpoint<E> {
    type Output = Response;

    async fn call(&self, mut request: Request) -> Result<Response> {
        let began = Instant::now();
        let exchange = Exchange {
            id: RequestId::fresh(),
            language: Language::negotiated(request.headers()),
            demo: self.demo,
        };
        request.headers_mut().remove(REQUEST_ID);

        let method = request.method().clone();
        let asked = request.uri().clone();
        let answered = CURRENT.scope(exchange, self.inner.call(request)).await;
        let mut response = match answered {
            Ok(response) => response,
            Err(error) => error.into_response(),
        };

        let id = Written::of(exchange.id);
        let pattern = response.data::<PathPattern>();
        let path = match pattern {
            Some(PathPattern(pattern)) => Cow::Borrowed(&**pattern),
            None => Cow::Owned(loggable(asked.path())),
        };
        tracing::info!(
            id = %id.text(),
            %method,
            path = &*path,
            status = response.status().as_u16(),
            microseconds = u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX),
            "answered",
        );
        if let Ok(id) = HeaderValue::from_str(id.text()) {
            response.headers_mut().insert(REQUEST_ID, id);
        }
        Ok(response)
    }
}

/// A path that matched no route may be anything: it is cut, only plain characters stay, and no digit
/// does, since numbers name people.
fn loggable(path: &str) -> String {
    path.chars()
        .take(120)
        .map(|c| match c {
            '0'..='9' => '#',
            _ if c.is_ascii_graphic() => c,
            _ => '?',
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::{Arc, Mutex};

    use poem::http::{HeaderMap, Method};
    use poem::test::TestClient;
    use poem::{EndpointExt, Route, handler};

    use super::*;
    use crate::http::catch::Problems;
    use crate::http::json::StrictJson;
    use crate::http::operations::Operations;

    #[test]
    fn persian_is_spoken_unless_english_is_preferred() {
        let cases = [
            (None, Language::Persian),
            (Some("en"), Language::English),
            (Some("en-GB,en;q=0.8"), Language::English),
            (Some("fa-IR, en;q=0.9"), Language::Persian),
            (Some("fa;q=0.5, en;q=0.75"), Language::English),
            (Some("EN"), Language::English),
            (Some("de"), Language::Persian),
            (Some("*"), Language::Persian),
            (Some("*, en;q=0"), Language::Persian),
            (Some("fa;q=0, *"), Language::English),
            (Some("en;q=abc"), Language::Persian),
            (Some(";;,,q=1"), Language::Persian),
        ];
        for (value, expected) in cases {
            let mut headers = HeaderMap::new();
            if let Some(value) = value {
                headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(value));
            }
            assert_eq!(Language::negotiated(&headers), expected, "{value:?}");
        }
    }

    #[handler]
    fn quote(id: RequestId, language: Language) -> String {
        let current = Exchange::current().unwrap();
        assert_eq!((current.id, current.language), (id, language));
        format!("{id} {}", language.tag())
    }

    #[tokio::test]
    async fn a_request_gets_a_number_of_ours_whatever_the_caller_claims() {
        let app = Route::new()
            .at("/", poem::get(quote))
            .map_to_response()
            .with(Exchanges::default());
        let client = TestClient::new(app);

        let claimed = "0197a000-0000-7000-8000-000000000000";
        let response = client
            .get("/")
            .header("x-request-id", claimed)
            .header("accept-language", "en")
            .send()
            .await;
        let id = response.0.header("x-request-id").unwrap().to_owned();
        assert_ne!(id, claimed);
        assert_eq!(id.parse::<Uuid>().unwrap().get_version_num(), 7);
        response.assert_text(format!("{id} en")).await;
    }

    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Log {
        fn write(&mut self, line: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(line);
            Ok(line.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[tokio::test]
    async fn the_log_has_the_pattern_of_the_path_and_nothing_that_the_caller_sent() {
        let log = Log::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_ansi(false)
            .with_writer(move || writer.clone())
            .finish();
        let guard = tracing::subscriber::set_default(subscriber);

        let operations = Operations::default().with("/people/:code", &[Method::GET]);
        let app = Route::new()
            .at("/people/:code", poem::get(quote))
            .with(StrictJson::default())
            .with(Problems::new(Arc::new(operations)))
            .with(Exchanges::default());
        let client = TestClient::new(app);
        for method in [Method::GET, Method::POST] {
            client
                .request(method, "/people/0012345678?name=0012345678")
                .header("authorization", "Bearer 0012345678")
                .body("0012345678")
                .send()
                .await;
        }
        // This one is refused before the router sees it.
        let request = client.post("/people/0012345678").body("0012345678 }");
        request.content_type("application/json").send().await;
        drop(guard);

        let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
        assert_eq!(log.matches("answered").count(), 3, "{log}");
        assert_eq!(log.matches("/people/:code").count(), 3, "{log}");
        for status in ["status=200", "status=405", "status=400"] {
            assert!(log.contains(status), "{log}");
        }
        assert!(log.contains("method=GET"), "{log}");
        assert!(!log.contains("0012345678"), "{log}");
    }

    #[test]
    fn a_path_cannot_break_the_log() {
        assert_eq!(loggable("/a\n\u{1b}b"), "/a??b");
        assert_eq!(loggable("/v1/0012345678"), "/v#/##########");
        assert_eq!(loggable(&"/x".repeat(500)).len(), 120);
    }
}
