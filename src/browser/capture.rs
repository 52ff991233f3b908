//! Pointers that an element keeps while they are down, wherever they go.

use web_sys::{Element, PointerEvent};

/// Sends what the pointer does to `element` until it is released.
pub fn capture_pointer(element: &Element, event: &PointerEvent) {
    // It fails for a pointer that is up again already: then there is nothing to follow.
    let _ = element.set_pointer_capture(event.pointer_id());
}
