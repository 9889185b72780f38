//! How large a body may be, whether its length is announced or not.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use bytes::Bytes;
use futures_util::StreamExt;
use poem::http::header;
use poem::{Body, Endpoint, Middleware, Request, Result};

use super::fault::{self, Fault};

/// What a body may have where nothing else is said: 256 KiB.
pub const DEFAULT_BODY: u64 = 256 * 1024;

/// What a document upload may have: 10 MiB for the file, and 64 KiB for its envelope.
pub const DOCUMENT_BODY: u64 = 10 * 1024 * 1024 + 64 * 1024;

/// What a whole register may have: 64 MiB.
pub const REGISTER_BODY: u64 = 64 * 1024 * 1024;

type Limit = Arc<dyn Fn(&Request) -> u64 + Send + Sync>;

/// Answers 413 for bodies beyond the limit, which depends on the request. Nothing is held back:
/// bytes are counted as they stream to whoever reads them.
#[derive(Clone)]
pub struct BodyLimit {
    limit: Limit,
}

impl BodyLimit {
    /// The limit in bytes, by request.
    pub fn new(limit: impl Fn(&Request) -> u64 + Send + Sync + 'static) -> Self {
        Self {
            limit: Arc::new(limit),
        }
    }
}

impl Default for BodyLimit {
    fn default() -> Self {
        Self::new(|_| DEFAULT_BODY)
    }
}

impl<E: Endpoint> Middleware<E> for BodyLimit {
    type Output = BodyLimitEndpoint<E>;

    fn transform(&self, inner: E) -> Self::Output {
        BodyLimitEndpoint {
            inner,
            limit: Arc::clone(&self.limit),
        }
    }
}

/// See [`BodyLimit`].
pub struct BodyLimitEndpoint<E> {
    inner: E,
    limit: Limit,
}

impl<E: Endpoint> Endpoint for BodyLimitEndpoint<E> {
    type Output = E::Output;

    async fn call(&self, mut request: Request) -> Result<Self::Output> {
        let limit = (self.limit)(&request);
        let announced = request
            .header(header::CONTENT_LENGTH)
            .and_then(|length| length.parse().ok())
            .unwrap_or(0_u64);
        if announced > limit {
            return Err(Fault::new(&fault::BODY_TOO_LARGE).into());
        }
        let body = request.take_body();
        if body.is_empty() {
            return self.inner.call(request).await;
        }

        let exceeded = Arc::new(AtomicBool::new(false));
        request.set_body(counted(body, limit, Arc::clone(&exceeded)));
        let answered = self.inner.call(request).await;
        // The reader saw only that its stream broke off; why is known here.
        if exceeded.load(Ordering::Relaxed) {
            return Err(Fault::new(&fault::BODY_TOO_LARGE).into());
        }
        answered
    }
}

/// The same body, which breaks off with an error where it exceeds the limit.
fn counted(body: Body, limit: u64, exceeded: Arc<AtomicBool>) -> Body {
    let mut left = limit;
    let chunks = body
        .into_bytes_stream()
        .map(move |chunk| -> io::Result<Bytes> {
            let chunk = chunk?;
            let length = u64::try_from(chunk.len()).unwrap_or(u64::MAX);
            if let Some(rest) = left.checked_sub(length) {
                left = rest;
                Ok(chunk)
            } else {
                left = 0;
                exceeded.store(true, Ordering::Relaxed);
                Err(io::Error::other("the body is too large"))
            }
        });
    Body::from_bytes_stream(chunks)
}

#[cfg(test)]
mod tests {
    use futures_util::stream;
    use poem::http::StatusCode;
    use poem::test::TestClient;
    use poem::{EndpointExt, Route, handler};

    use super::*;

    /// Reads as an upload does, piece by piece.
    #[handler]
    async fn upload(body: Body) -> Result<String> {
        let mut stream = Box::pin(body.into_bytes_stream());
        let mut read = 0;
        while let Some(chunk) = stream.next().await {
            read += chunk.map_err(poem::error::BadRequest)?.len();
        }
        Ok(read.to_string())
    }

    /// Takes a broken stream for the end of the body.
    #[handler]
    async fn careless(body: Body) -> &'static str {
        let _ = body.into_bytes().await;
        "fine"
    }

    fn client() -> TestClient<impl Endpoint> {
        let limit = |request: &Request| match request.uri().path() {
            "/documents" => 100,
            _ => 10,
        };
        TestClient::new(
            Route::new()
                .at("/documents", poem::post(upload))
                .at("/", poem::post(upload))
                .at("/careless", poem::post(careless))
                .with(BodyLimit::new(limit)),
        )
    }

    fn chunked(chunks: usize) -> Body {
        let chunks = (0..chunks).map(|_| io::Result::Ok(Bytes::from_static(b"12345")));
        Body::from_bytes_stream(stream::iter(chunks))
    }

    #[tokio::test]
    async fn a_chunked_body_may_reach_the_limit_of_its_operation_and_no_further() {
        let cases = [
            ("/", 2, Some("10")),
            ("/", 3, None),
            ("/documents", 20, Some("100")),
            ("/documents", 21, None),
            ("/careless", 2, Some("fine")),
            ("/careless", 3, None),
        ];
        for (path, chunks, expected) in cases {
            let response = client().post(path).body(chunked(chunks)).send().await;
            match expected {
                Some(text) => response.assert_text(text).await,
                None => response.assert_status(StatusCode::PAYLOAD_TOO_LARGE),
            }
        }
    }

    #[tokio::test]
    async fn an_announced_length_beyond_the_limit_is_refused_before_anything_is_read() {
        let unread = Body::from_bytes_stream(stream::pending::<io::Result<Bytes>>());
        let response = client()
            .post("/")
            .header("content-length", 11)
            .body(unread)
            .send()
            .await;
        response.assert_status(StatusCode::PAYLOAD_TOO_LARGE);
    }

    #[tokio::test]
    async fn a_body_longer_than_announced_is_counted_all_the_same() {
        let response = client()
            .post("/")
            .header("content-length", 1)
            .body(chunked(3))
            .send()
            .await;
        response.assert_status(StatusCode::PAYLOAD_TOO_LARGE);
    }
}
