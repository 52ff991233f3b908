//! The address bar: where the page is, and going elsewhere.
//!
//! Links are plain `<a href>`; a click on one of this page's own goes through the history
//! without a reload.

use leptos::ev;
use leptos::prelude::*;
use std::collections::HashMap;
use wasm_bindgen::{JsCast, JsValue};

/// Path and query as the address bar shows them, percent-encoded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Address {
    /// From the first `/`.
    pub path: String,
    /// After the `?`, empty without one.
    pub query: String,
}

impl Address {
    fn current() -> Self {
        let location = window().location();
        let query = location.search().unwrap_or_default();
        Self {
            path: location.pathname().unwrap_or_default(),
            query: query.strip_prefix('?').unwrap_or_default().to_owned(),
        }
    }
}

/// What going elsewhere does to the entries that Back and Forward walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HistoryEntry {
    /// A new entry: Back returns to where the person was.
    Push,
    /// The present entry changes: one drag of a slider is one entry, not fifty.
    Replace,
}

/// Reads and changes the address; a context of the whole page.
#[derive(Debug, Clone, Copy)]
pub struct Navigator {
    address: RwSignal<Address>,
    /// What short queries in the address bar stand for.
    abbreviations: StoredValue<HashMap<String, String>>,
}

impl Navigator {
    /// Where the page is now; its query is whole, even where a short one stands in the address bar.
    pub fn address(self) -> Signal<Address> {
        self.address.into()
    }

    /// Whether the address bar shows a short query for the present one.
    pub fn is_abbreviated(self) -> bool {
        Address::current().query != self.address.with_untracked(|now| now.query.clone())
    }

    /// From now on a short query stands for a whole one, where either is the present one, too.
    pub fn abbreviate(self, whole: &str, short: &str) {
        self.abbreviations.update_value(|known| {
            known.insert(short.to_owned(), whole.to_owned());
        });
        let shown = Address::current();
        let mut now = self.address.get_untracked();
        if now.query == short {
            whole.clone_into(&mut now.query);
            self.address.set(now);
        } else if now.query == whole && shown.query == whole {
            let href = format!("{}?{short}", shown.path);
            if let Ok(history) = window().history() {
                // Where the browser limits the rate of changes, the long address stays.
                let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&href));
            }
        }
    }

    /// Reads the address bar, in which a known short query may stand.
    fn take_current(self) {
        let mut address = Address::current();
        let whole = self
            .abbreviations
            .with_value(|known| known.get(&address.query).cloned());
        address.query = whole.unwrap_or(address.query);
        self.address.set(address);
    }

    /// Goes to `href`, a path of this page with or without a query.
    pub fn go(self, href: &str, entry: HistoryEntry) {
        let Ok(history) = window().history() else {
            return;
        };
        // The only failure is a browser that limits the rate of changes; the page then shows the
        // new view and the address follows with the next change.
        let _ = match entry {
            HistoryEntry::Push => history.push_state_with_url(&JsValue::NULL, "", Some(href)),
            HistoryEntry::Replace => history.replace_state_with_url(&JsValue::NULL, "", Some(href)),
        };
        let (path, query) = href.split_once('?').unwrap_or((href, ""));
        let address = Address {
            path: path.to_owned(),
            query: query.to_owned(),
        };
        let path_changed = self.address.with_untracked(|now| now.path != address.path);
        self.address.set(address);
        if path_changed {
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
    }

    /// Returns to the entry before, as Back does: in a moment.
    pub fn back(self) {
        if let Ok(history) = window().history() {
            let _ = history.back();
        }
    }
}

/// Makes the navigator of the page: listens to Back, Forward and clicks on links until cleaned up.
///
/// `is_page` tells which paths of this server are pages; a link to any other is the browser's.
pub fn provide_navigator(is_page: impl Fn(&str) -> bool + 'static) -> Navigator {
    let navigator = Navigator {
        address: RwSignal::new(Address::current()),
        abbreviations: StoredValue::new(HashMap::new()),
    };
    let on_pop = window_event_listener(ev::popstate, move |_| navigator.take_current());
    let on_click = window_event_listener(ev::click, move |event| {
        if let Some(href) = link_of_this_page(&event, &is_page) {
            event.prevent_default();
            navigator.go(&href, HistoryEntry::Push);
        }
    });
    on_cleanup(move || {
        on_pop.remove();
        on_click.remove();
    });
    provide_context(navigator);
    navigator
}

/// The navigator that [`provide_navigator`] made.
pub fn use_navigator() -> Navigator {
    expect_context()
}

/// The path and query of the link that a plain click hit; `None` where the browser should act:
/// modified clicks, downloads, other targets, other hosts, what is no page.
fn link_of_this_page(event: &ev::MouseEvent, is_page: &impl Fn(&str) -> bool) -> Option<String> {
    let is_plain = event.button() == 0
        && !(event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key())
        && !event.default_prevented();
    if !is_plain {
        return None;
    }
    let element = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    let link = element
        .closest("a[href]")
        .ok()??
        .dyn_into::<web_sys::HtmlAnchorElement>()
        .ok()?;
    if link.has_attribute("download") || !link.target().is_empty() {
        return None;
    }
    let url = web_sys::Url::new(&link.href()).ok()?;
    let is_own = url.origin() == window().location().origin().ok()?
        && is_page(&url.pathname())
        && url.hash().is_empty();
    is_own.then(|| format!("{}{}", url.pathname(), url.search()))
}
