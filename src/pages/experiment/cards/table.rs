//! The card of a log that is a table: `TABLE` and `LABELMAP`.

use super::CardParts;
use crate::components::from_model::{table_from_labelmap, table_from_table};
use crate::components::table_cards::TableCard;
use leptos::prelude::*;
use runboard_chart::table::Table;
use runboard_model::{LogData, LogType};
use std::sync::Arc;

/// The table of the chosen step.
#[component]
pub fn TableLog(
    /// The log's card and all that it needs.
    parts: CardParts,
    /// Its type.
    log_type: LogType,
) -> impl IntoView {
    let content = parts.data(log_type);
    let table = Memo::new(move |_| {
        Arc::new(match content.data.get().as_deref() {
            Some(LogData::Table(table)) => table_from_table(table),
            Some(LogData::Labelmap(labels)) => table_from_labelmap(labels),
            _ => Table::default(),
        })
    });
    view! {
        <TableCard
            card=parts.owner.card(content.state, Some(content.retry))
            table
            steps=parts.steps()
        />
    }
}
