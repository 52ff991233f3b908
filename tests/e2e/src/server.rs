//! The real server, on a free port and a directory of its own.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::Duration;

use anyhow::{Context as _, bail};
use tempfile::TempDir;

use crate::process::Process;
use crate::wait::poll;

/// A running server; stopped, and its data removed, when dropped.
#[derive(Debug)]
pub struct Server {
    process: Process,
    files: TempDir,
    port: u16,
}

impl Server {
    /// An empty server.
    pub fn start() -> anyhow::Result<Self> {
        Self::start_with(&["serve"])
    }

    /// A server that holds the example project.
    pub fn start_demo() -> anyhow::Result<Self> {
        Self::start_with(&["demo"])
    }

    /// An empty server that asks everybody for a token.
    pub fn start_guarded(token: &str) -> anyhow::Result<Self> {
        Self::start_with(&["serve", "--token", token])
    }

    fn start_with(words: &[&str]) -> anyhow::Result<Self> {
        let files = TempDir::new()?;
        let (process, port) = launch(files.path(), 0, words)?;
        Ok(Self {
            process,
            files,
            port,
        })
    }

    /// The address of a path of this server.
    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// The process's id.
    pub fn process_id(&self) -> u32 {
        self.process.id()
    }

    /// Stops it as an operator does, with SIGTERM.
    pub fn stop(&mut self) -> anyhow::Result<ExitStatus> {
        self.process.terminate()
    }

    /// Starts it again on the same data and the same port.
    pub fn start_again(&mut self) -> anyhow::Result<()> {
        self.start_again_with(&["serve"])
    }

    /// Starts it again, now asking everybody for a token.
    pub fn start_again_guarded(&mut self, token: &str) -> anyhow::Result<()> {
        self.start_again_with(&["serve", "--token", token])
    }

    fn start_again_with(&mut self, words: &[&str]) -> anyhow::Result<()> {
        let data = self.files.path().to_owned();
        self.process = launch(&data, self.port, words)?.0;
        Ok(())
    }

    /// A new token that may only read.
    pub fn issue_read_only_token(&self) -> anyhow::Result<String> {
        let output = Command::new(binary()?)
            .args([
                "token",
                "create",
                "--name",
                "reader",
                "--read-only",
                "--data-dir",
            ])
            .arg(self.files.path().join("data"))
            .output()?;
        let printed = String::from_utf8(output.stdout)?;
        let token = printed.lines().last().context("no token is printed")?;
        Ok(token.to_owned())
    }
}

fn launch(files: &Path, port: u16, words: &[&str]) -> anyhow::Result<(Process, u16)> {
    let port_file = files.join("port");
    // The file of an earlier start would be read as this one's.
    if port_file.exists() {
        fs::remove_file(&port_file)?;
    }
    let mut command = Command::new(binary()?);
    command
        .args(words)
        .args(["--port", &port.to_string(), "--port-file"])
        .arg(&port_file)
        .stdout(Stdio::null());
    if words.first() == Some(&"serve") {
        command.arg("--data-dir").arg(files.join("data"));
    }
    let mut process = Process::start(&mut command)?;
    let port = wait_for_port(&mut process, &port_file)?;
    Ok((process, port))
}

/// The server to test: the one that xtask names, or else the one built for release.
fn binary() -> anyhow::Result<PathBuf> {
    let path = env::var_os("RUNBOARD_BINARY").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/release/runboard"),
        PathBuf::from,
    );
    if !path.is_file() {
        bail!("{} is not built: run `cargo xtask e2e`", path.display());
    }
    Ok(path)
}

fn wait_for_port(process: &mut Process, port_file: &Path) -> anyhow::Result<u16> {
    let mut ended = None;
    let port = poll(Duration::from_secs(30), || {
        if let Ok(Some(status)) = process.status() {
            ended = Some(status);
            return Some(0);
        }
        fs::read_to_string(port_file).ok()?.trim().parse().ok()
    });
    if let Some(status) = ended {
        bail!("the server ended with {status} instead of serving");
    }
    port.with_context(|| format!("the server does not write {}", port_file.display()))
}
