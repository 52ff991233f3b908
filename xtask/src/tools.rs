//! The tools that the tasks call, installed once into the user's cache, never over the user's own.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::project::Project;
use crate::shell::{self, cargo, command, on_path, output_of, say, step};
use crate::{chromium, toolchain};

/// A program from crates.io at one version.
pub(crate) struct Tool {
    package: &'static str,
    program: &'static str,
    version: String,
    flags: &'static [&'static str],
    about: &'static str,
}

impl Tool {
    /// Serves the page while developing, from `index.html`.
    pub(crate) fn trunk() -> Self {
        Self {
            package: "trunk",
            program: "trunk",
            version: "0.21.14".to_owned(),
            flags: &[],
            about: "about 8 minutes on two cores, once",
        }
    }

    /// Cuts the page's program into chunks.
    pub(crate) fn wasm_split() -> Self {
        Self {
            package: "wasm_split_cli_support",
            program: "wasm-split-cli",
            version: "0.2.4".to_owned(),
            flags: &["--features", "build-binary"],
            about: "about 2 minutes on two cores, once",
        }
    }

    /// Joins wasm and JavaScript, and runs the wasm tests. Its version has to be that of the
    /// library in `Cargo.lock`.
    pub(crate) fn wasm_bindgen(project: &Project) -> anyhow::Result<Self> {
        let lock_file = project.root.join("Cargo.lock");
        let lock = fs::read_to_string(&lock_file)
            .with_context(|| format!("cannot read {}", lock_file.display()))?;
        let version = locked_version(&lock, "wasm-bindgen")
            .context("Cargo.lock does not name wasm-bindgen")?
            .to_owned();
        Ok(Self {
            package: "wasm-bindgen-cli",
            program: "wasm-bindgen",
            version,
            flags: &[],
            about: "about 3 minutes on two cores, once",
        })
    }

    /// Runs the host and the end-to-end tests, and ends those that hang.
    pub(crate) fn nextest() -> Self {
        Self {
            package: "cargo-nextest",
            program: "cargo-nextest",
            version: "0.9.151".to_owned(),
            flags: &["--no-default-features", "--features", "default-no-update"],
            about: "about 8 minutes on two cores, once",
        }
    }

    /// Checks licences, bans, sources and advisories of the dependencies.
    pub(crate) fn deny() -> Self {
        Self {
            package: "cargo-deny",
            program: "cargo-deny",
            version: "0.20.2".to_owned(),
            flags: &[],
            about: "about 8 minutes on two cores, once",
        }
    }

    /// The directory of the program, after installing it if this version is nowhere.
    pub(crate) fn ensure(&self, project: &Project) -> anyhow::Result<PathBuf> {
        let home = self.home(&project.cache);
        if home.join("bin").join(self.file_name()).is_file() {
            return Ok(home.join("bin"));
        }
        if let Some(dir) = self.of_the_user(project) {
            return Ok(dir);
        }
        let what = format!("Installing {} {} for you", self.package, self.version);
        step(&what, self.about, || self.install(project, &home))?;
        Ok(home.join("bin"))
    }

    /// The program itself, after installing it if this version is nowhere.
    pub(crate) fn program(&self, project: &Project) -> anyhow::Result<PathBuf> {
        Ok(self.ensure(project)?.join(self.file_name()))
    }

    fn home(&self, cache: &Path) -> PathBuf {
        cache
            .join("tools")
            .join(format!("{}-{}", self.package, self.version))
    }

    fn file_name(&self) -> String {
        format!("{}{}", self.program, std::env::consts::EXE_SUFFIX)
    }

    /// The directory of the user's own program, where it is of this very version.
    fn of_the_user(&self, project: &Project) -> Option<PathBuf> {
        let program = on_path(self.program)?;
        let printed = output_of(command(project, &program).arg("--version"))?;
        let same = printed.split_whitespace().any(|word| word == self.version);
        same.then(|| program.parent().map(Path::to_owned)).flatten()
    }

    fn install(&self, project: &Project, home: &Path) -> anyhow::Result<()> {
        let target_dir = project.cache.join("build");
        shell::run(
            cargo(project)
                .args(["install", "--locked", "--quiet", "--root"])
                .arg(home)
                .args(["--version", &format!("={}", self.version)])
                .args(self.flags)
                .arg(self.package)
                .env("CARGO_TARGET_DIR", &target_dir)
                // A tool runs for seconds: what it takes to compile counts for more than its speed.
                .env("CARGO_PROFILE_RELEASE_LTO", "off")
                .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
                .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
                .env("CARGO_PROFILE_RELEASE_DEBUG", "false")
                .env_remove("RUSTFLAGS"),
        )
    }
}

/// `cargo xtask tools`: installs all of them, and the browser.
pub(crate) fn run(project: &Project, _: &[String]) -> anyhow::Result<()> {
    toolchain::ensure_wasm_target(project)?;
    for tool in [
        Tool::wasm_bindgen(project)?,
        Tool::wasm_split(),
        Tool::trunk(),
        Tool::nextest(),
        Tool::deny(),
    ] {
        tool.ensure(project)?;
    }
    chromium::ensure(project)?;
    say("Every tool is there");
    Ok(())
}

/// The version of a package in the text of a `Cargo.lock`; the first where there are several.
fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name_line = format!("name = \"{package}\"");
    let mut lines = lock.lines();
    lines.find(|line| *line == name_line)?;
    lines
        .next()?
        .strip_prefix("version = \"")?
        .strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.2.9\"\n\n\
                        [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.129\"\n";

    #[track_caller]
    fn check(package: &str, expected: Option<&str>) {
        assert_eq!(locked_version(LOCK, package), expected, "{package}");
    }

    #[test]
    fn locked_version_is_that_of_the_whole_name() {
        check("wasm-bindgen", Some("0.2.129"));
        check("wasm-bindgen-macro", Some("0.2.9"));
        check("wasm", None);
        check("leptos", None);
    }
}
