//! The experiments of one project, as a table.

use super::experiment_rows::{experiment_rows, value_columns};
use super::frame::PageFrame;
use super::polling::use_polled;
use crate::api;
use crate::browser::clock::use_now;
use crate::browser::page::{page_origin, use_title};
use crate::components::experiment_table::ExperimentTable;
use crate::components::shell::Crumb;
use crate::components::states::{CodeBlock, Failure, LoadingRows, Notice};
use crate::paths::{ApiPath, PagePath};
use crate::state::getting_started;
use leptos::prelude::*;
use std::time::Duration;

const POLL_PERIOD: Duration = Duration::from_secs(3);
const CLOCK_PERIOD: Duration = Duration::from_secs(15);

/// The table of the project of that name.
#[component]
pub fn ProjectPage(
    /// The project's name.
    project: String,
) -> impl IntoView {
    use_title(Signal::stored(project.clone()));
    let crumbs = vec![crumb(&project)];
    let name = StoredValue::new(project.clone());
    let experiments = use_polled(POLL_PERIOD, move || {
        let name = name.get_value();
        async move { api::experiments::list(&name).await }
    });
    let now = use_now(CLOCK_PERIOD);
    let columns = Memo::new(move |_| {
        experiments.value.with(|list| {
            list.as_deref()
                .map(|list| value_columns(list))
                .unwrap_or_default()
        })
    });
    let rows = Memo::new(move |_| {
        experiments.value.with(|list| {
            let list = list.as_deref().map(Vec::as_slice).unwrap_or_default();
            experiment_rows(list, &columns.get(), now.get(), |experiment| {
                let experiment = experiment.to_owned();
                PagePath::Experiment {
                    project: name.get_value(),
                    experiment,
                }
                .href()
            })
        })
    });
    let error = experiments.polling.error;
    let has_answer = Memo::new(move |_| experiments.value.with(Option::is_some));
    let has_failed = Memo::new(move |_| error.with(Option::is_some));
    let is_missing = Memo::new(move |_| {
        error.with(|error| error.as_ref().is_some_and(api::ApiError::is_not_found))
    });
    let is_empty = Memo::new(move |_| rows.with(Vec::is_empty));
    view! {
        <PageFrame crumbs>
            <h1 class="app-main__heading">{project.clone()}</h1>
            {move || match (has_answer.get(), has_failed.get()) {
                _ if is_missing.get() => view! { <NoSuchProject name=name.get_value() /> }.into_any(),
                (false, false) => view! { <LoadingRows label="Loading the experiments" /> }.into_any(),
                (false, true) => {
                    view! {
                        <Failure
                            title="The experiments could not be loaded"
                            reason=Signal::derive(move || {
                                error.get().map(|error| error.to_string()).unwrap_or_default()
                            })
                            on_retry=move |()| experiments.polling.retry()
                        />
                    }
                        .into_any()
                }
                (true, _) if is_empty.get() => view! { <NoExperiments project=name.get_value() /> }.into_any(),
                (true, _) => view! { <ExperimentTable value_columns=columns rows /> }.into_any(),
            }}
        </PageFrame>
    }
}

/// The step of the way that leads to a project.
pub fn crumb(project: &str) -> Crumb {
    Crumb {
        name: project.to_owned(),
        href: PagePath::Project {
            project: project.to_owned(),
        }
        .href(),
    }
}

/// There is no project of that name.
#[component]
pub fn NoSuchProject(name: String) -> impl IntoView {
    view! {
        <Notice title=format!("There is no project “{name}”")>
            <p>"It may have been renamed or deleted."</p>
            <a class="button" href=PagePath::Projects.href()>
                "All projects"
            </a>
        </Notice>
    }
}

#[component]
fn NoExperiments(project: String) -> impl IntoView {
    let origin = page_origin();
    let experiments = ApiPath::Experiments(&project).href();
    view! {
        <Notice title="No experiment yet">
            <p>"Run this where you train, and the first one appears here:"</p>
            <CodeBlock
                label="Log something from Python"
                code=getting_started::first_experiment(&format!("{origin}{experiments}"), &origin)
            />
        </Notice>
    }
}
