//! A grid of pictures, a row for each experiment and a column for each step.
//!
//! Only the cells that can be seen, and a few around them, exist.

use super::ShownImage;
use super::image_grid_body::GridBody;
use super::image_grid_head::{GridColumns, GridHead};
use crate::browser::element_size::use_element_size;
use crate::browser::scroll;
use crate::browser::unique_id::unique_id;
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use runboard_chart::image_grid::{
    CellEntry, ChosenColumn, HEAD_HEIGHT_PX, cell_entry, cell_size, existing, head_width_px,
    scrolled_to, scrolled_to_chosen,
};
use runboard_chart::space::SizePx;
use runboard_chart::table::{CellRef, text};
use std::ops::Range;
use std::sync::Arc;

/// So many steps are passed over by Page Up and Page Down.
const PAGE_COLUMNS: usize = 10;

/// How often a grid is scrolled once more after a frame, since it was not yet wide enough.
const MAX_WAITS: usize = 10;

/// The pictures of one experiment.
#[derive(Debug, Clone, PartialEq)]
pub struct GridRow {
    /// The experiment's name.
    pub title: String,
    /// The custom property that holds its colour.
    pub colour_property: String,
    /// Whether the others are measured against it.
    pub is_baseline: bool,
    /// The steps of its entries, ascending; `None` is a picture without a step.
    pub entries: Arc<[Option<f64>]>,
    /// The pictures of these entries; `None` while they are not known.
    pub images: Option<Arc<[Arc<ShownImage>]>>,
    /// Why the last attempt to get them failed.
    pub failure: Option<String>,
}

/// What the parts of the grid share.
#[derive(Clone, Copy)]
pub struct GridParts {
    pub(super) name: Signal<String>,
    pub(super) id: StoredValue<String>,
    pub(super) rows: Signal<Arc<Vec<GridRow>>>,
    pub(super) columns: Signal<Arc<Vec<Option<f64>>>>,
    /// The column of the chosen step.
    pub(super) chosen: Signal<Option<usize>>,
    /// The experiment whose row keys act on, once one was chosen.
    pub(super) active: RwSignal<Option<String>>,
    /// The place of that row.
    pub(super) active_row: Memo<usize>,
    pub(super) on_choose: Callback<Option<f64>>,
    pub(super) on_retry: Callback<()>,
    /// The columns that exist.
    pub(super) shown_columns: Memo<Range<usize>>,
}

impl GridParts {
    /// The id of a cell, for `aria-activedescendant`.
    pub(super) fn cell_id(self, row: usize, column: Option<f64>) -> String {
        let step = column.map_or_else(|| "none".to_owned(), |step| format!("{:x}", step.to_bits()));
        self.id.with_value(|id| format!("{id}-{row}-{step}"))
    }

    /// Lets keys act on that row from now on.
    pub(super) fn activate(self, row: usize) {
        let title = self
            .rows
            .with_untracked(|rows| rows.get(row).map(|row| row.title.clone()));
        self.active.set(title);
    }

    /// The column of the nearest entry before, for a cell without one.
    fn earlier(self, row: usize, column: usize) -> Option<f64> {
        let (rows, columns) = (self.rows.read_untracked(), self.columns.read_untracked());
        let entries = &rows.get(row)?.entries;
        match cell_entry(entries, *columns.get(column)?) {
            CellEntry::Missing(Some(entry)) => *entries.get(entry)?,
            _ => None,
        }
    }
}

/// A column's step for people.
pub fn step_text(column: Option<f64>) -> String {
    column.map_or_else(
        || "no step".to_owned(),
        |step| text::shown(CellRef::Number(step)),
    )
}

