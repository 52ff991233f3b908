//! `cargo xtask test` and `cargo xtask e2e`. Both close on the test runner's summary line.

use std::fs;
use std::process::Command;

use crate::chromium::Browser;
use crate::project::Project;
use crate::shell::{self, cargo, path_with, say, step};
use crate::tools::Tool;
use crate::{chromium, clients, page, python, size, toolchain};

/// Every test there is. The last runner runs host and end-to-end tests together, so that its
/// summary is that of both.
pub(crate) fn run_all(project: &Project, rest: &[String]) -> anyhow::Result<()> {
    say("Every test: the wasm tests in the browser, then host and end to end in one run");
    let browser = chromium::ensure(project)?;
    toolchain::ensure_wasm_target(project)?;
    let nextest = Tool::nextest().ensure(project)?;
    page::build(project)?;
    size::check(project)?;
    page::build_server(project)?;
    python::test(project)?;
    clients::test(project)?;
    run_wasm(project, &browser)?;
    step(
        "The examples in the documentation",
        "a minute or two the first time",
        || shell::run(cargo(project).args(["test", "--doc", "--workspace", "--quiet", "--locked"])),
    )?;
    say("Host and end-to-end tests (some minutes the first time)");
    let mut tests = cargo(project);
    tests
        .args(["nextest", "run", "--workspace", "--locked"])
        .args(rest)
        .env("PATH", path_with(&[&nextest])?);
    browser.tell(&mut tests);
    tell_binary(project, &mut tests);
    shell::run(&mut tests)
}

/// The end-to-end tests, all or those whose names hold one of the words.
pub(crate) fn run_e2e(project: &Project, rest: &[String]) -> anyhow::Result<()> {
    let browser = chromium::ensure(project)?;
    let nextest = Tool::nextest().ensure(project)?;
    page::build(project)?;
    page::build_server(project)?;
    let mut tests = cargo(project);
    tests
        .args(["nextest", "run", "--package", "runboard-e2e", "--locked"])
        .args(rest)
        .env("PATH", path_with(&[&nextest])?);
    browser.tell(&mut tests);
    tell_binary(project, &mut tests);
    shell::run(&mut tests)
}

/// Tells the end-to-end package which server to start.
pub(crate) fn tell_binary(project: &Project, command: &mut Command) {
    command.env("RUNBOARD_BINARY", project.server_binary());
}

fn run_wasm(project: &Project, browser: &Browser) -> anyhow::Result<()> {
    let bindgen = Tool::wasm_bindgen(project)?.ensure(project)?;
    step(
        "The wasm tests in the browser",
        "a minute or two the first time",
        || {
            let capabilities = project.target_dir.join("xtask/webdriver.json");
            fs::write(&capabilities, browser.capabilities())?;
            let mut tests = cargo(project);
            tests
                .args(["test", "--target", "wasm32-unknown-unknown", "--locked"])
                .args(["--package", "runboard-ui", "--test", "browser"])
                .env("PATH", path_with(&[&bindgen])?)
                .env(
                    "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
                    "wasm-bindgen-test-runner",
                )
                .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &capabilities)
                .env("WASM_BINDGEN_TEST_TIMEOUT", "120");
            browser.tell(&mut tests);
            shell::run(&mut tests)
        },
    )
}
