//! A socket that gives up on peers who do nothing.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep};

/// How HTTP/2 connections begin. Until the first bytes differ from it, the server cannot know the
/// protocol, and no timeout of either protocol runs.
const HTTP2_PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// A socket whose reads and writes fail once the peer has been silent for too long.
///
/// Until the protocol is known the whole time counts, so that single bytes buy no time; afterwards
/// the time since bytes last went either way.
pub(super) struct Watched<S> {
    socket: S,
    greeting: Greeting,
    idle: Duration,
    last: Instant,
    alarm: Pin<Box<Sleep>>,
}

enum Greeting {
    /// So many bytes of the HTTP/2 preface have come.
    Open(usize),
    Over,
}

impl<S> Watched<S> {
    /// Allows so much time for the greeting, and so much without any movement afterwards.
    pub(super) fn new(socket: S, greeting: Duration, idle: Duration) -> Self {
        let now = Instant::now();
        Self {
            socket,
            greeting: Greeting::Open(0),
            idle,
            last: now,
            alarm: Box::pin(tokio::time::sleep_until(now + greeting)),
        }
    }

    fn heard(&mut self, bytes: &[u8]) {
        self.last = Instant::now();
        let Greeting::Open(seen) = self.greeting else {
            return;
        };
        let expected = HTTP2_PREFACE.get(seen..).unwrap_or_default();
        let all = seen + bytes.len();
        if all < HTTP2_PREFACE.len() && expected.starts_with(bytes) {
            self.greeting = Greeting::Open(all);
        } else {
            self.greeting = Greeting::Over;
            self.alarm.as_mut().reset(self.last + self.idle);
        }
    }

    /// Fails once the alarm rings for good; while it is quiet, it wakes the task when it is due.
    fn poll_patience(&mut self, cx: &mut Context<'_>) -> Poll<io::Error> {
        loop {
            ready!(self.alarm.as_mut().poll(cx));
            let due = self.last + self.idle;
            if matches!(self.greeting, Greeting::Open(_)) || due <= Instant::now() {
                return Poll::Ready(io::ErrorKind::TimedOut.into());
            }
            self.alarm.as_mut().reset(due);
        }
    }

    fn moved<T>(
        &mut self,
        cx: &mut Context<'_>,
        polled: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        match polled {
            Poll::Ready(done) => {
                self.last = Instant::now();
                Poll::Ready(done)
            }
            Poll::Pending => self.poll_patience(cx).map(Err),
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Watched<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        match Pin::new(&mut self.socket).poll_read(cx, buffer) {
            Poll::Ready(done) => {
                self.heard(buffer.filled().get(before..).unwrap_or_default());
                Poll::Ready(done)
            }
            Poll::Pending => self.poll_patience(cx).map(Err),
        }
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Watched<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.socket).poll_write(cx, bytes);
        self.moved(cx, polled)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.socket).poll_write_vectored(cx, slices);
        self.moved(cx, polled)
    }

    fn is_write_vectored(&self) -> bool {
        self.socket.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_shutdown(cx)
    }
}