/// The grid: left and right lead to other steps, up and down to other experiments.
#[component]
pub fn ImageGrid(
    /// The log's name.
    #[prop(into)]
    name: Signal<String>,
    /// The experiments.
    #[prop(into)]
    rows: Signal<Arc<Vec<GridRow>>>,
    /// The steps of all rows, ascending; `None` is that of pictures without one.
    #[prop(into)]
    columns: Signal<Arc<Vec<Option<f64>>>>,
    /// The column of the chosen step.
    #[prop(into)]
    chosen: Signal<Option<usize>>,
    /// Called with the step of a column that was chosen.
    on_choose: Callback<Option<f64>>,
    /// Tries again to get the pictures of rows that failed.
    on_retry: Callback<()>,
    /// Called with the rows that exist: the pictures of others are not asked for.
    on_rows: Callback<Range<usize>>,
    /// Width by height of a picture.
    #[prop(into)]
    aspect: Signal<f64>,
) -> impl IntoView {
    let scroller = NodeRef::<html::Div>::new();
    let size = use_element_size(scroller);
    let scrolled = RwSignal::new((0.0_f64, 0.0_f64));
    let n_rows = Memo::new(move |_| rows.read().len());
    let n_columns = Memo::new(move |_| columns.read().len());
    let head_px = Memo::new(move |_| head_width_px(size.read().width_px));
    let seen = Memo::new(move |_| {
        let size = size.get();
        SizePx::new(size.width_px - head_px.get(), size.height_px)
    });
    let cell = Memo::new(move |_| cell_size(seen.get(), n_rows.get(), aspect.get()));
    let shown_columns = Memo::new(move |_| {
        let left_px = scrolled.read().0;
        existing(
            n_columns.get(),
            cell.get().width_px,
            left_px,
            seen.get().width_px,
        )
    });
    let shown_rows = Memo::new(move |_| {
        let top_px = scrolled.read().1;
        existing(
            n_rows.get(),
            cell.get().height_px,
            top_px,
            seen.get().height_px,
        )
    });
    Effect::new(move |_| on_rows.run(shown_rows.get()));
    let active = RwSignal::new(None::<String>);
    let parts = GridParts {
        name,
        id: StoredValue::new(unique_id("image-grid")),
        rows,
        columns,
        chosen,
        active,
        active_row: Memo::new(move |before: Option<&usize>| {
            active_row(&rows.read(), active.read().as_deref(), before.copied())
        }),
        on_choose,
        on_retry,
        shown_columns,
    };
    let on_scroll = move |_| {
        if let Some(scroller) = scroller.get_untracked() {
            let now = scroll::scrolled(&scroller);
            scrolled.set((now.left_px, now.top_px));
        }
    };
    // Each side is scrolled by what moves along it alone: who looks at other rows stays there when steps come.
    use_follow_chosen(scroller, chosen, move |column| ChosenColumn {
        column,
        n_columns: n_columns.get(),
        cell_px: cell.read().width_px,
        seen_px: seen.read().width_px,
    });
    Effect::new(move |_| {
        // Only a choice of a row scrolls, not that rows come, go or change their order.
        parts.active.track();
        let row = parts.active_row.get_untracked();
        let (cell, seen) = (cell.get_untracked(), seen.get_untracked());
        let Some(scroller) = scroller.get_untracked().filter(|_| !seen.is_empty()) else {
            return;
        };
        let top_px = scroll::scrolled(&scroller).top_px;
        let seen_px = seen.height_px - HEAD_HEIGHT_PX;
        let top_px = scrolled_to(row, cell.height_px, top_px, seen_px);
        scroll::to_height(&scroller, top_px);
    });
    let choose = move |column: usize| {
        if let Some(column) = columns.read_untracked().get(column) {
            on_choose.run(*column);
        }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        if event.shift_key() || event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let last = n_columns.get_untracked().saturating_sub(1);
        let now = chosen.get_untracked().unwrap_or(0);
        let row = parts.active_row.get_untracked();
        match event.key().as_str() {
            "ArrowLeft" => choose(now.saturating_sub(1)),
            "ArrowRight" => choose((now + 1).min(last)),
            "PageUp" => choose(now.saturating_sub(PAGE_COLUMNS)),
            "PageDown" => choose((now + PAGE_COLUMNS).min(last)),
            "Home" => choose(0),
            "End" => choose(last),
            "ArrowUp" => parts.activate(row.saturating_sub(1)),
            "ArrowDown" => {
                let last_row = n_rows.get_untracked().saturating_sub(1);
                parts.activate((row + 1).min(last_row));
            }
            "Enter" | " " => match parts.earlier(row, now) {
                Some(earlier) => on_choose.run(Some(earlier)),
                None => return,
            },
            _ => return,
        }
        event.prevent_default();
    };
    let active_cell = move || {
        let column = *columns.read().get(chosen.get()?)?;
        Some(parts.cell_id(parts.active_row.get(), column))
    };
    let px = |value: f64| format!("{value}px");
    let width = move || px(head_px.get() + n_columns.get() as f64 * cell.get().width_px);
    view! {
        <div
            class="image-grid"
            node_ref=scroller
            style=("--cell-height", move || px(cell.get().height_px))
            on:scroll=on_scroll
        >
            <table
                class="image-grid__table"
                role="grid"
                tabindex="0"
                aria-label=move || format!("{}, experiments by steps", name.get())
                aria-rowcount=move || n_rows.get() + 1
                aria-colcount=move || n_columns.get() + 1
                aria-activedescendant=active_cell
                style:width=width
                on:keydown=on_key
            >
                <GridColumns parts cell head_px />
                <GridHead parts />
                <GridBody parts shown_rows cell />
            </table>
        </div>
    }
    .into_any()
}

