//! Connections that give up on a client that takes nothing of what is sent to it, or that says nothing
//! for long while nothing is sent to it either.
//!
//! An answer waits for its client only in the client's own connection; but a connection that nobody
//! reads from, or on which half a request stands, would stay for as long as the operating system believes in
//! it, and there are only so many of them.

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Instant, Sleep};

/// How long a client may take nothing.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long nothing may come and go. A client may keep its connection between two epochs; streams of events
/// are never quiet for so long.
const SILENCE: Duration = Duration::from_secs(600);

/// A listener whose connections have patience, but not for ever.
pub(crate) struct PatientListener(pub(crate) TcpListener);

impl Listener for PatientListener {
    type Io = Patient<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        let (stream, peer) = Listener::accept(&mut self.0).await;
        // Small answers would wait for more to send.
        let _ = stream.set_nodelay(true);
        (Patient::new(stream, PATIENCE, SILENCE), peer)
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        self.0.local_addr()
    }
}

/// The address of a client.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(pub(crate) SocketAddr);

impl Connected<IncomingStream<'_, PatientListener>> for Peer {
    fn connect_info(stream: IncomingStream<'_, PatientListener>) -> Self {
        Self(*stream.remote_addr())
    }
}

/// A connection on which a write that makes no progress fails at last, and so does a read in silence.
pub(crate) struct Patient<T> {
    inner: T,
    patience: Duration,
    silence: Duration,
    /// Runs while a write waits.
    waiting: Option<Pin<Box<Sleep>>>,
    /// Runs while a read waits.
    silent: Option<Pin<Box<Sleep>>>,
    last_moved: Instant,
}

impl<T> Patient<T> {
    fn new(inner: T, patience: Duration, silence: Duration) -> Self {
        Self {
            inner,
            patience,
            silence,
            waiting: None,
            silent: None,
            last_moved: Instant::now(),
        }
    }

    /// Hands on how a read went, and fails one that has waited in silence for too long.
    fn read_or_timed_out(
        &mut self,
        read: Poll<io::Result<()>>,
        context: &mut Context<'_>,
    ) -> Poll<io::Result<()>> {
        if read.is_ready() {
            self.silent = None;
            self.last_moved = Instant::now();
            return read;
        }
        let mut end = self.last_moved + self.silence;
        let silent = self
            .silent
            .get_or_insert_with(|| Box::pin(tokio::time::sleep_until(end)));
        while silent.as_mut().poll(context).is_ready() {
            // What was written meanwhile counts, too.
            end = self.last_moved + self.silence;
            if end <= Instant::now() {
                return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
            }
            silent.as_mut().reset(end);
        }
        Poll::Pending
    }

    /// Hands on how a write went, and fails one that has waited for too long.
    fn written_or_timed_out<R>(
        &mut self,
        written: Poll<io::Result<R>>,
        context: &mut Context<'_>,
    ) -> Poll<io::Result<R>> {
        if written.is_ready() {
            self.waiting = None;
            self.last_moved = Instant::now();
            return written;
        }
        let patience = self.patience;
        let waiting = self
            .waiting
            .get_or_insert_with(|| Box::pin(tokio::time::sleep(patience)));
        ready!(waiting.as_mut().poll(context));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<T: AsyncRead + Unpin> AsyncRead for Patient<T> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let read = Pin::new(&mut self.inner).poll_read(context, buffer);
        self.read_or_timed_out(read, context)
    }
}

impl<T: AsyncWrite + Unpin> AsyncWrite for Patient<T> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.inner).poll_write(context, bytes);
        self.written_or_timed_out(written, context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.inner).poll_write_vectored(context, parts);
        self.written_or_timed_out(written, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = Pin::new(&mut self.inner).poll_flush(context);
        self.written_or_timed_out(flushed, context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    #[tokio::test]
    async fn a_client_that_takes_nothing_is_given_up() {
        let (server, client) = tokio::io::duplex(8);
        let mut server = Patient::new(server, Duration::from_millis(20), SILENCE);
        let error = server.write_all(&[0; 100]).await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
        drop(client);
    }

    #[tokio::test]
    async fn a_slow_client_is_waited_for() {
        let (server, mut client) = tokio::io::duplex(8);
        let mut server = Patient::new(server, PATIENCE, SILENCE);
        let reading = tokio::spawn(async move {
            let mut received = Vec::new();
            client.read_to_end(&mut received).await.map(|_| received)
        });
        server.write_all(&[7; 100]).await.unwrap();
        server.shutdown().await.unwrap();
        assert_eq!(reading.await.unwrap().unwrap(), [7; 100]);
    }

    /// A thousand connections with half a request each stood for ever.
    #[tokio::test]
    async fn a_client_that_says_nothing_is_given_up() {
        let (server, mut client) = tokio::io::duplex(64);
        let silence = Duration::from_millis(40);
        let mut server = Patient::new(server, PATIENCE, silence);
        client.write_all(b"POST /").await.unwrap();
        let mut received = [0; 64];
        assert_eq!(server.read(&mut received).await.unwrap(), 6);
        let started = Instant::now();
        let error = server.read(&mut received).await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
        assert!(started.elapsed() >= silence);
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_sent_breaks_the_silence() {
        let (server, mut client) = tokio::io::duplex(64);
        let (mut reads, mut writes) = tokio::io::split(Patient::new(server, PATIENCE, SILENCE));
        let waiting = tokio::spawn(async move { reads.read(&mut [0; 8]).await });
        for _ in 0..3 {
            tokio::time::advance(SILENCE * 2 / 3).await;
            writes.write_all(b":").await.unwrap();
        }
        assert!(!waiting.is_finished());
        client.write_all(b"!").await.unwrap();
        assert_eq!(waiting.await.unwrap().unwrap(), 1);
    }
}
