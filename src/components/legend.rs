//! The lines of a chart as buttons that show and hide them.

use super::raising::Raising;
use crate::browser::history::HistoryEntry;
use crate::browser::idle::use_built_count;
use leptos::ev;
use leptos::prelude::*;
use runboard_chart::line::ChartLine;
use runboard_chart::line_view::LineView;
use runboard_chart::palette::Slot;
use runboard_chart::scene::Dash;

/// More buttons than are seen before a legend is scrolled.
const N_FIRST: usize = 32;

/// The custom property of `style/tokens.css` that holds a line's colour.
pub fn colour_property(slot: Slot) -> String {
    format!("--series-{}", slot.color_index() + 1)
}

/// The classes of a small sample of a line's ink.
pub fn swatch_class(slot: Slot, dash: Dash) -> String {
    let number = slot.color_index() + 1;
    match dash {
        Dash::Solid => format!("swatch swatch--{number}"),
        Dash::Dashed => format!("swatch swatch--{number} swatch--dashed"),
        Dash::Dotted => format!("swatch swatch--{number} swatch--dotted"),
    }
}

/// A list of toggle buttons: a click hides or shows, a double-click shows only this one, hovering raises.
#[component]
pub fn Legend(
    /// The lines in order.
    #[prop(into)]
    lines: Signal<Vec<ChartLine>>,
    /// How they are looked at.
    #[prop(into)]
    view: Signal<LineView>,
    /// Called with what the person chose now.
    on_view: Callback<(LineView, HistoryEntry)>,
    /// Told which line is pointed at.
    raising: Raising,
) -> impl IntoView {
    // The second click of two undoes the first: both together show only one line.
    let before_click = StoredValue::new(LineView::default());
    let click = move |key: &str, event: &ev::MouseEvent| {
        let now = view.get_untracked();
        if event.detail() < 2 {
            on_view.run((now.with_toggled(key), HistoryEntry::Push));
            before_click.set_value(now);
        } else if event.detail() == 2 {
            let lines = lines.read_untracked();
            let all_keys = lines.iter().map(|line| line.key.as_str());
            let before = before_click.get_value();
            on_view.run((before.with_solo(key, all_keys), HistoryEntry::Replace));
        }
    };
    let n_built = use_built_count(N_FIRST);
    let entries = Memo::new(move |_| {
        let lines = lines.read();
        let built = lines.iter().take(n_built.get());
        built.map(Entry::of).collect::<Vec<_>>()
    });
    view! {
        <ul class="legend" aria-label="Lines">
            <For each=move || entries.get() key=Clone::clone let(entry)>
                <LegendButton entry view raising click />
            </For>
        </ul>
    }
}

/// What a button shows of its line; its points do not matter.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Entry {
    key: String,
    name: String,
    swatch: String,
}

impl Entry {
    fn of(line: &ChartLine) -> Self {
        Self {
            key: line.key.clone(),
            name: line.name.clone(),
            swatch: swatch_class(line.slot, line.dash),
        }
    }
}

#[component]
fn LegendButton(
    /// The line.
    entry: Entry,
    /// How it is shown.
    view: Signal<LineView>,
    /// Which lines are raised.
    raising: Raising,
    /// Called with the key of the line that is clicked.
    click: impl Fn(&str, &ev::MouseEvent) + 'static,
) -> impl IntoView {
    let Entry { key, name, swatch } = entry;
    let title = name.clone();
    let key = StoredValue::new(key);
    let is_hidden = Memo::new(move |_| key.with_value(|key| view.read().hidden.contains(key)));
    let raise = move || key.with_value(|key| raising.point(Some(key)));
    let lower = move || raising.point(None);
    view! {
        <li class="legend__item">
            <button
                type="button"
                class="legend__button"
                aria-pressed=move || (!is_hidden.get()).to_string()
                title=title
                on:click=move |event| key.with_value(|key| click(key, &event))
                on:pointerenter=move |_| raise()
                on:pointerleave=move |_| lower()
                on:focus=move |_| raise()
                on:blur=move |_| lower()
            >
                <span class=swatch></span>
                <span class="legend__name">{name}</span>
            </button>
        </li>
    }
}
