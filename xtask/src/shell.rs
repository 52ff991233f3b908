//! Running other programs, and telling the person what goes on.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context as _, bail};

use crate::project::Project;

/// Says what is about to be done.
pub(crate) fn say(text: &str) {
    eprintln!("==> {text}");
}

/// Says what is done and for about how long, does it, and says how long it took.
pub(crate) fn step<T>(
    what: &str,
    about: &str,
    work: impl FnOnce() -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    say(&format!("{what} ({about})"));
    let started = Instant::now();
    let done = work().with_context(|| format!("failed: {what}"))?;
    eprintln!("    done in {:.1} s", started.elapsed().as_secs_f64());
    Ok(done)
}

/// A command in the root of the repository that reads nothing from the person.
pub(crate) fn command(project: &Project, program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(&project.root).stdin(Stdio::null());
    command
}

/// The cargo that runs this task.
pub(crate) fn cargo(project: &Project) -> Command {
    let program = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut cargo = command(project, program);
    // What cargo tells `cargo run`'s child about this package would make other builds differ.
    for (name, _) in env::vars_os() {
        let name_text = name.to_string_lossy();
        if name_text.starts_with("CARGO_PKG_") || name_text.starts_with("CARGO_MANIFEST_") {
            cargo.env_remove(&name);
        }
    }
    cargo
}

/// Runs a command whose output the person sees; fails unless its status is 0.
pub(crate) fn run(command: &mut Command) -> anyhow::Result<()> {
    let status = command
        .status()
        .with_context(|| format!("cannot start {}", shown(command)))?;
    if !status.success() {
        bail!("{} ended with {status}", shown(command));
    }
    Ok(())
}

/// What a command prints, or `None` if it cannot be started or fails.
pub(crate) fn output_of(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The first program of this name in the directories of `PATH`.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    let file_name = format!("{name}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?)
        .map(|dir| dir.join(&file_name))
        .find(|path| path.is_file())
}

/// `PATH` with these directories before all others.
pub(crate) fn path_with(dirs: &[&Path]) -> anyhow::Result<OsString> {
    let old = env::var_os("PATH").unwrap_or_default();
    let all = dirs
        .iter()
        .map(|dir| dir.to_path_buf())
        .chain(env::split_paths(&old));
    env::join_paths(all).context("a directory's name cannot stand in PATH")
}

fn shown(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(OsStr::to_string_lossy)
        .collect::<Vec<_>>()
        .join(" ")
}
