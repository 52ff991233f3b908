//! The framed picture under a pointer: where its frame is, and how large it is before it is zoomed.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, MouseEvent};

/// What marks an element as the frame of the picture in it.
pub const FRAME_ATTRIBUTE: &str = "data-frame";

/// A frame and the picture in it, in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Framed {
    /// The frame's middle, from the left of the window.
    pub middle_x_px: f64,
    /// The frame's middle, from the top of the window.
    pub middle_y_px: f64,
    /// The fitted picture's width.
    pub width_px: f64,
    /// The fitted picture's height.
    pub height_px: f64,
}

/// The frame that an event hit, that an element inside one did, or that lies below what was hit; `None` beside pictures.
pub fn framed_under(event: &MouseEvent) -> Option<Framed> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let frame = frame_around(&target).or_else(|| frame_below(event, &target))?;
    let picture = frame.query_selector("img").ok()??;
    let picture = picture.dyn_into::<HtmlElement>().ok()?;
    let place = frame.get_bounding_client_rect();
    Some(Framed {
        middle_x_px: place.left() + place.width() / 2.0,
        middle_y_px: place.top() + place.height() / 2.0,
        // What is laid out, whatever a transformation makes of it.
        width_px: f64::from(picture.offset_width()),
        height_px: f64::from(picture.offset_height()),
    })
}

fn frame_around(element: &Element) -> Option<Element> {
    element.closest(&format!("[{FRAME_ATTRIBUTE}]")).ok()?
}

/// The uppermost frame at the event's place: a handle lies over pictures, and is in none of their frames.
fn frame_below(event: &MouseEvent, target: &Element) -> Option<Element> {
    let (x_px, y_px) = (event.client_x() as f32, event.client_y() as f32);
    let hit = target
        .owner_document()?
        .elements_from_point(x_px, y_px)
        .into_iter();
    hit.filter_map(|element| element.dyn_into::<Element>().ok())
        .find_map(|element| frame_around(&element))
}
