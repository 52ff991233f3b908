//! The form that edits what people say about an experiment or a project: name, description, tags.

use super::modal_dialog::{ModalDialog, Problem};
use leptos::ev;
use leptos::html;
use leptos::prelude::*;

/// How tags are typed.
pub(super) const TAGS_HINT: &str = r#"A tag with a comma of its own stands between quotes: "a,b""#;

/// What is edited.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Details {
    /// The name.
    pub name: String,
    /// The description.
    pub description: String,
    /// The tags with commas between; `None` where there are none to edit.
    pub tags: Option<String>,
}

/// The form as a dialog.
#[component]
pub fn DetailsForm(
    /// What the dialog is called.
    #[prop(into)]
    title: Signal<String>,
    /// What stands in the fields at first; the dialog is shown while there is something.
    #[prop(into)]
    edited: Signal<Option<Details>>,
    /// Why the last try to save failed.
    #[prop(into)]
    problem: Signal<Option<String>>,
    /// The person saves.
    #[prop(into)]
    on_save: Callback<Details>,
    /// The person leaves it as it was.
    #[prop(into)]
    on_close: Callback<()>,
    /// What else can be done with it, beside the buttons.
    #[prop(into)]
    more: ViewFn,
) -> impl IntoView {
    let is_open = Memo::new(move |_| edited.with(Option::is_some));
    view! {
        <ModalDialog title is_open on_close>
            <Fields
                initial=edited.get_untracked().unwrap_or_default()
                problem
                on_save
                on_close
                more=more.clone()
            />
        </ModalDialog>
    }
}

#[component]
fn Fields(
    /// What stands in the fields at first.
    initial: Details,
    /// Why the last attempt to save failed.
    problem: Signal<Option<String>>,
    /// Called with what the person wrote.
    on_save: Callback<Details>,
    /// The person gave up.
    on_close: Callback<()>,
    /// Further buttons.
    more: ViewFn,
) -> impl IntoView {
    let name = NodeRef::<html::Input>::new();
    let description = NodeRef::<html::Textarea>::new();
    let tags = NodeRef::<html::Input>::new();
    let has_tags = initial.tags.is_some();
    let save = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let (Some(name), Some(description)) = (name.get_untracked(), description.get_untracked())
        else {
            return;
        };
        on_save.run(Details {
            name: name.value(),
            description: description.value(),
            tags: tags.get_untracked().map(|tags| tags.value()),
        });
    };
    view! {
        <form class="details-form" on:submit=save>
            <label class="details-form__field">
                "Name"
                <input class="field" node_ref=name required maxlength="256" autofocus prop:value=initial.name />
            </label>
            <label class="details-form__field">
                "Description"
                <textarea class="field" node_ref=description rows="4" prop:value=initial.description></textarea>
            </label>
            {has_tags
                .then(|| view! {
                    <label class="details-form__field">
                        "Tags, with commas between"
                        <input
                            class="field"
                            node_ref=tags
                            title=TAGS_HINT
                            prop:value=initial.tags.unwrap_or_default()
                        />
                    </label>
                })}
            <Problem text=problem />
            <div class="dialog__buttons">
                <span class="details-form__more">{more.run()}</span>
                <button type="button" class="button" on:click=move |_| on_close.run(())>
                    "Cancel"
                </button>
                <button type="submit" class="button button--primary">"Save"</button>
            </div>
        </form>
    }
}
