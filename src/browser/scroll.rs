//! How far an element is scrolled.

use leptos::prelude::{request_animation_frame, window};
use web_sys::{DomRect, Element};

/// What can be seen of a scrolling element.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scrolled {
    /// Distance from its left edge, in CSS pixels.
    pub left_px: f64,
    /// Distance from its top, in CSS pixels.
    pub top_px: f64,
    /// Height that can be seen, in CSS pixels.
    pub viewport_px: f64,
    /// Width that can be seen, in CSS pixels.
    pub viewport_width_px: f64,
}

/// Where an element is scrolled to, before anything was scrolled: at the top, seen as high as the window.
pub fn unscrolled() -> Scrolled {
    let height = window().inner_height().ok();
    let width = window().inner_width().ok();
    Scrolled {
        left_px: 0.0,
        top_px: 0.0,
        viewport_px: height.and_then(|it| it.as_f64()).unwrap_or(1000.0),
        viewport_width_px: width.and_then(|it| it.as_f64()).unwrap_or(1000.0),
    }
}

/// Where an element is scrolled to now.
pub fn scrolled(element: &Element) -> Scrolled {
    Scrolled {
        left_px: f64::from(element.scroll_left()),
        top_px: f64::from(element.scroll_top()),
        viewport_px: f64::from(element.client_height()),
        viewport_width_px: f64::from(element.client_width()),
    }
}

/// Scrolls an element back to its top.
pub fn to_top(element: &Element) {
    element.set_scroll_top(0);
}

/// Scrolls an element to this distance from its left and upper edges.
pub fn scroll_to(element: &Element, left_px: f64, top_px: f64) {
    element.scroll_to_with_x_and_y(left_px, top_px);
}

/// Scrolls an element sideways to this distance from its left edge.
pub fn to_left(element: &Element, left_px: f64) {
    scroll_to(element, left_px, f64::from(element.scroll_top()));
}

/// Scrolls an element up or down to this distance from its upper edge.
pub fn to_height(element: &Element, top_px: f64) {
    scroll_to(element, f64::from(element.scroll_left()), top_px);
}

/// Scrolls `list` sideways, as little as is needed, until `item` in it is seen with `room_px` beside it.
pub fn show_within_row(list: &Element, item: &Element, room_px: f64) {
    let (seen, own) = (
        list.get_bounding_client_rect(),
        item.get_bounding_client_rect(),
    );
    let before_px = own.left() - room_px - seen.left();
    let beyond_px = own.right() + room_px - seen.right();
    let by_px = if before_px < 0.0 {
        before_px
    } else {
        // Of an item that is wider than the list its beginning is seen.
        beyond_px.clamp(0.0, before_px)
    };
    if by_px != 0.0 {
        to_left(list, f64::from(list.scroll_left()) + by_px);
    }
}

/// Whether the end of an element can be seen; a pixel or two may be missing from it.
pub fn is_at_end(element: &Element) -> bool {
    let below_px = element.scroll_height() - element.scroll_top() - element.client_height();
    below_px <= 4
}

/// Scrolls an element to its end.
pub fn to_end(element: &Element) {
    element.set_scroll_top(element.scroll_height());
}

/// Scrolls `list` up or down, as little as is needed, until `item` in it is seen.
pub fn show_within(list: &Element, item: &Element) {
    let (seen, own) = (
        list.get_bounding_client_rect(),
        item.get_bounding_client_rect(),
    );
    let above_px = own.top() - seen.top();
    let below_px = own.bottom() - seen.bottom();
    let by_px = if above_px < 0.0 {
        above_px
    } else {
        below_px.max(0.0)
    };
    if by_px != 0.0 {
        let top_px = f64::from(list.scroll_top()) + by_px;
        scroll_to(list, f64::from(list.scroll_left()), top_px);
    }
}

/// After the next frame, scrolls an element until the first of its parts that matches is in its middle; what is around
/// the element stays.
pub fn scroll_to_part_soon(find: impl Fn() -> Option<Element> + 'static, selector: &'static str) {
    request_animation_frame(move || {
        let Some(element) = find() else { return };
        let Ok(Some(part)) = element.query_selector(selector) else {
            return;
        };
        let (part, whole) = (
            part.get_bounding_client_rect(),
            element.get_bounding_client_rect(),
        );
        let middle_px = |rect: &DomRect| rect.top() + rect.height() * 0.5;
        let by_px = middle_px(&part) - middle_px(&whole);
        element.set_scroll_top(element.scroll_top() + by_px as i32);
    });
}
