//! The button that names the current theme and changes to the next.

use leptos::prelude::*;

/// The button.
#[component]
pub fn ThemeButton(
    /// The name of the current choice: `system`, `light` or `dark`.
    #[prop(into)]
    name: Signal<&'static str>,
    /// The next theme, please.
    #[prop(into)]
    on_next: Callback<()>,
) -> impl IntoView {
    let label = move || format!("Theme: {}", name.get());
    view! {
        <button
            type="button"
            class="icon-button"
            title=label
            aria-label=label
            on:click=move |_| on_next.run(())
        >
            <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
                <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="1.5" />
                <path
                    d=move || match name.get() {
                        "light" => "",
                        "dark" => "M8 2 a6 6 0 0 1 0 12 a6 6 0 0 1 0 -12 z",
                        _ => "M8 2 a6 6 0 0 1 0 12 z",
                    }
                    fill="currentColor"
                />
            </svg>
        </button>
    }
}
