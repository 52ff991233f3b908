//! How far an element is scrolled.

use leptos::prelude::window;
use web_sys::Element;

/// What can be seen of a scrolling element.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scrolled {
    /// Distance from its top, in CSS pixels.
    pub top_px: f64,
    /// Height that can be seen, in CSS pixels.
    pub viewport_px: f64,
}

/// Where an element is scrolled to, before anything was scrolled: at the top, seen as high as the window.
pub fn unscrolled() -> Scrolled {
    let height = window()
        .inner_height()
        .ok()
        .and_then(|height| height.as_f64());
    Scrolled {
        top_px: 0.0,
        viewport_px: height.unwrap_or(1000.0),
    }
}

/// Where an element is scrolled to now.
pub fn scrolled(element: &Element) -> Scrolled {
    Scrolled {
        top_px: f64::from(element.scroll_top()),
        viewport_px: f64::from(element.client_height()),
    }
}

/// Scrolls an element back to its top.
pub fn to_top(element: &Element) {
    element.set_scroll_top(0);
}
