//! What stands beside the name of something that could not be had, while the rest is shown.

use leptos::ev;
use leptos::prelude::*;

/// A short notice with a button that tries again.
#[component]
pub fn NotLoaded(
    /// Why; a person reads it by pointing at the notice.
    reason: String,
    /// Tries again.
    on_retry: Option<Callback<()>>,
    /// What it is that is missing.
    #[prop(default = "Not loaded".to_owned())]
    what: String,
) -> impl IntoView {
    // What stands around may have a meaning of its own for the keys that press a button.
    let on_key = |event: ev::KeyboardEvent| {
        if matches!(event.key().as_str(), "Enter" | " ") {
            event.stop_propagation();
        }
    };
    let retry = on_retry.map(|on_retry| {
        view! {
            <button type="button" class="not-loaded__retry" on:keydown=on_key on:click=move |_| on_retry.run(())>
                "Retry"
            </button>
        }
    });
    view! {
        <span class="not-loaded" role="alert" title=reason>
            {what}
            {retry}
        </span>
    }
}
