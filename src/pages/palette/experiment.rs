//! What the palette offers on the dashboard of one experiment.

use super::{action, command, link};
use crate::api;
use crate::browser::download;
use crate::browser::history::HistoryEntry;
use crate::browser::reveal::reveal_log;
use crate::components::palette::Command;
use crate::components::palette::rank::Kind;
use crate::pages::experiment::live::LiveExperiment;
use crate::pages::experiment::view_state::ViewState;
use crate::paths::{ApiPath, PagePath};
use crate::state::compare::codec::query_of;
use crate::state::compare::view::CompareView;
use crate::state::tabs::tabs;
use crate::state::view::DashboardView;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;
use runboard_model::wire::Experiment;
use std::sync::Arc;

/// The project's experiments, the logs, the tabs, and what can be done to the view.
pub fn use_experiment_commands(
    project: StoredValue<String>,
    live: LiveExperiment,
    state: ViewState,
) -> Signal<Vec<Command>> {
    let experiments = RwSignal::new(Vec::<Experiment>::new());
    spawn_local_scoped_with_cancellation(async move {
        let project = project.get_value();
        if let Ok(all) = api::experiments::heads(&project).await {
            experiments.try_set(all);
        }
    });
    let has_console_file = RwSignal::new(false);
    spawn_local_scoped_with_cancellation(async move {
        let Some(id) = live.experiment.with_untracked(|it| Some(it.as_ref()?.id)) else {
            return;
        };
        // Any part of the console says whether there is one; a line of it is the smallest.
        if let Ok(console) = api::console::from(id, 0, 1).await {
            has_console_file.try_set(console.file.is_some());
        }
    });
    Signal::derive(move || {
        let project = project.get_value();
        let own = live.experiment.get().map(|it| it.name.clone());
        let own = own.unwrap_or_default();
        let experiments = experiments.read();
        let mut commands: Vec<Command> = experiment_links(&project, &experiments);
        let logs = live.logs.get().unwrap_or_default();
        commands.extend(logs.iter().map(|log| {
            let name = Arc::clone(&log.name);
            command(
                Kind::Log,
                &*log.name,
                log.log_type.to_lowercase(),
                move || {
                    show_log(state, &name);
                },
            )
        }));
        commands.extend(tab_commands(
            logs.iter().map(|log| &*log.name),
            move |tab| {
                state.change(HistoryEntry::Push, "tab", |view| view.tab = tab);
            },
        ));
        commands.extend(view_actions(state));
        if experiments.len() > 1 {
            let all = experiments.iter().map(|it| it.name.clone());
            let others = all.filter(|name| *name != own);
            let view =
                CompareView::default().with_experiments(std::iter::once(own.clone()).chain(others));
            let compare = PagePath::Compare {
                project: project.clone(),
            };
            let href = format!("{}?{}", compare.href(), query_of(&view));
            commands.push(link(Kind::Action, "Compare with all others", "", href));
        }
        if let Some(experiment) = live.experiment.get().filter(|_| has_console_file.get()) {
            let href = ApiPath::ConsoleFile(experiment.id).href();
            commands.push(action("Download the console's output", "", move || {
                download::follow(&href);
            }));
        }
        let href = PagePath::Project {
            project: project.clone(),
        }
        .href();
        commands.push(link(
            Kind::Action,
            format!("All experiments of {project}"),
            "",
            href,
        ));
        commands
    })
}

/// Ways to the dashboards of experiments.
fn experiment_links(project: &str, experiments: &[Experiment]) -> Vec<Command> {
    experiments
        .iter()
        .map(|experiment| experiment_link(project, experiment))
        .collect()
}

/// The way to the dashboard of an experiment.
pub fn experiment_link(project: &str, experiment: &Experiment) -> Command {
    let href = PagePath::Experiment {
        project: project.to_owned(),
        experiment: experiment.name.clone(),
    }
    .href();
    let note = experiment.status.as_str();
    link(Kind::Experiment, experiment.name.clone(), note, href)
}

/// A command for each tab of logs with these names.
pub fn tab_commands<'a>(
    names: impl Iterator<Item = &'a str>,
    choose: impl Fn(Option<String>) + Copy + Send + Sync + 'static,
) -> Vec<Command> {
    let commands = tabs(names).into_iter().map(|tab| {
        let note = match tab.n_logs {
            1 => "1 log".to_owned(),
            n_logs => format!("{n_logs} logs"),
        };
        let group = tab.group.clone();
        command(Kind::Tab, tab.label(), note, move || choose(group.clone()))
    });
    commands.collect()
}

/// Something that can be done to any view of logs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DashboardAction {
    /// All charts show all steps and values.
    ResetZooms,
    /// Also those that are hidden in legends.
    ShowAllLines,
    /// Logs of all names.
    ClearFilter,
}

impl DashboardAction {
    /// Does it.
    pub fn apply(self, view: &mut DashboardView) {
        match self {
            Self::ResetZooms => view.reset_zooms(),
            Self::ShowAllLines => view.show_all_lines(),
            Self::ClearFilter => view.filter.clear(),
        }
    }

    /// What of the view it changes, for the browser's history.
    fn subject(self) -> &'static str {
        match self {
            Self::ResetZooms => "zoom",
            Self::ShowAllLines => "hide",
            Self::ClearFilter => "filter",
        }
    }
}

/// What can be done to any view of logs.
pub fn dashboard_actions(
    run: impl Fn(DashboardAction) + Copy + Send + Sync + 'static,
) -> Vec<Command> {
    let all = [
        (
            DashboardAction::ResetZooms,
            "Reset all zooms",
            "of all logs",
        ),
        (
            DashboardAction::ShowAllLines,
            "Show all lines",
            "also those hidden in legends",
        ),
        (DashboardAction::ClearFilter, "Clear the filter of logs", ""),
    ];
    all.into_iter()
        .map(|(it, label, note)| action(label, note, move || run(it)))
        .collect()
}

fn view_actions(state: ViewState) -> Vec<Command> {
    dashboard_actions(move |action| {
        state.change(HistoryEntry::Push, action.subject(), |view| {
            action.apply(view);
        });
    })
}

/// Makes sure that the log is among those that are shown, and scrolls to it.
fn show_log(state: ViewState, name: &str) {
    state.change(HistoryEntry::Push, "tab", |view| view.uncover(name));
    reveal_log(name.to_owned());
}
