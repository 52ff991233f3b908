//! A field for a filter in the filter language, with completion and with errors that point at the place.

use crate::browser::focus::has_focus_within;
use crate::browser::unique_id::unique_id;
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use runboard_model::filter::cursor::{chars_before, units_before};
use runboard_model::filter::{Completion, FilterError};
use std::time::Duration;

/// What may be written at the cursor, which stands before the character of that number.
pub type Complete = Callback<(String, usize), Completion>;

/// The field: a combobox, whose list is reached with the arrow keys.
#[component]
pub fn FilterCombobox(
    /// What is filtered: the field's name.
    label: &'static str,
    /// The id by which a shortcut focuses the field.
    id: &'static str,
    /// What stands in the field.
    #[prop(into)]
    text: Signal<String>,
    /// The person changed it.
    #[prop(into)]
    on_text: Callback<String>,
    /// Completes it.
    complete: Complete,
    /// What is wrong with it.
    #[prop(into)]
    error: Signal<Option<FilterError>>,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let completion = RwSignal::new(None::<Completion>);
    let active = RwSignal::new(None::<usize>);
    let list_id = StoredValue::new(unique_id("completions"));
    let error_id = format!("{id}-error");
    let n_offers = move || completion.read().as_ref().map_or(0, |it| it.offers.len());
    let is_open = Memo::new(move |_| n_offers() > 0);
    let close = move || {
        let _ = completion.try_set(None);
        let _ = active.try_set(None);
    };
    let open = move || {
        let Some(input) = input.get_untracked() else {
            return;
        };
        let value = input.value();
        let cursor = chars_before(&value, input.selection_start().ok().flatten());
        completion.set(Some(complete.run((value, cursor))));
        active.set(None);
    };
    let accept = move |place: usize| {
        let (Some(input), Some(now)) = (input.get_untracked(), completion.get_untracked()) else {
            return;
        };
        let Some(offer) = now.offers.get(place) else {
            return;
        };
        let (value, cursor) = now.accept(&input.value(), offer);
        input.set_value(&value);
        let cursor = units_before(&value, cursor);
        // It can only fail for a field that has no text.
        let _ = input.set_selection_range(cursor, cursor);
        let _ = input.focus();
        on_text.run(value);
        open();
    };
    let step = move |by: isize| {
        let n_offers = untrack(n_offers);
        let last = n_offers.saturating_sub(1);
        active.update(|active| {
            *active = match *active {
                None if by > 0 => Some(0),
                None => Some(last),
                Some(place) => place.checked_add_signed(by).filter(|place| *place <= last),
            };
        });
    };
    let on_key = move |event: ev::KeyboardEvent| {
        let is_open = is_open.get_untracked();
        match event.key().as_str() {
            "ArrowDown" if is_open => step(1),
            "ArrowUp" if is_open => step(-1),
            "ArrowDown" => open(),
            " " if event.ctrl_key() => open(),
            "Enter" if is_open => match active.get_untracked() {
                Some(place) => accept(place),
                None => close(),
            },
            "Tab" if is_open && active.get_untracked().is_some() => {
                active.get_untracked().into_iter().for_each(accept);
            }
            "Escape" if is_open => close(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let on_input = move |value: String| {
        on_text.run(value);
        open();
    };
    let on_blur = move |_| {
        // A press on an offer blurs the field before it is heard; whoever is back by then has a new list.
        let close = move || {
            let field = input.try_get_untracked().flatten();
            if !field.is_some_and(|field| has_focus_within(&field)) {
                close();
            }
        };
        set_timeout(close, Duration::from_millis(200));
    };
    let option_id = move |place: usize| format!("{}-{place}", list_id.get_value());
    let described_by = error_id.clone();
    let options = move || {
        let offers = completion.get().map(|it| it.offers).unwrap_or_default();
        offers
            .into_iter()
            .enumerate()
            .map(|(place, offer)| {
                view! {
                    <li
                        role="option"
                        id=option_id(place)
                        class="filter__offer"
                        aria-selected=move || (active.get() == Some(place)).to_string()
                        // The field keeps the focus.
                        on:pointerdown=move |event| event.prevent_default()
                        on:click=move |_| accept(place)
                    >
                        {offer}
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <div class="filter filter--language">
            <input
                id=id
                node_ref=input
                class="field filter__input"
                type="text"
                role="combobox"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                placeholder="Filter: params.lr > 0.01 and status = success"
                aria-label=label
                aria-autocomplete="list"
                aria-expanded=move || is_open.get().to_string()
                aria-controls=move || list_id.get_value()
                aria-activedescendant=move || active.get().map(option_id)
                aria-invalid=move || error.with(Option::is_some).to_string()
                aria-describedby=described_by
                prop:value=text
                on:input:target=move |event| on_input(event.target().value())
                on:keydown=on_key
                on:blur=on_blur
            />
            // Over what is below, which moves for none of it.
            <div class="filter__below">
                <ul
                    role="listbox"
                    id=list_id.get_value()
                    class="filter__offers"
                    aria-label="Completions"
                    hidden=move || !is_open.get()
                >
                    {options}
                </ul>
                <div id=error_id class="filter__problem" role="status">
                    {move || error.get().map(|error| view! { <Pointed text error /> })}
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// The reason, and the text with the offending part marked.
#[component]
fn Pointed(
    /// What stands in the field.
    text: Signal<String>,
    /// What is wrong with it, and where.
    error: FilterError,
) -> impl IntoView {
    let part = move |skip: usize, take: usize| -> String {
        text.read().chars().skip(skip).take(take).collect()
    };
    let FilterError {
        position,
        length,
        message,
    } = error;
    view! {
        <p>{message}</p>
        <code class="filter__place">
            {move || part(0, position)}
            // At the end of the text, the place after it.
            <mark>{move || if length == 0 { " ".to_owned() } else { part(position, length) }}</mark>
            {move || part(position + length, usize::MAX)}
        </code>
    }
}
