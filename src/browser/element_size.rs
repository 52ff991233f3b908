//! The size of an element, followed while it changes.

use leptos::html;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::prelude::*;
use web_sys::{ResizeObserver, ResizeObserverEntry};

/// The size of an element's content box in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct ElementSize {
    /// Width.
    pub width_px: f64,
    /// Height.
    pub height_px: f64,
}

/// The size of the element; zero until it stands in the page.
pub fn use_element_size(element: NodeRef<html::Div>) -> Signal<ElementSize> {
    let size = RwSignal::new(ElementSize::default());
    Effect::new(move |_| {
        let Some(element) = element.get() else {
            return;
        };
        let on_resize = Closure::<dyn FnMut(Vec<ResizeObserverEntry>)>::new(
            move |entries: Vec<ResizeObserverEntry>| {
                if let Some(entry) = entries.last() {
                    let content = entry.content_rect();
                    let now = ElementSize {
                        width_px: content.width(),
                        height_px: content.height(),
                    };
                    // Unchanged sizes are reported too, once, when observing begins.
                    if size.get_untracked() != now {
                        size.set(now);
                    }
                }
            },
        );
        let Ok(observer) = ResizeObserver::new(on_resize.as_ref().unchecked_ref()) else {
            return;
        };
        observer.observe(&element);
        let held = SendWrapper::new((observer, on_resize));
        on_cleanup(move || held.0.disconnect());
    });
    size.into()
}
