//! The card of a log that is a table, `TABLE` or `LABELMAP`: those of all experiments side by side.

use super::CompareParts;
use super::members::{MemberData, use_members};
use crate::components::DataTable;
use crate::components::compare_card::{ComparePane, PaneCard};
use crate::components::from_model::{table_from_labelmap, table_from_table};
use crate::pages::experiment_colour::colour_property;
use leptos::prelude::*;
use runboard_chart::card_view::CardView;
use runboard_chart::table::Table;
use runboard_model::{LogData, LogType};
use std::sync::Arc;

/// The tables of the chosen step; order and search hold for all of them.
#[component]
pub fn CompareTables(parts: CompareParts, log_type: LogType) -> impl IntoView {
    let members = use_members(parts, log_type);
    let panes = Memo::new(move |_| table_panes(&members.all.read()));
    let description = Memo::new(move |_| {
        let n_tables = members.all.read().len();
        format!("Tables of {n_tables} experiments")
    });
    let card_view = parts.card_view();
    let on_card_view = parts.on_card_view();
    let table_view = Signal::derive(move || card_view.read().table.clone());
    let on_table_view = Callback::new(move |table| {
        on_card_view.run(CardView {
            table,
            ..card_view.get_untracked()
        });
    });
    let body = Callback::new(move |key: String| {
        let table = Memo::new(move |_| {
            let all = members.all.read();
            let own = all.iter().find(|member| member.name == key);
            Arc::new(own.and_then(table_of).unwrap_or_default())
        });
        let name = parts.title();
        view! { <DataTable name table view=table_view on_view=on_table_view /> }.into_any()
    });
    view! {
        <PaneCard
            name=parts.title()
            description
            state=members.state
            on_retry=members.retry
            panes
            steps=members.steps
            view=card_view
            on_view=on_card_view
            menu=parts.menu()
            body
        />
    }
}

/// A pane for each experiment; one for all of them where all have the same table.
fn table_panes(all: &[MemberData]) -> Vec<ComparePane> {
    let first = all.first();
    let is_same = |member: &MemberData| {
        member.data.is_some() && first.is_some_and(|first| member.data == first.data)
    };
    match first {
        Some(first) if all.len() > 1 && all.iter().all(is_same) => vec![ComparePane {
            title: format!("the same in all {} experiments", all.len()),
            is_baseline: false,
            ..pane(first)
        }],
        _ => all.iter().map(pane).collect(),
    }
}

/// What stands above one experiment's part.
pub(super) fn pane(member: &MemberData) -> ComparePane {
    ComparePane {
        key: member.name.clone(),
        title: member.name.clone(),
        colour_property: colour_property(member.slot.0 as u64),
        is_baseline: member.is_baseline,
        step: member.step,
    }
}

fn table_of(member: &MemberData) -> Option<Table> {
    match member.data.as_deref()? {
        LogData::Table(table) => Some(table_from_table(table)),
        LogData::Labelmap(labels) => Some(table_from_labelmap(labels)),
        _ => None,
    }
}
