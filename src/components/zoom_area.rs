//! An area in which all pictures are zoomed and shifted together, by wheel, pointer, fingers and keys.
//!
//! The part that is seen goes to the pictures by custom properties of the area, so that a move costs the same
//! for one picture as for a hundred.

use super::{Glyph, Icon, ResetZoom};
use crate::browser::framed::{Framed, framed_under};
use crate::browser::history::HistoryEntry;
use crate::browser::{capture, wheel};
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use runboard_chart::image_place::{scale_text, wheel_factor};
use runboard_chart::image_window::{ImageWindow, WindowKey};
use runboard_chart::space::{PointPx, SizePx};
use runboard_chart::touches::Touches;

/// A pointer that moved so far drags; before, it may still become a click.
const DRAG_FROM_PX: f64 = 4.0;

/// What the wheel does without Ctrl.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlainWheel {
    /// It scrolls, as everywhere.
    Scrolls,
    /// It zooms: nothing else is on the screen.
    Zooms,
}

/// A press that may become a drag.
#[derive(Debug, Clone, Copy)]
struct Press {
    framed: Framed,
    at: PointPx,
    is_drag: bool,
}

/// The area; `+`, `-`, `0`, Escape and the arrows with Shift are for what has the focus in it.
#[component]
pub fn ZoomArea(
    /// The part of each picture that is seen.
    #[prop(into)]
    window: Signal<ImageWindow>,
    /// Called with what is to be seen now, and whether Back returns.
    on_window: Callback<(ImageWindow, HistoryEntry)>,
    /// What the wheel does without Ctrl.
    #[prop(into)]
    plain_wheel: Signal<PlainWheel>,
    /// What holds the pictures.
    children: Children,
) -> impl IntoView {
    let area = NodeRef::<html::Div>::new();
    // Where a drag or the wheel is at the moment; the address hears of it at the end.
    let moving = RwSignal::new(None::<ImageWindow>);
    let shown = Memo::new(move |_| moving.get().unwrap_or_else(|| window.get()));
    let is_zoomed = Memo::new(move |_| shown.get().is_zoomed());
    let touches = StoredValue::new(Touches::default());
    let press = StoredValue::new(None::<Press>);
    let commit = move || {
        if let Some(Some(window)) = moving.try_get_untracked() {
            on_window.run((window.rounded(), HistoryEntry::Push));
            moving.set(None);
        }
    };
    let wheel_rest = wheel::use_wheel_rest(commit);
    let on_wheel = move |event: ev::WheelEvent| {
        let is_zoom = event.ctrl_key() || event.meta_key();
        if !is_zoom && plain_wheel.get_untracked() == PlainWheel::Scrolls {
            return;
        }
        let Some(framed) = framed_under(&event) else {
            return;
        };
        event.prevent_default();
        let factor = wheel_factor(wheel::wheel_down_px(&event));
        let at = from_middle(framed, event.client_x(), event.client_y());
        let picture = SizePx::new(framed.width_px, framed.height_px);
        moving.set(Some(shown.get_untracked().zoomed(factor, at, picture)));
        wheel_rest.turned();
    };
    let on_down = move |event: ev::PointerEvent| {
        let framed = framed_under(&event).filter(|_| event.button() == 0);
        let known = press.get_value().map(|press| press.framed);
        // The second finger may be on another picture: both count from the middle of the first one.
        let Some(framed) = known.or(framed) else {
            return;
        };
        let at = from_middle(framed, event.client_x(), event.client_y());
        touches.update_value(|touches| touches.pressed(event.pointer_id(), at));
        press.set_value(Some(Press {
            framed,
            at,
            is_drag: known.is_some(),
        }));
    };
    let on_move = move |event: ev::PointerEvent| {
        let Some(now) = press.get_value() else { return };
        if event.buttons() == 0 {
            // The button was let go outside of the area, which did not hear of it.
            touches.set_value(Touches::default());
            press.set_value(None);
            commit();
            return;
        }
        let at = from_middle(now.framed, event.client_x(), event.client_y());
        let is_drag = now.is_drag || at.distance_px(now.at) >= DRAG_FROM_PX;
        let held = touches
            .try_update_value(|touches| touches.moved(event.pointer_id(), at))
            .flatten();
        let Some(held) = held.filter(|_| is_drag) else {
            return;
        };
        let picture = SizePx::new(now.framed.width_px, now.framed.height_px);
        let before = shown.get_untracked();
        let after = before.held(held, picture);
        if after == before {
            return;
        }
        if let Some(area) = area.get_untracked() {
            // From here on it is no click on what is below.
            capture::capture_pointer(&area, &event);
        }
        press.set_value(Some(Press {
            is_drag: true,
            ..now
        }));
        moving.set(Some(after));
    };
    let on_up = move |event: ev::PointerEvent| {
        let is_last = touches.try_update_value(|touches| {
            touches.released(event.pointer_id());
            touches.is_empty()
        });
        if is_last == Some(true) && press.get_value().is_some() {
            press.set_value(None);
            commit();
        }
    };
    // Two fingers are for the pictures, one alone scrolls while nothing is zoomed.
    let on_touch_move = move |event: ev::TouchEvent| {
        if touches.with_value(Touches::is_several) {
            event.prevent_default();
        }
    };
    let go = move |next: ImageWindow, entry: HistoryEntry| {
        if next != window.get_untracked() {
            on_window.run((next.rounded(), entry));
        }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        let is_modified = event.ctrl_key() || event.meta_key() || event.alt_key();
        if is_modified || event.default_prevented() {
            return;
        }
        let key = event.key();
        let now = window.get_untracked();
        let meant = match (event.shift_key(), key.as_str()) {
            (_, "Escape") => Some(WindowKey::Whole).filter(|_| now.is_zoomed()),
            (true, key) => WindowKey::with_shift(key),
            (false, key) => WindowKey::plain(key),
        };
        if let Some(meant) = meant {
            event.prevent_default();
            go(now.keyed(meant), HistoryEntry::Replace);
        }
    };
    let zoom = move || shown.read().zoom().to_string();
    let x = move || shown.read().x_share().to_string();
    let y = move || shown.read().y_share().to_string();
    view! {
        <div
            class="zoom-area"
            class:zoom-area--zoomed=is_zoomed
            class:zoom-area--sharp=move || shown.read().is_sharp()
            node_ref=area
            style=("--window-zoom", zoom)
            style=("--window-x", x)
            style=("--window-y", y)
            on:wheel=on_wheel
            on:pointerdown=on_down
            on:pointermove=on_move
            on:pointerup=on_up
            on:pointercancel=on_up
            on:touchmove=on_touch_move
            on:dblclick=move |event| if framed_under(&event).is_some() {
                go(ImageWindow::default(), HistoryEntry::Push);
            }
            on:keydown=on_key
        >
            {children()}
        </div>
    }
    .into_any()
}

