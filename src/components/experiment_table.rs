//! A wide, long table of experiments: a row each, its name always in sight.
//!
//! It is a real `table`, but only the rows and columns that can be seen are in the page. What stands in
//! it comes from a [`TableSource`], cell by cell.

use super::experiment_table_head::TableHead;
use super::experiment_table_rows::TableBody;
use crate::browser::element_size::use_element_size;
use crate::browser::idle::use_idle_turn;
use crate::browser::scroll;
use leptos::html;
use leptos::prelude::*;
use runboard_chart::table::columns_window::{ColumnsWindow, columns_window};
use runboard_chart::table::text::Alignment;
use runboard_chart::table::window::{Margin, ROW_HEIGHT_PX, Window, window};
use runboard_chart::table_view::Direction;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Width of the column of checkboxes.
const CHECK_WIDTH_PX: f64 = 36.0;

/// What of a window's height is not rows, at the least: a guess for as long as nothing is laid out.
const AROUND_ROWS_PX: f64 = 200.0;

/// The most of the seen width that names take: they stay while the rest scrolls.
const MAX_NAME_SHARE: f64 = 0.5;

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub struct TableColumn {
    /// What tells it apart; the whole of its name.
    pub key: String,
    /// Its name in the header.
    pub title: String,
    /// Its width in CSS pixels.
    pub width_px: f64,
    /// The side at which its cells stand.
    pub alignment: Alignment,
    /// How the rows are sorted by it.
    pub sort: Option<ColumnSort>,
}

/// How the rows are sorted by a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ColumnSort {
    /// Which way.
    pub direction: Direction,
    /// Its place among several, from one; `None` for a column alone.
    pub place: Option<usize>,
}

/// What stands at the beginning of a row.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RowHead {
    /// The experiment's number in its project.
    pub number: u64,
    /// Its name.
    pub name: String,
    /// Where its dashboard is.
    pub href: String,
    /// Its colour: the custom property of `style/tokens.css` that holds it.
    pub colour_property: String,
    /// What is said beside the name, such as that it is archived.
    pub note: Option<&'static str>,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ShownCell {
    /// What it looks like, as a class; none for plain text.
    pub look: &'static str,
    /// Rounded for reading.
    pub text: String,
    /// Every digit.
    pub exact: String,
    /// Shown each by itself.
    pub tags: Vec<String>,
}

/// Where the table's content comes from; a row is any number that the list of rows holds.
pub trait TableSource: Send + Sync {
    /// The beginning of a row.
    fn head(&self, row: u32) -> RowHead;
    /// The cell of a row in the column at this place.
    fn cell(&self, row: u32, column: usize) -> ShownCell;
}

/// What the person does with the table.
#[derive(Clone, Copy)]
pub struct TableActions {
    /// A header was pressed, with or without Shift: a column's key.
    pub on_sort: Callback<(String, HeaderPress)>,
    /// A column got a width.
    pub on_width: Callback<(String, f64)>,
    /// A column is to move by so many places.
    pub on_move: Callback<(String, isize)>,
    /// Experiments, by their numbers, are now selected or not.
    pub on_select: Callback<(Vec<u64>, bool)>,
    /// An experiment, by its number, is to be edited.
    pub on_edit: Callback<u64>,
}

/// How a header was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeaderPress {
    /// By itself.
    Plain,
    /// With Shift.
    WithShift,
}

/// What the parts of the table share.
#[derive(Clone, Copy)]
pub struct TableParts {
    /// The column of names.
    pub name_column: Memo<TableColumn>,
    /// The columns after it.
    pub columns: Memo<Arc<Vec<TableColumn>>>,
    /// The sides at which their cells stand: all of a column that rows follow.
    pub alignments: Memo<Arc<Vec<Alignment>>>,
    /// The rows in order.
    pub rows: Signal<Arc<Vec<u32>>>,
    /// What stands in them.
    pub source: Signal<Arc<dyn TableSource>>,
    /// The numbers of the selected experiments.
    pub selected: Signal<BTreeSet<u64>>,
    /// Whether rows offer to edit their experiment.
    pub is_editable: Signal<bool>,
    /// What the person does.
    pub actions: TableActions,
    /// A width that is being dragged: a column's key and the width.
    pub dragged_width: RwSignal<Option<(String, f64)>>,
    /// The rows that exist.
    pub row_window: Memo<Window>,
    /// The columns that exist.
    pub column_window: Memo<ColumnsWindow>,
    /// The number of the experiment whose checkbox was pressed last.
    pub last_checked: StoredValue<Option<u64>>,
}

impl TableParts {
    /// The numbers of the experiments in the order of the rows.
    pub(super) fn numbers(self) -> Vec<u64> {
        let (source, rows) = (self.source.get(), self.rows.get());
        rows.iter().map(|row| source.head(*row).number).collect()
    }
}

