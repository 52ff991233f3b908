//! What comparing many experiments costs: until they are all drawn, with each thing done to them, and how
//! little is asked for where most of it is out of sight.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use serde_json::{Map, Value, json};

use super::data::Noise;
use super::frame::until_painted;
use super::script::Chart;
use super::socket::DevTools;
use super::table::median;
use crate::browser::{Browser, Viewport};
use crate::logger::{Experiment, Logger};
use crate::wait::poll;

const ONE_METRIC: &str = "compared";
const MANY_LOGS: &str = "crowded";
const METRIC: &str = "loss";
/// How often each thing is done.
const N_TIMES: usize = 8;

/// What a chart of many experiments took.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CompareCost {
    /// From a click that hides an experiment, or shows it again, until that is painted.
    pub hide_millis: f64,
    /// From a change of the smoothing until it is painted.
    pub smooth_millis: f64,
    /// Script, layout and painting of a turn of the wheel that zooms.
    pub zoom_millis: f64,
}

/// What a page of many experiments of many logs asked for before it was scrolled.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Asked {
    /// Logs that the experiments have together.
    pub n_logs: usize,
    /// Requests to the API.
    pub n_requests: usize,
    /// Logs whose points were asked for, each of each experiment counted once.
    pub n_asked: usize,
    /// Charts that have a canvas.
    pub n_drawn: usize,
}

/// Logs experiments of one metric each; the address at which they are compared, and they themselves.
///
/// # Errors
///
/// When the server refuses something.
pub fn log_metric(
    logger: &Logger,
    n_experiments: usize,
    n_steps: usize,
) -> anyhow::Result<(String, Vec<Experiment>)> {
    let mut noise = Noise::new(4);
    let names: Vec<String> = (0..n_experiments).map(|idx| format!("e{idx:03}")).collect();
    let mut experiments = Vec::new();
    for name in &names {
        let more = json!({"parameters": {"lr": noise.next_unit()}});
        let experiment = logger.experiment_with(ONE_METRIC, name, more)?;
        experiment.log(METRIC, "LINE", &json!(noise.curve(n_steps)))?;
        experiment.set_status("success")?;
        experiments.push(experiment);
    }
    Ok((address(ONE_METRIC, &names), experiments))
}

/// Logs experiments of many short lines, and gives the address at which they are compared.
///
/// # Errors
///
/// When the server refuses something.
pub fn log_crowd(logger: &Logger, n_experiments: usize, n_logs: usize) -> anyhow::Result<String> {
    let mut noise = Noise::new(5);
    let names: Vec<String> = (0..n_experiments).map(|idx| format!("e{idx:03}")).collect();
    for name in &names {
        let experiment = logger.experiment_with(MANY_LOGS, name, Value::Object(Map::new()))?;
        let log = |log: usize| {
            let data = noise.curve(20);
            json!({"name": format!("m{log:03}"), "type": "LINE", "data": data})
        };
        experiment.log_all(&(0..n_logs).map(log).collect::<Vec<_>>())?;
        experiment.set_status("success")?;
    }
    Ok(address(MANY_LOGS, &names))
}

fn address(project: &str, names: &[String]) -> String {
    format!(
        "/projects/{project}/compare?experiments={}",
        names.join(",")
    )
}

/// Measures what is done to the chart at this address in a new browser.
///
/// # Errors
///
/// When the browser cannot be talked to, or the chart does not come.
pub fn compare_cost(url: &str) -> anyhow::Result<CompareCost> {
    let mut chart = Chart::open(url, METRIC)?;
    let zoom = chart.zoom(40)?;
    let tools = chart.tools();
    let hide = "document.querySelector('button[aria-label=\"Hide e007\"]').click()";
    let hide_millis = repeated(tools, |_| hide.to_owned())?;
    tools.evaluate("document.querySelector('figure button[aria-label=Smoothing]').click()")?;
    poll(Duration::from_secs(10), || {
        let is_there =
            tools.evaluate("document.querySelector('figure input[type=range]') !== null");
        (is_there.ok()? == true).then_some(())
    })
    .context("there is no slider of the smoothing")?;
    let smooth_millis = repeated(tools, |time| {
        format!(
            "const slider = document.querySelector('figure input[type=range]');
            slider.value = '{:.2}'; slider.dispatchEvent(new Event('input', {{bubbles: true}}))",
            0.5 + 0.05 * time as f64
        )
    })?;
    Ok(CompareCost {
        hide_millis,
        smooth_millis,
        zoom_millis: zoom.task_millis,
    })
}

/// The median time of an act; the first time also pays for what is done once, and does not count.
fn repeated(tools: &mut DevTools, act: impl Fn(usize) -> String) -> anyhow::Result<f64> {
    let taken = (0..=N_TIMES)
        .map(|time| until_painted(tools, &act(time)))
        .collect::<anyhow::Result<Vec<f64>>>()?;
    Ok(median(taken.get(1..).unwrap_or_default()))
}

/// Counts what the comparison at this address asks for in a new browser until nothing more comes.
///
/// # Errors
///
/// When the browser cannot be talked to.
pub fn asked(url: &str, n_logs: usize) -> anyhow::Result<Asked> {
    let browser = Browser::start(Viewport::DESKTOP)?;
    let mut tools = DevTools::of(&browser)?;
    for domain in ["Page.enable", "Network.enable"] {
        tools.call(domain, &json!({}))?;
    }
    tools.forget_events();
    tools.send("Page.navigate", &json!({"url": url}))?;
    let mut n_requests = 0;
    let mut points = Vec::new();
    let mut last = Instant::now();
    while last.elapsed() < Duration::from_secs(3) {
        let Some(event) = tools.next_event(Duration::from_millis(100))? else {
            continue;
        };
        let text = |pointer: &str| event.pointer(pointer).and_then(Value::as_str);
        let url = text("/params/request/url").unwrap_or_default();
        // The page looks for news now and then; only the first look counts.
        let is_request = text("/method") == Some("Network.requestWillBeSent");
        if !is_request || !url.contains("/api/v1/") {
            continue;
        }
        n_requests += 1;
        if url.ends_with("/lines/query") {
            points.extend(text("/params/requestId").map(str::to_owned));
            last = Instant::now();
        }
    }
    let mut asked = BTreeSet::new();
    for request in points {
        let body = tools.call("Network.getRequestPostData", &json!({"requestId": request}))?;
        let body = body.get("postData").and_then(Value::as_str);
        let body: Value = serde_json::from_str(body.unwrap_or_default())?;
        let logs = body.get("logs").and_then(Value::as_array);
        asked.extend(logs.into_iter().flatten().map(|log| {
            let text = |key: &str| log.get(key).and_then(Value::as_str).map(str::to_owned);
            (text("experiment_id"), text("name"))
        }));
    }
    let n_drawn =
        "[...document.querySelectorAll('figure')].filter(it => it.querySelector('canvas')).length";
    Ok(Asked {
        n_logs,
        n_requests,
        n_asked: asked.len(),
        n_drawn: tools.evaluate(n_drawn)?.as_u64().unwrap_or_default() as usize,
    })
}
