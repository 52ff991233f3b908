//! `cargo xtask bench` and `cargo xtask screenshots`: programs of the end-to-end package.

use std::process::Command;

use crate::project::Project;
use crate::shell::{self, cargo, say};
use crate::{chromium, page, python, size, test};

/// The word that asks for a comparison.
const PEER: &str = "tensorboard";
/// What the comparison needs.
const PEER_REQUIREMENTS: &str = "tests/peers/tensorboard/requirements.txt";

/// Measures the built page and server; see `docs/performance.md`.
pub(crate) fn run(project: &Project, rest: &[String]) -> anyhow::Result<()> {
    say("Measuring the page and the server (some minutes, plus the builds)");
    page::build(project)?;
    size::check(project)?;
    let (peers, rest): (Vec<String>, Vec<String>) =
        rest.iter().cloned().partition(|word| word == PEER);
    let mut bench = program(project, "bench", &rest)?;
    if !peers.is_empty() {
        let programs = python::environment(project, PEER_REQUIREMENTS)?;
        bench.env("RUNBOARD_TENSORBOARD", programs);
    }
    shell::run(&mut bench)
}

/// Photographs the pages into `target/screenshots`.
pub(crate) fn run_screenshots(project: &Project, rest: &[String]) -> anyhow::Result<()> {
    say("Photographing the pages (a minute, plus the builds)");
    page::build(project)?;
    shell::run(&mut program(project, "screenshots", rest)?)
}

/// A program of the end-to-end package, with all that it needs to be told.
fn program(project: &Project, name: &str, rest: &[String]) -> anyhow::Result<Command> {
    let browser = chromium::ensure(project)?;
    page::build_server(project)?;
    let mut program = cargo(project);
    program
        .args([
            "run",
            "--quiet",
            "--locked",
            "--package",
            "runboard-e2e",
            "--bin",
            name,
            "--",
        ])
        .args(rest)
        .env("RUNBOARD_TARGET_DIR", &project.target_dir);
    browser.tell(&mut program);
    test::tell_binary(project, &mut program);
    Ok(program)
}
