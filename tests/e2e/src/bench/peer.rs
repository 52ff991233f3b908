//! TensorBoard on the same curves, loaded in the same run as Runboard.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, ensure};
use serde_json::Value;
use tempfile::TempDir;

use super::load::{Load, cold_load};
use crate::http;
use crate::logger::Experiment;
use crate::process::Process;
use crate::wait::poll;

/// Names the directory of TensorBoard's programs; without it, nothing is compared.
const VARIABLE: &str = "RUNBOARD_TENSORBOARD";
/// Writes experiments as event files.
const WRITER: &str = "../peers/tensorboard/write.py";
const START: Duration = Duration::from_secs(60);

/// Where TensorBoard's programs are, if a comparison is wanted.
pub fn programs() -> Option<PathBuf> {
    std::env::var_os(VARIABLE).map(PathBuf::from)
}

/// A TensorBoard that has read all curves of some experiments; stopped when dropped.
#[derive(Debug)]
pub struct TensorBoard {
    _process: Process,
    _files: TempDir,
    url: String,
}

impl TensorBoard {
    /// Writes the experiments' lines as event files and starts TensorBoard on them.
    ///
    /// # Errors
    ///
    /// When a program cannot be run, or does not show all runs in a minute.
    pub fn start(programs: &Path, experiments: &[Experiment]) -> anyhow::Result<Self> {
        let files = TempDir::new()?;
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(WRITER);
        let written = Command::new(programs.join("python"))
            .arg(script)
            .arg(files.path())
            .args(experiments.iter().map(Experiment::api_url))
            .stdout(Stdio::null())
            .status()?;
        ensure!(written.success(), "the event files could not be written");
        let port = free_port()?;
        let mut command = Command::new(programs.join("tensorboard"));
        command
            .arg("--logdir")
            .arg(files.path())
            .args(["--host", "127.0.0.1", "--port", &port.to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let process = Process::start(&mut command)?;
        let url = format!("http://127.0.0.1:{port}");
        wait_for_runs(&url, experiments.len())?;
        Ok(Self {
            _process: process,
            _files: files,
            url,
        })
    }

    /// Loads its page of curves in a new browser with an empty cache.
    ///
    /// # Errors
    ///
    /// When the browser cannot be talked to, or the page never stands still.
    pub fn cold_load(&self) -> anyhow::Result<Load> {
        cold_load(&format!("{}/#timeseries", self.url))
    }
}

/// TensorBoard answers before it has read its files.
fn wait_for_runs(url: &str, n_runs: usize) -> anyhow::Result<()> {
    let agent = http::agent();
    let address = format!("{url}/data/runs");
    poll(START, || {
        let answer = http::get(&agent, &address).ok()?;
        let n_known = answer.body.as_array().map_or(0, Vec::<Value>::len);
        (n_known >= n_runs).then_some(())
    })
    .with_context(|| format!("TensorBoard does not know {n_runs} runs"))
}

/// A port that was free a moment ago: TensorBoard does not say which one it takes.
fn free_port() -> anyhow::Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
