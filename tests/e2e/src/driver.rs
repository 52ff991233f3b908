//! ChromeDriver on a free port.

use std::env;
use std::ffi::OsString;
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::thread;

use anyhow::Context as _;

use crate::process::Process;

/// A running ChromeDriver; its browser ends with it.
#[derive(Debug)]
pub struct Driver {
    // Held for its `Drop`.
    _process: Process,
    port: u16,
}

impl Driver {
    /// Starts it and waits until it says its port.
    pub fn start() -> anyhow::Result<Self> {
        let program = env::var_os("CHROMEDRIVER").unwrap_or_else(|| OsString::from("chromedriver"));
        let mut process = Process::start(
            Command::new(program)
                .arg("--port=0")
                .stdout(Stdio::piped())
                .stderr(Stdio::null()),
        )?;
        let mut lines = BufReader::new(process.take_stdout()?).lines();
        let port = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| announced_port(&line))
            .context("ChromeDriver does not say its port")?;
        // A pipe that nobody reads would stop it once it is full.
        thread::spawn(move || lines.for_each(drop));
        Ok(Self {
            _process: process,
            port,
        })
    }

    /// Where it listens.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

/// The port in `ChromeDriver was started successfully on port 41234.`
fn announced_port(line: &str) -> Option<u16> {
    line.strip_prefix("ChromeDriver was started successfully on port ")?
        .trim_end_matches('.')
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: Option<u16>) {
        assert_eq!(announced_port(line), expected);
    }

    #[test]
    fn port_is_read_from_the_line_that_announces_it() {
        check(
            "ChromeDriver was started successfully on port 41234.",
            Some(41234),
        );
        check("Starting ChromeDriver 1.2.3 on port 0", None);
        check("", None);
    }
}
