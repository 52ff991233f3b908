//! A cold load, until the picture stands still.

use std::time::{Duration, Instant};

use anyhow::ensure;
use serde_json::{Value, json};

use super::socket::DevTools;
use crate::browser::{Browser, Viewport};

/// How long nothing may change on the screen before it counts as still.
const STILL: Duration = Duration::from_millis(1500);
const TIMEOUT: Duration = Duration::from_secs(90);

/// What one cold load took.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Load {
    /// From the start of the navigation to the last change on the screen.
    pub still_millis: f64,
    /// What came over the network, as it came.
    pub received_bytes: f64,
    /// How many requests were answered.
    pub n_requests: f64,
    /// The JavaScript heap afterwards.
    pub heap_bytes: f64,
    /// What the page's main thread was busy.
    pub main_thread_millis: f64,
}

/// Loads an address in a new browser with an empty cache.
///
/// # Errors
///
/// When the browser cannot be talked to, or the page never stands still.
pub fn cold_load(url: &str) -> anyhow::Result<Load> {
    let browser = Browser::start(Viewport::DESKTOP)?;
    let mut tools = DevTools::of(&browser)?;
    for domain in ["Page.enable", "Network.enable", "Performance.enable"] {
        tools.call(domain, &json!({}))?;
    }
    let frames = json!({"format": "jpeg", "quality": 40, "everyNthFrame": 1});
    tools.call("Page.startScreencast", &frames)?;
    tools.forget_events();
    let started = Instant::now();
    tools.send("Page.navigate", &json!({"url": url}))?;
    let seen = watch(&mut tools, started)?;
    Ok(Load {
        still_millis: seen.last_change.as_secs_f64() * 1e3,
        received_bytes: seen.received_bytes,
        n_requests: seen.n_requests,
        heap_bytes: tools.metric("JSHeapUsedSize")?,
        main_thread_millis: tools.metric("TaskDuration")? * 1e3,
    })
}

#[derive(Debug, Default)]
struct Seen {
    last_change: Duration,
    picture: String,
    is_loaded: bool,
    received_bytes: f64,
    n_requests: f64,
}

fn watch(tools: &mut DevTools, started: Instant) -> anyhow::Result<Seen> {
    let mut seen = Seen::default();
    loop {
        let event = tools.next_event(Duration::from_millis(50))?;
        let now = started.elapsed();
        if let Some(event) = event {
            take(&mut seen, tools, &event, now)?;
        }
        if seen.is_loaded && now > seen.last_change + STILL {
            return Ok(seen);
        }
        ensure!(now < TIMEOUT, "the picture does not stand still");
    }
}

fn take(seen: &mut Seen, tools: &mut DevTools, event: &Value, now: Duration) -> anyhow::Result<()> {
    let text = |pointer: &str| event.pointer(pointer).and_then(Value::as_str);
    match text("/method") {
        Some("Page.screencastFrame") => {
            let picture = text("/params/data").unwrap_or_default();
            // The same picture again is no change.
            if picture != seen.picture {
                picture.clone_into(&mut seen.picture);
                seen.last_change = now;
            }
            let session = event.pointer("/params/sessionId").cloned();
            tools.send("Page.screencastFrameAck", &json!({"sessionId": session}))?;
        }
        Some("Page.loadEventFired") => seen.is_loaded = true,
        Some("Network.loadingFinished") => {
            seen.n_requests += 1.0;
            seen.received_bytes += event
                .pointer("/params/encodedDataLength")
                .and_then(Value::as_f64)
                .unwrap_or_default();
        }
        _ => {}
    }
    Ok(())
}
