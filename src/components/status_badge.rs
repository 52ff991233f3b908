//! The status of an experiment: a mark, whose shape differs as well as its colour, and a word.

use leptos::prelude::*;
use runboard_model::wire::Status;

/// The status as a mark and a word.
#[component]
pub fn StatusBadge(
    /// What the experiment is doing.
    #[prop(into)]
    status: Signal<Status>,
) -> impl IntoView {
    view! {
        <span class=move || format!("status status--{}", status.get().as_str())>
            <span class="status__mark" aria-hidden="true">
                {move || mark(status.get())}
            </span>
            {move || status.get().as_str()}
        </span>
    }
}

/// The mark of a status; each has a shape of its own.
pub fn mark(status: Status) -> &'static str {
    match status {
        Status::Running => "●",
        Status::Success => "✓",
        Status::Failed => "✕",
        Status::Canceled => "■",
    }
}
