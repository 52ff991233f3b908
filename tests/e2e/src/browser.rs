//! One headless Chromium with a profile of its own.

use std::env;
use std::fs;
use std::path::Path;

use anyhow::Context as _;
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::devtools::SessionCommand;
use crate::driver::Driver;

/// The size of the page, in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Viewport {
    pub width_px: u32,
    pub height_px: u32,
}

impl Viewport {
    /// A desk: 1440 × 900.
    pub const DESKTOP: Self = Self {
        width_px: 1440,
        height_px: 900,
    };
    /// A tablet, or half a screen: 1024 × 768.
    pub const TABLET: Self = Self {
        width_px: 1024,
        height_px: 768,
    };
    /// A telephone: 390 × 844.
    pub const PHONE: Self = Self {
        width_px: 390,
        height_px: 844,
    };
}

/// What the system prefers, as the page is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColorScheme {
    Light,
    Dark,
}

impl ColorScheme {
    /// The word of CSS.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// An error that the browser wrote into its console.
#[derive(Debug, Clone)]
pub struct ConsoleError {
    pub source: String,
    pub message: String,
}

/// A browser with one page; closed when dropped.
#[derive(Debug)]
pub struct Browser {
    client: Option<Client>,
    runtime: Runtime,
    // Held for their `Drop`, in this order: the browser must end before its profile goes.
    _driver: Driver,
    _profile: TempDir,
}

impl Browser {
    /// Starts a browser on an empty page.
    pub fn start(viewport: Viewport) -> anyhow::Result<Self> {
        let driver = Driver::start()?;
        let profile = TempDir::new()?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let client = runtime
            .block_on(
                ClientBuilder::new(HttpConnector::new())
                    .capabilities(capabilities(profile.path()))
                    .connect(&driver.url()),
            )
            .context("the browser does not start")?;
        let browser = Self {
            client: Some(client),
            runtime,
            _driver: driver,
            _profile: profile,
        };
        browser.resize(viewport)?;
        browser.devtools("Page.enable", &json!({}))?;
        Ok(browser)
    }

    /// Loads an address and waits for its load event.
    pub fn goto(&self, url: &str) -> anyhow::Result<()> {
        Ok(self.runtime.block_on(self.client()?.goto(url))?)
    }

    /// Loads the same address again.
    pub fn reload(&self) -> anyhow::Result<()> {
        Ok(self.runtime.block_on(self.client()?.refresh())?)
    }

    /// The Back button.
    pub fn back(&self) -> anyhow::Result<()> {
        Ok(self.runtime.block_on(self.client()?.back())?)
    }

    /// The address as the address bar shows it.
    pub fn url(&self) -> anyhow::Result<String> {
        let url = self.runtime.block_on(self.client()?.current_url())?;
        Ok(url.into())
    }

    /// The title of the page.
    pub fn title(&self) -> anyhow::Result<String> {
        Ok(self.runtime.block_on(self.client()?.title())?)
    }

    /// What a script's `return` gives; it sees the arguments as `arguments`.
    pub fn script(&self, script: &str, arguments: Vec<Value>) -> anyhow::Result<Value> {
        Ok(self
            .runtime
            .block_on(self.client()?.execute(script, arguments))?)
    }

    /// What a DevTools command answers.
    pub fn devtools(&self, method: &str, params: &Value) -> anyhow::Result<Value> {
        self.command(SessionCommand::post(
            "goog/cdp/execute",
            json!({"cmd": method, "params": params}),
        ))
        .with_context(|| format!("DevTools refuses {method}"))
    }

    /// The address of the browser's DevTools, for programs that listen to its events.
    pub fn devtools_address(&self) -> anyhow::Result<String> {
        self.client()?
            .capabilities()
            .and_then(|capabilities| capabilities.get("goog:chromeOptions"))
            .and_then(|options| options.get("debuggerAddress"))
            .and_then(Value::as_str)
            .map(str::to_owned)
            .context("the browser does not say where its DevTools are")
    }

