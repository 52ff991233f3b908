//! The rows of the grid of pictures, one for each experiment.

use super::image_grid::GridParts;
use super::image_grid_cell::GridCell;
use super::not_loaded::NotLoaded;
use leptos::prelude::*;
use runboard_chart::space::SizePx;
use std::ops::Range;

/// The rows that exist, between two spacers.
#[component]
pub(super) fn GridBody(
    /// What the parts of the grid share.
    parts: GridParts,
    /// The rows that exist.
    shown_rows: Memo<Range<usize>>,
    /// The size of a cell.
    cell: Memo<SizePx>,
) -> impl IntoView {
    let rows_px = move |n_rows: usize| format!("{}px", n_rows as f64 * cell.read().height_px);
    let n_after = move || {
        parts
            .rows
            .read()
            .len()
            .saturating_sub(shown_rows.read().end)
    };
    view! {
        <tbody>
            <tr aria-hidden="true" style:height=move || rows_px(shown_rows.read().start)></tr>
            <For each=move || shown_rows.get() key=|row| *row let:row>
                <Row row parts />
            </For>
            <tr aria-hidden="true" style:height=move || rows_px(n_after())></tr>
        </tbody>
    }
}

#[component]
fn Row(
    /// The place of the row.
    row: usize,
    /// What the parts of the grid share.
    parts: GridParts,
) -> impl IntoView {
    let now = Memo::new(move |_| parts.rows.read().get(row).cloned());
    let title = move || now.read().as_ref().map(|row| row.title.clone());
    let colour = move || {
        let now = now.read();
        now.as_ref()
            .map(|row| format!("var({})", row.colour_property))
    };
    let is_baseline = Memo::new(move |_| now.read().as_ref().is_some_and(|row| row.is_baseline));
    let failure = Memo::new(move |_| now.read().as_ref()?.failure.clone());
    let failed = move || {
        let reason = failure.get()?;
        Some(view! { <NotLoaded reason on_retry=Some(parts.on_retry) /> })
    };
    let columns = move || {
        let shown = parts.shown_columns.get();
        parts.columns.read().get(shown).unwrap_or_default().to_vec()
    };
    view! {
        <tr class="image-grid__row" aria-rowindex=row + 2>
            <th scope="row" class="image-grid__name" aria-colindex="1" title=title>
                <span class="swatch" style:background-color=colour aria-hidden="true"></span>
                <span class="image-grid__title">{title}</span>
                <Show when=move || is_baseline.get()>
                    <span class="compared__mark">"baseline"</span>
                </Show>
                {failed}
            </th>
            <td aria-hidden="true"></td>
            <ForEnumerate
                each=columns
                key=|column| column.map(f64::to_bits)
                children=move |index, column| view! { <GridCell row now index column parts /> }
            />
            <td aria-hidden="true"></td>
        </tr>
    }
}
