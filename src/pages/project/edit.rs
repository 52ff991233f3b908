//! Editing what people say about an experiment.

use super::feed::Feed;
use super::selection::Changes;
use crate::api;
use crate::components::details_form::{Details, DetailsForm};
use crate::state::experiments::place::Place;
use crate::state::experiments::tags::{tags_of, tags_text};
use leptos::prelude::*;
use leptos::task::spawn_local;
use runboard_model::ExperimentId;
use runboard_model::wire::{Experiment, ExperimentPatch};
use std::sync::Arc;

/// An experiment that is edited.
#[derive(Clone)]
pub struct Editing {
    experiment: Arc<Experiment>,
    problem: Option<String>,
}

impl Editing {
    /// The experiment as it stands.
    pub fn of(experiment: Arc<Experiment>) -> Self {
        Self {
            experiment,
            problem: None,
        }
    }
}

/// Closes the dialog of what was saved, or says in it why it was not; an answer that comes late finds the dialog closed
/// or open for another experiment, and leaves it so.
fn answered(editing: &mut Option<Editing>, id: ExperimentId, saved: Result<(), String>) {
    if let Some(edited) = editing.as_mut().filter(|it| it.experiment.id == id) {
        match saved {
            Ok(()) => *editing = None,
            Err(problem) => edited.problem = Some(problem),
        }
    }
}

/// The dialog; it is shown while something is edited.
#[component]
pub fn ExperimentEditor(
    /// What is edited; `None` while the dialog is closed.
    editing: RwSignal<Option<Editing>>,
    /// What is done to experiments.
    changes: Changes,
    /// What is known of the project.
    feed: Feed,
) -> impl IntoView {
    let experiment = move || editing.get().map(|editing| editing.experiment);
    let edited = Memo::new(move |_| experiment().map(|it| details(&it)));
    let title = Signal::derive(move || {
        experiment()
            .map(|it| format!("Edit {}", it.name))
            .unwrap_or_default()
    });
    let close = move |()| editing.set(None);
    let save = move |now: Details| {
        let Some(experiment) = untrack(experiment) else {
            return;
        };
        let patch = patch(&details(&experiment), now);
        if patch == ExperimentPatch::default() {
            return close(());
        }
        spawn_local(async move {
            let changed = api::experiments::change(experiment.id, &patch).await;
            changes.report(&changed);
            let saved = changed
                .map(|changed| feed.take(changed))
                .map_err(|error| error.to_string());
            editing.try_update(|editing| answered(editing, experiment.id, saved));
        });
    };
    let archive = move |_| {
        if let Some(experiment) = untrack(experiment) {
            close(());
            let experiments = vec![experiment];
            changes.move_to(Place::other(&experiments), experiments);
        }
    };
    let delete = move |_| {
        if let Some(experiment) = untrack(experiment) {
            close(());
            changes.ask_to_delete(vec![experiment]);
        }
    };
    let archive_label = move || {
        let experiment = experiment();
        experiment.map(|experiment| Place::other(&[experiment]).label())
    };
    let more = move || {
        view! {
            <button type="button" class="button" on:click=archive>{archive_label}</button>
            <button type="button" class="button" on:click=delete>"Delete…"</button>
        }
    };
    view! {
        <DetailsForm
            title
            edited
            problem=Signal::derive(move || editing.get().and_then(|editing| editing.problem))
            on_save=save
            on_close=close
            more
        />
    }
    .into_any()
}

fn details(experiment: &Experiment) -> Details {
    Details {
        name: experiment.name.clone(),
        description: experiment.description.clone(),
        tags: Some(tags_text(&experiment.tags)),
    }
}

/// What of the details is another now.
fn patch(before: &Details, now: Details) -> ExperimentPatch {
    ExperimentPatch {
        name: Some(now.name.trim().to_owned()).filter(|name| *name != before.name),
        description: Some(now.description).filter(|text| *text != before.description),
        tags: now
            .tags
            .filter(|text| Some(text) != before.tags.as_ref())
            .map(|text| tags_of(&text)),
        ..ExperimentPatch::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::experiments::cells::tests::experiment;
    use serde_json::json;

    /// The answer to what was saved of one experiment closed the dialog of the next one, or opened its own again.
    #[test]
    fn a_late_answer_leaves_the_dialog_of_another_experiment() {
        let editing = |ordinal: u64| Editing::of(Arc::new(experiment(ordinal, json!({}))));
        let (first, second) = (editing(1), editing(2));
        let check = |mut shown: Option<Editing>, saved: Result<(), String>| {
            answered(&mut shown, first.experiment.id, saved);
            shown.map(|it| (it.experiment.ordinal, it.problem))
        };
        let refused = || Err("too long".to_owned());
        assert_eq!(check(Some(first.clone()), Ok(())), None);
        let with_problem = Some((1, Some("too long".to_owned())));
        assert_eq!(check(Some(first.clone()), refused()), with_problem);
        for saved in [Ok(()), refused()] {
            assert_eq!(check(Some(second.clone()), saved.clone()), Some((2, None)));
            assert_eq!(check(None, saved), None);
        }
    }

    #[test]
    fn only_what_was_edited_is_changed() {
        let details = |name: &str, description: &str, tags: &str| Details {
            name: name.to_owned(),
            description: description.to_owned(),
            tags: Some(tags.to_owned()),
        };
        let before = details("a", "d", "x, y");
        assert_eq!(patch(&before, before.clone()), ExperimentPatch::default());
        let patch = patch(&before, details(" b ", "", " z ,, x,"));
        assert_eq!(patch.name.as_deref(), Some("b"));
        assert_eq!(patch.description.as_deref(), Some(""));
        assert_eq!(patch.tags, Some(vec!["z".to_owned(), "x".to_owned()]));
    }
}
