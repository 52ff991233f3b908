//! What stands above an experiment's logs: its name, status, times and counts.

use crate::components::status_badge::StatusBadge;
use crate::state::relative_time::{ago, duration, run_millis};
use leptos::prelude::*;
use runboard_chart::format;
use runboard_model::wire::{Experiment, NamedLineSummary, Status};
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

/// `step 60000`, `started 2 h ago`, `ran 3 min 2 s`, `12 parameters`.
fn facts(experiment: &Experiment, now_unix_millis: i64) -> Vec<String> {
    let ran = duration(run_millis(experiment, now_unix_millis));
    let verb = if experiment.status == Status::Running {
        "running for"
    } else {
        "ran"
    };
    [
        last_step(&experiment.lines),
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

/// The last step that any line has: how far the training went, however seldom it logs.
fn last_step(lines: &[NamedLineSummary]) -> Option<String> {
    let steps = lines.iter().filter_map(|line| line.summary.last_step);
    let last = steps.reduce(f64::max)?;
    Some(format!("step {}", format::full(last)))
}

fn counted(n: u64, noun: &str) -> Option<String> {
    match n {
        0 => None,
        1 => Some(format!("1 {noun}")),
        n => Some(format!("{n} {noun}s")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use runboard_model::wire::LineSummary;

    #[test]
    fn the_last_step_of_any_line_tells_how_far_it_went() {
        // 601 points at the steps 0, 100, …, 60000 were told as 601 steps.
        let line = |last_step: Option<f64>| NamedLineSummary {
            log: "loss".into(),
            summary: LineSummary {
                name: "loss".into(),
                count: 601,
                n_non_finite: 0,
                first_step: last_step.map(|_| 0.0),
                last_step,
                last: None,
                min: None,
                max: None,
                epoch: 1,
            },
        };
        let lines = [line(None), line(Some(60_000.0)), line(Some(149.0))];
        assert_eq!(last_step(&lines).as_deref(), Some("step 60000"));
        assert_eq!(last_step(&[line(None)]), None);
    }
}
