//! The list below the palette's field.

use super::rank::Found;
use super::{Command, Commands, FoundSignal, HowToGo, option_id};
use crate::browser::scroll;
use leptos::html;
use leptos::prelude::*;

/// What was found; nothing in it takes the focus.
#[component]
pub fn PaletteOptions(
    /// The id of the list.
    list_id: StoredValue<String>,
    /// All that is offered.
    commands: Signal<Commands>,
    /// What was found of it.
    found: FoundSignal,
    /// The place of the option that Enter chooses.
    active: Memo<usize>,
    /// Set to the place of the option under the pointer.
    on_active: RwSignal<usize>,
    /// Called with the place of an option, and how to go there.
    on_choose: Callback<(usize, HowToGo)>,
) -> impl IntoView {
    let list = NodeRef::<html::Ul>::new();
    // What keys lead to is brought into view.
    Effect::new(move |_| {
        let place = active.get();
        found.track();
        let Some(list) = list.get() else { return };
        let id = list_id.with_value(|id| option_id(id, place));
        request_animation_frame(move || {
            if let Some(option) = document().get_element_by_id(&id) {
                scroll::show_within(&list, &option);
            }
        });
    });
    let option = move |(place, found): (usize, Found)| {
        let Commands(commands) = commands.get_untracked();
        let command = commands.get(found.command)?;
        let heading = found.heading.map(|(kind, n_own)| {
            view! {
                <li class="palette__heading" role="presentation">
                    {kind.heading()}
                    <span class="palette__count">{n_own}</span>
                </li>
            }
        });
        Some(view! {
            {heading}
            <li
                role="option"
                id=list_id.with_value(|id| option_id(id, place))
                class="palette__option"
                aria-selected=move || (active.get() == place).to_string()
                on:pointermove=move |_| if on_active.get_untracked() != place { on_active.set(place) }
                on:click=move |event| {
                    if event.ctrl_key() || event.meta_key() {
                        on_choose.run((place, HowToGo::NewTab));
                    } else {
                        on_choose.run((place, HowToGo::Here));
                    }
                }
            >
                <span class="palette__label">{marked(command, &found.places)}</span>
                <span class="palette__note">{command.note.clone()}</span>
                <span class="palette__kind">{command.kind.name()}</span>
            </li>
        })
    };
    let options = move || {
        let found = found.get().found.into_iter().enumerate();
        found.filter_map(option).collect_view()
    };
    view! {
        <ul
            role="listbox"
            class="palette__options"
            id=list_id.get_value()
            node_ref=list
            aria-label="Found"
            // The field keeps the focus.
            on:mousedown=move |event| event.prevent_default()
        >
            {options}
        </ul>
        <Show when=move || found.read().found.is_empty()>
            <p class="palette__nothing">"Nothing has these letters in this order."</p>
        </Show>
    }
}

/// The label with the letters that fit marked, neighbours together.
fn marked(command: &Command, places: &[usize]) -> AnyView {
    let mut parts: Vec<(String, bool)> = Vec::new();
    for (place, letter) in command.label.chars().enumerate() {
        let fits = places.binary_search(&place).is_ok();
        match parts.last_mut() {
            Some((part, same)) if *same == fits => part.push(letter),
            _ => parts.push((letter.to_string(), fits)),
        }
    }
    parts
        .into_iter()
        .map(|(part, fits)| match fits {
            true => view! { <mark class="palette__mark">{part}</mark> }.into_any(),
            false => part.into_any(),
        })
        .collect_view()
        .into_any()
}
