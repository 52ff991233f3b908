//! A table of data.

use leptos::prelude::*;
use runboard_chart::table::Table;
use runboard_chart::table_view::TableView;
use std::sync::Arc;

/// A real `table` of whatever size.
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
) -> impl IntoView {
    let _ = (view, on_view);
    view! {
        <table aria-label=name>
            <thead><tr>{move || table.get().columns().iter().map(|column| view! { <th>{column.name.clone()}</th> }).collect_view()}</tr></thead>
        </table>
    }
}
