//! Open pages, as the server sees them: streams of events that are read and thrown away.

use std::io::{BufRead, BufReader, Write as _};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::JoinHandle;

use anyhow::Context as _;

use crate::logger::Experiment;
use crate::server::Server;

/// Streams of events of one experiment, open until this is dropped.
pub struct Readers {
    streams: Vec<TcpStream>,
    threads: Vec<JoinHandle<()>>,
    n_events: Arc<AtomicUsize>,
}

impl Readers {
    /// Opens so many streams, and returns once each has told where it starts.
    ///
    /// # Errors
    ///
    /// When the server refuses one.
    pub fn open(
        server: &Server,
        experiment: &Experiment,
        n_streams: usize,
    ) -> anyhow::Result<Self> {
        let mut readers = Self {
            streams: Vec::new(),
            threads: Vec::new(),
            n_events: Arc::default(),
        };
        for _ in 0..n_streams {
            readers.add(server, experiment)?;
        }
        Ok(readers)
    }

    fn add(&mut self, server: &Server, experiment: &Experiment) -> anyhow::Result<()> {
        let url = server.url("");
        let host = url.strip_prefix("http://").context("no address")?;
        let mut stream = TcpStream::connect(host)?;
        let id = experiment.id();
        write!(
            stream,
            "GET /api/v1/events?experiments={id} HTTP/1.1\r\nHost: {host}\r\n\r\n"
        )?;
        let mut lines = BufReader::new(stream.try_clone()?).lines();
        let starts = lines.by_ref().map_while(Result::ok);
        starts
            .take(50)
            .find(|line| line.starts_with("event: start"))
            .context("the stream does not start")?;
        let n_events = self.n_events.clone();
        self.threads.push(std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                if line.starts_with("event: logs") {
                    n_events.fetch_add(1, Ordering::Relaxed);
                }
            }
        }));
        self.streams.push(stream);
        Ok(())
    }

    /// How many events have arrived at all of them together.
    pub fn n_events(&self) -> usize {
        self.n_events.load(Ordering::Relaxed)
    }
}

impl Drop for Readers {
    fn drop(&mut self) {
        for stream in &self.streams {
            // One that the server has closed is as good.
            let _ = stream.shutdown(std::net::Shutdown::Both);
        }
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}
