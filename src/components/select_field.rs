//! A choice of one out of a few, with its label before it.

use super::cut_name::{cut_name, is_cut_in_middle};
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
    // A browser cuts the text of a select at its end.
    let covering = Memo::new(move |_| {
        let (options, chosen) = (options.read(), chosen.read());
        let mut labels = options.iter().filter(|option| option.key == *chosen);
        let label = labels.next().map(|option| option.label.clone());
        label.filter(|label| is_cut_in_middle(label))
    });
    let cover = move || {
        let name = cut_name(covering.read().as_ref()?);
        Some(view! { <span class="select-field__cover" aria-hidden="true">{name}</span> })
    };
    view! {
        <label class="select-field">
            <span class="select-field__label">{label}</span>
            <span class="select-field__box">
                <select
                    class="field select-field__select"
                    title=covering
                    on:change:target=move |event| on_choose.run(event.target().value())
                >
                    {move || options.get().into_iter().map(option).collect_view()}
                </select>
                {cover}
            </span>
        </label>
    }
}
