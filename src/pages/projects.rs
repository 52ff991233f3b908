//! The list of projects.

use super::answer::{Answer, use_answer};
use super::frame::PageFrame;
use super::polling::use_polled;
use crate::api;
use crate::browser::clock::use_now;
use crate::browser::page::{page_origin, use_title};
use crate::components::project_cards::{ListedProject, LoadingProjects, ProjectCards};
use crate::components::states::{CodeBlock, Failure, Notice};
use crate::paths::PagePath;
use crate::state::getting_started;
use crate::state::relative_time::ago;
use leptos::prelude::*;
use runboard_model::wire::Project;
use std::time::Duration;

const POLL_PERIOD: Duration = Duration::from_secs(5);
const CLOCK_PERIOD: Duration = Duration::from_secs(15);

/// All projects, the one with the latest activity first.
#[component]
pub fn ProjectsPage() -> impl IntoView {
    use_title(Signal::stored("Projects".to_owned()));
    let projects = use_polled(POLL_PERIOD, api::projects::list);
    let now = use_now(CLOCK_PERIOD);
    let listed = Memo::new(move |_| {
        let mut projects = projects
            .value
            .get()
            .map(|projects| (*projects).clone())
            .unwrap_or_default();
        // Archived ones are out of the way, but not out of reach.
        projects.sort_by_key(|project| {
            (
                project.archived,
                std::cmp::Reverse(project.last_activity_at),
            )
        });
        projects
            .iter()
            .map(|project| listed(project, now.get()))
            .collect::<Vec<_>>()
    });
    let answer = use_answer(
        move || projects.value.with(Option::is_some),
        projects.polling.error,
    );
    let is_empty = Memo::new(move |_| listed.with(Vec::is_empty));
    view! {
        <PageFrame crumbs=Vec::new()>
            <h1 class="app-main__heading">"Projects"</h1>
            {move || match answer.get() {
                Answer::Pending => view! { <LoadingProjects /> }.into_any(),
                Answer::Missing(error) | Answer::Failed(error) => {
                    view! {
                        <Failure
                            title="The projects could not be loaded"
                            reason=error.to_string()
                            on_retry=move |()| projects.polling.retry()
                        />
                    }
                        .into_any()
                }
                Answer::Here if is_empty.get() => view! { <NoProjects /> }.into_any(),
                Answer::Here => view! { <ProjectCards projects=listed /> }.into_any(),
            }}
        </PageFrame>
    }
}

fn listed(project: &Project, now_unix_millis: i64) -> ListedProject {
    let experiments = match project.n_experiments {
        1 => "1 experiment".to_owned(),
        n => format!("{n} experiments"),
    };
    let counts = match project.n_running {
        0 => experiments,
        n => format!("{experiments}, {n} running"),
    };
    ListedProject {
        name: project.name.clone(),
        description: project.description.clone(),
        href: PagePath::Project {
            project: project.name.clone(),
        }
        .href(),
        counts,
        note: project.archived.then_some("archived"),
        last_activity: ago(project.last_activity_at.unix_millis(), now_unix_millis),
    }
}

#[component]
fn NoProjects() -> impl IntoView {
    let origin = page_origin();
    view! {
        <Notice title="No project yet">
            <p>"Run this where you train, and the first one appears here:"</p>
            <CodeBlock label="Log something from Python" code=getting_started::first_project(&origin) />
        </Notice>
    }
}
