//! A dialog over the page.

use crate::browser::modal::use_modal;
use leptos::ev;
use leptos::html;
use leptos::prelude::*;

/// A `dialog` with a title; Escape closes it, and the focus returns to where it was.
#[component]
pub fn ModalDialog(
    /// Its title, which is its name.
    #[prop(into)]
    title: Signal<String>,
    /// Whether it is shown.
    #[prop(into)]
    is_open: Signal<bool>,
    /// The person closed it.
    #[prop(into)]
    on_close: Callback<()>,
    /// What stands in it while it is shown.
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    use_modal(dialog, move || is_open.get());
    // The page's own shortcuts are not meant while a dialog is open.
    let on_key = move |event: ev::KeyboardEvent| event.stop_propagation();
    view! {
        <dialog
            class="dialog"
            node_ref=dialog
            aria-label=title
            on:close=move |_| if is_open.try_get_untracked() == Some(true) { on_close.run(()) }
            on:keydown=on_key
        >
            {move || {
                is_open
                    .get()
                    .then(|| view! {
                        <h2 class="dialog__title">{title}</h2>
                        {children()}
                    })
            }}
        </dialog>
    }
    .into_any()
}

/// Asks before something is done that cannot be undone.
#[component]
pub fn QuestionDialog(
    /// What is asked.
    #[prop(into)]
    title: Signal<String>,
    /// What will happen.
    #[prop(into)]
    text: Signal<String>,
    /// What the button says that does it.
    answer: &'static str,
    /// Why it was not done, if it was tried.
    #[prop(into)]
    problem: Signal<Option<String>>,
    /// Whether it is asked.
    #[prop(into)]
    is_open: Signal<bool>,
    /// The person wants it.
    #[prop(into)]
    on_answer: Callback<()>,
    /// The person does not.
    #[prop(into)]
    on_close: Callback<()>,
) -> impl IntoView {
    view! {
        <ModalDialog title is_open on_close>
            <p>{text}</p>
            <Problem text=problem />
            <div class="dialog__buttons">
                <button type="button" class="button" on:click=move |_| on_close.run(())>
                    "Cancel"
                </button>
                <button type="button" class="button button--danger" on:click=move |_| on_answer.run(())>
                    {answer}
                </button>
            </div>
        </ModalDialog>
    }
}

/// Why something that was tried was not done; nothing without a text.
#[component]
pub fn Problem(
    /// The reason.
    #[prop(into)]
    text: Signal<Option<String>>,
) -> impl IntoView {
    view! {
        <div role="alert">
            {move || text.get().map(|text| view! { <p class="dialog__problem">{text}</p> })}
        </div>
    }
}
