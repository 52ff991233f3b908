//! The lists of logs of the compared experiments.
//!
//! Lines and single values are known from the experiments themselves; only for experiments that have other logs
//! the list is fetched, and again when something was logged.

use super::experiments::Compared;
use crate::api;
use crate::browser::clock::pause;
use crate::pages::polling::{Attention, Backoff, use_attention};
use crate::pages::session::SessionContext;
use crate::state::compare::list_queue::ListQueue;
use crate::state::compare::log_union::{ComparedLog, log_union};
use crate::state::compare::parameters::PARAMETERS_LOG;
use crate::state::log_list;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;
use runboard_model::wire::{Experiment, LogList, LogSummary};
use runboard_model::{ExperimentId, LogType};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

/// How many lists are fetched at a time; a browser opens no more connections.
const N_WORKERS: usize = 4;
/// How many of the lists have to be there before any log is shown.
const N_FIRST_LISTS: usize = 4;
/// How long a worker waits when nothing is wanted; being asked wakes it.
const IDLE: Duration = Duration::from_secs(3_600);

/// The list of one experiment.
#[derive(Debug, Clone, Default)]
pub struct ListedLogs {
    revision: u64,
    names: Vec<Arc<str>>,
    logs: HashMap<String, Arc<LogSummary>>,
}

/// The lists of all compared experiments.
#[derive(Clone, Copy)]
pub struct LogLists {
    lists: RwSignal<HashMap<ExperimentId, Arc<ListedLogs>>>,
    /// The logs that any compared experiment has, but for the parameters; `None` before the first answers.
    pub union: Memo<Option<Arc<Vec<ComparedLog>>>>,
}

/// Keeps the lists up to date until the page goes away.
pub fn use_log_lists(compared: Memo<Arc<Vec<Compared>>>) -> LogLists {
    let lists = RwSignal::new(HashMap::<ExperimentId, Arc<ListedLogs>>::new());
    let queue = StoredValue::new(ListQueue::default());
    let is_compared = move |id: ExperimentId| {
        compared.with_untracked(|compared| compared.iter().any(|one| one.experiment.id == id))
    };
    let session = expect_context::<SessionContext>();
    let attentions: Vec<Attention> = (0..N_WORKERS).map(|_| use_attention()).collect();
    for attention in attentions.iter().copied() {
        spawn_local_scoped_with_cancellation(async move {
            let mut backoff = Backoff::default();
            loop {
                attention.wait_until_visible().await;
                let next = queue.try_update_value(|queue| queue.next(is_compared));
                let Some(id) = next.flatten() else {
                    attention.sleeper.sleep(IDLE).await;
                    continue;
                };
                let known = lists.with_untracked(|lists| lists.get(&id).cloned());
                let since = known.as_ref().map(|known| known.revision);
                let answer = api::logs::list(id, since).await;
                session.report(&answer);
                match answer {
                    Ok(answer) => {
                        backoff = Backoff::default();
                        let listed = Arc::new(merged(known.as_deref(), answer));
                        lists.update(|lists| {
                            take_newer(lists, id, listed);
                        });
                    }
                    // A deleted experiment leaves the comparison at the next look at the project.
                    Err(error) if error.is_final() => {}
                    Err(_) => {
                        pause(backoff.failed()).await;
                        queue.update_value(|queue| queue.want(id));
                    }
                }
            }
        });
    }
    Effect::new(move |_| {
        let compared = compared.get();
        queue.update_value(|queue| {
            for Compared { experiment, .. } in compared.iter() {
                let known = lists.with_untracked(|lists| {
                    lists.get(&experiment.id).map(|listed| listed.revision)
                });
                let is_stale = known.is_none_or(|known| known < experiment.revision);
                if needs_list(experiment) && is_stale {
                    queue.want(experiment.id);
                }
            }
        });
        for attention in &attentions {
            attention.sleeper.wake();
        }
    });
    let union = Memo::new(move |_| {
        let compared = compared.get();
        let lists = lists.read();
        let is_unknown = |one: &&Compared| {
            needs_list(&one.experiment) && !lists.contains_key(&one.experiment.id)
        };
        // The first ones give the order; what comes later finds its place in it.
        if compared
            .iter()
            .take(N_FIRST_LISTS)
            .any(|one| is_unknown(&one))
        {
            return None;
        }
        let names = compared
            .iter()
            .map(|one| typed_names(&one.experiment, lists.get(&one.experiment.id)))
            .collect::<Vec<_>>();
        Some(Arc::new(log_union(&names)))
    });
    LogLists { lists, union }
}

