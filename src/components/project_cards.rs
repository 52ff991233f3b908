//! The list of projects.

use leptos::prelude::*;

/// One project as listed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
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
            <For each=move || projects.get() key=ListedProject::clone let:project>
                <li class="project-card">
                    <a class="project-card__name" href=project.href title=project.name>
                        {project.name.clone()}
                    </a>
                    <p class="project-card__description" title=project.description>
                        {project.description.clone()}
                    </p>
                    <p class="project-card__facts">
                        <span>{project.counts}</span>
                        {project.note.map(|note| view! { <span class="tag">{note}</span> })}
                        <span>{project.last_activity}</span>
                    </p>
                </li>
            </For>
        </ul>
    }
}
