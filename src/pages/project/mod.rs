//! The experiments of one project, as a table.

pub mod edit;
pub mod feed;
pub mod heading;
pub mod model;
pub mod selection;
pub mod shown;
pub mod table;
pub mod toolbar;

use super::answer::{Answer, use_answer};
use super::frame::PageFrame;
use super::palette::PaletteSource;
use super::palette::project::project_commands;
use super::present_path::use_present_path;
use crate::browser::focus::focus_by_id;
use crate::browser::page::{page_origin, use_title};
use crate::components::shell::Crumb;
use crate::components::states::{CodeBlock, Failure, LoadingRows, Notice};
use crate::paths::{ApiPath, PagePath};
use crate::state::getting_started;
use feed::use_feed;
use heading::ProjectHeading;
use leptos::prelude::*;
use model::use_table;
use table::ProjectTable;
use toolbar::FILTER_ID;

/// The table of the project of that name.
#[component]
pub fn ProjectPage(
    /// The project's name.
    project: String,
) -> impl IntoView {
    use_title(Signal::stored(project.clone()));
    let crumbs = vec![crumb(&project)];
    let name = StoredValue::new(project.clone());
    let feed = use_feed(project.clone());
    use_present_path(move || {
        let project = feed.project.get()?.name.clone();
        Some(PagePath::Project { project })
    });
    let table = use_table(Signal::derive(move || {
        feed.experiments.get().unwrap_or_default()
    }));
    let answer = use_answer(
        move || feed.experiments.with(Option::is_some),
        feed.polling.error,
    );
    let is_empty = Memo::new(move |_| table.experiments.read().is_empty());
    let on_key = Callback::new(move |key: String| key == "/" && focus_by_id(FILTER_ID));
    let palette = PaletteSource::Page(Callback::new(move |()| {
        name.with_value(|name| project_commands(name, table))
    }));
    view! {
        <PageFrame crumbs on_key palette>
            <Show when=move || !matches!(answer.get(), Answer::Missing(_))>
                <ProjectHeading name=name.get_value() feed />
            </Show>
            {move || match answer.get() {
                Answer::Missing(_) => view! { <NoSuchProject name=name.get_value() /> }.into_any(),
                Answer::Pending => {
                    view! {
                        <div class="skeleton skeleton--tools" aria-hidden="true"></div>
                        <LoadingRows label="Loading the experiments" />
                    }
                        .into_any()
                }
                Answer::Failed(error) => {
                    view! {
                        <Failure
                            title="The experiments could not be loaded"
                            reason=error.to_string()
                            on_retry=move |()| feed.polling.retry()
                        />
                    }
                        .into_any()
                }
                Answer::Here if is_empty.get() => view! { <NoExperiments project=name.get_value() /> }.into_any(),
                Answer::Here => view! { <ProjectTable project=name.get_value() feed table /> }.into_any(),
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
pub fn NoSuchProject(
    /// The name that no project has.
    name: String,
) -> impl IntoView {
    view! {
        <Notice title=format!("There is no project “{name}”") is_whole_page=true>
            <p>"It may have been deleted."</p>
            <a class="button" href=PagePath::Projects.href()>
                "All projects"
            </a>
        </Notice>
    }
}

#[component]
fn NoExperiments(
    /// The project's name.
    project: String,
) -> impl IntoView {
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