    /// Gives the page another size.
    pub fn resize(&self, viewport: Viewport) -> anyhow::Result<()> {
        self.devtools(
            "Emulation.setDeviceMetricsOverride",
            &json!({
                "width": viewport.width_px,
                "height": viewport.height_px,
                "deviceScaleFactor": 1,
                "mobile": false,
            }),
        )?;
        Ok(())
    }

    /// Makes the system prefer a scheme.
    pub fn prefer(&self, scheme: ColorScheme) -> anyhow::Result<()> {
        let feature = json!({"name": "prefers-color-scheme", "value": scheme.as_str()});
        self.devtools(
            "Emulation.setEmulatedMedia",
            &json!({"features": [feature]}),
        )?;
        Ok(())
    }

    /// Turns the pointer into a finger.
    pub fn use_touch(&self) -> anyhow::Result<()> {
        self.devtools(
            "Emulation.setTouchEmulationEnabled",
            &json!({"enabled": true, "maxTouchPoints": 2}),
        )?;
        Ok(())
    }

    /// A picture of the page as PNG.
    pub fn screenshot(&self) -> anyhow::Result<Vec<u8>> {
        Ok(self.runtime.block_on(self.client()?.screenshot())?)
    }

    /// Writes a picture of the page, and the directories it stands in.
    pub fn save_screenshot(&self, path: &Path) -> anyhow::Result<()> {
        if let Some(dir) = path.parent() {
            fs::create_dir_all(dir)?;
        }
        Ok(fs::write(path, self.screenshot()?)?)
    }

    /// The errors in the console since they were last asked for, uncaught ones included.
    pub fn console_errors(&self) -> anyhow::Result<Vec<ConsoleError>> {
        let log = self.command(SessionCommand::post("se/log", json!({"type": "browser"})))?;
        let text_of = |entry: &Value, key: &str| {
            entry
                .get(key)
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        Ok(log
            .as_array()
            .into_iter()
            .flatten()
            .filter(|entry| text_of(entry, "level") == "SEVERE")
            .map(|entry| ConsoleError {
                source: text_of(entry, "source"),
                message: text_of(entry, "message"),
            })
            .collect())
    }

    /// Pointer and key events, in WebDriver's own form.
    pub(crate) fn perform(&self, actions: &Value) -> anyhow::Result<()> {
        self.command(SessionCommand::post("actions", json!({"actions": actions})))?;
        Ok(())
    }

    fn command(&self, command: SessionCommand) -> anyhow::Result<Value> {
        Ok(self.runtime.block_on(self.client()?.issue_cmd(command))?)
    }

    fn client(&self) -> anyhow::Result<&Client> {
        self.client.as_ref().context("the browser is closed")
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if let Some(client) = self.client.take() {
            // The driver's end ends the browser too, should it not close.
            let _ = self.runtime.block_on(client.close());
        }
    }
}

/// What every browser of the tests is started with, one a line; `xtask` reads them, too.
const FLAGS: &str = include_str!("../chromium-flags.txt");

fn capabilities(profile: &Path) -> Capabilities {
    let mut flags: Vec<String> = FLAGS.lines().map(str::to_owned).collect();
    flags.extend([
        "--force-color-profile=srgb".to_owned(),
        "--window-size=1440,1000".to_owned(),
        format!("--user-data-dir={}", profile.display()),
    ]);
    let mut options = json!({"args": flags});
    if let Some(chrome) = env::var_os("RUNBOARD_CHROME") {
        options["binary"] = json!(chrome.to_string_lossy());
    }
    let mut capabilities = Capabilities::new();
    capabilities.insert("goog:chromeOptions".to_owned(), options);
    capabilities.insert("goog:loggingPrefs".to_owned(), json!({"browser": "ALL"}));
    capabilities
}
