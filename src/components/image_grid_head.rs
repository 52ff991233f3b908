//! The columns of the grid of pictures: their widths, and the row of steps.

use super::image_grid::{GridParts, step_text};
use leptos::prelude::*;
use runboard_chart::space::SizePx;

/// The widths of the columns that exist, and of the space of those that do not.
#[component]
pub(super) fn GridColumns(
    /// What the parts of the grid share.
    parts: GridParts,
    /// The size of a cell.
    cell: Memo<SizePx>,
    /// The width of the first column.
    head_px: Memo<f64>,
) -> impl IntoView {
    let width_px = move || cell.read().width_px;
    let before = move || format!("{}px", parts.shown_columns.read().start as f64 * width_px());
    let own = move || {
        let n_shown = parts.shown_columns.read().len();
        let width = format!("{}px", width_px());
        (0..n_shown)
            .map(|_| view! { <col style:width=width.clone() /> })
            .collect_view()
    };
    view! {
        <colgroup>
            <col style:width=move || format!("{}px", head_px.get()) />
            <col style:width=before />
            {own}
            <col />
        </colgroup>
    }
}

/// The row of steps.
#[component]
pub(super) fn GridHead(
    /// What the parts of the grid share.
    parts: GridParts,
) -> impl IntoView {
    let steps = move || {
        let columns = parts.columns.read();
        let shown = parts.shown_columns.get();
        let shown = shown.clone().zip(columns.get(shown).unwrap_or_default());
        shown
            .map(|(place, column)| {
                let column = *column;
                let is_chosen = move || parts.chosen.get() == Some(place);
                view! {
                    <th
                        scope="col"
                        class="image-grid__step"
                        class:image-grid__step--chosen=is_chosen
                        aria-colindex=place + 2
                        aria-current=move || is_chosen().then_some("step")
                        on:click=move |_| parts.on_choose.run(column)
                    >
                        {step_text(column)}
                    </th>
                }
            })
            .collect_view()
    };
    view! {
        <thead>
            <tr aria-rowindex="1">
                <th scope="col" class="image-grid__corner" aria-colindex="1">
                    "step"
                </th>
                <td aria-hidden="true"></td>
                {steps}
                <td aria-hidden="true"></td>
            </tr>
        </thead>
    }
}
