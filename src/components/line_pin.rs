//! A reading that is kept: every line with its value, and what can be done with one of them.

use super::legend::swatch_class;
use super::line_model::LineModel;
use super::line_pin_actions::LinePinActions;
use super::line_tooltip::row_class;
use super::tooltip::{bracketed_change, in_digits};
use super::{Glyph, Icon, Lazy};
use crate::browser::chunk::chunk;
use crate::browser::clipboard;
use crate::browser::focus::focus_soon;
use crate::browser::history::HistoryEntry;
use crate::browser::in_window::in_window;
use crate::browser::keyboard::is_modified;
use crate::browser::scroll::scroll_to_part_soon;
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use runboard_chart::format;
use runboard_chart::line::reading::{Reading, ReadingEntry};
use runboard_chart::text_fit::{apart, shared_chars};
use std::collections::HashMap;

/// From so many lines on they can be searched.
const MANY_LINES: usize = 12;

/// The kept reading, until it is closed.
#[component]
pub(super) fn LinePin(
    /// The chart.
    model: LineModel,
    /// What is read at the position that is kept.
    reading: Memo<Option<Reading>>,
    /// Whether the keys kept it, so that they are to go on in it.
    by_keys: StoredValue<bool>,
) -> impl IntoView {
    let is_kept = Memo::new(move |_| reading.read().is_some());
    view! {
        <Show when=move || is_kept.get()>
            <Lazy view=move || kept_reading(model, reading, by_keys) />
        </Show>
    }
}

chunk! {
    dashboard:
    fn kept_reading(
        model: LineModel,
        reading: Memo<Option<Reading>>,
        by_keys: StoredValue<bool>
    ) -> AnyView {
        view! { <Kept model reading by_keys /> }.into_any()
    }
}

#[component]
fn Kept(
    /// What the chart shows.
    model: LineModel,
    /// The reading that is kept.
    reading: Memo<Option<Reading>>,
    /// Whether it was kept by a key, so that the focus follows.
    by_keys: StoredValue<bool>,
) -> impl IntoView {
    let close_button = NodeRef::<html::Button>::new();
    if by_keys.try_update_value(std::mem::take) == Some(true) {
        focus_soon(move || close_button.try_get_untracked().flatten().map(Into::into));
    }
    let close = move || {
        model.keep(HistoryEntry::Push, None);
        // The button goes away, and must not take the focus with it.
        if let Some(area) = model.area.get_untracked() {
            let _ = area.focus();
        }
    };
    let position = Memo::new(move |_| {
        let reading = reading.read();
        reading.as_ref().map(|reading| reading.position.clone())
    });
    let copy = move |_| {
        let text = reading.with_untracked(|reading| reading.as_ref().map(Reading::spoken));
        spawn_local(async move {
            clipboard::copy(&text.unwrap_or_default()).await;
        });
    };
    let on_key = move |event: ev::KeyboardEvent| {
        // The chart and the page around have keys of their own; those with Ctrl are the page's everywhere.
        if is_modified(&event) {
            return;
        }
        event.stop_propagation();
        if event.key() == "Escape" {
            event.prevent_default();
            close();
        }
    };
    let place = Memo::new(move |before: Option<&Place>| place(model, reading, before));
    let class = move || match (place.get().side, place.get().level) {
        (Side::After, Level::Below) => "line-pin",
        (Side::Before, Level::Below) => "line-pin line-pin--before",
        (Side::After, Level::Above) => "line-pin line-pin--above",
        (Side::Before, Level::Above) => "line-pin line-pin--before line-pin--above",
    };
    view! {
        <div
            class=class
            role="dialog"
            aria-label=move || format!("Kept reading at {}", position.get().unwrap_or_default())
            style=("--pin-left", move || format!("{}px", place.get().left_px))
            style=("--pin-top", move || format!("{}px", place.get().top_px))
            on:keydown=on_key
        >
            <div class="line-pin__head">
                <span>{position}</span>
                <button type="button" class="icon-button" aria-label="Copy as text" title="Copy as text" on:click=copy>
                    <Icon glyph=Glyph::Copy />
                </button>
                <button
                    type="button"
                    class="icon-button"
                    node_ref=close_button
                    aria-label="Close"
                    title="Close"
                    on:click=move |_| close()
                >
                    <Icon glyph=Glyph::Close />
                </button>
            </div>
            <Rows model reading />
            <LinePinActions model reading />
        </div>
    }
    .into_any()
}