/// The place of the row that keys act on: of that experiment, or where it was `before` if that is not there.
fn active_row(rows: &[GridRow], title: Option<&str>, before: Option<usize>) -> usize {
    let own = rows.iter().position(|row| Some(&*row.title) == title);
    let last = rows.len().saturating_sub(1);
    own.or(before).unwrap_or(0).min(last)
}

/// How far the grid has followed the chosen column.
#[derive(Default)]
struct Followed {
    /// The column that it shows; `None` while it is not yet wide enough for that.
    column: Option<ChosenColumn>,
    /// How many frames it has waited for that.
    n_waits: usize,
}

/// Keeps the chosen column in view; `place` says what its place depends on.
fn use_follow_chosen(
    scroller: NodeRef<html::Div>,
    chosen: Signal<Option<usize>>,
    place: impl Fn(usize) -> ChosenColumn + 'static,
) {
    let next_frame = RwSignal::new(());
    Effect::new(move |before: Option<Followed>| {
        next_frame.track();
        let before = before.unwrap_or_default();
        let (Some(scroller), Some(column)) = (scroller.get(), chosen.get()) else {
            return before;
        };
        let now = place(column);
        if now.seen_px < 1.0 {
            return before;
        }
        let left_px = scroll::scrolled(&scroller).left_px;
        if let Some(left_px) = scrolled_to_chosen(before.column, now, left_px) {
            scroll::to_left(&scroller, left_px);
            // The table in the page may still be as narrow as it was before this change.
            let is_short = scroll::scrolled(&scroller).left_px + 1.0 < left_px;
            if is_short && before.n_waits < MAX_WAITS {
                request_animation_frame(move || {
                    next_frame.try_set(());
                });
                return Followed {
                    column: None,
                    n_waits: before.n_waits + 1,
                };
            }
        }
        Followed {
            column: Some(now),
            n_waits: 0,
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The row was a number: after rows were hidden or moved it was that of another experiment, or of none.
    #[test]
    fn active_row_stays_that_of_its_experiment_and_within_the_rows() {
        let check = |titles: &[&str], title: Option<&str>, before: Option<usize>, expected| {
            let row = |title: &&str| GridRow {
                title: (*title).to_owned(),
                colour_property: String::new(),
                is_baseline: false,
                entries: Arc::from([]),
                images: None,
                failure: None,
            };
            let rows: Vec<GridRow> = titles.iter().map(row).collect();
            assert_eq!(active_row(&rows, title, before), expected, "{titles:?}");
        };
        check(&[], None, None, 0);
        check(&["a", "b"], None, None, 0);
        check(&["a", "b", "c"], Some("c"), Some(0), 2);
        check(&["c", "a", "b"], Some("c"), Some(2), 0);
        check(&["a", "b"], Some("c"), Some(2), 1);
        check(&["a", "b", "d"], Some("c"), Some(1), 1);
        check(&[], Some("c"), Some(2), 0);
    }
}
