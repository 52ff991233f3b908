//! What the page's script costs for each event of a pointer over a chart.

use std::time::Duration;

use anyhow::Context as _;
use serde_json::json;

use super::socket::DevTools;
use crate::accessible::Rect;
use crate::browser::{Browser, Viewport};
use crate::wait::poll;

/// What one event took on the page's main thread.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cost {
    /// Script alone.
    pub script_millis: f64,
    /// Script, style, layout and painting.
    pub task_millis: f64,
}

/// A chart in a browser, ready to be pointed at.
pub struct Chart {
    browser: Browser,
    tools: DevTools,
    place: Rect,
}

impl Chart {
    /// Opens an address and waits until the chart of this log is drawn.
    ///
    /// # Errors
    ///
    /// When it is not drawn in a minute.
    pub fn open(url: &str, log: &str) -> anyhow::Result<Self> {
        let browser = Browser::start(Viewport::DESKTOP)?;
        browser.goto(url)?;
        let place = poll(Duration::from_secs(60), || {
            let figure = browser.find_all("figure", log).ok()?.into_iter().next()?;
            let picture = figure.find_role("image").ok()?.into_iter().next()?;
            is_inked(&picture).then(|| picture.rect().ok()).flatten()
        })
        .with_context(|| format!("the chart {log} is not drawn"))?;
        let mut tools = DevTools::of(&browser)?;
        tools.call("Performance.enable", &json!({}))?;
        Ok(Self {
            browser,
            tools,
            place,
        })
    }

    /// The DevTools of the page that it is on.
    pub fn tools(&mut self) -> &mut DevTools {
        &mut self.tools
    }

    /// The mean cost of moving the pointer over the chart.
    ///
    /// # Errors
    ///
    /// When the browser cannot be talked to.
    pub fn hover(&mut self, n_events: u32) -> anyhow::Result<Cost> {
        self.each(n_events, |chart, share| {
            let (x, y) = chart.place.at(0.2 + 0.6 * share, 0.5);
            chart.mouse(json!({"type": "mouseMoved", "x": x, "y": y}))
        })
    }

    /// The mean cost of one turn of the wheel with Ctrl: a zoom around the pointer.
    ///
    /// # Errors
    ///
    /// When the browser cannot be talked to.
    pub fn zoom(&mut self, n_events: u32) -> anyhow::Result<Cost> {
        const CONTROL: u32 = 2;
        self.each(n_events, |chart, share| {
            let (x, y) = chart.place.at(0.5, 0.5);
            // In for the first half, out again for the second.
            let delta_y = if share < 0.5 { -60 } else { 60 };
            chart.mouse(json!({
                "type": "mouseWheel", "x": x, "y": y, "deltaX": 0, "deltaY": delta_y,
                "modifiers": CONTROL,
            }))
        })
    }

    /// Whether the page is zoomed: that the wheel was heard at all.
    ///
    /// # Errors
    ///
    /// When the browser cannot be talked to.
    pub fn is_zoomed(&self) -> anyhow::Result<bool> {
        Ok(!self.browser.find_all("button", "Reset zoom")?.is_empty())
    }

    fn each(
        &mut self,
        n_events: u32,
        act: impl Fn(&mut Self, f64) -> anyhow::Result<()>,
    ) -> anyhow::Result<Cost> {
        // The first event of a kind also pays for what is done once.
        act(self, 0.0)?;
        self.wait_for_frame()?;
        let script = self.tools.metric("ScriptDuration")?;
        let task = self.tools.metric("TaskDuration")?;
        for idx in 0..n_events {
            act(self, f64::from(idx) / f64::from(n_events))?;
            self.wait_for_frame()?;
        }
        let per_event = 1e3 / f64::from(n_events);
        Ok(Cost {
            script_millis: (self.tools.metric("ScriptDuration")? - script) * per_event,
            task_millis: (self.tools.metric("TaskDuration")? - task) * per_event,
        })
    }

    fn mouse(&mut self, params: serde_json::Value) -> anyhow::Result<()> {
        self.tools
            .call("Input.dispatchMouseEvent", &params)
            .map(drop)
    }

    fn wait_for_frame(&mut self) -> anyhow::Result<()> {
        self.tools
            .evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))")
            .map(drop)
    }
}

/// Whether any canvas of a chart has a pixel that is not transparent.
fn is_inked(picture: &crate::Found<'_>) -> bool {
    let inked = picture.call(
        "function() {
            return [...this.querySelectorAll('canvas')].some(canvas => {
                if (!canvas.width || !canvas.height) return false;
                const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
                return data.some((byte, idx) => idx % 4 === 3 && byte > 0);
            });
        }",
    );
    inked.is_ok_and(|inked| inked == true)
}
