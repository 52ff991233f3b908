//! The application: contexts and routes.

use crate::browser::chunk::{ChunkError, chunk};
use crate::browser::first_answer;
use crate::browser::history::{Address, provide_navigator};
use crate::browser::printing::provide_printing;
use crate::browser::theme::provide_theme;
use crate::components::Lazy;
use crate::pages::kept_view::{KeptViewPage, use_kept_views};
use crate::pages::{
    ComparePage, ExperimentPage, NotFoundPage, ProjectPage, ProjectsPage, SignInPage,
    provide_session,
};
use crate::paths::PagePath;
use leptos::prelude::*;

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    let navigator = provide_navigator(|path| PagePath::parse(path).is_some());
    let session = provide_session();
    provide_theme();
    provide_printing();
    // A change of the query alone must not build the page anew.
    let path = Memo::new(move |_| {
        navigator
            .address()
            .with(|Address { path, .. }| PagePath::parse(path))
    });
    let unknown_view = use_kept_views(navigator, session);
    move || match path.get() {
        _ if session.wants_sign_in.get() => view! { <Lazy view=sign_in_page /> }.into_any(),
        Some(_) if unknown_view.with(Option::is_some) => {
            let id = unknown_view.get().unwrap_or_default();
            view! { <Lazy view=move || kept_view_page(id.clone()) /> }.into_any()
        }
        Some(PagePath::Projects) => view! { <Lazy view=projects_page /> }.into_any(),
        Some(PagePath::Project { project }) => {
            view! { <Lazy view=move || project_page(project.clone()) /> }.into_any()
        }
        Some(PagePath::Experiment {
            project,
            experiment,
        }) => view! { <Lazy view=move || experiment_page(project.clone(), experiment.clone()) /> }
            .into_any(),
        Some(PagePath::Compare { project }) => {
            view! { <Lazy view=move || compare_page(project.clone()) /> }.into_any()
        }
        None => view! { <Lazy view=not_found_page /> }.into_any(),
    }
}

/// Needs no chunk, but has little to show without its first answer.
async fn experiment_page(project: String, experiment: String) -> Result<AnyView, ChunkError> {
    first_answer::wait().await;
    Ok(view! { <ExperimentPage project experiment /> }.into_any())
}

chunk! {
    lists:
    fn sign_in_page() -> AnyView {
        view! { <SignInPage /> }.into_any()
    }
}

chunk! {
    lists:
    fn kept_view_page(id: String) -> AnyView {
        view! { <KeptViewPage id /> }.into_any()
    }
}

chunk! {
    lists:
    fn projects_page() -> AnyView {
        view! { <ProjectsPage /> }.into_any()
    }
}

chunk! {
    lists:
    fn not_found_page() -> AnyView {
        view! { <NotFoundPage /> }.into_any()
    }
}

chunk! {
    lists:
    fn project_page(project: String) -> AnyView {
        view! { <ProjectPage project /> }.into_any()
    }
}

chunk! {
    compare:
    fn compare_page(project: String) -> AnyView {
        view! { <ComparePage project /> }.into_any()
    }
}
