//! A table of data of whatever size: sorted by its headers, searched, copied, downloaded.

use super::table_head::TableHead;
use super::table_rows::TableRows;
use super::table_tools::TableTools;
use crate::browser::scroll;
use leptos::html;
use leptos::prelude::*;
use runboard_chart::table::comparison::TableMarks;
use runboard_chart::table::window::ROW_HEIGHT_PX;
use runboard_chart::table::{Table, order, text};
use runboard_chart::table_view::TableView;
use std::sync::Arc;

/// A table that is computed when it is first looked at, and again after its data changed.
pub fn table_when_read(compute: impl Fn() -> Table + Send + Sync + 'static) -> Signal<Arc<Table>> {
    // Cells need not be compared: it only runs anew when the data is new.
    Memo::new_with_compare(move |_| Arc::new(compute()), |_, _| true).into()
}

/// The rows of a table that are shown, in their order; positions in the table as it was logged.
pub fn shown_rows(table: Signal<Arc<Table>>, view: Signal<TableView>) -> Memo<Arc<Vec<u32>>> {
    let view = Memo::new(move |_| view.get());
    Memo::new(move |_| Arc::new(order::visible_rows(&table.read(), &view.read())))
}

/// A real `table`; only the rows that can be seen are in the page.
#[component]
pub fn DataTable(
    /// What it is called: the accessible name and the name of the downloaded file.
    #[prop(into)]
    name: Signal<String>,
    /// The cells.
    #[prop(into)]
    table: Signal<Arc<Table>>,
    /// Order and search.
    #[prop(into)]
    view: Signal<TableView>,
    /// Called with the order and search that the person chose now.
    on_view: Callback<TableView>,
    /// The rows that are shown, where somebody else asks for them, too.
    #[prop(optional)]
    rows: Option<Memo<Arc<Vec<u32>>>>,
    /// How its cells stand among those of other tables.
    #[prop(optional, into)]
    marks: Signal<Arc<TableMarks>>,
    /// The direction of the column of that name is to be turned.
    #[prop(default = None)]
    on_direction: Option<Callback<String>>,
) -> impl IntoView {
    let scroller = NodeRef::<html::Div>::new();
    let scrolled = RwSignal::new(scroll::unscrolled());
    let chosen = Memo::new(move |_| view.get());
    let rows = rows.unwrap_or_else(|| shown_rows(table, view));
    let widths = Memo::new(move |_| text::widths_ch(&table.read(), &marks.read()));
    let table_width = move || {
        let widths = widths.read();
        let sum = widths.iter().sum::<usize>();
        format!("calc({sum}ch + {} * 2 * var(--space-2))", widths.len())
    };
    let is_empty = Memo::new(move |_| rows.read().is_empty());
    let on_scroll = move |_| {
        if let Some(scroller) = scroller.get_untracked() {
            scrolled.set(scroll::scrolled(&scroller));
        }
    };
    let on_table_view = Callback::new(move |view| {
        if let Some(scroller) = scroller.get_untracked() {
            scroll::to_top(&scroller);
        }
        on_view.run(view);
    });

    view! {
        <div class="data-table">
            <TableTools name table rows view=chosen on_view=on_table_view />
            <div
                class="data-table__scroller"
                node_ref=scroller
                role="region"
                tabindex="0"
                aria-label=move || format!("Rows of {}", name.get())
                style=("--row-height", format!("{ROW_HEIGHT_PX}px"))
                on:scroll=on_scroll
            >
                <table
                    class="data-table__table"
                    aria-label=name
                    aria-rowcount=move || rows.read().len() + 1
                    style:width=table_width
                >
                    <colgroup>
                        {move || widths.get().into_iter().map(|width| view! {
                            <col style:width=format!("calc({width}ch + 2 * var(--space-2))") />
                        }).collect_view()}
                    </colgroup>
                    <TableHead table view=chosen on_view=on_table_view marks on_direction />
                    <TableRows table rows scrolled marks />
                </table>
                <Show when=move || is_empty.get()>
                    <p class="data-table__empty">
                        {move || if chosen.read().search.is_empty() { "No rows" } else { "No row matches the search" }}
                    </p>
                </Show>
            </div>
        </div>
    }
    .into_any()
}
