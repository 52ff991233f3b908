//! What is done to the selected experiments: compare, archive, delete.

use super::feed::Feed;
use crate::api::{self, ApiError};
use crate::components::modal_dialog::QuestionDialog;
use crate::components::tags_form::{TagChanges, TagsForm};
use crate::pages::passing::Passing;
use crate::pages::session::SessionContext;
use crate::paths::PagePath;
use crate::state::compare::view::MAX_EXPERIMENTS;
use crate::state::experiments::Experiments;
use crate::state::experiments::codec::compare_query;
use crate::state::experiments::merge::is_same;
use crate::state::experiments::named::named;
use crate::state::experiments::place::Place;
use crate::state::experiments::tags::{changed_tags, tags_of};
use leptos::prelude::*;
use leptos::task::spawn_local;
use runboard_model::wire::{Experiment, ExperimentPatch};
use std::sync::Arc;
use std::time::Duration;

/// How long what was done can be undone by the button that says it.
const UNDO_FOR: Duration = Duration::from_secs(10);

/// Changes of several experiments, one after the other.
#[derive(Clone, Copy)]
pub struct Changes {
    feed: Feed,
    session: SessionContext,
    /// What was done last, and the experiments as they were before.
    done: Passing<Done>,
    /// The experiments of which it is asked whether to delete them.
    asked: RwSignal<Experiments>,
    /// The experiments whose tags are edited.
    tagged: RwSignal<Experiments>,
    /// Why the last deletion or edit of tags ended early.
    problem: RwSignal<Option<String>>,
}

#[derive(Clone)]
struct Done {
    said: String,
    before: Vec<Arc<Experiment>>,
}

impl Changes {
    /// Changes of what the feed knows.
    pub fn new(feed: Feed) -> Self {
        Self {
            feed,
            session: expect_context(),
            done: Passing::empty(),
            asked: RwSignal::new(Vec::new()),
            tagged: RwSignal::new(Vec::new()),
            problem: RwSignal::new(None),
        }
    }

    /// Moves experiments out of the way, or back; that can be undone.
    pub fn move_to(self, place: Place, experiments: Vec<Arc<Experiment>>) {
        let word = match place {
            Place::Archive => "Archived",
            Place::Table => "Brought back",
        };
        let said = format!("{word} {}", counted(&experiments));
        spawn_local(async move {
            let is_archived = place == Place::Archive;
            let said = match self.set_archived(&experiments, |_| is_archived).await {
                Ok(()) => said,
                Err(error) => format!("{said} only in part. {error}"),
            };
            let done = Done {
                said,
                before: experiments,
            };
            self.done.show(done, UNDO_FOR).await;
        });
    }

    /// Asks whether to delete experiments.
    pub fn ask_to_delete(self, experiments: Vec<Arc<Experiment>>) {
        self.problem.set(None);
        self.asked.set(experiments);
    }

    /// Gives tags to the experiments whose tags are edited, or takes them away.
    fn tag(self, changes: &TagChanges) {
        let (added, removed) = (tags_of(&changes.added), tags_of(&changes.removed));
        let tagged = self.tagged.get_untracked();
        spawn_local(async move {
            for experiment in &tagged {
                let tags = changed_tags(&experiment.tags, &added, &removed);
                let Some(tags) = tags else { continue };
                let patch = ExperimentPatch {
                    tags: Some(tags),
                    ..ExperimentPatch::default()
                };
                let changed = api::experiments::change(experiment.id, &patch).await;
                self.report(&changed);
                match changed {
                    Ok(changed) => self.feed.take(changed),
                    Err(error) => return self.end(self.tagged, &tagged, Some(error)),
                }
            }
            self.end(self.tagged, &tagged, None);
        });
    }

    /// Notes how a request ended.
    pub fn report<T>(self, result: &Result<T, ApiError>) {
        self.session.report(result);
    }

    fn undo(self) {
        let Some(done) = self.done.take() else {
            return;
        };
        spawn_local(async move {
            // What failed stays as it is, and the table shows so.
            let _ = self
                .set_archived(&done.before, |before| before.archived)
                .await;
        });
    }

    async fn set_archived(
        self,
        experiments: &[Arc<Experiment>],
        archived: impl Fn(&Experiment) -> bool,
    ) -> Result<(), ApiError> {
        for experiment in experiments {
            let patch = ExperimentPatch {
                archived: Some(archived(experiment)),
                ..ExperimentPatch::default()
            };
            let changed = api::experiments::change(experiment.id, &patch).await;
            self.report(&changed);
            self.feed.take(changed?);
        }
        Ok(())
    }

    fn delete(self) {
        let asked = self.asked.get_untracked();
        spawn_local(async move {
            for experiment in &asked {
                let removed = api::experiments::remove(experiment.id).await;
                self.report(&removed);
                match removed {
                    Err(error) if !error.is_not_found() => {
                        return self.end(self.asked, &asked, Some(error));
                    }
                    _ => self.feed.forget(experiment.id),
                }
            }
            self.end(self.asked, &asked, None);
        });
    }