/// The lines with their values; one of them is meant.
#[component]
fn Rows(
    /// What the chart shows.
    model: LineModel,
    /// The reading that is kept.
    reading: Memo<Option<Reading>>,
) -> impl IntoView {
    let search = RwSignal::new(String::new());
    let entries = Memo::new(move |_| {
        let reading = reading.get();
        reading.map(|reading| reading.entries).unwrap_or_default()
    });
    let shared = Memo::new(move |_| {
        let entries = entries.read();
        let names: Vec<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
        let keys = entries.iter().map(|entry| entry.key.clone());
        keys.zip(shared_chars(&names)).collect::<HashMap<_, _>>()
    });
    let shown = Memo::new(move |_| {
        let part = search.get().to_lowercase();
        let entries = entries.read();
        let passes = |entry: &&ReadingEntry| entry.name.to_lowercase().contains(part.trim());
        let passing = entries.iter().filter(passes);
        passing.map(|entry| entry.key.clone()).collect::<Vec<_>>()
    });
    let list = NodeRef::<html::Ul>::new();
    scroll_to_part_soon(
        move || list.try_get_untracked().flatten().map(Into::into),
        "[aria-pressed=true]",
    );
    let has_search = Memo::new(move |_| entries.read().len() >= MANY_LINES);
    view! {
        <Show when=move || has_search.get()>
            <input
                class="field line-pin__search"
                type="search"
                aria-label="Search lines"
                placeholder="Search lines"
                prop:value=search
                on:input:target=move |event| search.set(event.target().value())
            />
        </Show>
        <ul class="line-pin__rows" node_ref=list>
            <For each=move || shown.get() key=Clone::clone let:key>
                <Row model key entries shared />
            </For>
        </ul>
    }
}

/// One line; its value changes in place, so that a focused row stays focused.
#[component]
fn Row(
    /// What the chart shows.
    model: LineModel,
    /// The key of the line.
    key: String,
    /// All lines as they are read now.
    entries: Memo<Vec<ReadingEntry>>,
    /// With how many of its first characters the name of another line begins, too, by the keys.
    shared: Memo<HashMap<String, usize>>,
) -> impl IntoView {
    let own = key.clone();
    let n_shared = Memo::new(move |_| shared.read().get(&own).copied().unwrap_or_default());
    let own = key.clone();
    let is_meant = Memo::new(move |_| model.pin.read().as_ref().is_some_and(|pin| pin.key == own));
    let own = key.clone();
    let entry = Memo::new(move |_| {
        let entries = entries.read();
        entries.iter().find(|entry| entry.key == own).cloned()
    });
    let pointed = key.clone();
    view! {
        <li>
            <button
                type="button"
                class="line-pin__row"
                title=move || entry.with(|entry| Some(format::full(entry.as_ref()?.value)))
                aria-pressed=move || is_meant.get().to_string()
                on:click=move |_| model.mean(&key)
                on:pointerenter=move |_| model.raising.point(Some(&pointed))
                on:pointerleave=move |_| model.raising.point(None)
            >
                {move || entry.get().map(|entry| entry_view(entry, n_shared.get()))}
            </button>
        </li>
    }
}

/// One line: its ink, its name, its value and how that stands to the baseline's.
fn entry_view(entry: ReadingEntry, n_shared: usize) -> impl IntoView {
    let (beginning, end) = apart(&entry.name, n_shared);
    view! {
        <span class=row_class(&entry)>
            <span class=swatch_class(entry.slot, entry.dash)></span>
            <span class="line-pin__name" title=entry.name.clone() style=("--end", in_digits(&[end]))>
                <span class="line-pin__beginning">{beginning.to_owned()}</span>
                {end.to_owned()}
            </span>
            " "
            <span class="tooltip__value">{entry.value_text()} {entry.change.map(bracketed_change)}</span>
        </span>
    }
}

/// Where the reading stands: beside the point that is meant, on the side of the window with more room.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Place {
    /// The position on the x axis that is read.
    x: f64,
    left_px: f64,
    top_px: f64,
    side: Side,
    level: Level,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    Above,
    Below,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    After,
    Before,
}

/// A reading that is kept stays on the side on which it was put, whatever is logged or scrolled meanwhile.
fn place(model: LineModel, reading: Memo<Option<Reading>>, before: Option<&Place>) -> Place {
    let framed = model.framed.read();
    let frame = &framed.frame;
    let reading = reading.read();
    let reading = reading.as_ref();
    let x = reading.map_or(0.0, |reading| reading.x);
    let at = reading.and_then(Reading::meant).and_then(|entry| entry.at);
    let x_px = frame.x.px_from_data(x).clamp(0.0, frame.plot.width_px);
    let y_px = at
        .map_or(0.0, |at| at.y_px)
        .clamp(0.0, frame.plot.height_px);
    let (left_px, top_px) = (frame.plot.left_px + x_px, frame.plot.top_px + y_px);
    if let Some(before) = before.filter(|before| before.x == x) {
        return Place {
            left_px,
            top_px,
            ..*before
        };
    }
    let place = model.area.get().and_then(|area| in_window(&area));
    let is_right = place.map_or(x_px > frame.plot.width_px * 0.5, |place| {
        place.left_px + left_px > place.window_width_px * 0.5
    });
    let is_low = place.is_some_and(|place| place.top_px + top_px > place.window_height_px * 0.5);
    Place {
        x,
        left_px,
        top_px,
        side: if is_right { Side::Before } else { Side::After },
        level: if is_low { Level::Above } else { Level::Below },
    }
}