/// The table.
#[component]
pub fn ExperimentTable(
    /// The column of names.
    #[prop(into)]
    name_column: Signal<TableColumn>,
    /// The columns after it, in order.
    #[prop(into)]
    columns: Signal<Arc<Vec<TableColumn>>>,
    /// The rows, in the order in which they are shown.
    #[prop(into)]
    rows: Signal<Arc<Vec<u32>>>,
    /// What stands in them.
    #[prop(into)]
    source: Signal<Arc<dyn TableSource>>,
    /// The numbers of the selected experiments.
    #[prop(into)]
    selected: Signal<BTreeSet<u64>>,
    /// Whether rows offer to edit their experiment.
    #[prop(into)]
    is_editable: Signal<bool>,
    /// What the person does.
    actions: TableActions,
) -> impl IntoView {
    let scroller = NodeRef::<html::Div>::new();
    let size = use_element_size(scroller);
    let scrolled = RwSignal::new(scroll::unscrolled());
    let dragged_width = RwSignal::new(None::<(String, f64)>);
    let with_dragged = move |column: &TableColumn| {
        let dragged = dragged_width.get().filter(|(key, _)| *key == column.key);
        let width_px = dragged.map_or(column.width_px, |(_, width_px)| width_px);
        TableColumn {
            width_px,
            ..column.clone()
        }
    };
    let name_column = Memo::new(move |_| {
        let mut column = with_dragged(&name_column.read());
        // On a narrow window, the rest must have room beside it.
        let seen_px = size.get().width_px;
        if seen_px > 0.0 {
            column.width_px = column.width_px.min(seen_px * MAX_NAME_SHARE);
        }
        column
    });
    let columns =
        Memo::new(move |_| Arc::new(columns.read().iter().map(with_dragged).collect::<Vec<_>>()));
    let alignments =
        Memo::new(move |_| Arc::new(columns.read().iter().map(|it| it.alignment).collect()));
    let actions = TableActions {
        on_sort: Callback::new(move |pressed| {
            actions.on_sort.run(pressed);
            // The person wants to see what comes first now.
            if let Some(scroller) = scroller.get_untracked() {
                scroll::to_top(&scroller);
            }
        }),
        ..actions
    };
    let has_turn = use_idle_turn();
    let row_window = Memo::new(move |_| {
        let scrolled = scrolled.get();
        let seen_px = match size.get().height_px {
            height_px if height_px > 0.0 => height_px,
            _ => (scrolled.viewport_px - AROUND_ROWS_PX).max(0.0),
        };
        // The rows that are seen first do not wait for those beside them.
        let margin = if has_turn.get() || scrolled.top_px > 0.0 {
            Margin::Ready
        } else {
            Margin::Bare
        };
        window(rows.read().len(), scrolled.top_px, seen_px, margin)
    });
    let column_window = Memo::new(move |_| {
        let widths_px: Vec<f64> = columns.read().iter().map(|it| it.width_px).collect();
        let scrolled = scrolled.get();
        let seen_px = match size.get().width_px {
            width_px if width_px > 0.0 => width_px,
            _ => scrolled.viewport_width_px,
        };
        columns_window(&widths_px, scrolled.left_px, seen_px)
    });
    let parts = TableParts {
        name_column,
        columns,
        alignments,
        rows,
        source,
        selected,
        is_editable,
        actions,
        dragged_width,
        row_window,
        column_window,
        last_checked: StoredValue::new(None),
    };
    let on_scroll = move |_| {
        if let Some(scroller) = scroller.get_untracked() {
            let now = scroll::scrolled(&scroller);
            if scrolled.get_untracked() != now {
                scrolled.set(now);
            }
        }
    };
    let table_width = move || {
        let own_px: f64 = columns.read().iter().map(|it| it.width_px).sum();
        format!(
            "{}px",
            CHECK_WIDTH_PX + name_column.read().width_px + own_px
        )
    };
    view! {
        <div
            class="experiment-table__scroller"
            node_ref=scroller
            role="region"
            tabindex="0"
            aria-label="Rows of the experiments"
            style=("--row-height", format!("{ROW_HEIGHT_PX}px"))
            on:scroll=on_scroll
        >
            <table
                class="experiment-table"
                aria-label="Experiments"
                aria-rowcount=move || rows.read().len() + 1
                aria-colcount=move || columns.read().len() + 2
                style:width=table_width
            >
                <ColumnWidths parts />
                <TableHead parts />
                <TableBody parts />
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn ColumnWidths(
    /// What the parts of the table share.
    parts: TableParts,
) -> impl IntoView {
    let px = |width_px: f64| format!("{width_px}px");
    view! {
        <colgroup>
            <col style:width=px(CHECK_WIDTH_PX) />
            <col style:width=move || px(parts.name_column.read().width_px) />
            <col style:width=move || px(parts.column_window.read().before_px) />
            {move || {
                let columns = parts.columns.read();
                let shown = parts.column_window.read().columns.clone();
                let shown = columns.get(shown).unwrap_or_default().iter();
                shown.map(|column| view! { <col style:width=px(column.width_px) /> }).collect_view()
            }}
            // Without columns beyond, it takes what is left of the window.
            <col style:width=move || match parts.column_window.read().after_px {
                after_px if after_px > 0.0 => px(after_px),
                _ => "auto".to_owned(),
            } />
        </colgroup>
    }
}
