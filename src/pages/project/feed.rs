//! The experiments of a project, kept up to date.
//!
//! The first rows come in a small request of their own, the rest after them. From then on the page
//! looks at the project, now and then and when an event tells of something, and asks for what changed only
//! when something did.

use crate::api::{self, ApiError};
use crate::pages::polling::{Polling, use_polling};
use crate::pages::wake_by_events::wake_by_events;
use crate::paths::ListPart;
use crate::state::experiments::Experiments;
use crate::state::experiments::merge::{Freshness, changes_filter, freshness, merged};
use leptos::prelude::*;
use runboard_model::ExperimentId;
use runboard_model::wire::{Experiment, ListForm, N_FIRST_EXPERIMENTS, Project, Status};
use std::sync::Arc;
use std::time::Duration;

const POLL_PERIOD: Duration = Duration::from_secs(3);
/// Running experiments whose events are followed, the newest; an address holds no more. The poll is
/// there for the others, and for experiments that are made or deleted.
const MAX_FOLLOWED: usize = 100;
/// Experiments of each further request: reading one does not hold the page up for long.
const N_FURTHER: usize = 1000;

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
        let before = self.experiments.get_untracked().unwrap_or_default();
        let after = merged(&before, vec![changed]);
        self.experiments.set(Some(Arc::new(after)));
    }

    /// Forgets an experiment that was deleted.
    pub fn forget(self, id: ExperimentId) {
        let mut experiments = (*self.experiments.get_untracked().unwrap_or_default()).clone();
        experiments.retain(|experiment| experiment.id != id);
        self.experiments.set(Some(Arc::new(experiments)));
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
        let project = api::projects::by_name(&name).await?;
        match freshness(&self.held(), &project) {
            Freshness::Fresh => {}
            Freshness::Shrunk => self.read_whole(&name).await?,
            Freshness::Changed => self.read_changes(&name, &project).await?,
        }
        let project = Some(Arc::new(project));
        if self.project.with_untracked(|known| *known != project) {
            self.project.set(project);
        }
        Ok(())
    }

    /// Reads what changed of late; the whole list where that does not explain the project.
    async fn read_changes(self, name: &str, project: &Project) -> Result<(), ApiError> {
        let filter = changes_filter(&self.held());
        read_parts(name, filter, N_FURTHER, |part| {
            self.show(merged(&self.held(), part));
        })
        .await?;
        let held = self.held();
        let revision: u64 = held.iter().map(|it| it.revision).sum();
        // By now there may be more than the project said.
        if (held.len() as u64) < project.n_experiments || revision < project.revision {
            self.read_whole(name).await?;
        }
        Ok(())
    }

    fn held(self) -> Arc<Experiments> {
        self.experiments.get_untracked().unwrap_or_default()
    }

    fn show(self, experiments: Experiments) {
        let is_new = self
            .experiments
            .with_untracked(|held| held.as_deref() != Some(&experiments));
        if is_new {
            self.experiments.set(Some(Arc::new(experiments)));
        }
    }

    /// Reads the list from its start. The first time, what has come is shown at once.
    async fn read_whole(self, name: &str) -> Result<(), ApiError> {
        let mut all = Experiments::new();
        read_parts(name, None, N_FIRST_EXPERIMENTS, |part| {
            all = merged(&all, part);
            if !self.is_whole.get_untracked() {
                self.show(all.clone());
            }
        })
        .await?;
        self.show(all);
        self.is_whole.set(true);
        Ok(())
    }
}

/// Reads a list in parts, the newest first, as many at first as that.
async fn read_parts(
    name: &str,
    filter: Option<String>,
    n_first: usize,
    mut on_part: impl FnMut(Vec<Experiment>),
) -> Result<(), ApiError> {
    let mut wanted = ListPart {
        form: ListForm::Columns,
        filter,
        limit: Some(n_first),
        cursor: None,
    };
    loop {
        let part = api::experiments::part(name, &wanted).await?;
        on_part(part.items);
        wanted.limit = Some(N_FURTHER);
        wanted.cursor = part.next;
        if wanted.cursor.is_none() {
            return Ok(());
        }
    }
}
