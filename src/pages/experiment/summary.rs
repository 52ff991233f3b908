//! The values of the experiment, at the top.

use super::live_logs::LiveLog;
use crate::api;
use crate::browser::clock::pause;
use crate::components::from_model::cell_from_value;
use crate::components::value_summary::{NamedValue, ValueSummary};
use crate::pages::polling::{Backoff, use_attention};
use crate::state::long_values::{LongValues, Wanted};
use crate::state::relative_time::ago;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;
use runboard_model::wire::LogSummary;
use runboard_model::{ExperimentId, LogType, Scalar};
use std::time::Duration;

/// How long nothing is fetched when nothing is wanted; being asked wakes.
const IDLE: Duration = Duration::from_secs(3_600);
/// In the place of a text that is on its way for the first time.
const ON_ITS_WAY: &str = "…";

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
    let long_values = use_long_values(id, logs);
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

/// Fetches the values that are too long for the list of logs, one after the other, until the page goes away.
fn use_long_values(id: ExperimentId, logs: Signal<Vec<LiveLog>>) -> RwSignal<LongValues> {
    let values = RwSignal::new(LongValues::default());
    let attention = use_attention();
    let wanted = Memo::new(move |_| {
        let long = |log: &LiveLog| {
            log.summary.with(|summary| {
                summary.data.is_none().then(|| Wanted {
                    name: summary.name.clone(),
                    version: summary.version,
                })
            })
        };
        logs.with(|logs| {
            let values = logs.iter().filter(|log| is_value(log));
            values.filter_map(long).collect::<Vec<_>>()
        })
    });
    Effect::new(move |_| {
        wanted.track();
        attention.sleeper.wake();
    });
    spawn_local_scoped_with_cancellation(async move {
        let mut backoff = Backoff::default();
        loop {
            attention.wait_until_visible().await;
            let now = wanted.get_untracked();
            values.update_untracked(|values| values.keep_only(&now));
            let Some(next) = values.with_untracked(|values| values.next(&now).cloned()) else {
                attention.sleeper.sleep(IDLE).await;
                continue;
            };
            let answer = match api::logs::one(id, &next.name, None).await {
                Ok(log) => serde_json::from_str(log.data.get()).ok(),
                // It was deleted meanwhile, as the list of logs will tell.
                Err(error) if error.is_final() => None,
                Err(_) => {
                    pause(backoff.failed()).await;
                    continue;
                }
            };
            backoff = Backoff::default();
            values.update(|values| values.answered(next, answer));
        }
    });
    values
}

fn named_value(summary: &LogSummary, long_values: &LongValues) -> Option<NamedValue> {
    let scalar = match &summary.data {
        Some(data) => serde_json::from_str(data.get()).ok()?,
        None => {
            let known = long_values.get(&summary.name).cloned();
            known.unwrap_or_else(|| Scalar::Text(ON_ITS_WAY.to_owned()))
        }
    };
    Some(NamedValue {
        name: summary.name.clone(),
        value: cell_from_value(&scalar),
    })
}
