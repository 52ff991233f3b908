//! The wheel, in pixels whatever the browser counts in.

use web_sys::WheelEvent;

/// Pixels for a line, where a browser counts in lines.
const LINE_PX: f64 = 16.0;

/// Pixels for a page, where a browser counts in pages.
const PAGE_PX: f64 = 400.0;

/// How far the wheel was turned, downwards.
pub fn wheel_down_px(event: &WheelEvent) -> f64 {
    let unit_px = match event.delta_mode() {
        WheelEvent::DOM_DELTA_LINE => LINE_PX,
        WheelEvent::DOM_DELTA_PAGE => PAGE_PX,
        _ => 1.0,
    };
    event.delta_y() * unit_px
}
