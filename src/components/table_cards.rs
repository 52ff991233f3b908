//! The cards of logs that are tables: `TABLE` and `LABELMAP`.

use super::{Card, CardState, DataTable, MenuItem, StepSlider};
use leptos::prelude::*;
use runboard_chart::card_view::CardView;
use runboard_chart::table::{Table, text};
use std::sync::Arc;

/// A log that is a table, with a step slider where it has several steps.
#[component]
pub fn TableCard(
    /// The log's name.
    #[prop(into)]
    name: Signal<String>,
    /// Whether the table is there.
    #[prop(optional, into)]
    state: Signal<CardState>,
    /// Called by the button `Retry`.
    #[prop(default = None)]
    on_retry: Option<Callback<()>>,
    /// The table of the chosen step.
    #[prop(into)]
    table: Signal<Arc<Table>>,
    /// The steps of all entries, ascending; empty for a log without steps.
    #[prop(optional, into)]
    steps: Signal<Vec<f64>>,
    /// What the person chose for this card.
    #[prop(into)]
    view: Signal<CardView>,
    /// Called with what the person chose now.
    on_view: Callback<CardView>,
    /// The items of the menu.
    #[prop(optional, into)]
    menu: Signal<Vec<MenuItem>>,
) -> impl IntoView {
    let table_view = Signal::derive(move || view.read().table.clone());
    let on_table_view = Callback::new(move |table| {
        on_view.run(CardView {
            table,
            ..view.get_untracked()
        });
    });
    let description = Signal::derive(move || text::description(&table.read()));
    view! {
        <Card
            name description state on_retry view on_view menu
            footer=move || view! { <StepSlider steps view on_view /> }
        >
            <DataTable name table view=table_view on_view=on_table_view />
        </Card>
    }
}
