//! Keys of the whole page.

use super::modal::has_open_dialog;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Calls back with every key that no text field and no dialog wants and no modifier changes.
///
/// The callback tells whether it took the key; the browser does not act on a taken one.
pub fn use_page_keys(on_key: impl Fn(&str) -> bool + 'static) {
    let handle = window_event_listener(ev::keydown, move |event| {
        let is_taken = event.default_prevented() || is_in_text_field(&event);
        // With the focus nowhere, keys come from behind an open dialog.
        if is_modified(&event) || is_taken || has_open_dialog() {
            return;
        }
        if on_key(&event.key()) {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}

/// Calls back with Ctrl or ⌘ and K, also from within a text field.
pub fn use_palette_key(on_key: impl Fn() + 'static) {
    let handle = window_event_listener(ev::keydown, move |event| {
        let is_command = event.ctrl_key() != event.meta_key();
        let is_other = event.shift_key() || event.alt_key() || event.default_prevented();
        if is_command && !is_other && is_k(&event) {
            event.prevent_default();
            on_key();
        }
    });
    on_cleanup(move || handle.remove());
}

/// Whether Ctrl, ⌘ or Alt changes what a key means.
pub fn is_modified(event: &ev::KeyboardEvent) -> bool {
    event.ctrl_key() || event.meta_key() || event.alt_key()
}

/// Whether a key is K, whatever Caps Lock and the alphabet of the keyboard make of it.
fn is_k(event: &ev::KeyboardEvent) -> bool {
    let key = event.key();
    // Another Latin letter on that key is what the person means.
    let is_latin = key.len() == 1 && key.is_ascii();
    key.eq_ignore_ascii_case("k") || (!is_latin && event.code() == "KeyK")
}

/// Types of inputs that no text is typed into.
const NO_TEXT: &[&str] = &["checkbox", "radio", "range", "button"];

fn is_in_text_field(event: &ev::KeyboardEvent) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .is_some_and(|element| match element.tag_name().as_str() {
            "INPUT" => {
                let kind = element.get_attribute("type").unwrap_or_default();
                !NO_TEXT.contains(&kind.as_str())
            }
            "TEXTAREA" | "SELECT" => true,
            _ => element.has_attribute("contenteditable"),
        })
}
