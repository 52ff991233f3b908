//! The card of a log that is a table, `TABLE` or `LABELMAP`: those of all experiments side by side.

use super::CompareParts;
use super::members::{MemberData, use_members};
use crate::components::compare_card::{ComparePane, PaneCard};
use crate::components::from_model::{table_from_labelmap, table_from_table};
use crate::components::{CardKind, DataTable};
use crate::pages::experiment_colour::colour_property;
use crate::state::compare::view::CompareView;
use leptos::prelude::*;
use runboard_chart::better::Better;
use runboard_chart::table::Table;
use runboard_chart::table::comparison::{TableMarks, table_marks};
use runboard_model::{LogData, LogType};
use std::sync::Arc;

/// The tables of the chosen step; order and search hold for all of them.
#[component]
pub fn CompareTables(
    /// The log's card and all that it needs.
    parts: CompareParts,
    /// Its type.
    log_type: LogType,
) -> impl IntoView {
    let members = use_members(parts, log_type);
    let panes = Memo::new(move |_| table_panes(&members.all.read()));
    let description = Memo::new(move |_| {
        let n_tables = members.all.read().len();
        format!("Tables of {n_tables} experiments")
    });
    let card = parts.owner.card(members.state, Some(members.retry));
    let (table_view, on_table_view) = card.table_view();
    let state = parts.context.state;
    // Only what is needed of the view, so that a change of another part computes nothing anew.
    let directions = Memo::new(move |_| CompareView {
        better: state.view.with(|view| view.better.clone()),
        ..CompareView::default()
    });
    let tables = Memo::new(move |_| {
        let all = members.all.read();
        let directions = directions.read();
        marked_tables(&all, |name| directions.better(name))
    });
    let on_direction = Callback::new(move |name: String| {
        state.push(|view| *view = view.with_better_turned(&name));
    });
    let body = Callback::new(move |key: String| {
        let own = Memo::new(move |_| {
            let tables = tables.read();
            let own = tables.iter().find(|(name, _)| *name == key);
            own.map(|(_, own)| own.clone()).unwrap_or_default()
        });
        let table = Signal::derive(move || own.with(|own| Arc::clone(&own.table)));
        let marks = Signal::derive(move || own.with(|own| Arc::clone(&own.marks)));
        let name = parts.owner.title();
        view! {
            <DataTable
                name
                table
                view=table_view
                on_view=on_table_view
                marks
                on_direction=Some(on_direction)
            />
        }
        .into_any()
    });
    // Maps of labels are mostly the same everywhere, and narrow.
    let kind = match log_type {
        LogType::Labelmap => CardKind::Normal,
        _ => CardKind::Wide,
    };
    view! {
        <PaneCard
            card
            description
            panes
            steps=members.steps
            kind
            body
        />
    }
}

/// A pane for each experiment; one for all of them where all have the same table.
fn table_panes(all: &[MemberData]) -> Vec<ComparePane> {
    let first = all.first();
    let is_same = |member: &MemberData| {
        let data = &member.shown.data;
        data.is_some() && first.is_some_and(|first| *data == first.shown.data)
    };
    match first {
        Some(first) if all.len() > 1 && all.iter().all(is_same) => vec![ComparePane {
            title: format!("the same in all {} experiments", all.len()),
            colour_property: None,
            is_baseline: false,
            failure: all.iter().find_map(|member| member.shown.failure.clone()),
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
        note: "",
        colour_property: Some(colour_property(member.slot.0 as u64)),
        is_baseline: member.is_baseline,
        step: member.shown.step,
        failure: member.shown.failure.clone(),
    }
}

/// A table with how its cells stand among those of the others.
#[derive(Debug, Clone, PartialEq, Default)]
struct MarkedTable {
    table: Arc<Table>,
    marks: Arc<TableMarks>,
}

/// The tables that are there, each under the name of its experiment.
fn marked_tables(
    all: &[MemberData],
    better: impl Fn(&str) -> Better,
) -> Vec<(String, MarkedTable)> {
    let known = all
        .iter()
        .filter_map(|member| Some((member, table_of(member)?)));
    let (members, tables): (Vec<&MemberData>, Vec<Table>) = known.unzip();
    let baseline_idx = members.iter().position(|member| member.is_baseline);
    let borrowed: Vec<&Table> = tables.iter().collect();
    let marks = table_marks(&borrowed, baseline_idx, better);
    let marked = tables
        .into_iter()
        .zip(marks)
        .map(|(table, marks)| MarkedTable {
            table: Arc::new(table),
            marks: Arc::new(marks),
        });
    let names = members.iter().map(|member| member.name.clone());
    names.zip(marked).collect()
}

fn table_of(member: &MemberData) -> Option<Table> {
    match member.shown.data.as_deref()? {
        LogData::Table(table) => Some(table_from_table(table)),
        LogData::Labelmap(labels) => Some(table_from_labelmap(labels)),
        _ => None,
    }
}
