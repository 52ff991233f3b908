//! What is the person's own and not the view's: kept in this browser's local storage.

use leptos::prelude::window;

/// The stored text; `None` where nothing is stored or storage is not allowed.
pub fn stored(key: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(key).ok()?
}

/// Stores the text; silently not, where storage is full or not allowed.
pub fn store(key: &str, text: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item(key, text);
    }
}
