//! The values of the experiment, at the top.

use super::live::LiveLog;
use crate::components::from_model::cell_from_scalar;
use crate::components::value_summary::{NamedValue, ValueSummary};
use leptos::prelude::*;
use runboard_model::{LogType, Scalar};

/// The `VALUE` logs in logged order; nothing without any.
#[component]
pub fn ValueSummarySection(
    /// All logs.
    logs: Signal<Vec<LiveLog>>,
) -> impl IntoView {
    let values = Memo::new(move |_| {
        logs.with(|logs| logs.iter().filter_map(named_value).collect::<Vec<_>>())
    });
    view! {
        <Show when=move || !values.with(Vec::is_empty)>
            <ValueSummary values />
        </Show>
    }
}

fn named_value(log: &LiveLog) -> Option<NamedValue> {
    if &*log.log_type != LogType::Value.as_str() {
        return None;
    }
    log.summary.with(|summary| {
        let scalar: Scalar = serde_json::from_str(summary.data.as_ref()?.get()).ok()?;
        Some(NamedValue {
            name: log.name.to_string(),
            value: cell_from_scalar(&scalar),
        })
    })
}
