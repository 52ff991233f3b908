//! `cargo xtask demo`: the whole program with the example project in it.

use crate::page;
use crate::project::Project;
use crate::shell::{command, say};

/// Builds all, then becomes the server.
pub(crate) fn run(project: &Project, rest: &[String]) -> anyhow::Result<()> {
    say("Runboard with its example project, on http://127.0.0.1:7878 in a moment");
    page::build(project)?;
    let server = page::build_server(project)?;
    say("Starting; Ctrl-C stops it");
    let mut demo = command(project, server);
    demo.arg("demo").args(rest);
    become_it(&mut demo)
}

/// Replaces this process, so that signals reach the server itself.
#[cfg(unix)]
fn become_it(demo: &mut std::process::Command) -> anyhow::Result<()> {
    use std::os::unix::process::CommandExt as _;
    Err(demo.exec().into())
}

#[cfg(not(unix))]
fn become_it(demo: &mut std::process::Command) -> anyhow::Result<()> {
    crate::shell::run(demo)
}
