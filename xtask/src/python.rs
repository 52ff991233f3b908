//! The Python package: its checks and its tests, in a virtual environment of the user's cache.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, bail};

use crate::project::Project;
use crate::shell::{command, on_path, output_of, run, step};
use crate::test;

/// What the checks and the tests of the package need, each at one version.
const REQUIREMENTS: &str = "python/requirements.txt";
/// All Python beside the package itself, from its directory: tests of other clients, other trackers.
const BESIDE: &[&str] = &["../tests/clients", "../tests/peers"];

/// Formatting, lints and types of the package.
pub(crate) fn check(project: &Project) -> anyhow::Result<()> {
    let bin = environment(project, REQUIREMENTS)?;
    step("The Python package: form and types", "some seconds", || {
        let ruff = || in_package(project, &bin, "ruff");
        run(ruff()
            .args(["format", "--check", "--quiet", "."])
            .args(BESIDE))?;
        run(ruff().args(["check", "--quiet", "."]).args(BESIDE))?;
        run(&mut in_package(project, &bin, "mypy"))
    })
}

/// Formats the package.
pub(crate) fn format(project: &Project) -> anyhow::Result<()> {
    let bin = environment(project, REQUIREMENTS)?;
    run(in_package(project, &bin, "ruff")
        .args(["format", "--quiet", "."])
        .args(BESIDE))
}

/// The tests of the package, against the server as it is built.
pub(crate) fn test(project: &Project) -> anyhow::Result<()> {
    let bin = environment(project, REQUIREMENTS)?;
    step("The tests of the Python package", "half a minute", || {
        let mut tests = in_package(project, &bin, "pytest");
        test::tell_binary(project, &mut tests);
        run(&mut tests)
    })
}

/// A tool of an environment, in the package's directory.
fn in_package(project: &Project, bin: &Path, tool: &str) -> Command {
    let mut command = command(project, bin.join("python"));
    command
        .args(["-m", tool])
        .current_dir(project.root.join("python"));
    command
}

/// The programs of a virtual environment with what a file of requirements names, made once for each
/// content of that file.
pub(crate) fn environment(project: &Project, requirements: &str) -> anyhow::Result<PathBuf> {
    let python = on_path("python3")
        .or_else(|| on_path("python"))
        .context("Python 3.9 or later is needed, and is not in PATH")?;
    let version = output_of(command(project, &python).arg("--version")).unwrap_or_default();
    let file = project.root.join(requirements);
    let wanted =
        fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
    let name = format!("python-{:016x}", hash_of(&[&version, &wanted]));
    let home = project.cache.join("tools").join(name);
    let bin = home.join(if cfg!(windows) { "Scripts" } else { "bin" });
    // Written last: an environment that was broken off is made anew.
    let finished = home.join("finished");
    if finished.is_file() {
        return Ok(bin);
    }
    step(
        &format!("Installing what {requirements} names"),
        "half a minute, once",
        || {
            if home.exists() {
                fs::remove_dir_all(&home)?;
            }
            run(command(project, &python).args(["-m", "venv"]).arg(&home))?;
            let pip = [
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "-r",
            ];
            run(command(project, bin.join("python")).args(pip).arg(&file))?;
            fs::write(&finished, &wanted)?;
            Ok(())
        },
    )?;
    if !bin
        .join(format!("python{}", std::env::consts::EXE_SUFFIX))
        .exists()
    {
        bail!("{} has no Python in it", home.display());
    }
    Ok(bin)
}

fn hash_of(texts: &[&str]) -> u64 {
    let mut hasher = DefaultHasher::new();
    texts.hash(&mut hasher);
    hasher.finish()
}
