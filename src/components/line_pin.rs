//! A reading that a click keeps: every line with its value, and what can be done with one of them.

use super::line_tooltip::entry_view;
use super::{Glyph, Icon, MenuItem};
use crate::browser::clipboard;
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use runboard_chart::line::reading::Reading;
use runboard_chart::space::{PointPx, SizePx};

/// From so many lines on they can be searched.
const MANY_LINES: usize = 12;
/// How near a line a click must be to mean it.
const REACH_PX: f64 = 24.0;
/// How far a pointer may move between down and up and still click.
const CLICK_PX: f64 = 4.0;

/// What a click keeps.
#[derive(Debug, Clone, PartialEq)]
pub struct Pin {
    reading: Reading,
    /// The key of the line that was meant.
    key: String,
    at: PointPx,
    area: SizePx,
}

/// Where a click began, and what it ends in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Click {
    /// Where the pointer went down, in the canvas.
    pub(super) down: PointPx,
    /// Where it came up.
    pub(super) up: PointPx,
}

/// The reading to keep after a click on a line; `None` for a drag, and for a click beside every line.
pub(super) fn pin(
    click: Click,
    reading: Option<Reading>,
    plot: PointPx,
    area: SizePx,
) -> Option<Pin> {
    let reading = reading.filter(|_| click.down.distance_px(click.up) <= CLICK_PX)?;
    let on_plot = PointPx::new(click.up.x_px - plot.x_px, click.up.y_px - plot.y_px);
    let distance = |entry: &runboard_chart::line::reading::ReadingEntry| {
        entry
            .at
            .map_or(f64::INFINITY, |at| (at.y_px - on_plot.y_px).abs())
    };
    let nearest = reading
        .entries
        .iter()
        .min_by(|a, b| distance(a).total_cmp(&distance(b)))?;
    if distance(nearest) > REACH_PX {
        return None;
    }
    Some(Pin {
        key: nearest.key.clone(),
        at: click.up,
        area,
        reading: reading.clone(),
    })
}

/// The kept reading, until it is closed.
#[component]
pub(super) fn LinePin(
    /// What is kept.
    pinned: RwSignal<Option<Pin>>,
    /// What can be done with the line of a key.
    actions: Callback<String, Vec<MenuItem>>,
) -> impl IntoView {
    move || {
        pinned
            .get()
            .map(|pin| view! { <Kept pin pinned actions /> })
    }
}

#[component]
fn Kept(
    pin: Pin,
    pinned: RwSignal<Option<Pin>>,
    actions: Callback<String, Vec<MenuItem>>,
) -> impl IntoView {
    let Pin {
        reading,
        key,
        at,
        area,
    } = pin;
    let close = NodeRef::<html::Button>::new();
    crate::browser::focus::focus_soon(move || close.get_untracked().map(Into::into));
    let search = RwSignal::new(String::new());
    let chosen = RwSignal::new(key);
    let position = reading.position.clone();
    let spoken = reading.spoken();
    let has_search = reading.entries.len() >= MANY_LINES;
    let entries = StoredValue::new(reading.entries);
    let rows = move || {
        let part = search.get().to_lowercase();
        let shown = entries.get_value().into_iter();
        let shown = shown.filter(move |entry| entry.name.to_lowercase().contains(&part));
        let row = move |entry: runboard_chart::line::reading::ReadingEntry| {
            let (key, own) = (entry.key.clone(), entry.key.clone());
            let is_chosen = move || chosen.read() == own;
            view! {
                <li>
                    <button
                        type="button"
                        class="line-pin__row"
                        aria-pressed=move || is_chosen().to_string()
                        on:click=move |_| chosen.set(key.clone())
                    >
                        {entry_view(entry)}
                    </button>
                </li>
            }
        };
        shown.map(row).collect_view()
    };
    let buttons = move || {
        let items = actions.run(chosen.get());
        let button = move |item: MenuItem| {
            view! {
                <button
                    type="button"
                    class="menu__item"
                    on:click=move |_| {
                        pinned.set(None);
                        item.on_select.run(());
                    }
                >
                    {item.label.clone()}
                </button>
            }
        };
        items.into_iter().map(button).collect_view()
    };
    let copy = move |_| {
        let text = spoken.clone();
        spawn_local(async move {
            clipboard::copy(&text).await;
        });
    };
    let on_key = move |event: ev::KeyboardEvent| {
        event.stop_propagation();
        if event.key() == "Escape" {
            event.prevent_default();
            pinned.set(None);
        }
    };
    // Beside the point, on the side with more room.
    let is_right = at.x_px > area.width_px * 0.5;
    let class = if is_right {
        "line-pin line-pin--before"
    } else {
        "line-pin"
    };
    let label = position.clone();
    view! {
        <div
            class=class
            role="dialog"
            aria-label=label
            style:left=format!("{}px", at.x_px)
            style:top=format!("{}px", at.y_px.min(area.height_px * 0.5))
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
                    node_ref=close
                    aria-label="Close"
                    title="Close"
                    on:click=move |_| pinned.set(None)
                >
                    <Icon glyph=Glyph::Close />
                </button>
            </div>
            {has_search.then(|| view! {
                <input
                    class="field line-pin__search"
                    type="search"
                    aria-label="Search lines"
                    placeholder="Search lines"
                    prop:value=search
                    on:input:target=move |event| search.set(event.target().value())
                />
            })}
            <ul class="line-pin__rows">{rows}</ul>
            <div class="line-pin__actions">{buttons}</div>
        </div>
    }
}
