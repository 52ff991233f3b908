//! What the Rust toolchain itself has to bring: the wasm target, rustfmt and clippy.

use std::path::Path;

use anyhow::Context as _;

use crate::project::Project;
use crate::shell::{command, on_path, output_of, run, step};

const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Adds the wasm target if the toolchain lacks it.
pub(crate) fn ensure_wasm_target(project: &Project) -> anyhow::Result<()> {
    let sysroot = output_of(command(project, "rustc").args(["--print", "sysroot"]))
        .context("rustc cannot be run: install Rust from https://rustup.rs")?;
    let libraries = Path::new(sysroot.trim())
        .join("lib/rustlib")
        .join(WASM_TARGET);
    if libraries.is_dir() {
        return Ok(());
    }
    step(
        "Adding the wasm target to Rust",
        "about half a minute, once",
        || run(command(project, "rustup").args(["target", "add", WASM_TARGET])),
    )
}

/// Adds rustfmt and clippy if the toolchain lacks them.
pub(crate) fn ensure_components(project: &Project) -> anyhow::Result<()> {
    for (component, subcommand) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        let program = format!("cargo-{subcommand}");
        let works = on_path(&program).is_some()
            && output_of(command(project, "cargo").args([subcommand, "--version"])).is_some();
        if !works {
            step(
                &format!("Adding {component} to Rust"),
                "some seconds, once",
                || run(command(project, "rustup").args(["component", "add", component])),
            )?;
        }
    }
    Ok(())
}
