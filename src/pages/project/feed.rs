//! The experiments of a project, kept up to date.
//!
//! The first rows come in a small request of their own, the rest after them. From then on the page
//! looks at the project, now and then and when an event tells of something, and asks for what changed only
//! when something did.

use crate::api::{self, ApiError};
use crate::pages::fresh_list::refreshed;
use crate::pages::polling::{Polling, use_polling};
use crate::pages::wake_by_events::wake_by_events;
use crate::paths::ListPart;
use crate::state::experiments::Experiments;
use crate::state::experiments::merge::{is_same, merged};
use leptos::prelude::*;
use runboard_model::ExperimentId;
use runboard_model::wire::{Experiment, ListForm, Project, Status};
use std::sync::Arc;
use std::time::Duration;

/// How many experiments are asked for at first: more than a window shows. The page's head (`index.html`) asks for as
/// many.
const N_FIRST_EXPERIMENTS: usize = 60;
const POLL_PERIOD: Duration = Duration::from_secs(3);
/// Running experiments whose events are followed, the newest; an address holds no more. The poll is
/// there for the others, and for experiments that are made or deleted.
const MAX_FOLLOWED: usize = 100;

/// What is known of a project.
#[derive(Clone, Copy)]
pub struct Feed {
    /// The project; `None` before the first answer.
    pub project: RwSignal<Option<Arc<Project>>>,
    /// Its experiments; `None` before the first answer.
    pub experiments: RwSignal<Option<Arc<Experiments>>>,
    /// Whether `experiments` are all there are.
    pub is_whole: RwSignal<bool>,
    /// The poll behind it.
    pub polling: Polling,
}

/// Follows the project of this name.
pub fn use_feed(name: String) -> Feed {
    let known = Known {
        name: StoredValue::new(name),
        project: RwSignal::new(None),
        experiments: RwSignal::new(None),
        is_whole: RwSignal::new(false),
    };
    let polling = use_polling(|| POLL_PERIOD, move || known.refresh());
    let running = Memo::new(move |_| {
        let experiments = known.experiments.get().unwrap_or_default();
        let is_running = |it: &&Arc<Experiment>| it.status == Status::Running;
        let running = experiments.iter().rev().filter(is_running);
        running.map(|it| it.id).take(MAX_FOLLOWED).collect()
    });
    wake_by_events(running, polling);
    Feed {
        project: known.project,
        experiments: known.experiments,
        is_whole: known.is_whole,
        polling,
    }
}

impl Feed {
    /// Takes an experiment as the server answered it after a change.
    pub fn take(self, changed: Experiment) {
        self.change(|held| merged(held, vec![changed]));
    }

    /// Forgets an experiment that was deleted.
    pub fn forget(self, id: ExperimentId) {
        self.change(|held| {
            let others = held.iter().filter(|experiment| experiment.id != id);
            others.cloned().collect()
        });
    }

    /// Does nothing where the person has left the page: what was begun on it goes on all the same.
    fn change(self, changed: impl FnOnce(&Experiments) -> Experiments) {
        if let Some(held) = self.experiments.try_get_untracked() {
            let changed = changed(&held.unwrap_or_default());
            self.experiments.set(Some(Arc::new(changed)));
        }
    }
}

#[derive(Clone, Copy)]
struct Known {
    name: StoredValue<String>,
    project: RwSignal<Option<Arc<Project>>>,
    experiments: RwSignal<Option<Arc<Experiments>>>,
    is_whole: RwSignal<bool>,
}

impl Known {
    async fn refresh(self) -> Result<(), ApiError> {
        let name = self.name.get_value();
        if !self.is_whole.get_untracked() {
            self.read_whole(&name).await?;
        }
        let held = self.held();
        let (project, experiments) = refreshed(&name, held.to_vec()).await?;
        // Of what the person changed meanwhile, the answer may not know.
        if is_same(&held, &self.held()) {
            self.show(experiments);
        }
        let project = Some(Arc::new(project));
        if self.project.with_untracked(|known| *known != project) {
            self.project.set(project);
        }
        Ok(())
    }

    fn held(self) -> Arc<Experiments> {
        self.experiments.get_untracked().unwrap_or_default()
    }

    fn show(self, experiments: Experiments) {
        let is_new = self
            .experiments
            .with_untracked(|held| held.as_ref().is_none_or(|it| !is_same(it, &experiments)));
        if is_new {
            self.experiments.set(Some(Arc::new(experiments)));
        }
    }

    /// Reads the list from its start, the newest first; what has come is shown at once.
    async fn read_whole(self, name: &str) -> Result<(), ApiError> {
        let mut wanted = ListPart {
            form: ListForm::Columns,
            limit: Some(N_FIRST_EXPERIMENTS),
            ..ListPart::default()
        };
        let mut all = Experiments::new();
        loop {
            let part = api::experiments::part(name, &wanted).await?;
            all = merged(&all, part.items);
            self.show(all.clone());
            wanted.limit = None;
            wanted.cursor = part.next;
            if wanted.cursor.is_none() {
                self.is_whole.set(true);
                return Ok(());
            }
        }
    }
}
