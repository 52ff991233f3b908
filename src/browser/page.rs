//! The page as a whole: its title, and whether its tab is in view.

use leptos::ev;
use leptos::prelude::*;

/// Keeps the title of the tab; `Runboard` stands behind it.
pub fn use_title(title: Signal<String>) {
    Effect::new(move |_| {
        let title = title.get();
        document().set_title(&if title.is_empty() {
            "Runboard".to_owned()
        } else {
            format!("{title} · Runboard")
        });
    });
}

/// Whether the tab is in view: nothing is fetched for one that nobody sees.
pub fn use_is_visible() -> Signal<bool> {
    let is_visible = RwSignal::new(!document().hidden());
    let handle = window_event_listener(ev::visibilitychange, move |_| {
        is_visible.set(!document().hidden());
    });
    on_cleanup(move || handle.remove());
    is_visible.into()
}

/// Loads the page anew.
pub fn reload() {
    // Only a page that is going away refuses.
    let _ = window().location().reload();
}

/// Scheme, host and port of the page.
pub fn page_origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// Opens an address in a new tab of the browser.
pub fn open_in_new_tab(href: &str) {
    // A browser may refuse, and says so itself.
    let _ = window().open_with_url_and_target(href, "_blank");
}
