//! The way back from a zoom.

use leptos::prelude::*;

/// A button `Reset zoom`, present only while something is zoomed.
#[component]
pub fn ResetZoom(
    /// Whether there is something to go back from.
    #[prop(into)]
    is_zoomed: Signal<bool>,
    /// What the button says more of itself.
    #[prop(optional)]
    title: Option<&'static str>,
    /// All is to be shown.
    #[prop(into)]
    on_reset: Callback<()>,
) -> impl IntoView {
    view! {
        <Show when=move || is_zoomed.get()>
            <button
                type="button"
                class="card__reset"
                title=title
                on:click=move |_| on_reset.run(())
            >
                "Reset zoom"
            </button>
        </Show>
    }
}