    /// Closes the dialog of these experiments, or says in it what went wrong, unless it was closed meanwhile or
    /// opened for others.
    fn end(self, dialog: RwSignal<Experiments>, of: &Experiments, error: Option<ApiError>) {
        if dialog.try_with_untracked(|now| is_same(now, of)) != Some(true) {
            return;
        }
        match error {
            Some(error) => drop(self.problem.try_set(Some(error.to_string()))),
            None => drop(dialog.try_set(Vec::new())),
        }
    }
}

fn compare_label(n_selected: usize) -> String {
    if n_selected > MAX_EXPERIMENTS {
        format!("Compare the first {MAX_EXPERIMENTS} of {n_selected}")
    } else {
        format!("Compare {n_selected}")
    }
}

fn counted(experiments: &[Arc<Experiment>]) -> String {
    match experiments {
        [one] => one.name.clone(),
        several => format!("{} experiments", several.len()),
    }
}

/// What can be done to the selected experiments; nothing without any.
#[component]
pub fn SelectionBar(
    /// The project's name.
    project: String,
    /// The selected experiments.
    #[prop(into)]
    selected: Signal<Vec<Arc<Experiment>>>,
    /// How many are selected, in words.
    #[prop(into)]
    said: Signal<String>,
    /// What is done to experiments.
    changes: Changes,
    /// None is to be selected any more.
    #[prop(into)]
    on_clear: Callback<()>,
) -> impl IntoView {
    let compare = Signal::derive(move || {
        let names = selected
            .read()
            .iter()
            .map(|it| it.name.clone())
            .collect::<Vec<_>>();
        let path = PagePath::Compare {
            project: project.clone(),
        };
        format!("{}?{}", path.href(), compare_query(names))
    });
    let limit = move || {
        let is_beyond = selected.read().len() > MAX_EXPERIMENTS;
        is_beyond.then(|| format!("At most {MAX_EXPERIMENTS} experiments are compared"))
    };
    let place = Memo::new(move |_| Place::other(&selected.read()));
    let archive = move |_| changes.move_to(place.get_untracked(), selected.get_untracked());
    let tag = move |_| {
        changes.problem.set(None);
        changes.tagged.set(selected.get_untracked());
    };
    view! {
        <Show when=move || !selected.read().is_empty()>
            <div class="selection-bar" role="toolbar" aria-label="Selected experiments">
                <span class="selection-bar__count" role="status">
                    {said}
                </span>
                <a class="button button--primary" href=compare title=limit>
                    {move || compare_label(selected.read().len())}
                </a>
                <Show when=move || !changes.session.is_read_only.get()>
                    <button type="button" class="button" on:click=tag>
                        "Tags…"
                    </button>
                    <button type="button" class="button" on:click=archive>
                        {move || place.get().label()}
                    </button>
                    <button
                        type="button"
                        class="button"
                        on:click=move |_| changes.ask_to_delete(selected.get_untracked())
                    >
                        "Delete…"
                    </button>
                </Show>
                <button type="button" class="button" on:click=move |_| on_clear.run(())>
                    "Clear selection"
                </button>
            </div>
        </Show>
    }
    .into_any()
}

/// Says what was done and undoes it, asks before what cannot be undone, edits tags.
#[component]
pub fn ChangeDialogs(
    /// What is done to experiments.
    changes: Changes,
) -> impl IntoView {
    let said = move || changes.done.get().map(|done| done.said);
    let title = Signal::derive(move || match changes.asked.read().as_slice() {
        [one] => format!("Delete “{}”?", one.name),
        several => format!("Delete {} experiments?", several.len()),
    });
    let text = Signal::derive(move || {
        let asked = changes.asked.read();
        match asked.as_slice() {
            [_] => "All that was logged to it, its pictures and its artifacts go too. This cannot be undone."
                .to_owned(),
            _ => format!(
                "{}. All that was logged to them, their pictures and their artifacts go too. This cannot be undone.",
                named(&asked)
            ),
        }
    });
    view! {
        <div role="status">
            {move || said().map(|said| view! {
                <p class="toast toast--action">
                    {said}
                    <button type="button" class="button" on:click=move |_| changes.undo()>
                        "Undo"
                    </button>
                </p>
            })}
        </div>
        <TagsForm
            title=Signal::derive(move || format!("Tags of {}", counted(&changes.tagged.read())))
            is_open=Signal::derive(move || !changes.tagged.read().is_empty())
            problem=changes.problem
            on_save=move |tags: TagChanges| changes.tag(&tags)
            on_close=move |()| changes.tagged.set(Vec::new())
        />
        <QuestionDialog
            title
            text
            answer="Delete"
            problem=changes.problem
            is_open=Signal::derive(move || !changes.asked.read().is_empty())
            on_answer=move |()| changes.delete()
            on_close=move |()| changes.asked.set(Vec::new())
        />
    }
    .into_any()
}
