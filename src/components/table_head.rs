//! The header of a table: each column's name is a button that sorts by it.

use super::{Glyph, Icon};
use leptos::prelude::*;
use runboard_chart::better::Better;
use runboard_chart::table::Table;
use runboard_chart::table::comparison::TableMarks;
use runboard_chart::table::text::{self, Alignment};
use runboard_chart::table_view::{Direction, TableView};
use std::sync::Arc;

/// One row of headers.
#[component]
pub(super) fn TableHead(
    /// The table.
    table: Signal<Arc<Table>>,
    /// How it is shown.
    view: Memo<TableView>,
    /// Called with how the person wants it shown now.
    on_view: Callback<TableView>,
    /// What is marked.
    marks: Signal<Arc<TableMarks>>,
    /// Called with the name of the column whose better end is the other one.
    on_direction: Option<Callback<String>>,
) -> impl IntoView {
    let columns = Memo::new(move |_| text::headers(&table.read()));
    view! {
        <thead>
            <tr aria-rowindex="1">
                {move || columns.get().into_iter().map(|(name, alignment)| view! {
                    <ColumnHeader name alignment view on_view marks on_direction />
                }).collect_view()}
            </tr>
        </thead>
    }
}

#[component]
fn ColumnHeader(
    /// Its name.
    name: String,
    /// At which side its cells stand.
    alignment: Alignment,
    /// How it is shown.
    view: Memo<TableView>,
    /// Called with how the person wants it shown now.
    on_view: Callback<TableView>,
    /// What is marked.
    marks: Signal<Arc<TableMarks>>,
    /// Called with the name of the column whose better end is the other one.
    on_direction: Option<Callback<String>>,
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
    let better = StoredValue::new(name.clone());
    let better = Memo::new(move |_| better.with_value(|name| marks.read().direction(name)));
    let turned = StoredValue::new(name.clone());
    let turn = move || Some((better.get()?, on_direction?, turned.get_value()));
    view! {
        <th scope="col" class=cell_class(alignment) aria-sort=aria_sort>
            <div class="data-table__head">
                <button type="button" class="data-table__header" title=name.clone() on:click=press>
                    <span class="data-table__name">{name.clone()}</span>
                    {move || view! { <Icon glyph=glyph.get() /> }}
                </button>
                {move || turn().map(|(better, on_direction, name)| view! {
                    <DirectionButton name better on_direction />
                })}
            </div>
        </th>
    }
}

/// Says whether more or less is better, and turns it.
#[component]
pub(super) fn DirectionButton(
    /// The name of the column.
    name: String,
    /// Whether more or less of it is better.
    better: Better,
    /// Called with the name of the column whose better end is the other one.
    on_direction: Callback<String>,
) -> impl IntoView {
    let (shown, label) = match better {
        Better::More => ("↑", format!("More {name} is better")),
        Better::Less => ("↓", format!("Less {name} is better")),
    };
    view! {
        <button
            type="button"
            class="cell-toggle"
            aria-label=label.clone()
            title=label
            on:click=move |_| on_direction.run(name.clone())
        >
            {shown}
        </button>
    }
}

/// The class of a cell that stands at this side.
pub(super) fn cell_class(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::Start => "data-table__cell",
        Alignment::End => "data-table__cell data-table__cell--end",
    }
}
