//! The clipboard.

use leptos::prelude::window;
use wasm_bindgen_futures::JsFuture;

/// Copies the text; tells whether the browser allowed it.
pub async fn copy(text: &str) -> bool {
    let clipboard = window().navigator().clipboard();
    // Absent outside of secure contexts, such as a plain-HTTP address on another machine.
    if clipboard.is_undefined() {
        return false;
    }
    JsFuture::from(clipboard.write_text(text)).await.is_ok()
}

/// The address of the page, as a link to send.
pub fn page_address() -> String {
    window().location().href().unwrap_or_default()
}
