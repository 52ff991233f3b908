//! The project's experiments beside the dashboard of one.

use crate::api;
use crate::browser::history::{HistoryEntry, use_navigator};
use crate::components::experiment_list::{ExperimentList, ListedExperiment};
use crate::components::states::{Failure, LoadingRows};
use crate::pages::answer::{Answer, use_answer};
use crate::pages::experiment_colour::own_slot;
use crate::pages::polling::use_polled;
use crate::paths::PagePath;
use crate::state::compare::codec::query_of;
use crate::state::compare::view::CompareView;
use leptos::prelude::*;
use std::time::Duration;

/// Less often than the experiment itself: the list is beside the point.
const POLL_PERIOD: Duration = Duration::from_secs(5);

/// Lists the experiments and leads to each one, or to a comparison with it.
#[component]
pub fn Sidebar(
    /// The project's name.
    project: String,
    /// The name of the experiment that is shown.
    experiment: String,
) -> impl IntoView {
    let navigator = use_navigator();
    let project = StoredValue::new(project);
    let experiments = use_polled(POLL_PERIOD, move || {
        let project = project.get_value();
        async move { api::experiments::heads(&project).await }
    });
    let href = move |experiment: &str| {
        PagePath::Experiment {
            project: project.get_value(),
            experiment: experiment.to_owned(),
        }
        .href()
    };
    let own_name = experiment.clone();
    let listed = Memo::new(move |_| {
        experiments.value.with(|list| {
            list.iter()
                .flat_map(|list| list.iter())
                // Archived ones are out of the way.
                .filter(|it| !it.archived || it.name == own_name)
                .map(|experiment| ListedExperiment {
                    name: experiment.name.clone(),
                    href: href(&experiment.name),
                    status: experiment.status,
                    slot: own_slot(experiment.ordinal),
                })
                .collect::<Vec<_>>()
        })
    });
    let shown = vec![experiment.clone()];
    // A second experiment makes a comparison.
    let on_toggle = move |name: String| {
        if name != experiment {
            let view = CompareView::default().with_experiments([experiment.clone(), name]);
            let path = PagePath::Compare {
                project: project.get_value(),
            };
            let href = format!("{}?{}", path.href(), query_of(&view));
            navigator.go(&href, HistoryEntry::Push);
        }
    };
    let shown = Signal::stored(shown);
    let on_toggle = Callback::new(on_toggle);
    let answer = use_answer(
        move || experiments.value.with(Option::is_some),
        experiments.polling.error,
    );
    move || match answer.get() {
        Answer::Here => view! { <ExperimentList experiments=listed shown on_toggle /> }.into_any(),
        Answer::Pending => view! { <LoadingRows label="Loading the experiments" /> }.into_any(),
        Answer::Missing(error) | Answer::Failed(error) => view! {
            <Failure
                title="The experiments could not be listed"
                reason=error.to_string()
                on_retry=move |()| experiments.polling.retry()
            />
        }
        .into_any(),
    }
}
