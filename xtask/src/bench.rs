//! `cargo xtask bench` and `cargo xtask screenshots`: programs of the end-to-end package.

use crate::project::Project;
use crate::shell::{self, cargo, say};
use crate::{chromium, page, size, test};

/// Measures the built page and server; see `docs/performance.md`.
pub(crate) fn run(project: &Project, rest: &[String]) -> anyhow::Result<()> {
    say("Measuring the page and the server (some minutes, plus the builds)");
    page::build(project)?;
    size::check(project)?;
    program(project, "bench", rest)
}

/// Photographs the pages into `target/screenshots`.
pub(crate) fn run_screenshots(project: &Project, rest: &[String]) -> anyhow::Result<()> {
    say("Photographing the pages (a minute, plus the builds)");
    page::build(project)?;
    program(project, "screenshots", rest)
}

fn program(project: &Project, name: &str, rest: &[String]) -> anyhow::Result<()> {
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
    shell::run(&mut program)
}
