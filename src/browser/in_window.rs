//! Where an element stands in the window.

use leptos::prelude::window;
use web_sys::Element;

/// The place of an element's top left corner, and the size of the window.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct InWindow {
    /// From the left edge of the window.
    pub left_px: f64,
    /// From the top edge of the window.
    pub top_px: f64,
    /// How wide the window is.
    pub window_width_px: f64,
    /// How high the window is.
    pub window_height_px: f64,
}

impl InWindow {
    /// How far the window reaches above and below a point of the element, which is so far below its top.
    pub fn room_px(self, y_px: f64) -> (f64, f64) {
        let above_px = self.top_px + y_px;
        (above_px, self.window_height_px - above_px)
    }
}

/// Where the element stands now; `None` where the browser does not tell how large its window is.
pub fn in_window(element: &Element) -> Option<InWindow> {
    let rect = element.get_bounding_client_rect();
    Some(InWindow {
        left_px: rect.left(),
        top_px: rect.top(),
        window_width_px: window().inner_width().ok()?.as_f64()?,
        window_height_px: window().inner_height().ok()?.as_f64()?,
    })
}
