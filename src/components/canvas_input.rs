//! What browser events on a canvas mean for the chart that it shows.

use leptos::ev;
use runboard_chart::line::keys::Shift;
use runboard_chart::space::PointPx;

/// Where a pointer, or the wheel, is on the element that is listened to.
pub(super) fn canvas_point(event: &ev::MouseEvent) -> PointPx {
    PointPx::new(event.offset_x().into(), event.offset_y().into())
}

/// Whether Shift is held while a key is pressed.
pub(super) fn shift_of(event: &ev::KeyboardEvent) -> Shift {
    if event.shift_key() {
        Shift::Held
    } else {
        Shift::Free
    }
}
