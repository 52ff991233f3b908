//! A choice of one out of a few, with its label before it.

use leptos::prelude::*;

/// One thing that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SelectOption {
    /// What it is reported by.
    pub key: String,
    /// What is shown.
    pub label: String,
}

impl SelectOption {
    /// An option that is shown as it is reported.
    pub fn new(key: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            label: label.into(),
        }
    }
}

/// A labelled `select`.
#[component]
pub fn SelectField(
    /// What is chosen.
    label: &'static str,
    /// What there is to choose from.
    #[prop(into)]
    options: Signal<Vec<SelectOption>>,
    /// The key of what is chosen.
    #[prop(into)]
    chosen: Signal<String>,
    /// Something was chosen.
    #[prop(into)]
    on_choose: Callback<String>,
) -> impl IntoView {
    let option = move |option: SelectOption| {
        let key = option.key.clone();
        let is_chosen = Memo::new(move |_| *chosen.read() == key);
        view! { <option value=option.key prop:selected=is_chosen>{option.label}</option> }
    };
    view! {
        <label class="select-field">
            <span class="select-field__label">{label}</span>
            <select class="field select-field__select" on:change:target=move |event| on_choose.run(event.target().value())>
                {move || options.get().into_iter().map(option).collect_view()}
            </select>
        </label>
    }
}
