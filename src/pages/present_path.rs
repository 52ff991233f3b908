//! Addresses in which a former name stands.

use crate::browser::history::{HistoryEntry, use_navigator};
use crate::paths::PagePath;
use leptos::prelude::*;

/// Puts the path of what is shown into the address where another leads to it, such as one with a name
/// from before a renaming; `present` is `None` while nothing is known.
pub fn use_present_path(present: impl Fn() -> Option<PagePath> + 'static) {
    let navigator = use_navigator();
    Effect::new(move |_| {
        let Some(present) = present() else {
            return;
        };
        let address = navigator.address().get_untracked();
        if PagePath::parse(&address.path).as_ref() == Some(&present) {
            return;
        }
        let href = match address.query.as_str() {
            "" => present.href(),
            query => format!("{}?{query}", present.href()),
        };
        navigator.go(&href, HistoryEntry::Replace);
    });
}
