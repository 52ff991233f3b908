//! What is read at the crosshair: the position, then every line with its value.

use super::legend::swatch_class;
use super::line_model::LineModel;
use super::tooltip::{Tooltip, TooltipPlace, bracketed, row_name, verdict_class};
use crate::browser::in_window::in_window;
use crate::browser::reading_rows::{ReadingRows, RowContent};
use leptos::html;
use leptos::prelude::*;
use runboard_chart::line::cursor::CursorBy;
use runboard_chart::line::reading::{Reading, ReadingEntry};
use runboard_chart::space::PointPx;
use runboard_chart::text_fit::shared_chars;

/// So many lines are seen at once; the others are there to be read by whoever does not see.
const N_ROWS: usize = 16;
/// The height of a row, as in `style/tooltip.css`.
const ROW_HEIGHT_PX: usize = 17;
/// What is around the rows: title, note, padding, and the distance to the point.
const FRAME_HEIGHT_PX: f64 = 60.0;

/// The tooltip of a line chart, while its own crosshair is shown.
#[component]
pub fn LineTooltip(
    /// The chart.
    model: LineModel,
    /// What is read.
    reading: Memo<Option<Reading>>,
) -> impl IntoView {
    let place = Memo::new(move |_| place(model, reading));
    let position =
        move || reading.with(|reading| reading.as_ref().map(|reading| reading.position.clone()));
    let first_shown = Memo::new(move |_| {
        let reading = reading.read();
        reading
            .as_ref()
            .map_or(0, |reading| reading.first_shown(N_ROWS))
    });
    let n_lines = Memo::new(move |_| {
        let reading = reading.read();
        reading.as_ref().map_or(0, |reading| reading.entries.len())
    });
    let is_long = Memo::new(move |_| n_lines.get() > N_ROWS);
    let shift = move || match first_shown.get() {
        0 => "none".to_owned(),
        n_rows => format!("translateY(-{}px)", n_rows * ROW_HEIGHT_PX),
    };
    view! {
        <Tooltip place>
            <p class="tooltip__title">{position}</p>
            <div class="tooltip__window">
                <Rows reading shift=Signal::derive(shift) />
            </div>
            <Show when=move || is_long.get()>
                <p class="tooltip__title">{move || format!("{} lines; a click on one keeps all", n_lines.get())}</p>
            </Show>
        </Tooltip>
    }
}

fn place(model: LineModel, reading: Memo<Option<Reading>>) -> Option<TooltipPlace> {
    let cursor = model.cursor.get()?;
    // What is kept at the same position says all that, and more.
    if model
        .pin
        .with(|pin| pin.as_ref().is_some_and(|pin| pin.x == cursor.at.x))
    {
        return None;
    }
    let x = reading.with(|reading| reading.as_ref().map(|reading| reading.x))?;
    let framed = model.framed.read();
    let frame = &framed.frame;
    let y_px = match cursor.by {
        CursorBy::Pointer(pointed) => pointed.at.y_px,
        CursorBy::Keys => 0.0,
    };
    let x_px = frame.x.px_from_data(x).clamp(0.0, frame.plot.width_px);
    let at = PointPx::new(
        frame.plot.left_px + x_px,
        frame.plot.top_px + y_px.clamp(0.0, frame.plot.height_px),
    );
    let n_rows =
        reading.with(|reading| reading.as_ref().map_or(0, |reading| reading.entries.len()));
    Some(TooltipPlace {
        at,
        area: frame.size,
        height_px: (n_rows.min(N_ROWS) * ROW_HEIGHT_PX) as f64 + FRAME_HEIGHT_PX,
        in_window: model.area.get().and_then(|area| in_window(&area)),
    })
}

/// The lines, one below the other.
#[component]
fn Rows(
    /// What is read.
    reading: Memo<Option<Reading>>,
    /// How the list is moved, so that the rows that matter are in its window.
    shift: Signal<String>,
) -> impl IntoView {
    let list = NodeRef::<html::Ul>::new();
    let rows = StoredValue::new_local(ReadingRows::default());
    Effect::new(move |_| {
        let (list, reading) = (list.get(), reading.read());
        if let (Some(list), Some(reading)) = (list, reading.as_ref()) {
            let entries = &reading.entries;
            let names: Vec<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
            let contents = entries
                .iter()
                .zip(shared_chars(&names))
                .map(|(entry, n_shared)| row_content(entry, n_shared));
            rows.update_value(|rows| rows.show(&list, contents));
        }
    });
    view! { <ul class="tooltip__rows" node_ref=list style:transform=shift></ul> }
}

/// `n_shared` says how many of the name's first characters another name in the reading has, too.
fn row_content(entry: &ReadingEntry, n_shared: usize) -> RowContent {
    let value = entry.value_text();
    let change = entry
        .change
        .map(|change| (bracketed(change), verdict_class(change.verdict)));
    let change_text = change.as_ref().map_or("", |(text, _)| text.as_str());
    let name = row_name(&entry.name, n_shared, &[&value, change_text]);
    RowContent {
        class: row_class(entry),
        swatch: swatch_class(entry.slot, entry.dash),
        name: name.name,
        name_end: name.end,
        beside: name.beside,
        texts_width: name.texts,
        value,
        change,
    }
}

/// The class of a row; the line that is meant stands out, one that has ended before steps back.
pub(super) fn row_class(entry: &ReadingEntry) -> &'static str {
    match (entry.is_meant, entry.has_ended) {
        (true, _) => "tooltip__row tooltip__row--meant",
        (false, true) => "tooltip__row tooltip__row--ended",
        (false, false) => "tooltip__row",
    }
}
