//! The field that filters by name.

use leptos::prelude::*;

/// A search field that reports each change.
#[component]
pub fn FilterField(
    /// What is filtered, such as `Filter logs`: the field's name.
    label: &'static str,
    /// The id by which a shortcut focuses the field.
    id: &'static str,
    /// What stands in the field.
    #[prop(into)]
    text: Signal<String>,
    /// The person changed it.
    #[prop(into)]
    on_text: Callback<String>,
    /// What is wrong with it; shown under the field.
    #[prop(into, optional)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let error_id = format!("{id}-error");
    let describedby = error_id.clone();
    view! {
        <div class="filter">
            <input
                id=id
                class="field filter__input"
                type="search"
                autocomplete="off"
                spellcheck="false"
                placeholder=label
                aria-label=label
                aria-invalid=move || error.with(Option::is_some).to_string()
                aria-describedby=describedby
                prop:value=text
                on:input:target=move |event| on_text.run(event.target().value())
            />
            <span id=error_id class="filter__error" role="status">
                {error}
            </span>
        </div>
    }
}
