//! How often one address may try something.

use std::hash::{BuildHasher, RandomState};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;

use governor::clock::{Clock, DefaultClock};
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{Quota, RateLimiter};
use poem::http::{HeaderValue, Method, header};
use poem::{Addr, Endpoint, IntoResponse, Middleware, Request, Response, Result};

use super::fault;
use super::problem::ProblemBody;

/// Addresses share this many counters, so that no number of them can fill the memory. Which of them
/// share one is not to be known from outside.
const COUNTERS: u64 = 65_536;

type Limiter<C> =
    RateLimiter<u64, DefaultKeyedStateStore<u64>, C, NoOpMiddleware<<C as Clock>::Instant>>;

/// Answers 429 with `Retry-After` where one address asks too often for what is guarded.
///
/// The address is that of the connection; of an IPv6 address the network of 64 bits, which one
/// customer has as a whole. Behind a proxy the proxy has to limit.
pub struct RateLimit<C: Clock = DefaultClock> {
    state: Arc<State<C>>,
}

struct State<C: Clock> {
    limiter: Limiter<C>,
    clock: C,
    hasher: RandomState,
    guarded: &'static [Guarded],
}

/// What is guarded.
#[derive(Clone, Copy, Debug)]
pub enum Guarded {
    /// Posts to a path.
    Posts(&'static str),
    /// Everything below a path that ends with a slash.
    Below(&'static str),
}

impl Guarded {
    fn covers(self, request: &Request) -> bool {
        let path = request.uri().path();
        match self {
            Self::Posts(guarded) => request.method() == Method::POST && path == guarded,
            Self::Below(guarded) => path.starts_with(guarded),
        }
    }
}

impl RateLimit {
    /// So many requests in a minute for what is guarded, all of it together.
    pub fn per_minute(times: NonZeroU32, guarded: &'static [Guarded]) -> Self {
        Self::with_clock(times, guarded, DefaultClock::default())
    }
}

impl<C: Clock + Clone> RateLimit<C> {
    fn with_clock(times: NonZeroU32, guarded: &'static [Guarded], clock: C) -> Self {
        let quota = Quota::per_minute(times);
        Self {
            state: Arc::new(State {
                limiter: RateLimiter::new(quota, DefaultKeyedStateStore::default(), clock.clone()),
                clock,
                hasher: RandomState::new(),
                guarded,
            }),
        }
    }
}

impl<C: Clock> State<C> {
    /// How many seconds the request has to wait, if it has to.
    fn seconds_to_wait(&self, request: &Request) -> Option<u64> {
        let guarded = self.guarded.iter().any(|it| it.covers(request));
        guarded.then(|| self.refuse(&request.remote_addr().0))?
    }

    fn refuse(&self, address: &Addr) -> Option<u64> {
        let counter = self.hasher.hash_one(network(address)) % COUNTERS;
        let refused = self.limiter.check_key(&counter).err()?;
        let wait = refused.wait_time_from(self.clock.now());
        Some(wait.as_millis().div_ceil(1000).try_into().unwrap_or(60))
    }
}

fn network(address: &Addr) -> Option<IpAddr> {
    let Addr::SocketAddr(address) = address else {
        return None;
    };
    Some(match address.ip().to_canonical() {
        IpAddr::V6(ip) => {
            let [a, b, c, d, ..] = ip.segments();
            IpAddr::from([a, b, c, d, 0, 0, 0, 0])
        }
        ip @ IpAddr::V4(_) => ip,
    })
}

impl<C, E> Middleware<E> for RateLimit<C>
where
    C: Clock + Send + Sync + 'static,
    C::Instant: Send + Sync,
    E: Endpoint,
{
    type Output = RateLimitEndpoint<C, E>;

    fn transform(&self, inner: E) -> Self::Output {
        RateLimitEndpoint {
            inner,
            state: Arc::clone(&self.state),
        }
    }
}

/// See [`RateLimit`].
pub struct RateLimitEndpoint<C: Clock, E> {
    inner: E,
    state: Arc<State<C>>,
}

impl<C, E> Endpoint for RateLimitEndpoint<C, E>
where
    C: Clock + Send + Sync + 'static,
    C::Instant: Send + Sync,
    E: Endpoint,
{
    type Output = Response;

    async fn call(&self, request: Request) -> Result<Response> {
        let Some(seconds) = self.state.seconds_to_wait(&request) else {
            return self
                .inner
                .call(request)
                .await
                .map(IntoResponse::into_response);
        };
        let mut response = ProblemBody::new(&fault::TOO_MANY_REQUESTS).into_response();
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        Ok(response)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use governor::clock::FakeRelativeClock;
    use poem::http::StatusCode;
    use poem::test::TestClient;
    use poem::{EndpointExt, Route, get, handler};

    use super::*;

    #[handler]
    fn answer() {}

    fn limit(clock: &FakeRelativeClock) -> RateLimit<FakeRelativeClock> {
        let three = NonZeroU32::new(3).unwrap();
        let guarded = &[Guarded::Posts("/tokens"), Guarded::Below("/complaints/")];
        RateLimit::with_clock(three, guarded, clock.clone())
    }

    fn address(text: &str) -> Addr {
        Addr::SocketAddr(format!("{text}:4000").parse().unwrap())
    }

    #[tokio::test]
    async fn who_tries_too_often_is_told_when_to_try_again() {
        let clock = FakeRelativeClock::default();
        let app = Route::new()
            .at("/tokens", get(answer).post(answer))
            .at("/other", get(answer).post(answer))
            .with(limit(&clock));
        let client = TestClient::new(app);
        for _ in 0..3 {
            client.post("/tokens").send().await.assert_status_is_ok();
        }
        let refused = client.post("/tokens").send().await;
        refused.assert_status(StatusCode::TOO_MANY_REQUESTS);
        refused.assert_header("retry-after", "20");
        client.get("/tokens").send().await.assert_status_is_ok();
        client.post("/other").send().await.assert_status_is_ok();
        clock.advance(Duration::from_secs(20));
        client.post("/tokens").send().await.assert_status_is_ok();
    }

    #[tokio::test]
    async fn everything_below_a_guarded_path_counts_whether_it_is_read_or_written() {
        let app = Route::new()
            .at("/complaints", get(answer).post(answer))
            .at("/complaints/:number", get(answer).post(answer))
            .with(limit(&FakeRelativeClock::default()));
        let client = TestClient::new(app);
        for number in 0..2 {
            let path = format!("/complaints/{number}");
            client.get(path).send().await.assert_status_is_ok();
        }
        let posted = client.post("/complaints/1").send().await;
        posted.assert_status_is_ok();
        let refused = client.get("/complaints/9").send().await;
        refused.assert_status(StatusCode::TOO_MANY_REQUESTS);
        client
            .post("/complaints")
            .send()
            .await
            .assert_status_is_ok();
    }

    #[test]
    fn others_are_not_kept_out() {
        let state = limit(&FakeRelativeClock::default()).state;
        for _ in 0..3 {
            assert_eq!(state.refuse(&address("192.0.2.1")), None);
        }
        assert_eq!(state.refuse(&address("192.0.2.1")), Some(20));
        // One of a hundred others shares the counter with a chance of 1 in 655.
        let kept_out = (1..=100)
            .filter(|it| {
                state
                    .refuse(&address(&format!("198.51.100.{it}")))
                    .is_some()
            })
            .count();
        assert!(kept_out <= 2, "{kept_out}");
    }

    #[test]
    fn no_number_of_addresses_takes_more_than_its_counters() {
        let state = limit(&FakeRelativeClock::default()).state;
        for ip in 0..200_000_u32 {
            let ip = std::net::Ipv4Addr::from_bits(ip);
            state.refuse(&Addr::SocketAddr((ip, 4000).into()));
        }
        assert!(state.limiter.len() as u64 <= COUNTERS);
    }

    #[test]
    fn one_network_of_a_customer_counts_as_one_address() {
        let of = |text| network(&address(text));
        assert_eq!(of("[2001:db8:1:2::1]"), of("[2001:db8:1:2:3::9]"));
        assert_ne!(of("[2001:db8:1:2::1]"), of("[2001:db8:1:3::1]"));
        assert_eq!(of("[::ffff:192.0.2.1]"), of("192.0.2.1"));
    }
}
