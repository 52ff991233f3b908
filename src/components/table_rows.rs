//! The rows of a table that can be seen, between two spacers.

use super::table_head::cell_class;
use super::tooltip::verdict_class;
use crate::browser::scroll::Scrolled;
use leptos::prelude::*;
use runboard_chart::line::beside::{ChangeReading, change_text};
use runboard_chart::table::Table;
use runboard_chart::table::comparison::TableMarks;
use runboard_chart::table::text::{self, Alignment};
use runboard_chart::table::window::{self, Margin};
use std::sync::Arc;

/// The body of the table.
#[component]
pub(super) fn TableRows(
    /// The table.
    table: Signal<Arc<Table>>,
    /// The rows that are shown, in their order.
    rows: Memo<Arc<Vec<u32>>>,
    /// How far the table is scrolled.
    scrolled: RwSignal<Scrolled>,
    /// What is marked.
    marks: Signal<Arc<TableMarks>>,
) -> impl IntoView {
    let window = Memo::new(move |_| {
        let scrolled = scrolled.get();
        window::window(
            rows.read().len(),
            scrolled.top_px,
            scrolled.viewport_px,
            Margin::Ready,
        )
    });
    let alignments = Memo::new(move |_| {
        let headers = text::headers(&table.read());
        Arc::new(
            headers
                .into_iter()
                .map(|(_, alignment)| alignment)
                .collect::<Vec<_>>(),
        )
    });
    // A row is another one as soon as its place, its cells or the table's columns are others.
    let placed_rows = move || {
        let (table, alignments, marks) = (table.get(), alignments.get(), marks.get());
        let window = window.get();
        let rows = rows.read();
        let seen = rows.get(window.first..window.end).unwrap_or_default();
        seen.iter()
            .enumerate()
            .map(|(idx, row)| PlacedRow {
                position: window.first + idx,
                row: *row,
                table: Arc::clone(&table),
                alignments: Arc::clone(&alignments),
                marks: Arc::clone(&marks),
            })
            .collect::<Vec<_>>()
    };
    view! {
        <tbody>
            <Spacer height_px=Signal::derive(move || window.read().above_px) />
            <For each=placed_rows key=PlacedRow::key let:placed>
                <Row placed />
            </For>
            <Spacer height_px=Signal::derive(move || window.read().below_px) />
        </tbody>
    }
}

/// A row of the table at its place among those that are shown.
#[derive(Clone)]
struct PlacedRow {
    position: usize,
    row: u32,
    table: Arc<Table>,
    alignments: Arc<Vec<Alignment>>,
    marks: Arc<TableMarks>,
}

impl PlacedRow {
    fn key(&self) -> (usize, u32, [usize; 2]) {
        let addresses = [
            Arc::as_ptr(&self.table).addr(),
            Arc::as_ptr(&self.marks).addr(),
        ];
        (self.position, self.row, addresses)
    }
}

#[component]
fn Row(
    /// The row and its place.
    placed: PlacedRow,
) -> impl IntoView {
    let PlacedRow {
        position,
        row,
        table,
        alignments,
        marks,
    } = placed;
    let cells = table
        .columns()
        .iter()
        .zip(alignments.iter())
        .enumerate()
        .map(|(idx, (column, alignment))| {
            let cell = column.cell(row as usize);
            let mark = marks.cell(row as usize, idx);
            let best = mark
                .is_best
                .then(|| view! { " " <span class="compare-table__best">"best"</span> });
            view! {
                <td
                    class=cell_class(*alignment)
                    class:compare-table__cell--best=mark.is_best
                    title=text::full(cell)
                >
                    {table.shown(row as usize, idx)}
                    {best}
                    {mark.change.map(change_view)}
                </td>
            }
        })
        .collect_view();
    // Rows are told apart by the addresses of their data: those must not be used again while the row stands.
    on_cleanup(move || drop((table, marks)));
    // The header is the first row, and rows count from one.
    view! { <tr aria-rowindex=position + 2>{cells}</tr> }
}

/// How a value stands to the baseline's.
fn change_view(read: ChangeReading) -> impl IntoView {
    let class = verdict_class(read.verdict);
    view! { " " <span class=class>{change_text(read.change)}</span> }
}

/// The height of rows that do not exist; nothing to a screen reader.
#[component]
fn Spacer(
    /// As high as the rows that are left out, in CSS pixels.
    height_px: Signal<f64>,
) -> impl IntoView {
    view! {
        <tr class="data-table__spacer" aria-hidden="true" hidden=move || height_px.get() <= 0.0>
            <td style:height=move || format!("{}px", height_px.get())></td>
        </tr>
    }
}
