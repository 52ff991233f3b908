//! The headers of the table of experiments: each sorts by its column, moves and resizes it.

use super::experiment_table::{HeaderPress, TableColumn, TableParts};
use super::experiment_table_drag::HeaderDrag;
use super::experiment_table_width::WidthHandle;
use super::{Glyph, Icon};
use crate::browser::focus::focus_soon_by_id;
use leptos::ev;
use leptos::prelude::*;
use runboard_chart::table::text::Alignment;
use runboard_chart::table_view::Direction;

/// One row of headers.
#[component]
pub(super) fn TableHead(
    /// What the parts of the table share.
    parts: TableParts,
) -> impl IntoView {
    let shown_keys = move || {
        let columns = parts.columns.read();
        let shown = parts.column_window.read().columns.clone();
        let shown = columns.get(shown).unwrap_or_default().iter();
        shown.map(|column| column.key.clone()).collect::<Vec<_>>()
    };
    let name_column = Signal::derive(move || Some((0, parts.name_column.get())));
    let column_of = move |key: String| {
        Signal::from(Memo::new(move |_| {
            let columns = parts.columns.read();
            let place = columns.iter().position(|column| column.key == key)?;
            Some((place + 1, columns.get(place)?.clone()))
        }))
    };
    view! {
        <thead>
            <tr aria-rowindex="1">
                <th scope="col" class="experiment-table__check" aria-colindex="1">
                    <SelectAll parts />
                </th>
                <ColumnHeader column=name_column parts />
                <td class="experiment-table__spacer" aria-hidden="true"></td>
                <For each=shown_keys key=String::clone let:key>
                    <ColumnHeader column=column_of(key) parts />
                </For>
                <td class="experiment-table__spacer" aria-hidden="true"></td>
            </tr>
        </thead>
    }
    .into_any()
}

/// Selects all rows that the filter left, or none.
#[component]
fn SelectAll(
    /// What the parts of the table share.
    parts: TableParts,
) -> impl IntoView {
    let n_selected = Memo::new(move |_| {
        let selected = parts.selected.read();
        if selected.is_empty() {
            return 0;
        }
        parts
            .numbers()
            .iter()
            .filter(|number| selected.contains(number))
            .count()
    });
    let is_whole = move || {
        let n_rows = parts.rows.read().len();
        n_rows > 0 && n_selected.get() == n_rows
    };
    let is_partial = move || n_selected.get() > 0 && !is_whole();
    view! {
        <input
            type="checkbox"
            aria-label="Select all"
            prop:checked=is_whole
            prop:indeterminate=is_partial
            on:change:target=move |event| {
                let numbers = untrack(|| parts.numbers());
                parts.actions.on_select.run((numbers, event.target().checked()));
            }
        />
    }
}

/// The header of a column at its place, counted with the names.
#[component]
fn ColumnHeader(
    /// The column at its place; `None` once there is none.
    column: Signal<Option<(usize, TableColumn)>>,
    /// What the parts of the table share.
    parts: TableParts,
) -> impl IntoView {
    let of = move |part: fn(&TableColumn) -> String| {
        column
            .read()
            .as_ref()
            .map(|(_, column)| part(column))
            .unwrap_or_default()
    };
    let key = move || of(|column| column.key.clone());
    let title = move || of(|column| column.title.clone());
    let sort = Memo::new(move |_| column.read().as_ref().and_then(|(_, column)| column.sort));
    let aria_sort = move || match sort.get().map(|sort| sort.direction) {
        None => "none",
        Some(Direction::Ascending) => "ascending",
        Some(Direction::Descending) => "descending",
    };
    let glyph = Signal::derive(move || match sort.get().map(|sort| sort.direction) {
        None => Glyph::Sortable,
        Some(Direction::Ascending) => Glyph::Ascending,
        Some(Direction::Descending) => Glyph::Descending,
    });
    let class = move || match column.read().as_ref() {
        Some((0, _)) => "experiment-table__header experiment-table__header--name",
        Some((_, column)) if column.alignment == Alignment::End => {
            "experiment-table__header experiment-table__header--end"
        }
        _ => "experiment-table__header",
    };
    let drag = HeaderDrag::new(column, parts);
    let shift = move || {
        drag.dragged_px()
            .map(|by_px| format!("translateX({by_px}px)"))
    };
    let press = move |event: ev::MouseEvent| {
        // The click that ends a drag sorts nothing.
        if drag.take_click() {
            return;
        }
        let press = match event.shift_key() {
            true => HeaderPress::WithShift,
            false => HeaderPress::Plain,
        };
        parts.actions.on_sort.run((untrack(key), press));
    };
    let on_key = move |event: ev::KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowLeft" if event.alt_key() => -1,
            "ArrowRight" if event.alt_key() => 1,
            _ => return,
        };
        event.prevent_default();
        let key = untrack(key);
        // A header that is moved in the page loses the focus.
        focus_soon_by_id(button_id(&key));
        parts.actions.on_move.run((key, by));
    };
    view! {
        <th
            scope="col"
            class=class
            aria-sort=aria_sort
            aria-colindex=move || column.read().as_ref().map(|(place, _)| place + 2)
        >
            <button
                type="button"
                class="experiment-table__sort"
                id=move || button_id(&key())
                title=move || format!("{}: press to sort, with Shift by several; drag to move", key())
                class:experiment-table__sort--dragged=move || drag.dragged_px().is_some()
                style:transform=shift
                on:pointerdown=move |event| drag.start(&event)
                on:pointermove=move |event| drag.go_on(&event)
                on:pointerup=move |_| drag.end()
                on:pointercancel=move |_| drag.cancel()
                on:click=press
                on:keydown=on_key
            >
                <span class="experiment-table__title">{title}</span>
                {move || view! { <Icon glyph=glyph.get() /> }}
                {move || sort.get()?.place.map(|place| view! { <sup>{place}</sup> })}
            </button>
            <WidthHandle column parts />
        </th>
    }
    .into_any()
}

fn button_id(key: &str) -> String {
    format!("sort-{key}")
}
