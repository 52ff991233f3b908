//! What the palette offers on the compare page.

use super::experiment::{DashboardAction, dashboard_actions, experiment_link, tab_commands};
use super::{action, choice, command, link};
use crate::browser::download;
use crate::browser::history::HistoryEntry;
use crate::browser::reveal::reveal_log;
use crate::components::palette::Command;
use crate::components::palette::rank::Kind;
use crate::pages::compare::experiments::{Compared, Experiments};
use crate::pages::compare::log_lists::LogLists;
use crate::pages::compare::state::CompareState;
use crate::paths::PagePath;
use crate::state::compare::group_choices::{group_choices, label_of};
use crate::state::compare::values_export::values_csv;
use crate::state::compare::view::{
    Colours, CompareView, Grouping, ImageLayout, LinesShown, ParametersShown, Relations, Zoom,
};
use leptos::prelude::*;
use runboard_chart::file_name::file_name;
use runboard_model::wire::Experiment;
use std::sync::Arc;

/// The experiments, logs, tabs and options of the page.
pub fn compare_commands(
    project: &str,
    experiments: Experiments,
    lists: LogLists,
    state: CompareState,
) -> Vec<Command> {
    let compared = experiments.compared.get();
    let all = experiments.all.get().unwrap_or_default();
    let mut commands: Vec<Command> = all
        .iter()
        .map(|experiment| experiment_link(project, experiment))
        .collect();
    let logs = lists.union.get().unwrap_or_default();
    commands.extend(logs.iter().map(|log| {
        let name = Arc::clone(&log.name);
        command(
            Kind::Log,
            &*log.name,
            log.log_type.to_lowercase(),
            move || {
                state.push(|view| view.dashboard.uncover(&name));
                reveal_log(name.to_string());
            },
        )
    }));
    commands.extend(tab_commands(
        logs.iter().map(|log| &*log.name),
        move |tab| {
            state.push(|view| view.dashboard.tab = tab);
        },
    ));
    commands.extend(options(state));
    commands.extend(baselines(&compared, state));
    commands.extend(groupings(&compared, state));
    commands.extend(members(&all, &compared, state));
    commands.extend(dashboard_actions(move |action| {
        state.push(|view| {
            action.apply(&mut view.dashboard);
            if let (DashboardAction::ResetZooms, Zoom::Linked(range)) = (action, &mut view.zoom) {
                *range = None;
            }
        });
    }));
    let file = file_name(&format!("{project} compared"), "csv");
    commands.push(action(
        "Download the values as CSV",
        "of all that are compared",
        move || {
            let compared = experiments.compared.get_untracked();
            let compared: Vec<&Experiment> = compared.iter().map(|one| &*one.experiment).collect();
            let csv = values_csv(&compared, &state.view.read_untracked());
            download::download(&file, "text/csv", csv.as_bytes());
        },
    ));
    let href = PagePath::Project {
        project: project.to_owned(),
    }
    .href();
    commands.push(link(
        Kind::Action,
        format!("All experiments of {project}"),
        "",
        href,
    ));
    commands
}

/// An option of the page that is on or off.
fn toggle(
    label: &str,
    state: CompareState,
    is_on: fn(&CompareView) -> bool,
    change: fn(&mut CompareView),
) -> Command {
    let note = if state.view.with(is_on) { "on" } else { "off" };
    action(label, note, move || state.push(change))
}

fn options(state: CompareState) -> Vec<Command> {
    let mut commands = vec![
        toggle(
            "Delta: differences to the baseline",
            state,
            |view| view.lines == LinesShown::Differences,
            |view| {
                view.lines = match (view.lines, &view.baseline) {
                    (LinesShown::Values, Some(_)) => LinesShown::Differences,
                    _ => LinesShown::Values,
                };
            },
        ),
        toggle(
            "Relations of parameters and values",
            state,
            |view| view.relations == Relations::Shown,
            |view| view.relations = view.relations.toggled(),
        ),
        toggle(
            "Link zoom of all charts",
            state,
            |view| view.zoom != Zoom::Single,
            |view| view.zoom = view.zoom.toggled(),
        ),
        toggle(
            "Spread colours over what is compared",
            state,
            |view| view.colours == Colours::Spread,
            |view| view.colours = view.colours.toggled(),
        ),
        toggle(
            "Show all parameters",
            state,
            |view| view.parameters == ParametersShown::All,
            |view| {
                view.parameters = view.parameters.toggled();
            },
        ),
    ];
    commands.extend(ImageLayout::ALL.into_iter().map(|layout| {
        let note = if state.view.with(|view| view.images) == layout {
            "now"
        } else {
            ""
        };
        action(format!("Images: {}", layout.label()), note, move || {
            state.push(|view| view.images = layout);
        })
    }));
    commands
}

/// Each experiment as baseline, and none.
fn baselines(compared: &[Compared], state: CompareState) -> Vec<Command> {
    let baseline = state.view.with(|view| view.baseline.clone());
    let others = compared
        .iter()
        .filter(|one| Some(&one.name) != baseline.as_ref());
    let mut commands: Vec<Command> = others
        .map(|one| {
            let name = one.name.clone();
            choice(format!("Baseline: {name}"), "", move || {
                state.push(|view| *view = view.with_baseline(&name));
            })
        })
        .collect();
    if let Some(name) = baseline {
        commands.push(choice("Baseline: none", format!("now {name}"), move || {
            state.push(|view| *view = view.with_baseline(&name));
        }));
    }
    commands
}

/// Each way to group, and none.
fn groupings(compared: &[Compared], state: CompareState) -> Vec<Command> {
    let compared: Vec<&Experiment> = compared.iter().map(|one| &*one.experiment).collect();
    let grouping = state.view.with(|view| view.grouping.clone());
    let mut commands: Vec<Command> = group_choices(&compared)
        .into_iter()
        .map(|offered| {
            let label = format!("Group by {}", label_of(&offered.by));
            choice(label, offered.count_text(), move || {
                let by = offered.by.clone();
                state.push(|view| view.grouping = Some(Grouping::by(by)));
            })
        })
        .collect();
    if grouping.is_some() {
        commands.push(choice("Group by nothing", "", move || {
            state.push(|view| view.grouping = None);
        }));
    }
    commands
}

/// Adds experiments to the comparison, or takes them out.
fn members(all: &[Arc<Experiment>], compared: &[Compared], state: CompareState) -> Vec<Command> {
    all.iter()
        .map(|experiment| {
            let name = experiment.name.clone();
            let is_compared = compared
                .iter()
                .any(|one| one.experiment.id == experiment.id);
            let verb = if is_compared { "Take out" } else { "Add" };
            choice(format!("{verb} {name}"), "", move || {
                state.change(HistoryEntry::Push, "", |view| {
                    *view = view.with_toggled(&name);
                });
            })
        })
        .collect()
}
