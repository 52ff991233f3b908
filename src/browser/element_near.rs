//! Whether an element is on the screen or about to be, or on paper.

use super::printing::use_printing;
use leptos::html;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::prelude::*;
use web_sys::{IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

/// How far from the window's edge an element counts as near.
const NEAR_MARGIN: &str = "200px";

/// Whether the element is in the window or within 200 pixels of it; while the page is printed, whether or not.
pub fn use_element_near(element: NodeRef<html::Div>) -> Signal<bool> {
    let near = RwSignal::new(false);
    Effect::new(move |_| {
        let Some(element) = element.get() else {
            return;
        };
        let on_change = Closure::<dyn FnMut(Vec<IntersectionObserverEntry>)>::new(
            move |entries: Vec<IntersectionObserverEntry>| {
                if let Some(entry) = entries.last()
                    && near.get_untracked() != entry.is_intersecting()
                {
                    near.set(entry.is_intersecting());
                }
            },
        );
        let options = IntersectionObserverInit::new();
        options.set_root_margin(NEAR_MARGIN);
        let callback = on_change.as_ref().unchecked_ref();
        let Ok(observer) = IntersectionObserver::new_with_options(callback, &options) else {
            // Better drawn in vain than not at all.
            near.set(true);
            return;
        };
        observer.observe(&element);
        let held = SendWrapper::new((observer, on_change));
        on_cleanup(move || held.0.disconnect());
    });
    let printing = use_printing();
    Memo::new(move |_| near.get() || printing.get()).into()
}
