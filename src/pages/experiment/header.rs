//! What stands above an experiment's logs: its name, status, times and counts.

use crate::components::status_badge::StatusBadge;
use crate::state::relative_time::{ago, duration, run_millis};
use leptos::prelude::*;
use runboard_model::wire::{Experiment, Status};
use std::sync::Arc;

/// The heading of the dashboard.
#[component]
pub fn ExperimentHeader(
    /// The experiment.
    #[prop(into)]
    experiment: Signal<Arc<Experiment>>,
    /// Now, in Unix milliseconds.
    #[prop(into)]
    now: Signal<i64>,
) -> impl IntoView {
    let status = Memo::new(move |_| experiment.read().status);
    let name = Memo::new(move |_| experiment.read().name.clone());
    let facts = Memo::new(move |_| facts(&experiment.read(), now.get()));
    let description = Memo::new(move |_| experiment.read().description.clone());
    let tags = Memo::new(move |_| experiment.read().tags.clone());
    let started = Memo::new(move |_| experiment.read().created_at.to_string());
    // A line ends between two facts, not between a number and its unit.
    let shown_facts = move || {
        let facts = facts.get().into_iter().enumerate();
        facts
            .map(|(idx, fact)| view! { {(idx > 0).then_some(" · ")} <span>{fact}</span> })
            .collect_view()
    };
    view! {
        <header class="experiment-header">
            <h1 class="experiment-header__name" title=name>
                {name}
            </h1>
            <StatusBadge status />
            <p class="experiment-header__facts" title=move || format!("Started {}", started.get())>
                {shown_facts}
            </p>
            {move || tags.get().into_iter().map(|tag| view! { <span class="tag">{tag}</span> }).collect_view()}
            <Show when=move || !description.with(String::is_empty)>
                <p class="experiment-header__description" title=description>
                    {description}
                </p>
            </Show>
        </header>
    }
}

/// `150 steps`, `started 2 h ago`, `ran 3 min 2 s`, `12 parameters`.
fn facts(experiment: &Experiment, now_unix_millis: i64) -> Vec<String> {
    let n_steps = experiment
        .lines
        .iter()
        .map(|line| line.summary.count)
        .max()
        .unwrap_or(0);
    let ran = duration(run_millis(experiment, now_unix_millis));
    let verb = if experiment.status == Status::Running {
        "running for"
    } else {
        "ran"
    };
    [
        counted(n_steps, "step"),
        Some(format!(
            "started {}",
            ago(experiment.created_at.unix_millis(), now_unix_millis)
        )),
        Some(format!("{verb} {ran}")),
        counted(experiment.parameters.len() as u64, "parameter"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn counted(n: u64, noun: &str) -> Option<String> {
    match n {
        0 => None,
        1 => Some(format!("1 {noun}")),
        n => Some(format!("{n} {noun}s")),
    }
}
