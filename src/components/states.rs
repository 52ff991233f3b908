//! What stands in the place of a page that is loading, empty, failed or missing.

use super::{Glyph, Icon};
use crate::browser::clipboard;
use crate::browser::focus::leave_focus_to;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// A skeleton of cards, as large as what will stand there.
#[component]
pub fn LoadingCards(
    /// What is loading, for a screen reader.
    label: &'static str,
    /// How many cards to show.
    #[prop(default = 6)]
    n_cards: usize,
) -> impl IntoView {
    view! {
        <div role="status" class="loading">
            <span class="visually-hidden">{label}</span>
            <div class="card-grid" aria-hidden="true">
                {(0..n_cards).map(|_| view! { <div class="skeleton skeleton--card"></div> }).collect_view()}
            </div>
        </div>
    }
}

/// A skeleton of rows.
#[component]
pub fn LoadingRows(
    /// What is loading, for a screen reader.
    label: &'static str,
    /// How many rows to show.
    #[prop(default = 8)]
    n_rows: usize,
) -> impl IntoView {
    view! {
        <div role="status" class="loading">
            <span class="visually-hidden">{label}</span>
            <div class="loading__rows" aria-hidden="true">
                {(0..n_rows).map(|_| view! { <div class="skeleton skeleton--row"></div> }).collect_view()}
            </div>
        </div>
    }
}

/// What went wrong, and a button to try again.
#[component]
pub fn Failure(
    /// What could not be done.
    title: &'static str,
    /// Why, for a person.
    #[prop(into)]
    reason: Signal<String>,
    /// Tries again.
    #[prop(into)]
    on_retry: Callback<()>,
) -> impl IntoView {
    view! {
        <div role="alert" class="notice notice--bad">
            <h2>{title}</h2>
            <p>{reason}</p>
            <RetryButton on_retry />
        </div>
    }
}

/// Tries again. Where that helps, the button goes away, and leaves the focus to the card or the page around it.
#[component]
pub fn RetryButton(
    /// Tries again.
    on_retry: Callback<()>,
) -> impl IntoView {
    let button = NodeRef::<html::Button>::new();
    on_cleanup(move || {
        if let Some(button) = button.try_get_untracked().flatten() {
            leave_focus_to(&button, "figure, main");
        }
    });
    view! {
        <button type="button" class="button" node_ref=button on:click=move |_| on_retry.run(())>
            "Retry"
        </button>
    }
}

/// Nothing is here yet, or under this address.
#[component]
pub fn Notice(
    /// What is the matter.
    #[prop(into)]
    title: Signal<String>,
    /// Whether it is all that stands on the page.
    #[prop(optional)]
    is_whole_page: bool,
    /// What to do next.
    children: Children,
) -> impl IntoView {
    let heading = match is_whole_page {
        true => view! { <h1>{title}</h1> }.into_any(),
        false => view! { <h2>{title}</h2> }.into_any(),
    };
    view! {
        <div class="notice">
            {heading}
            {children()}
        </div>
    }
}

/// A piece of code with a button that copies it.
#[component]
pub fn CodeBlock(
    /// What the code does, for a screen reader.
    label: &'static str,
    /// The code.
    #[prop(into)]
    code: Signal<String>,
) -> impl IntoView {
    let is_copied = RwSignal::new(false);
    let copy = move |_| {
        let code = code.get_untracked();
        spawn_local(async move {
            let was_copied = clipboard::copy(&code).await;
            is_copied.try_set(was_copied);
        });
    };
    let glyph = move || {
        let glyph = if is_copied.get() {
            Glyph::Check
        } else {
            Glyph::Copy
        };
        view! { <Icon glyph /> }
    };
    view! {
        <div class="code-place">
            <pre class="code" tabindex="0" role="region" aria-label=label>
                <code>{code}</code>
            </pre>
            <button type="button" class="button" on:click=copy>
                {glyph}
                <span aria-live="polite">{move || if is_copied.get() { "Copied" } else { "Copy" }}</span>
            </button>
        </div>
    }
}
