//! The accept loop: every connection has a slot, and every peer who stalls loses it.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::combinators::BoxBody;
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use poem::http::uri::Scheme;
use poem::web::{LocalAddr, RemoteAddr};
use poem::{Addr, Endpoint, EndpointExt, Response};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use super::watched::Watched;

/// How much a peer may ask of the listener.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Connections at a time; further ones wait in the queue of the operating system.
    pub connections: usize,
    /// The time until the first bytes have told the protocol.
    pub first_byte: Duration,
    /// The time from the first byte of a request's head to its last; also how long a kept HTTP/1
    /// connection may wait for its next request.
    pub header_read: Duration,
    /// Header lines of a request.
    pub max_headers: usize,
    /// The time without a byte in either direction. It has to be longer than any answer may take.
    pub idle: Duration,
    /// Requests at a time on one HTTP/2 connection.
    pub streams: u32,
    /// The time that running requests have left once the service is asked to stop.
    pub drain: Duration,
    /// The pause after an error in accepting, such as too many open files.
    pub pause: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 4096,
            first_byte: Duration::from_secs(5),
            header_read: Duration::from_secs(5),
            max_headers: 64,
            idle: Duration::from_secs(90),
            streams: 100,
            drain: Duration::from_secs(20),
            pause: Duration::from_millis(100),
        }
    }
}

/// Serves the endpoint on the listener until the shutdown future is ready; then finishes what runs, at
/// most for [`Limits::drain`], and returns.
pub async fn serve<E>(
    listener: TcpListener,
    endpoint: E,
    limits: Limits,
    shutdown: impl Future<Output = ()>,
) -> io::Result<()>
where
    E: Endpoint + 'static,
{
    let local = listener.local_addr()?;
    let door = Arc::new(Door {
        endpoint: endpoint.map_to_response(),
        builder: builder(&limits),
        limits,
        local,
        cut: CancellationToken::new(),
    });
    let slots = Arc::new(Semaphore::new(limits.connections));
    let graceful = GracefulShutdown::new();
    tracing::info!(address = %local, "listening");

    let mut shutdown = std::pin::pin!(shutdown);
    loop {
        let arrival = async {
            // The slot comes first: without one nobody is let in.
            let slot = Arc::clone(&slots).acquire_owned().await;
            (slot, accepted(&listener, limits.pause).await)
        };
        let (slot, (stream, peer)) = tokio::select! {
            biased;
            () = &mut shutdown => break,
            arrival = arrival => arrival,
        };
        let served = Arc::clone(&door).converse(stream, peer, graceful.watcher());
        tokio::spawn(async move {
            served.await;
            drop(slot);
        });
    }

    drop(listener);
    tracing::info!(connections = graceful.count(), "draining");
    if tokio::time::timeout(limits.drain, graceful.shutdown())
        .await
        .is_err()
    {
        tracing::warn!("connections were cut that did not end in time");
        door.cut.cancel();
    }
    Ok(())
}

/// The next connection, however many errors come before it.
async fn accepted(listener: &TcpListener, pause: Duration) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok(accepted) => return accepted,
            Err(error) => {
                // Peers may be gone before they are let in; anything else passes only with time.
                tracing::warn!(%error, "a connection was not accepted");
                tokio::time::sleep(pause).await;
            }
        }
    }
}

fn builder(limits: &Limits) -> auto::Builder<TokioExecutor> {
    let mut builder = auto::Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.header_read)
        .max_headers(limits.max_headers)
        .max_buf_size(64 * 1024);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(limits.streams)
        .max_header_list_size(16 * 1024)
        .max_pending_accept_reset_streams(20);
    builder
}

/// What all connections share.
struct Door<E> {
    endpoint: E,
    builder: auto::Builder<TokioExecutor>,
    limits: Limits,
    local: SocketAddr,
    /// Ends every connection that has outlived the drain.
    cut: CancellationToken,
}

impl<E> Door<E>
where
    E: Endpoint<Output = Response> + 'static,
{
    /// Serves one connection to its end.
    async fn converse(self: Arc<Self>, stream: TcpStream, peer: SocketAddr, watcher: Watcher) {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "the socket keeps its delay");
        }
        let socket = Watched::new(stream, self.limits.first_byte, self.limits.idle);
        let door = Arc::clone(&self);
        let service = hyper::service::service_fn(move |request| {
            let door = Arc::clone(&door);
            async move { Ok::<_, Infallible>(door.answer(request, peer).await) }
        });
        let connection = self
            .builder
            .serve_connection(TokioIo::new(socket), service)
            .into_owned();
        tokio::select! {
            ended = watcher.watch(connection) => {
                if let Err(error) = ended {
                    tracing::debug!(%error, "a connection ended early");
                }
            }
            () = self.cut.cancelled() => {}
        }
    }

    async fn answer(
        &self,
        request: hyper::Request<Incoming>,
        peer: SocketAddr,
    ) -> hyper::Response<BoxBody<Bytes, io::Error>> {
        let local = LocalAddr(Addr::SocketAddr(self.local));
        let remote = RemoteAddr(Addr::SocketAddr(peer));
        let request = (request, local, remote, Scheme::HTTP).into();
        self.endpoint.get_response(request).await.into()
    }
}

#[cfg(test)]
mod tests;
