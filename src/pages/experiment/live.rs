//! An experiment and its logs, kept up to date while the page is open.
//!
//! Each log is a signal of its own, so that a new point redraws one card and not the page.

use crate::api::{self, ApiError};
use crate::pages::polling::{Polling, use_polling};
use crate::state::log_list;
use leptos::prelude::*;
use runboard_model::wire::{Experiment, LogList, LogSummary, Status};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

/// How often a running experiment is asked for news: half of what a person may wait.
const RUNNING_PERIOD: Duration = Duration::from_secs(1);
/// How often one that has ended is: it may be resumed, renamed or tagged.
const ENDED_PERIOD: Duration = Duration::from_secs(5);

/// One log of the experiment.
#[derive(Debug, Clone)]
pub struct LiveLog {
    /// Its name.
    pub name: Arc<str>,
    /// Its type, as text; a log deleted and logged again with another type is another log.
    pub log_type: Arc<str>,
    /// What is known of it; changes with its version.
    pub summary: ArcRwSignal<Arc<LogSummary>>,
}

/// The experiment, as far as it is known.
#[derive(Clone, Copy)]
pub struct LiveExperiment {
    /// The experiment; `None` before the first answer.
    pub experiment: RwSignal<Option<Arc<Experiment>>>,
    /// Its logs in logged order; `None` before the first answer.
    pub logs: RwSignal<Option<Vec<LiveLog>>>,
    /// The poll that keeps them up to date.
    pub polling: Polling,
}

/// Follows the experiment of that name until the page goes away.
pub fn use_live_experiment(project: String, name: String) -> LiveExperiment {
    let experiment = RwSignal::new(None::<Arc<Experiment>>);
    let logs = RwSignal::new(None::<Vec<LiveLog>>);
    let revision = StoredValue::new(None::<u64>);
    let names = StoredValue::new((project, name));
    let period = move || {
        let is_running = experiment.with_untracked(|now| {
            now.as_ref()
                .is_some_and(|experiment| experiment.status == Status::Running)
        });
        if is_running {
            RUNNING_PERIOD
        } else {
            ENDED_PERIOD
        }
    };
    let attempt = move || async move {
        let id = match experiment.with_untracked(|now| now.as_ref().map(|now| now.id)) {
            Some(id) => id,
            None => {
                let (project, name) = names.get_value();
                let found = api::experiments::by_name(&project, &name).await?;
                let id = found.id;
                experiment.set(Some(Arc::new(found)));
                id
            }
        };
        let seen = revision.get_value();
        let list = api::logs::list(id, seen).await?;
        if seen == Some(list.revision) && list.items.is_empty() {
            return Ok(());
        }
        let new_revision = list.revision;
        apply(logs, list);
        if seen.is_some() {
            let fresh = api::experiments::by_id(id).await?;
            experiment.set(Some(Arc::new(fresh)));
        }
        revision.set_value(Some(new_revision));
        Ok::<(), ApiError>(())
    };
    let polling = use_polling(period, attempt);
    LiveExperiment {
        experiment,
        logs,
        polling,
    }
}

/// Brings the signals in line with an answer; only what changed is set.
fn apply(logs: RwSignal<Option<Vec<LiveLog>>>, answer: LogList) {
    let known = logs.get_untracked();
    let was_known = known.is_some();
    let names: Vec<Arc<str>> = known
        .iter()
        .flatten()
        .map(|log| Arc::clone(&log.name))
        .collect();
    let merged = log_list::merged_names(&names, &answer);
    let mut changed = log_list::by_name(answer);
    let mut present: HashMap<Arc<str>, LiveLog> = known
        .into_iter()
        .flatten()
        .map(|log| (Arc::clone(&log.name), log))
        .collect();
    let mut is_same = was_known && merged == names;
    let mut next = Vec::with_capacity(merged.len());
    for name in merged {
        let summary = changed.remove(&*name).map(Arc::new);
        match (present.remove(&name), summary) {
            (Some(log), None) => next.push(log),
            (Some(log), Some(summary)) if *log.log_type == *summary.log_type => {
                if log
                    .summary
                    .with_untracked(|now| now.version != summary.version)
                {
                    log.summary.set(summary);
                }
                next.push(log);
            }
            (_, Some(summary)) => {
                is_same = false;
                let log_type = Arc::from(summary.log_type.as_str());
                next.push(LiveLog {
                    name,
                    log_type,
                    summary: ArcRwSignal::new(summary),
                });
            }
            (None, None) => {}
        }
    }
    if !is_same {
        logs.set(Some(next));
    }
}
