//! What the palette offers beside the table of experiments.

use super::experiment::experiment_link;
use super::{action, link};
use crate::browser::history::HistoryEntry;
use crate::components::palette::Command;
use crate::components::palette::rank::Kind;
use crate::pages::project::model::TableModel;
use crate::pages::project::toolbar::save_csv;
use crate::paths::PagePath;
use crate::state::experiments::codec::compare_query;
use crate::state::experiments::selected::selected;
use crate::state::experiments::view::{ArchivedRows, Presence};
use leptos::prelude::*;

/// The experiments, and what can be done to the table.
pub fn project_commands(project: &str, table: TableModel) -> Vec<Command> {
    let experiments = table.experiments.get();
    let mut commands: Vec<Command> = experiments
        .iter()
        .map(|experiment| experiment_link(project, experiment))
        .collect();
    let address = table.address;
    let (only_differing, archived, numbers) = address.view.with(|view| {
        (
            view.equal_columns == Presence::Hidden,
            view.archived,
            view.selected.clone(),
        )
    });
    let on_off = |is_on: bool| if is_on { "on" } else { "off" };
    if !numbers.is_empty() {
        let chosen = selected(&experiments, &table.rows.read(), &numbers).experiments;
        let names: Vec<String> = chosen.iter().map(|it| it.name.clone()).collect();
        let label = format!("Compare the {} that are selected", names.len());
        let compare = PagePath::Compare {
            project: project.to_owned(),
        };
        let href = format!("{}?{}", compare.href(), compare_query(names));
        commands.push(link(Kind::Action, label, "", href));
        commands.push(action("Clear the selection", "", move || {
            address.change(HistoryEntry::Push, "selected", |view| view.selected.clear());
        }));
    }
    commands.push(action(
        "Only columns that differ",
        on_off(only_differing),
        move || {
            address.change(HistoryEntry::Push, "only", |view| {
                view.equal_columns = view.equal_columns.toggled();
            });
        },
    ));
    let shows_archived = archived == ArchivedRows::Shown;
    commands.push(action(
        "Show archived experiments",
        on_off(shows_archived),
        move || {
            address.change(HistoryEntry::Push, "archived", |view| {
                view.archived = view.archived.toggled();
            });
        },
    ));
    commands.push(action("Clear the filter of experiments", "", move || {
        address.change(HistoryEntry::Push, "filter", |view| view.filter.clear());
    }));
    let name = project.to_owned();
    commands.push(action("Download the table as CSV", "", move || {
        save_csv(&name, table);
    }));
    commands
}
