//! The values of the experiment, at the top.

use super::live_logs::LiveLog;
use crate::api;
use crate::components::from_model::cell_from_scalar;
use crate::components::value_summary::{NamedValue, ValueSummary};
use crate::state::relative_time::ago;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;
use runboard_model::wire::LogSummary;
use runboard_model::{ExperimentId, LogType, Scalar};
use std::collections::BTreeMap;

/// A value that did not come with the list of logs: too long a text. By the log's name and version.
type LongValues = BTreeMap<(String, u64), Scalar>;

/// The `VALUE` logs in logged order; nothing without any.
#[component]
pub fn ValueSummarySection(
    /// The experiment.
    id: ExperimentId,
    /// All logs.
    logs: Signal<Vec<LiveLog>>,
    /// Now, in Unix milliseconds.
    now: Signal<i64>,
) -> impl IntoView {
    let long_values = RwSignal::new(LongValues::new());
    let values = Memo::new(move |_| {
        let named = |log: &LiveLog| {
            log.summary
                .with(|summary| long_values.with(|long| named_value(summary, long)))
        };
        logs.with(|logs| {
            logs.iter()
                .filter(|log| is_value(log))
                .filter_map(named)
                .collect::<Vec<_>>()
        })
    });
    Effect::new(move |_| {
        for log in logs.get().iter().filter(|log| is_value(log)) {
            let (name, version, is_inline) = log.summary.with(|summary| {
                (
                    summary.name.clone(),
                    summary.version,
                    summary.data.is_some(),
                )
            });
            if !is_inline {
                fetch_into(long_values, id, name, version);
            }
        }
    });
    let when = Callback::new(move |name: String| {
        let updated_at = logs.with(|logs| {
            let log = logs.iter().find(|log| *log.name == *name)?;
            Some(log.summary.with(|summary| summary.updated_at.unix_millis()))
        });
        updated_at
            .map(|updated_at| ago(updated_at, now.get()))
            .unwrap_or_default()
    });
    view! {
        <Show when=move || !values.with(Vec::is_empty)>
            <ValueSummary values when />
        </Show>
    }
}

fn is_value(log: &LiveLog) -> bool {
    &*log.log_type == LogType::Value.as_str()
}

fn fetch_into(long_values: RwSignal<LongValues>, id: ExperimentId, name: String, version: u64) {
    let key = (name, version);
    if long_values.with_untracked(|long| long.contains_key(&key)) {
        return;
    }
    spawn_local_scoped_with_cancellation(async move {
        let Ok(log) = api::logs::one(id, &key.0, None).await else {
            return;
        };
        if let Ok(scalar) = serde_json::from_str(log.data.get()) {
            long_values.update(|long| {
                long.insert(key, scalar);
            });
        }
    });
}

fn named_value(summary: &LogSummary, long_values: &LongValues) -> Option<NamedValue> {
    let scalar = match &summary.data {
        Some(data) => serde_json::from_str(data.get()).ok()?,
        None => long_values
            .get(&(summary.name.clone(), summary.version))?
            .clone(),
    };
    Some(NamedValue {
        name: summary.name.clone(),
        value: cell_from_scalar(&scalar),
    })
}
