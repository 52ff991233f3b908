//! Brings a part of the page into view by its name.

use leptos::prelude::{document, request_animation_frame};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// What says of an element which log it shows.
const LOG_ATTRIBUTE: &str = "data-log";

/// So many frames are waited for a part that is only just being made.
const MAX_FRAMES: u32 = 60;

/// Scrolls to what shows the log of that name, once, and puts the focus there; what is not in the page yet is waited for.
pub fn reveal_log(name: String) {
    let sought = name.clone();
    when_found(
        MAX_FRAMES,
        move || place_of(&sought),
        move |place| {
            place.scroll_into_view();
            // Its card, or the code of its card, may be on the way.
            let find = move || focusable_in(&place_of(&name)?);
            when_found(MAX_FRAMES, find, |part| drop(part.focus()));
        },
    );
}

/// Hands over what `find` finds first in one of the next frames; gives up where none of them has it.
fn when_found<T>(
    n_frames: u32,
    find: impl Fn() -> Option<T> + 'static,
    then: impl FnOnce(T) + 'static,
) {
    request_animation_frame(move || match find() {
        Some(found) => then(found),
        None if n_frames > 0 => when_found(n_frames - 1, find, then),
        None => {}
    });
}

/// What takes the focus: the card in a place, or the place that is one itself.
fn focusable_in(place: &Element) -> Option<HtmlElement> {
    let figure = place.query_selector("figure").ok().flatten();
    let own = || place.has_attribute("tabindex").then(|| place.clone());
    figure.or_else(own)?.dyn_into().ok()
}

fn place_of(name: &str) -> Option<Element> {
    let places = document()
        .query_selector_all(&format!("[{LOG_ATTRIBUTE}]"))
        .ok()?;
    (0..places.length())
        .filter_map(|idx| places.item(idx)?.dyn_into::<Element>().ok())
        .find(|place| place.get_attribute(LOG_ATTRIBUTE).as_deref() == Some(name))
}
