//! The page, built for release into `dist/`, and the server with the page inside it.

use std::fs;
use std::path::PathBuf;

use anyhow::Context as _;

use crate::fingerprint::{self, files_below};
use crate::project::Project;
use crate::shell::{self, cargo, say, step};
use crate::{bundle, compress, index, size, toolchain};

/// Everything that the page is made from, relative to the root.
const INPUTS: &[&str] = &[
    "src",
    "style",
    "index.html",
    "Cargo.toml",
    "Cargo.lock",
    ".cargo/config.toml",
    "rust-toolchain.toml",
    "crates/model/Cargo.toml",
    "crates/model/src",
    "crates/series/Cargo.toml",
    "crates/series/src",
    "crates/chart/Cargo.toml",
    "crates/chart/src",
    // Whole: a list of what in it makes the page would be forgotten.
    "xtask/src",
];

/// `cargo xtask page`.
pub(crate) fn run(project: &Project, _: &[String]) -> anyhow::Result<()> {
    build(project)?;
    size::check(project)
}

/// `cargo xtask server`.
pub(crate) fn run_server(project: &Project, _: &[String]) -> anyhow::Result<()> {
    build(project)?;
    build_server(project).map(drop)
}

/// Builds the page, unless what is there was made from the same files.
pub(crate) fn build(project: &Project) -> anyhow::Result<()> {
    toolchain::ensure_wasm_target(project)?;
    if read_stamp(project) == Some(stamp(project)?) {
        say("The page is up to date");
        return Ok(());
    }
    bundle::empty(&project.dist)?;
    let bundle = bundle::build(project)?;
    index::build(project, &bundle)?;
    step("Compressing the page", "some seconds", || {
        files_below(&project.dist)?
            .iter()
            .filter(|file| !size::is_compressed(file))
            .try_for_each(|file| compress::beside(file))
    })?;
    let path = stamp_path(project);
    fs::create_dir_all(path.parent().unwrap_or(&project.target_dir))?;
    fs::write(&path, stamp(project)?).with_context(|| format!("cannot write {}", path.display()))
}

/// Builds the server for release with the page inside it; where its binary is.
pub(crate) fn build_server(project: &Project) -> anyhow::Result<PathBuf> {
    step(
        "Building the server for release",
        "3 to 6 minutes the first time, a minute after a change",
        || {
            shell::run(cargo(project).args([
                "build",
                "--release",
                "--locked",
                "--package",
                "runboard",
            ]))
        },
    )?;
    Ok(project.server_binary())
}

fn stamp_path(project: &Project) -> PathBuf {
    project.target_dir.join("xtask/page.stamp")
}

fn read_stamp(project: &Project) -> Option<String> {
    fs::read_to_string(stamp_path(project)).ok()
}

/// What the page is made from and what it was made into: a changed or missing `dist/` counts too.
fn stamp(project: &Project) -> anyhow::Result<String> {
    let inputs = fingerprint::of(&project.root, INPUTS)?;
    let outputs = fingerprint::of(&project.root, &["dist"])?;
    Ok(format!("{inputs:016x} {outputs:016x}\n"))
}
