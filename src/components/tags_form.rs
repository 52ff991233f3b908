//! The form that gives tags to several experiments, or takes them away.

use super::details_form::TAGS_HINT;
use super::modal_dialog::{ModalDialog, Problem};
use leptos::ev;
use leptos::html;
use leptos::prelude::*;

/// Tags as typed, with commas between.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TagChanges {
    /// Tags that all are to have.
    pub added: String,
    /// Tags that none is to have.
    pub removed: String,
}

/// The form as a dialog.
#[component]
pub fn TagsForm(
    /// What the dialog is called.
    #[prop(into)]
    title: Signal<String>,
    /// Whether it is shown.
    #[prop(into)]
    is_open: Signal<bool>,
    /// Why the last try failed.
    #[prop(into)]
    problem: Signal<Option<String>>,
    /// The person saves.
    #[prop(into)]
    on_save: Callback<TagChanges>,
    /// The person leaves it as it was.
    #[prop(into)]
    on_close: Callback<()>,
) -> impl IntoView {
    let added = NodeRef::<html::Input>::new();
    let removed = NodeRef::<html::Input>::new();
    let save = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if let (Some(added), Some(removed)) = (added.get_untracked(), removed.get_untracked()) {
            on_save.run(TagChanges {
                added: added.value(),
                removed: removed.value(),
            });
        }
    };
    view! {
        <ModalDialog title is_open on_close>
            <form class="details-form" on:submit=save>
                <label class="details-form__field">
                    "Add these, with commas between"
                    <input class="field" node_ref=added title=TAGS_HINT autofocus />
                </label>
                <label class="details-form__field">
                    "Take these away"
                    <input class="field" node_ref=removed title=TAGS_HINT />
                </label>
                <Problem text=problem />
                <div class="dialog__buttons">
                    <button type="button" class="button" on:click=move |_| on_close.run(())>
                        "Cancel"
                    </button>
                    <button type="submit" class="button button--primary">"Save"</button>
                </div>
            </form>
        </ModalDialog>
    }
    .into_any()
}
