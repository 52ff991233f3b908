//! One cell of the grid of pictures.

use super::image_frame::ImageFrame;
use super::image_grid::{GridParts, GridRow, step_text};
use leptos::prelude::*;
use runboard_chart::image_grid::{CellEntry, cell_entry};

/// The picture of one experiment and step, or what is there instead.
#[component]
pub(super) fn GridCell(
    /// The place of its row.
    row: usize,
    /// Its row.
    now: Memo<Option<GridRow>>,
    /// Its place among the columns that exist.
    index: ReadSignal<usize>,
    /// Its column.
    column: Option<f64>,
    /// What the parts of the grid share.
    parts: GridParts,
) -> impl IntoView {
    let entry = Memo::new(move |_| {
        let now = now.read();
        let entries = now.as_ref().map(|row| &*row.entries);
        cell_entry(entries.unwrap_or_default(), column)
    });
    let place = Memo::new(move |_| parts.shown_columns.read().start + index.get());
    let is_chosen = Memo::new(move |_| parts.chosen.get() == Some(place.get()));
    let is_active = move || is_chosen.get() && parts.active_row.get() == row;
    let choose = move |_| {
        parts.activate(row);
        parts.on_choose.run(column);
    };
    let content = move || match entry.get() {
        CellEntry::Entry(entry) => view! { <Picture entry now column parts /> }.into_any(),
        CellEntry::Missing(earlier) => view! { <NoPicture earlier now parts /> }.into_any(),
    };
    view! {
        <td
            id=parts.cell_id(row, column)
            class="image-grid__cell"
            class:image-grid__cell--chosen=is_chosen
            class:image-grid__cell--active=is_active
            aria-colindex=move || place.get() + 2
            on:click=choose
        >
            {content}
        </td>
    }
}

#[component]
fn Picture(
    /// The position of the picture in its row.
    entry: usize,
    /// The row as it is now.
    now: Memo<Option<GridRow>>,
    /// The step.
    column: Option<f64>,
    /// What the parts of the grid share.
    parts: GridParts,
) -> impl IntoView {
    let image = Memo::new(move |_| {
        let now = now.read();
        let images = now.as_ref()?.images.as_ref()?;
        images.get(entry).cloned()
    });
    let alt = move || {
        let now = now.read();
        let experiment = now.as_ref().map(|row| row.title.as_str());
        let step = match column {
            Some(_) => format!(" at step {}", step_text(column)),
            None => String::new(),
        };
        let name = parts.name.read();
        format!("{} of {}{step}", *name, experiment.unwrap_or_default())
    };
    view! { <ImageFrame alt=Signal::derive(alt) image /> }
}

/// What stands in a cell whose experiment logged nothing at the step: where its last picture before is.
#[component]
fn NoPicture(
    /// The position of the last picture before, if there is one.
    earlier: Option<usize>,
    /// The row as it is now.
    now: Memo<Option<GridRow>>,
    /// What the parts of the grid share.
    parts: GridParts,
) -> impl IntoView {
    let earlier = Memo::new(move |_| {
        let now = now.read();
        *now.as_ref()?.entries.get(earlier?)?
    });
    let back = move || {
        let step = earlier.get()?;
        let label = format!(
            "No image at this step; the one before is at step {}",
            step_text(Some(step))
        );
        Some(view! {
            <button
                type="button"
                class="image-grid__earlier"
                tabindex="-1"
                aria-label=label.clone()
                title=label
                on:click=move |event| {
                    // Not the step of the cell itself.
                    event.stop_propagation();
                    parts.on_choose.run(Some(step));
                }
            >
                {format!("← {}", step_text(Some(step)))}
            </button>
        })
    };
    view! {
        <div class="image-grid__none">
            <Show when=move || earlier.get().is_none()>
                <span title="No image at this step, nor before">"–"</span>
            </Show>
            {back}
        </div>
    }
}
