//! The header of a table: each column's name is a button that sorts by it.

use super::{Glyph, Icon};
use leptos::prelude::*;
use runboard_chart::table::Table;
use runboard_chart::table::text::{self, Alignment};
use runboard_chart::table_view::{Direction, TableView};
use std::sync::Arc;

/// One row of headers.
#[component]
pub(super) fn TableHead(
    table: Signal<Arc<Table>>,
    view: Memo<TableView>,
    on_view: Callback<TableView>,
) -> impl IntoView {
    let columns = Memo::new(move |_| text::headers(&table.read()));
    view! {
        <thead>
            <tr aria-rowindex="1">
                {move || columns.get().into_iter().map(|(name, alignment)| view! {
                    <ColumnHeader name alignment view on_view />
                }).collect_view()}
            </tr>
        </thead>
    }
}

#[component]
fn ColumnHeader(
    name: String,
    alignment: Alignment,
    view: Memo<TableView>,
    on_view: Callback<TableView>,
) -> impl IntoView {
    let column = name.clone();
    let direction = Memo::new(move |_| view.read().direction_of(&column));
    let aria_sort = move || match direction.get() {
        None => "none",
        Some(Direction::Ascending) => "ascending",
        Some(Direction::Descending) => "descending",
    };
    let glyph = Signal::derive(move || match direction.get() {
        None => Glyph::Sortable,
        Some(Direction::Ascending) => Glyph::Ascending,
        Some(Direction::Descending) => Glyph::Descending,
    });
    let column = name.clone();
    let press = move |_| on_view.run(view.read_untracked().with_header_pressed(&column));
    view! {
        <th scope="col" class=cell_class(alignment) aria-sort=aria_sort>
            <button type="button" class="data-table__header" title=name.clone() on:click=press>
                <span class="data-table__name">{name.clone()}</span>
                <Icon glyph />
            </button>
        </th>
    }
}

/// The class of a cell that stands at this side.
pub(super) fn cell_class(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::Start => "data-table__cell",
        Alignment::End => "data-table__cell data-table__cell--end",
    }
}
