//! The application: contexts and routes.

use crate::browser::history::{Address, provide_navigator};
use crate::browser::theme::provide_theme;
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
    // A change of the query alone must not build the page anew.
    let path = Memo::new(move |_| {
        navigator
            .address()
            .with(|Address { path, .. }| PagePath::parse(path))
    });
    let unknown_view = use_kept_views(navigator, session);
    move || match path.get() {
        _ if session.wants_sign_in.get() => view! { <SignInPage /> }.into_any(),
        Some(_) if unknown_view.with(Option::is_some) => {
            let id = unknown_view.get().unwrap_or_default();
            view! { <KeptViewPage id /> }.into_any()
        }
        Some(PagePath::Projects) => view! { <ProjectsPage /> }.into_any(),
        Some(PagePath::Project { project }) => view! { <ProjectPage project /> }.into_any(),
        Some(PagePath::Experiment {
            project,
            experiment,
        }) => view! { <ExperimentPage project experiment /> }.into_any(),
        Some(PagePath::Compare { project }) => view! { <ComparePage project /> }.into_any(),
        None => view! { <NotFoundPage /> }.into_any(),
    }
}
