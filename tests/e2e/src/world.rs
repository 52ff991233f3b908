//! One test's world: a server, a browser, and what a person does with the page.

use std::env;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;

use crate::accessible::Found;
use crate::browser::{Browser, ConsoleError, Viewport};
use crate::logger::Logger;
use crate::server::Server;
use crate::wait::eventually;

/// The server and the browser of one test.
#[derive(Debug)]
pub struct World {
    pub server: Server,
    pub browser: Browser,
    announced: Mutex<Vec<String>>,
}

/// Runs a test on an empty server, in a browser of a desktop's size.
///
/// # Panics
///
/// When the test does, or when the console holds an error that it did not announce.
pub fn in_browser(test: impl FnOnce(&mut World) -> anyhow::Result<()>) {
    in_browser_with(Viewport::DESKTOP, test);
}

/// Runs a test in a browser of another size.
///
/// # Panics
///
/// As [`in_browser`].
pub fn in_browser_with(viewport: Viewport, test: impl FnOnce(&mut World) -> anyhow::Result<()>) {
    let start = || -> anyhow::Result<World> {
        Ok(World {
            server: Server::start()?,
            browser: Browser::start(viewport)?,
            announced: Mutex::default(),
        })
    };
    let mut world = match start() {
        Ok(world) => world,
        Err(error) => panic!("the test cannot start: {error:#}"),
    };
    let outcome = catch_unwind(AssertUnwindSafe(|| test(&mut world)));
    let errors = world.unannounced_errors();
    let is_clean = matches!(outcome, Ok(Ok(()))) && errors.is_empty();
    if !is_clean {
        world.report(&errors);
    }
    match outcome {
        Err(panic) => resume_unwind(panic),
        Ok(Err(error)) => panic!("{error:#}"),
        Ok(Ok(())) => assert!(errors.is_empty(), "errors in the console: {errors:#?}"),
    }
}

impl World {
    /// A connection for logging to this world's server.
    pub fn logger(&self) -> Logger {
        Logger::new(&self.server)
    }

    /// Opens a path of the page.
    pub fn open(&self, path: &str) -> anyhow::Result<()> {
        self.browser.goto(&self.server.url(path))
    }

    /// The one thing of this role and name, as soon as it is there.
    ///
    /// # Panics
    ///
    /// When it does not come, or there are several.
    #[track_caller]
    pub fn find(&self, role: &str, name: &str) -> Found<'_> {
        let mut all = eventually(&format!("{role} “{name}”"), || {
            self.browser
                .find_all(role, name)
                .ok()
                .filter(|all| !all.is_empty())
        });
        assert!(all.len() == 1, "{} of {role} “{name}”", all.len());
        all.swap_remove(0)
    }

    /// Waits until nothing of this role and name is there.
    ///
    /// # Panics
    ///
    /// When it stays.
    #[track_caller]
    pub fn find_none(&self, role: &str, name: &str) {
        eventually(&format!("no {role} “{name}”"), || {
            let all = self.browser.find_all(role, name).ok()?;
            all.is_empty().then_some(())
        });
    }

    /// Announces that the console will hold errors with this text.
    pub fn announce_console_error(&self, text: &str) {
        if let Ok(mut announced) = self.announced.lock() {
            announced.push(text.to_owned());
        }
    }

    fn unannounced_errors(&self) -> Vec<ConsoleError> {
        let announced = self
            .announced
            .lock()
            .map(|all| all.clone())
            .unwrap_or_default();
        let errors = self.browser.console_errors().unwrap_or_else(|error| {
            vec![ConsoleError {
                source: "driver".to_owned(),
                message: format!("the console cannot be read: {error:#}"),
            }]
        });
        errors
            .into_iter()
            .filter(|error| !announced.iter().any(|text| error.message.contains(text)))
            .collect()
    }

    /// Leaves a picture of the failure, and says what the console holds.
    fn report(&self, errors: &[ConsoleError]) {
        for error in errors {
            eprintln!("console: {}: {}", error.source, error.message);
        }
        eprintln!("address: {}", self.browser.url().unwrap_or_default());
        let test = thread::current()
            .name()
            .unwrap_or("test")
            .replace("::", "-");
        let path = target_dir()
            .join("e2e-failures")
            .join(format!("{test}.png"));
        match self.browser.save_screenshot(&path) {
            Ok(()) => eprintln!("picture: {}", path.display()),
            Err(error) => eprintln!("no picture: {error:#}"),
        }
    }
}

/// Where pictures go: beside what cargo builds.
pub fn target_dir() -> PathBuf {
    ["RUNBOARD_TARGET_DIR", "CARGO_TARGET_DIR"]
        .iter()
        .find_map(env::var_os)
        .map_or_else(
            || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target"),
            PathBuf::from,
        )
}
