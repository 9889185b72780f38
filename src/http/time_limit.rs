//! How long an answer may take.

use std::sync::Arc;
use std::time::Duration;

use poem::{Endpoint, Middleware, Request, Result};

use super::fault::{self, Fault};

/// What an answer may take where nothing else is said.
pub const DEFAULT_TIME: Duration = Duration::from_secs(30);

/// What an upload of a document may take at least, at some 35 KiB in a second.
pub const DOCUMENT_TIME: Duration = Duration::from_mins(5);

/// What taking over a whole register may take at least.
pub const REGISTER_TIME: Duration = Duration::from_mins(20);

type Limit = Arc<dyn Fn(&Request) -> Duration + Send + Sync>;

/// Answers 504 where an answer is not ready in time. The work is dropped, and with it its open transaction.
///
/// The time includes the reading of the body, so uploads over slow lines want more of it. The
/// sending of the answer is watched by the socket and not here.
#[derive(Clone)]
pub struct TimeLimit {
    limit: Limit,
}

impl TimeLimit {
    /// The time, by request.
    pub fn new(limit: impl Fn(&Request) -> Duration + Send + Sync + 'static) -> Self {
        Self {
            limit: Arc::new(limit),
        }
    }
}

impl Default for TimeLimit {
    fn default() -> Self {
        Self::new(|_| DEFAULT_TIME)
    }
}

impl<E: Endpoint> Middleware<E> for TimeLimit {
    type Output = TimeLimitEndpoint<E>;

    fn transform(&self, inner: E) -> Self::Output {
        TimeLimitEndpoint {
            inner,
            limit: Arc::clone(&self.limit),
        }
    }
}

/// See [`TimeLimit`].
pub struct TimeLimitEndpoint<E> {
    inner: E,
    limit: Limit,
}

impl<E: Endpoint> Endpoint for TimeLimitEndpoint<E> {
    type Output = E::Output;

    async fn call(&self, request: Request) -> Result<Self::Output> {
        let limit = (self.limit)(&request);
        match tokio::time::timeout(limit, self.inner.call(request)).await {
            Ok(answered) => answered,
            Err(_) => Err(Fault::new(&fault::TIMED_OUT).into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use poem::http::StatusCode;
    use poem::test::TestClient;
    use poem::{EndpointExt, Route, handler};

    use super::*;

    #[handler]
    async fn never() {
        std::future::pending::<()>().await;
    }

    #[handler]
    fn at_once() {}

    #[tokio::test]
    async fn an_answer_that_never_comes_is_given_up() {
        let limit = |request: &Request| match request.uri().path() {
            "/never" => Duration::from_millis(1),
            _ => DEFAULT_TIME,
        };
        let app = Route::new()
            .at("/never", poem::get(never))
            .at("/", poem::get(at_once))
            .with(TimeLimit::new(limit));
        let client = TestClient::new(app);
        let response = client.get("/never").send().await;
        response.assert_status(StatusCode::GATEWAY_TIMEOUT);
        client.get("/").send().await.assert_status_is_ok();
    }
}