impl LogLists {
    /// What is known of an experiment's log; `None` before its list is there, and for lines without a list.
    pub fn summary(self, id: ExperimentId, name: &str) -> Option<Arc<LogSummary>> {
        self.lists
            .with(|lists| lists.get(&id)?.logs.get(name).cloned())
    }
}

/// Another worker may have asked for the same list later, and been answered first.
fn take_newer(
    lists: &mut HashMap<ExperimentId, Arc<ListedLogs>>,
    id: ExperimentId,
    listed: Arc<ListedLogs>,
) {
    let known = lists.get(&id).map(|known| known.revision);
    if known.is_none_or(|known| known <= listed.revision) {
        lists.insert(id, listed);
    }
}

fn merged(known: Option<&ListedLogs>, answer: LogList) -> ListedLogs {
    let names = known.map(|known| known.names.as_slice());
    let names = log_list::merged_names(names.unwrap_or_default(), &answer);
    let revision = answer.revision;
    let mut logs = known.map(|known| known.logs.clone()).unwrap_or_default();
    let fresh = log_list::by_name(answer).into_iter();
    logs.extend(fresh.map(|(name, log)| (name, Arc::new(log))));
    logs.retain(|name, _| names.iter().any(|kept| **kept == **name));
    ListedLogs {
        revision,
        names,
        logs,
    }
}

/// Whether the experiment has logs that are neither lines nor values nor its parameters.
fn needs_list(experiment: &Experiment) -> bool {
    let n_parameters = u64::from(!experiment.parameters.is_empty());
    let n_known = line_logs(experiment).len() + experiment.values.len();
    experiment.n_logs > n_known as u64 + n_parameters
}

fn line_logs(experiment: &Experiment) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for line in &experiment.lines {
        if names.last() != Some(&line.log.as_str()) {
            names.push(&line.log);
        }
    }
    names
}

fn typed_names(
    experiment: &Experiment,
    listed: Option<&Arc<ListedLogs>>,
) -> Vec<(Arc<str>, Arc<str>)> {
    let Some(listed) = listed else {
        let line = Arc::<str>::from(LogType::Line.as_str());
        let names = line_logs(experiment).into_iter();
        return names
            .map(|name| (Arc::from(name), Arc::clone(&line)))
            .collect();
    };
    let is_shown = |log: &&Arc<LogSummary>| {
        let is_value = log.log_type == LogType::Value.as_str();
        !is_value && log.name != PARAMETERS_LOG
    };
    listed
        .names
        .iter()
        .filter_map(|name| listed.logs.get(&**name).filter(is_shown))
        .map(|log| {
            (
                Arc::from(log.name.as_str()),
                Arc::from(log.log_type.as_str()),
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of two answers that had crossed, the older one took the place of the newer.
    #[test]
    fn an_older_list_does_not_replace_a_newer_one() {
        let id = ExperimentId(Default::default());
        let mut lists = HashMap::new();
        for (revision, shown) in [(3, 3), (2, 3), (3, 3), (5, 5)] {
            let listed = ListedLogs {
                revision,
                ..ListedLogs::default()
            };
            take_newer(&mut lists, id, Arc::new(listed));
            assert_eq!(lists.get(&id).map(|it| it.revision), Some(shown));
        }
    }
}
