//! The browser that the tests drive: found, or installed where that is one command.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::bail;

use crate::project::Project;
use crate::shell::{command, on_path, output_of, run, step};

/// A browser and the program that drives it.
pub(crate) struct Browser {
    pub(crate) chrome: PathBuf,
    pub(crate) driver: PathBuf,
}

impl Browser {
    /// Tells a command where both are.
    pub(crate) fn tell(&self, command: &mut Command) {
        command
            .env("RUNBOARD_CHROME", &self.chrome)
            .env("CHROMEDRIVER", &self.driver);
    }

    /// The capabilities that the runner of the wasm tests asks for, as JSON.
    pub(crate) fn capabilities(&self) -> String {
        let flags: Vec<String> = FLAGS.lines().map(|flag| format!("\"{flag}\"")).collect();
        let chrome = self.chrome.to_string_lossy();
        let chrome = chrome.replace('\\', "\\\\").replace('"', "\\\"");
        format!(
            "{{\"goog:chromeOptions\": {{\"binary\": \"{chrome}\", \"args\": [{}]}}}}\n",
            flags.join(", ")
        )
    }
}

/// What every browser of the tests is started with, one a line.
const FLAGS: &str = include_str!("../../tests/e2e/chromium-flags.txt");
const CHROME_NAMES: &[&str] = &[
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
];
const CHROME_PATHS: &[&str] = &[
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];
const DRIVER_PATHS: &[&str] = &[
    "/usr/lib/chromium-browser/chromedriver",
    "/usr/lib/chromium/chromedriver",
];

/// Finds a browser and its driver; on Debian as root, installs them if they are missing.
pub(crate) fn ensure(project: &Project) -> anyhow::Result<Browser> {
    if let Some(browser) = find() {
        return Ok(browser);
    }
    if is_debian_as_root(project) {
        step(
            "Installing Chromium and ChromeDriver",
            "about a minute, once",
            || {
                run(command(project, "apt-get").args(["update", "--quiet"]))?;
                run(command(project, "apt-get")
                    .args(["install", "--quiet", "--yes", "--no-install-recommends"])
                    .args(["chromium", "chromium-driver"])
                    .env("DEBIAN_FRONTEND", "noninteractive"))
            },
        )?;
        if let Some(browser) = find() {
            return Ok(browser);
        }
    }
    bail!(
        "the browser tests need Chrome or Chromium and a ChromeDriver of the same version.\n  \
         Debian:  sudo apt-get install chromium chromium-driver\n  \
         Fedora:  sudo dnf install chromium chromedriver\n  \
         macOS:   brew install --cask google-chrome chromedriver\n  \
         others:  https://googlechromelabs.github.io/chrome-for-testing/\n\
         Where they are not on the PATH, name them in RUNBOARD_CHROME and CHROMEDRIVER."
    );
}

fn find() -> Option<Browser> {
    Some(Browser {
        chrome: find_one("RUNBOARD_CHROME", CHROME_NAMES, CHROME_PATHS)?,
        driver: find_one("CHROMEDRIVER", &["chromedriver"], DRIVER_PATHS)?,
    })
}

fn find_one(variable: &str, names: &[&str], paths: &[&str]) -> Option<PathBuf> {
    env::var_os(variable)
        .map(PathBuf::from)
        .filter(|path| path.is_file())
        .or_else(|| names.iter().find_map(|name| on_path(name)))
        .or_else(|| paths.iter().map(PathBuf::from).find(|path| path.is_file()))
}

fn is_debian_as_root(project: &Project) -> bool {
    // Ubuntu's packages of these names are only pointers to a snap, which does not run as root.
    Path::new("/etc/debian_version").exists()
        && !Path::new("/etc/lsb-release").exists()
        && output_of(command(project, "id").arg("-u")).is_some_and(|uid| uid.trim() == "0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capabilities_quote_the_browsers_path() {
        let browser = Browser {
            chrome: PathBuf::from("C:\\my \"browser\"\\chrome.exe"),
            driver: PathBuf::new(),
        };
        let json = browser.capabilities();
        assert!(
            json.contains(r#""binary": "C:\\my \"browser\"\\chrome.exe""#),
            "{json}"
        );
    }
}
