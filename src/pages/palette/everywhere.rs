//! What the palette offers on every page.

use super::{action, link};
use crate::api;
use crate::browser::theme::ThemeChoice;
use crate::components::palette::Command;
use crate::components::palette::rank::Kind;
use crate::pages::frame::FrameActions;
use crate::paths::PagePath;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;
use runboard_model::wire::Project;

/// The projects, asked for once; none before the answer, and where it does not come.
pub fn use_projects() -> RwSignal<Vec<Project>> {
    let projects = RwSignal::new(Vec::new());
    spawn_local_scoped_with_cancellation(async move {
        if let Ok(all) = api::projects::list().await {
            projects.try_set(all);
        }
    });
    projects
}

/// The actions of the frame, and the ways to all projects.
pub fn commands_everywhere(actions: FrameActions, projects: &[Project]) -> Vec<Command> {
    let theme = actions.theme;
    let choices = [ThemeChoice::System, ThemeChoice::Light, ThemeChoice::Dark];
    let themes = choices.into_iter().map(|choice| {
        let note = if theme.choice.get() == choice {
            "now"
        } else {
            "t for the next"
        };
        action(format!("Theme: {}", choice.as_str()), note, move || {
            theme.choice.set(choice);
        })
    });
    let mut commands: Vec<Command> =
        vec![action("Copy the link to this page", "Share", move || {
            actions.on_share.run(());
        })];
    commands.extend(themes);
    if let Some(on_sidebar) = actions.on_sidebar {
        commands.push(action("Show or fold the sidebar", "", move || {
            on_sidebar.run(());
        }));
    }
    commands.push(action("Keyboard shortcuts", "?", move || {
        actions.shows_shortcuts.set(true);
    }));
    let session = actions.session;
    if session.is_signed_in.get() {
        commands.push(action("Sign out", "", move || session.sign_out()));
    }
    commands.push(link(
        Kind::Action,
        "Go to the projects",
        "g p",
        PagePath::Projects.href(),
    ));
    commands.extend(projects.iter().map(|project| {
        let name = project.name.clone();
        let note = match project.n_experiments {
            1 => "1 experiment".to_owned(),
            n_experiments => format!("{n_experiments} experiments"),
        };
        link(
            Kind::Project,
            name.clone(),
            note,
            PagePath::Project { project: name }.href(),
        )
    }));
    commands
}