/// Buttons that zoom, and how far; for fingers, and for who does not know the keys.
#[component]
pub fn ZoomButtons(
    /// The part of each picture that is seen.
    #[prop(into)]
    window: Signal<ImageWindow>,
    /// Called with what is to be seen now, and whether Back returns.
    on_window: Callback<(ImageWindow, HistoryEntry)>,
) -> impl IntoView {
    let is_zoomed = Memo::new(move |_| window.read().is_zoomed());
    let press = move |key: WindowKey| {
        let next = window.get_untracked().keyed(key).rounded();
        on_window.run((next, HistoryEntry::Replace));
    };
    view! {
        <div class="zoom-buttons" role="group" aria-label="Zoom">
            <button
                type="button"
                class="icon-button"
                aria-label="Zoom out"
                title="Zoom out (−)"
                disabled=move || !is_zoomed.get()
                on:click=move |_| press(WindowKey::Out)
            >
                <Icon glyph=Glyph::Minus />
            </button>
            <span class="zoom-buttons__scale" aria-live="polite">
                {move || scale_text(window.read().zoom())}
            </span>
            <button
                type="button"
                class="icon-button"
                aria-label="Zoom in"
                title="Zoom in (+), also by Ctrl and the wheel"
                on:click=move |_| press(WindowKey::In)
            >
                <Icon glyph=Glyph::Plus />
            </button>
        </div>
    }
}

/// A button that shows whole pictures again, while they are zoomed.
#[component]
pub fn ResetWindow(
    /// The part of each picture that is seen.
    #[prop(into)]
    window: Signal<ImageWindow>,
    /// Called with what is to be seen now, and whether Back returns.
    on_window: Callback<(ImageWindow, HistoryEntry)>,
) -> impl IntoView {
    let is_zoomed = Memo::new(move |_| window.read().is_zoomed());
    let on_reset = move |()| on_window.run((ImageWindow::default(), HistoryEntry::Push));
    view! {
        <ResetZoom is_zoomed title="Show whole images (0)" on_reset />
    }
}

/// A place in the window as seen from a frame's middle.
fn from_middle(framed: Framed, x_px: i32, y_px: i32) -> PointPx {
    PointPx::new(
        f64::from(x_px) - framed.middle_x_px,
        f64::from(y_px) - framed.middle_y_px,
    )
}
