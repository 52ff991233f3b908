//! The name of a project and what can be done to it.

use super::feed::Feed;
use super::selection::Changes;
use crate::api;
use crate::browser::history::{HistoryEntry, use_navigator};
use crate::components::details_form::{Details, DetailsForm};
use crate::components::modal_dialog::{Problem, QuestionDialog};
use crate::components::{Menu, MenuItem};
use crate::pages::session::SessionContext;
use crate::paths::PagePath;
use leptos::prelude::*;
use leptos::task::spawn_local;
use runboard_model::wire::{Project, ProjectPatch};
use std::sync::Arc;

/// The heading of the page, with a menu.
#[component]
pub fn ProjectHeading(
    /// The project's name, as it stands in the address.
    name: String,
    /// What is known of the project.
    feed: Feed,
) -> impl IntoView {
    let navigator = use_navigator();
    let changes = Changes::new(feed);
    let shown_name = {
        let name = name.clone();
        move || {
            feed.project
                .get()
                .map_or_else(|| name.clone(), |project| project.name.clone())
        }
    };
    let description = move || {
        let project = feed.project.get()?;
        let text = project.description.clone();
        (!text.is_empty()).then(|| view! { <p class="project-heading__description">{text}</p> })
    };
    let is_archived = move || feed.project.get().is_some_and(|project| project.archived);
    let is_read_only = expect_context::<SessionContext>().is_read_only;
    // As it was when the form was filled: what others change meanwhile is not taken back.
    let edited = RwSignal::new(None::<Details>);
    let asks = RwSignal::new(false);
    let problem = RwSignal::new(None::<String>);
    let not_moved = RwSignal::new(None::<String>);
    let name = StoredValue::new(name);
    let change = move |patch: ProjectPatch| async move {
        let changed = api::projects::change(&name.get_value(), &patch).await;
        changes.report(&changed);
        changed.map(|project| drop(feed.project.try_set(Some(Arc::new(project)))))
    };
    let save = move |now: Details| {
        let patch = patch(&edited.get_untracked().unwrap_or_default(), now);
        if patch == ProjectPatch::default() {
            return edited.set(None);
        }
        spawn_local(async move {
            match change(patch).await {
                Ok(()) => drop(edited.try_set(None)),
                Err(error) => drop(problem.try_set(Some(error.to_string()))),
            }
        });
    };
    let set_archived = move |archived: bool| {
        not_moved.set(None);
        let patch = ProjectPatch {
            archived: Some(archived),
            ..ProjectPatch::default()
        };
        spawn_local(async move {
            if let Err(error) = change(patch).await {
                not_moved.try_set(Some(not_moved_text(archived, &error.to_string())));
            }
        });
    };
    let delete = move |()| {
        spawn_local(async move {
            let removed = api::projects::remove(&name.get_value()).await;
            changes.report(&removed);
            match removed {
                // Whoever is elsewhere by now stays there.
                Ok(()) if asks.try_get_untracked().is_none() => {}
                Ok(()) => navigator.go(&PagePath::Projects.href(), HistoryEntry::Replace),
                Err(error) => drop(problem.try_set(Some(error.to_string()))),
            }
        });
    };
    let items = Signal::derive(move || {
        let archived = is_archived();
        let label = if archived { "Bring back" } else { "Archive" };
        vec![
            MenuItem::action("Edit…", move || {
                problem.set(None);
                edited.set(
                    feed.project
                        .get_untracked()
                        .map(|project| details(&project)),
                );
            }),
            MenuItem::action(label, move || set_archived(!archived)),
            MenuItem::action("Delete…", move || {
                problem.set(None);
                asks.set(true);
            }),
        ]
    });
    view! {
        <div class="project-heading">
            <h1 class="project-heading__name">{shown_name}</h1>
            {move || is_archived().then(|| view! { <span class="tag">"archived"</span> })}
            {move || match is_read_only.get() {
                false => view! { <Menu label="Project" items /> }.into_any(),
                true => {
                    view! {
                        <span class="tag" title="The token that you signed in with may change nothing">
                            "read only"
                        </span>
                    }
                        .into_any()
                }
            }}
            {description}
        </div>
        <Problem text=not_moved />
        <DetailsForm
            title="Edit project"
            edited
            problem
            on_save=save
            on_close=move |()| edited.set(None)
            more=|| ()
        />
        <QuestionDialog
            title=Signal::derive(move || format!("Delete the project “{}”?", name.get_value()))
            text=Signal::stored(
                "All its experiments and all that was logged to them go too. This cannot be undone.".to_owned(),
            )
            answer="Delete"
            problem
            is_open=asks
            on_answer=delete
            on_close=move |()| asks.set(false)
        />
    }
    .into_any()
}

fn details(project: &Project) -> Details {
    Details {
        name: project.name.clone(),
        description: project.description.clone(),
        tags: None,
    }
}

fn not_moved_text(archived: bool, reason: &str) -> String {
    let word = if archived { "archived" } else { "brought back" };
    format!("Not {word}. {reason}")
}

/// What of the details is another now.
fn patch(before: &Details, now: Details) -> ProjectPatch {
    ProjectPatch {
        name: Some(now.name.trim().to_owned()).filter(|name| *name != before.name),
        description: Some(now.description).filter(|text| *text != before.description),
        archived: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A form that was saved as it was opened sent a change all the same.
    #[test]
    fn only_what_was_edited_is_changed() {
        let details = |name: &str, description: &str| Details {
            name: name.to_owned(),
            description: description.to_owned(),
            tags: None,
        };
        let before = details("a", "d");
        assert_eq!(patch(&before, before.clone()), ProjectPatch::default());
        let patch = patch(&before, details(" b ", "d"));
        assert_eq!(patch.name.as_deref(), Some("b"));
        assert_eq!(patch.description, None);
    }
}
