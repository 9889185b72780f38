use std::sync::atomic::{AtomicUsize, Ordering};

use futures_util::stream;
use poem::{Body, Request, Route, handler};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::{Notify, SemaphorePermit};
use tokio::task::JoinHandle;

use super::*;

/// No timeout fires unless a test asks for it; what hangs fails.
const LONG: Duration = Duration::from_secs(20);
const SHORT: Duration = Duration::from_millis(30);

fn patient() -> Limits {
    Limits {
        first_byte: LONG,
        header_read: LONG,
        idle: LONG,
        drain: LONG,
        ..Limits::default()
    }
}

struct Server {
    address: SocketAddr,
    stop: Arc<Notify>,
    ended: JoinHandle<io::Result<()>>,
}

impl Server {
    async fn start(endpoint: impl Endpoint + 'static, limits: Limits) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let stop = Arc::new(Notify::new());
        let stopped = Arc::clone(&stop);
        let served = async move { serve(listener, endpoint, limits, stopped.notified()).await };
        Self {
            address,
            stop,
            ended: tokio::spawn(served),
        }
    }

    async fn send(&self, bytes: &[u8]) -> TcpStream {
        let mut socket = TcpStream::connect(self.address).await.unwrap();
        socket.write_all(bytes).await.unwrap();
        socket
    }
}

/// What comes until the server closes the connection.
async fn rest(mut socket: TcpStream) -> String {
    let mut bytes = Vec::new();
    let read = socket.read_to_end(&mut bytes);
    let ended = tokio::time::timeout(LONG / 2, read).await;
    // A reset ends a connection as well.
    let _ = ended.unwrap();
    String::from_utf8_lossy(&bytes).into_owned()
}

#[handler]
fn greet(request: &Request) -> String {
    let loopback = request
        .remote_addr()
        .as_socket_addr()
        .unwrap()
        .ip()
        .is_loopback();
    format!("hello {loopback}")
}

#[tokio::test]
async fn a_request_is_answered_and_its_peer_known() {
    let server = Server::start(Route::new().at("/", poem::get(greet)), patient()).await;
    let request = b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    let answer = rest(server.send(request).await).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    assert!(answer.ends_with("hello true"), "{answer}");
}

#[tokio::test]
async fn a_peer_who_says_nothing_or_only_the_beginning_of_a_preface_is_cut() {
    let limits = Limits {
        first_byte: SHORT,
        ..patient()
    };
    let server = Server::start(greet, limits).await;
    for beginning in [&b""[..], b"P", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r"] {
        assert_eq!(rest(server.send(beginning).await).await, "");
    }
}

#[tokio::test]
async fn a_peer_may_speak_http_2() {
    let server = Server::start(greet, patient()).await;
    let settings = [0, 0, 0, 4, 0, 0, 0, 0, 0];
    let mut socket = server.send(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").await;
    socket.write_all(&settings).await.unwrap();
    let mut head = [0; 9];
    socket.read_exact(&mut head).await.unwrap();
    assert_eq!(head[3], 4, "the server answers with its settings");
}

#[tokio::test]
async fn a_head_that_is_never_finished_is_cut() {
    let limits = Limits {
        header_read: SHORT,
        ..patient()
    };
    let server = Server::start(greet, limits).await;
    for half in [&b"G"[..], b"GET / HTTP/1.1\r\nhost: x\r\n", b"POST"] {
        let answer = rest(server.send(half).await).await;
        assert!(!answer.contains("200"), "{answer}");
    }
}

#[tokio::test]
async fn a_head_with_too_many_lines_is_refused() {
    let limits = Limits {
        max_headers: 4,
        ..patient()
    };
    let server = Server::start(greet, limits).await;
    let lines = "a: b\r\n".repeat(5);
    let request = format!("GET / HTTP/1.1\r\n{lines}\r\n");
    let answer = rest(server.send(request.as_bytes()).await).await;
    assert!(answer.starts_with("HTTP/1.1 431 "), "{answer}");
}

#[tokio::test]
async fn a_peer_who_does_not_read_the_answer_is_cut() {
    struct Dropped(Arc<Notify>);
    impl Drop for Dropped {
        fn drop(&mut self) {
            self.0.notify_one();
        }
    }
    let dropped = Arc::new(Notify::new());
    let signal = Arc::clone(&dropped);
    let endless = poem::endpoint::make_sync(move |_| {
        let guard = Dropped(Arc::clone(&signal));
        let chunks = stream::repeat_with(move || {
            let _held = &guard;
            io::Result::Ok(Bytes::from_static(&[0; 16 * 1024]))
        });
        Response::from(Body::from_bytes_stream(chunks))
    });
    let limits = Limits {
        idle: SHORT,
        ..patient()
    };
    let server = Server::start(endless, limits).await;
    let _silent = server.send(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n").await;
    tokio::time::timeout(LONG / 2, dropped.notified())
        .await
        .unwrap();
}

/// An endpoint that says when it is entered and waits to be let go.
struct Waiting {
    entered: Notify,
    entries: AtomicUsize,
    go: Semaphore,
}

impl Waiting {
    fn new() -> Arc<Self> {
        Arc::new(Self {
            entered: Notify::new(),
            entries: AtomicUsize::new(0),
            go: Semaphore::new(0),
        })
    }

    fn endpoint(self: &Arc<Self>) -> impl Endpoint + 'static {
        let this = Arc::clone(self);
        poem::endpoint::make(move |_| {
            let this = Arc::clone(&this);
            async move {
                this.entries.fetch_add(1, Ordering::SeqCst);
                this.entered.notify_one();
                this.go
                    .acquire()
                    .await
                    .map(SemaphorePermit::forget)
                    .unwrap();
                Ok::<_, poem::Error>("done")
            }
        })
    }
}

const ASK: &[u8] = b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";

#[tokio::test]
async fn a_running_request_is_finished_before_the_service_stops() {
    let waiting = Waiting::new();
    let server = Server::start(waiting.endpoint(), patient()).await;
    let socket = server.send(ASK).await;
    waiting.entered.notified().await;
    server.stop.notify_one();
    // The listener is gone once the service drains.
    while TcpStream::connect(server.address).await.is_ok() {
        tokio::task::yield_now().await;
    }
    assert!(!server.ended.is_finished());
    waiting.go.add_permits(1);
    assert!(rest(socket).await.ends_with("done"));
    server.ended.await.unwrap().unwrap();
}

#[tokio::test]
async fn a_request_that_outlives_the_drain_is_cut() {
    let waiting = Waiting::new();
    let limits = Limits {
        drain: SHORT,
        ..patient()
    };
    let server = Server::start(waiting.endpoint(), limits).await;
    let socket = server.send(ASK).await;
    waiting.entered.notified().await;
    server.stop.notify_one();
    server.ended.await.unwrap().unwrap();
    assert_eq!(rest(socket).await, "");
}

#[tokio::test]
async fn a_connection_waits_until_another_leaves_its_slot() {
    let waiting = Waiting::new();
    let limits = Limits {
        connections: 1,
        ..patient()
    };
    let server = Server::start(waiting.endpoint(), limits).await;
    let first = server.send(ASK).await;
    waiting.entered.notified().await;
    let second = server.send(ASK).await;
    waiting.go.add_permits(1);
    assert!(rest(first).await.ends_with("done"));
    waiting.entered.notified().await;
    assert_eq!(waiting.entries.load(Ordering::SeqCst), 2);
    waiting.go.add_permits(1);
    assert!(rest(second).await.ends_with("done"));
}
