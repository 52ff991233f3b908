//! What a large table of experiments costs: until its first rows stand, and with each thing done to it.

use std::time::Duration;

use anyhow::Context as _;
use serde_json::{Map, Value, json};

use super::data::Noise;
use super::frame::until_painted;
use super::socket::DevTools;
use crate::browser::{Browser, Viewport};
use crate::logger::Logger;
use crate::wait::poll;

const PROJECT: &str = "table";
const N_PARAMETERS: usize = 120;
const N_VALUES: usize = 20;
/// Each line has three columns: its last value, its minimum and its maximum.
const N_LINES: usize = 20;

/// What the table took, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TableCost {
    /// From the start of the navigation to the first row.
    pub first_row_millis: f64,
    /// From there until all experiments are there.
    pub whole_millis: f64,
    /// From a click on a header until the next frame is painted.
    pub sort_millis: f64,
    /// From a change of the filter until the next frame is painted.
    pub filter_millis: f64,
    /// Script for each frame while it scrolls down.
    pub scroll_down_millis: f64,
    /// Script for each frame while it scrolls sideways.
    pub scroll_right_millis: f64,
}

/// Logs that many experiments of 200 columns.
///
/// # Errors
///
/// When the server refuses something.
pub fn log_experiments(logger: &Logger, n_experiments: usize) -> anyhow::Result<()> {
    let mut noise = Noise::new(3);
    for idx in 0..n_experiments {
        let parameters: Map<_, _> = (0..N_PARAMETERS)
            .map(|it| (format!("p{it:03}"), json!(noise.next_unit())))
            .collect();
        let more = json!({"parameters": parameters});
        let experiment = logger.experiment_with(PROJECT, &format!("run {idx:04}"), more)?;
        for it in 0..N_VALUES {
            experiment.log(&format!("v{it:02}"), "VALUE", &json!(noise.next_unit()))?;
        }
        let lines: Map<_, _> = (0..N_LINES)
            .map(|it| (format!("m{it:02}"), json!(noise.curve(3))))
            .collect();
        experiment.log("metrics", "LINE", &Value::Object(lines))?;
        experiment.set_status("success")?;
    }
    Ok(())
}

/// The address of the table with all its columns.
pub fn path() -> String {
    let parameters = (0..N_PARAMETERS).map(|it| format!("params.p{it:03}"));
    let values = (0..N_VALUES).map(|it| format!("values.v{it:02}"));
    let lines = (0..N_LINES).flat_map(|it| {
        ["", ".min", ".max"].map(|statistic| format!("metrics.metrics/m{it:02}{statistic}"))
    });
    let columns: Vec<String> = parameters.chain(values).chain(lines).collect();
    format!("/projects/{PROJECT}?columns={}", columns.join(","))
}

/// Measures the table at this address in a new browser.
///
/// # Errors
///
/// When the browser cannot be talked to, or the table does not come.
pub fn table_cost(url: &str, n_experiments: usize) -> anyhow::Result<TableCost> {
    let browser = Browser::start(Viewport::DESKTOP)?;
    let mut tools = DevTools::of(&browser)?;
    tools.call("Page.enable", &json!({}))?;
    tools.call("Performance.enable", &json!({}))?;
    tools.call(
        "Page.addScriptToEvaluateOnNewDocument",
        &json!({"source": WATCH_ROWS.replace("WHOLE", &format!("{n_experiments} experiments"))}),
    )?;
    browser.goto(url)?;
    let moment = |tools: &mut DevTools, name: &str| {
        poll(Duration::from_secs(60), || {
            tools.evaluate(&format!("window.{name}")).ok()?.as_f64()
        })
        .with_context(|| format!("there is no {name}"))
    };
    let first_row_millis = moment(&mut tools, "firstRowAt")?;
    let whole_millis = moment(&mut tools, "wholeAt")? - first_row_millis;
    let header =
        "[...document.querySelectorAll('th button')].find(it => it.innerText === 'p001').click()";
    let filter = "(() => { const field = document.querySelector('[role=combobox]');
        field.value = 'params.p000 > 0.5'; field.dispatchEvent(new Event('input', {bubbles: true})); })()";
    Ok(TableCost {
        first_row_millis,
        whole_millis,
        sort_millis: until_painted(&mut tools, header)?,
        filter_millis: until_painted(&mut tools, filter)?,
        scroll_down_millis: scroll(&mut tools, "scrollTop += 240")?,
        scroll_right_millis: scroll(&mut tools, "scrollLeft += 120")?,
    })
}

/// Notes when the cells of the first row stand and when all experiments are there.
const WATCH_ROWS: &str = "
    new MutationObserver((_, observer) => {
        if (!window.firstRowAt && document.querySelector('tbody td[aria-colindex=\"3\"]')) {
            window.firstRowAt = performance.now();
        }
        if ([...document.querySelectorAll('[role=status]')].some(it => it.textContent === 'WHOLE')) {
            window.wholeAt = performance.now();
            observer.disconnect();
        }
    }).observe(document, {subtree: true, childList: true, characterData: true});
";

fn scroll(tools: &mut DevTools, by: &str) -> anyhow::Result<f64> {
    const N_FRAMES: u32 = 60;
    let before = tools.metric("ScriptDuration")?;
    tools.evaluate(&format!(
        "(async () => {{
            const scroller = document.querySelector('table').parentElement;
            for (let frame = 0; frame < {N_FRAMES}; frame++) {{
                scroller.{by};
                await new Promise(done => requestAnimationFrame(done));
            }}
        }})()"
    ))?;
    Ok((tools.metric("ScriptDuration")? - before) * 1e3 / f64::from(N_FRAMES))
}
