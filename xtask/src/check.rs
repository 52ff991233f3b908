//! `cargo xtask check`: all that is wrong with the code without running it.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::project::Project;
use crate::shell::{cargo, path_with, run as run_command, say, step};
use crate::tools::Tool;
use crate::{python, size, toolchain};

/// Packages that are compiled to wasm.
const WASM_PACKAGES: &[&str] = &[
    "--package=runboard-ui",
    "--package=runboard-model",
    "--package=runboard-series",
    "--package=runboard-chart",
];

const DENY_WARNINGS: &[&str] = &["--", "--deny", "warnings"];

/// How long the advisory database may take to come before the check goes on without it.
const DATABASE_TIMEOUT: Duration = Duration::from_secs(60);

pub(crate) fn run(project: &Project, _: &[String]) -> anyhow::Result<()> {
    toolchain::ensure_components(project)?;
    toolchain::ensure_wasm_target(project)?;
    step("Formatting", "a second", || {
        run_command(cargo(project).args(["fmt", "--all", "--check"]))
    })?;
    step(
        "Clippy for the host",
        "a minute or two the first time",
        || {
            run_command(
                cargo(project)
                    .args([
                        "clippy",
                        "--workspace",
                        "--all-targets",
                        "--locked",
                        "--quiet",
                    ])
                    .args(DENY_WARNINGS),
            )
        },
    )?;
    step("Clippy for wasm", "a minute or two the first time", || {
        run_command(
            clippy_for_wasm(project)
                .args(WASM_PACKAGES)
                // As it is released; the tests below are compiled without.
                .args(["--features", "runboard-ui/split"])
                .args(DENY_WARNINGS),
        )?;
        run_command(
            clippy_for_wasm(project)
                .args(["--package", "runboard-ui", "--test", "browser"])
                .args(DENY_WARNINGS),
        )
    })?;
    step("Documentation", "a minute or two the first time", || {
        run_command(
            cargo(project)
                .args(["doc", "--workspace", "--no-deps", "--locked", "--quiet"])
                .env("RUSTDOCFLAGS", "--deny warnings"),
        )
    })?;
    step("Tidy", "some seconds", || {
        run_command(cargo(project).args([
            "test",
            "--package",
            "runboard-tidy",
            "--locked",
            "--quiet",
        ]))
    })?;
    python::check(project)?;
    deny(project)?;
    // The server's build makes the directory, so only a file in it says that the page is built.
    if project.dist.join("index.html").is_file() {
        size::check(project)?;
    } else {
        say("The page is not built: its size is not checked (cargo xtask page)");
    }
    say("Every check passed");
    Ok(())
}

fn clippy_for_wasm(project: &Project) -> Command {
    let mut clippy = cargo(project);
    clippy
        .args(["clippy", "--target", "wasm32-unknown-unknown"])
        .args(["--locked", "--quiet"])
        .env("CLIPPY_CONF_DIR", project.root.join(".config/clippy-wasm"));
    clippy
}

/// `cargo xtask fmt`.
pub(crate) fn format(project: &Project, _: &[String]) -> anyhow::Result<()> {
    toolchain::ensure_components(project)?;
    run_command(cargo(project).args(["fmt", "--all"]))?;
    python::format(project)
}

fn deny(project: &Project) -> anyhow::Result<()> {
    let path = path_with(&[&Tool::deny().ensure(project)?])?;
    let cargo_deny = |args: &[&str]| {
        let mut command = cargo(project);
        // Git must not ask for a password where nobody can answer.
        command
            .arg("deny")
            .args(args)
            .env("PATH", &path)
            .env("GIT_TERMINAL_PROMPT", "0");
        command
    };
    step(
        "Licences, bans and sources of the dependencies",
        "some seconds",
        || {
            run_command(&mut cargo_deny(&[
                "check",
                "--hide-inclusion-graph",
                "licenses",
                "bans",
                "sources",
            ]))
        },
    )?;
    let fetched = step(
        "Fetching the advisory database",
        "some seconds, a minute at most",
        || {
            Ok(succeeds_within(
                &mut cargo_deny(&["fetch", "db"]),
                DATABASE_TIMEOUT,
            ))
        },
    )?;
    if !fetched {
        say("The advisory database cannot be reached: advisories are not checked");
        return Ok(());
    }
    step(
        "Advisories against the dependencies",
        "some seconds",
        || run_command(&mut cargo_deny(&["--offline", "check", "advisories"])),
    )
}

/// Whether a quiet command ends well within the time; it is stopped when the time is over.
fn succeeds_within(command: &mut Command, timeout: Duration) -> bool {
    let Ok(mut child) = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn() else {
        return false;
    };
    let deadline = Instant::now() + timeout;
    while Instant::now() < deadline {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) => std::thread::sleep(Duration::from_millis(100)),
            Err(_) => break,
        }
    }
    stop(&mut child);
    false
}

fn stop(child: &mut Child) {
    // It may have ended in between, which is as good.
    let _ = child.kill();
    let _ = child.wait();
}
