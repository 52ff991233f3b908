//! The logs of an experiment as signals.
//!
//! Each log is a signal of its own, so that a new point redraws one card and not the page.

use crate::state::log_list;
use leptos::prelude::*;
use runboard_model::wire::{LogList, LogSummary};
use std::collections::HashMap;
use std::sync::Arc;

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

/// Brings the signals in line with an answer; only what changed is set.
pub fn apply(logs: RwSignal<Option<Vec<LiveLog>>>, answer: LogList) {
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
