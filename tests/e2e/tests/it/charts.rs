//! Reading a chart as a person does: its figure, its picture, its tooltip, its spoken reading.

use anyhow::Context as _;
use runboard_e2e::accessible::Rect;
use runboard_e2e::{Found, World, eventually};
use serde_json::Value;

/// The card of a log.
#[track_caller]
pub(crate) fn card<'a>(world: &'a World, log: &str) -> Found<'a> {
    world.find("figure", log)
}

/// The picture in a card: what has the focus for the keyboard, and the pointer over it.
#[track_caller]
pub(crate) fn picture<'a>(world: &'a World, log: &str) -> Found<'a> {
    eventually(&format!("the picture of {log}"), || {
        let figure = world
            .browser
            .find_all("figure", log)
            .ok()?
            .into_iter()
            .next()?;
        let picture = figure.find_role("image").ok()?.into_iter().next()?;
        let rect = picture.rect().ok()?;
        (rect.width_px > 100.0 && rect.height_px > 60.0).then_some(picture)
    })
}

/// Where the picture of a log is.
#[track_caller]
pub(crate) fn place(world: &World, log: &str) -> Rect {
    picture(world, log).rect().unwrap()
}

/// Hovers at these shares of a picture, and gives what the tooltip says, in one line.
#[track_caller]
pub(crate) fn reading_at(world: &World, log: &str, x_share: f64, y_share: f64) -> String {
    let (x_px, y_px) = place(world, log).at(x_share, y_share);
    world.browser.hover_at(x_px, y_px).unwrap();
    eventually(&format!("a tooltip in {log}"), || tooltip(world, log))
}

/// What the tooltip of a card says, in one line, if it is shown.
pub(crate) fn tooltip(world: &World, log: &str) -> Option<String> {
    let figure = world
        .browser
        .find_all("figure", log)
        .ok()?
        .into_iter()
        .next()?;
    let tooltips = figure.find_role("tooltip").ok()?;
    assert!(tooltips.len() <= 1, "{} tooltips in {log}", tooltips.len());
    let text = one_line(&tooltips.first()?.text().ok()?);
    (!text.is_empty()).then_some(text)
}

/// What is spoken: the polite live region of a card, in one line.
pub(crate) fn spoken(figure: &Found<'_>) -> String {
    let text = figure
        .call("function() { return this.querySelector('[aria-live=polite]')?.textContent ?? ''; }")
        .unwrap();
    one_line(text.as_str().unwrap_or_default())
}

/// The sentence that says what a card shows.
pub(crate) fn description(figure: &Found<'_>) -> String {
    let text = figure
        .call(
            "function() {
                const id = this.getAttribute('aria-describedby');
                return id ? document.getElementById(id).textContent : '';
            }",
        )
        .unwrap();
    one_line(text.as_str().unwrap_or_default())
}

/// The first and the last step that a line chart says it shows.
pub(crate) fn steps_shown(figure: &Found<'_>) -> anyhow::Result<(f64, f64)> {
    let sentence = description(figure);
    let range = sentence
        .split_once("steps ")
        .map(|(_, rest)| rest.split(',').next().unwrap_or_default())
        .with_context(|| format!("no steps in “{sentence}”"))?;
    let (first, last) = range
        .split_once(" to ")
        .with_context(|| format!("no range in “{sentence}”"))?;
    Ok((first.trim().parse()?, last.trim().parse()?))
}

/// How many pixels of the canvases of a card are not fully transparent.
pub(crate) fn n_inked(figure: &Found<'_>) -> u64 {
    figure
        .call(
            "function() {
                let n = 0;
                for (const canvas of this.querySelectorAll('canvas')) {
                    if (!canvas.width || !canvas.height) continue;
                    const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
                    for (let i = 3; i < data.length; i += 4) n += data[i] > 0;
                }
                return n;
            }",
        )
        .unwrap()
        .as_u64()
        .unwrap_or_default()
}

/// The cells of a table, row by row, as text; the header is the first row. Rows that only keep the
/// place of those out of sight are left out.
pub(crate) fn rows(table: &Found<'_>) -> Vec<Vec<String>> {
    let rows = table
        .call(
            "function() {
                return [...this.rows].filter(row => row.textContent.trim()).map(row => [...row.cells].map(cell => cell.innerText.trim()));
            }",
        )
        .unwrap();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    rows.as_array()
        .into_iter()
        .flatten()
        .map(|row| row.as_array().into_iter().flatten().map(text).collect())
        .collect()
}

/// The text with each run of white space as one space.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first number that stands after a name in a text.
pub(crate) fn number_after(text: &str, name: &str) -> anyhow::Result<f64> {
    let (_, rest) = text
        .split_once(name)
        .with_context(|| format!("no {name} in “{text}”"))?;
    rest.split_whitespace()
        .find_map(|word| word.trim_matches(|c: char| ",:;".contains(c)).parse().ok())
        .with_context(|| format!("no number after {name} in “{text}”"))
}
