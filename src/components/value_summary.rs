//! The single values of an experiment, at the top of its page.

use leptos::prelude::*;
use runboard_chart::table::{Cell, text};

/// One value with its name.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedValue {
    /// The log's name.
    pub name: String,
    /// The value.
    pub value: Cell,
}

/// A `dl` named `Summary`: one small card for each value, in the order given.
#[component]
pub fn ValueSummary(
    /// The values in logged order.
    #[prop(into)]
    values: Signal<Vec<NamedValue>>,
    /// Says when the value of a name was logged: `2 min ago`.
    when: Callback<String, String>,
) -> impl IntoView {
    view! {
        <dl class="summary" aria-label="Summary">
            // A changed value is another card; the others stay as they are.
            <For
                each=move || values.get()
                key=|named| (named.name.clone(), text::full(named.value.borrow()))
                let:named
            >
                <ValueCard named when />
            </For>
        </dl>
    }
}

#[component]
fn ValueCard(
    /// The value and its name.
    named: NamedValue,
    /// Answers how long ago the value of that name was logged.
    when: Callback<String, String>,
) -> impl IntoView {
    let NamedValue { name, value } = named;
    let known_as = name.clone();
    let when = Memo::new(move |_| when.run(known_as.clone()));
    view! {
        // A summary has no other place to lead to than its cards.
        <div class="summary__card" tabindex="-1" data-log=name.clone() data-when=when>
            <dt class="summary__name" title=name.clone()>{name.clone()}</dt>
            <dd
                class="summary__value"
                class:summary__value--text=matches!(value, Cell::Text(_))
                title=text::full(value.borrow())
            >
                {text::shown_alone(value.borrow())}
            </dd>
        </div>
    }
}
