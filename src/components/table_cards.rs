//! The cards of logs that are tables: `TABLE` and `LABELMAP`.

use super::data_table::shown_rows;
use super::{Card, CardInputs, DataTable, StepSlider};
use leptos::prelude::*;
use runboard_chart::table::{Table, text};
use std::sync::Arc;

/// A log that is a table, with a step slider where it has several steps.
#[component]
pub fn TableCard(
    /// What every card gets of its log.
    card: CardInputs,
    /// The table of the chosen step.
    #[prop(into)]
    table: Signal<Arc<Table>>,
    /// The steps of all entries, ascending; empty for a log without steps.
    #[prop(optional, into)]
    steps: Signal<Vec<f64>>,
) -> impl IntoView {
    let CardInputs {
        name,
        view,
        on_view,
        ..
    } = card;
    let (table_view, on_table_view) = card.table_view();
    let rows = shown_rows(table, table_view);
    let description = Signal::derive(move || text::description(&table.read(), rows.read().len()));
    view! {
        <Card
            card
            description
            footer=move || view! { <StepSlider steps view on_view /> }
        >
            <DataTable name table view=table_view on_view=on_table_view rows />
        </Card>
    }
}
