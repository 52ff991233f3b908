//! What the palette offers on each page, and the palette itself, whose code comes when it is first opened.

pub mod compare;
pub mod everywhere;
pub mod experiment;
pub mod project;

use super::experiment::live::LiveExperiment;
use super::experiment::view_state::ViewState;
use super::frame::FrameActions;
use crate::browser::chunk::chunk;
use crate::browser::history::{HistoryEntry, use_navigator};
use crate::components::Lazy;
use crate::components::palette::rank::Kind;
use crate::components::palette::{Command, Commands, Palette};
use everywhere::{commands_everywhere, use_projects};
use experiment::use_experiment_commands;
use leptos::prelude::*;
use std::sync::Arc;

/// Whether the palette is open, and what was typed until its code was here.
#[derive(Clone, Copy)]
pub struct PaletteState {
    /// Whether it is open.
    pub is_open: RwSignal<bool>,
    /// What was typed since.
    pub typed: RwSignal<String>,
}

impl PaletteState {
    /// A palette that is closed.
    pub fn closed() -> Self {
        Self {
            is_open: RwSignal::new(false),
            typed: RwSignal::new(String::new()),
        }
    }

    /// Opens it.
    pub fn open(self) {
        self.typed.set(String::new());
        self.is_open.set(true);
    }

    /// Takes a key that the page got because the palette was not there yet.
    pub fn take_early(self, key: &str) {
        match key {
            "Escape" => self.is_open.set(false),
            key if key.chars().count() == 1 => self.typed.update(|typed| typed.push_str(key)),
            _ => {}
        }
    }
}

/// What a page has to offer.
#[derive(Clone, Copy, Default)]
pub enum PaletteSource {
    /// What all pages have.
    #[default]
    Everywhere,
    /// What this function answers, beside it; called again when a signal in it changes.
    Page(Callback<(), Vec<Command>>),
    /// The dashboard of an experiment; what it offers is built in the palette's own code.
    Experiment {
        /// The project's name.
        project: StoredValue<String>,
        /// The experiment.
        live: LiveExperiment,
        /// What the person chose.
        state: ViewState,
    },
}

/// The palette while it is open.
#[component]
pub fn PalettePlace(
    /// Whether it is open.
    state: PaletteState,
    /// What can be done on every page.
    actions: FrameActions,
    /// What the page offers.
    source: PaletteSource,
) -> impl IntoView {
    view! {
        <Show when=move || state.is_open.get()>
            <Lazy view=move || open_palette(state, actions, source) />
        </Show>
    }
}

chunk! {
    dashboard:
    fn open_palette(
        state: PaletteState,
        actions: FrameActions,
        source: PaletteSource
    ) -> AnyView {
        view! { <OpenPalette state actions source /> }.into_any()
    }
}

#[component]
fn OpenPalette(
    /// Whether it is open.
    state: PaletteState,
    /// What can be done on every page.
    actions: FrameActions,
    /// What the page offers.
    source: PaletteSource,
) -> impl IntoView {
    let projects = use_projects();
    let of_page: Signal<Vec<Command>> = match source {
        PaletteSource::Everywhere => Signal::stored(Vec::new()),
        PaletteSource::Page(commands) => Signal::derive(move || commands.run(())),
        PaletteSource::Experiment {
            project,
            live,
            state,
        } => use_experiment_commands(project, live, state),
    };
    let commands = Memo::new(move |_| {
        let mut commands = of_page.get();
        commands.extend(commands_everywhere(actions, &projects.read()));
        Commands(Arc::new(commands))
    });
    let typed = state.typed.get_untracked();
    let on_close = Callback::new(move |()| {
        state.is_open.try_set(false);
    });
    view! { <Palette commands typed on_close /> }
}

/// A command that leads to an address.
pub fn link(
    kind: Kind,
    label: impl Into<String>,
    note: impl Into<String>,
    href: String,
) -> Command {
    let navigator = use_navigator();
    let target = href.clone();
    Command {
        kind,
        label: label.into(),
        note: note.into(),
        href: Some(href),
        run: Arc::new(move || navigator.go(&target, HistoryEntry::Push)),
    }
}

/// A command that does something.
pub fn action(
    label: impl Into<String>,
    note: impl Into<String>,
    run: impl Fn() + Send + Sync + 'static,
) -> Command {
    command(Kind::Action, label, note, run)
}

/// A command that does something with one of many.
pub fn choice(
    label: impl Into<String>,
    note: impl Into<String>,
    run: impl Fn() + Send + Sync + 'static,
) -> Command {
    command(Kind::Choice, label, note, run)
}

/// A command of a kind that has no address of its own.
pub fn command(
    kind: Kind,
    label: impl Into<String>,
    note: impl Into<String>,
    run: impl Fn() + Send + Sync + 'static,
) -> Command {
    Command {
        kind,
        label: label.into(),
        note: note.into(),
        href: None,
        run: Arc::new(run),
    }
}
