//! The list of projects.

use super::keyed::use_own;
use leptos::prelude::*;

/// One project as listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedProject {
    /// Its name.
    pub name: String,
    /// Its description, possibly empty.
    pub description: String,
    /// Where its experiments are.
    pub href: String,
    /// How many experiments, and how many of them run: `8 experiments, 1 running`.
    pub counts: String,
    /// What else is said of it, such as that it is archived.
    pub note: Option<&'static str>,
    /// When something last happened: `2 h ago`.
    pub last_activity: String,
}

/// A card for each project.
#[component]
pub fn ProjectCards(
    /// The projects.
    #[prop(into)]
    projects: Signal<Vec<ListedProject>>,
) -> impl IntoView {
    view! {
        <ul class="project-grid">
            <For each=move || projects.get() key=|project| project.name.clone() let:project>
                <ProjectCard project projects />
            </For>
        </ul>
    }
}

/// A skeleton of cards.
#[component]
pub fn LoadingProjects() -> impl IntoView {
    let cards = || (0..3).map(|_| view! { <div class="skeleton skeleton--project"></div> });
    view! {
        <div role="status" class="loading">
            <span class="visually-hidden">"Loading the projects"</span>
            <div class="project-grid" aria-hidden="true">
                {cards().collect_view()}
            </div>
        </div>
    }
}

/// One project; what is said of it changes in place, so that a focused card stays focused.
#[component]
fn ProjectCard(
    /// The project as it is at first.
    project: ListedProject,
    /// All projects as they are now.
    projects: Signal<Vec<ListedProject>>,
) -> impl IntoView {
    let (name, title, href) = (
        project.name.clone(),
        project.name.clone(),
        project.href.clone(),
    );
    let shown = use_own(projects, project, |project, other| {
        project.name == other.name
    });
    let description = Memo::new(move |_| shown.read().description.clone());
    let note = move || {
        let note = shown.read().note;
        note.map(|note| view! { <span class="tag">{note}</span> })
    };
    view! {
        <li class="project-card">
            <a class="project-card__name" href=href title=title>
                {name}
            </a>
            <p class="project-card__description" title=description>
                {description}
            </p>
            <p class="project-card__facts">
                <span>{move || shown.read().counts.clone()}</span>
                {note}
                <span>{move || shown.read().last_activity.clone()}</span>
            </p>
        </li>
    }
}
