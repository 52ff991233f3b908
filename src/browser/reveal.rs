//! Brings a part of the page into view by its name.

use leptos::prelude::{document, request_animation_frame};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// What says of an element which log it shows.
const LOG_ATTRIBUTE: &str = "data-log";

/// So many frames are waited for a part that is only just being made.
const MAX_FRAMES: u32 = 60;

/// Scrolls to what shows the log of that name, and puts the focus there; what is not in the page yet is waited for.
pub fn reveal_log(name: String) {
    reveal_within(name, MAX_FRAMES);
}

fn reveal_within(name: String, n_frames: u32) {
    request_animation_frame(move || {
        let place = place_of(&name);
        let figure = place
            .as_ref()
            .and_then(|place| place.query_selector("figure").ok().flatten())
            .and_then(|figure| figure.dyn_into::<HtmlElement>().ok());
        if let Some(place) = &place {
            place.scroll_into_view();
        }
        match figure {
            Some(figure) => drop(figure.focus()),
            // Its card, or the code of its card, is on the way.
            None if n_frames > 0 => reveal_within(name, n_frames - 1),
            None => {}
        }
    });
}

fn place_of(name: &str) -> Option<Element> {
    let places = document()
        .query_selector_all(&format!("[{LOG_ATTRIBUTE}]"))
        .ok()?;
    (0..places.length())
        .filter_map(|idx| places.item(idx)?.dyn_into::<Element>().ok())
        .find(|place| place.get_attribute(LOG_ATTRIBUTE).as_deref() == Some(name))
}
