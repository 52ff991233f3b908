//! The right edge of a header, which resizes its column.

use super::experiment_table::{TableColumn, TableParts};
use crate::browser::capture::capture_pointer;
use leptos::ev;
use leptos::prelude::*;
use runboard_chart::table::width::{NARROWEST_PX, WIDEST_PX, within_reason};
use wasm_bindgen::JsCast;

/// How much an arrow key changes a width, in CSS pixels; with Shift that many times as much.
const KEY_STEP_PX: f64 = 8.0;
const SHIFT_FACTOR: f64 = 5.0;

/// The edge, which is dragged or moved by arrow keys.
#[component]
pub(super) fn WidthHandle(
    /// The column at its place.
    column: Signal<Option<(usize, TableColumn)>>,
    /// What the parts of the table share.
    parts: TableParts,
) -> impl IntoView {
    let now = move || {
        let column = column.read_untracked();
        let (_, column) = column.as_ref()?;
        Some((column.key.clone(), column.width_px))
    };
    // Where the pointer went down, and how wide the column was then.
    let grip = StoredValue::new(None::<(f64, f64)>);
    let on_down = move |event: ev::PointerEvent| {
        let Some((key, width_px)) = now() else { return };
        if event.button() != 0 {
            return;
        }
        if let Some(target) = event.current_target().and_then(|it| it.dyn_into().ok()) {
            capture_pointer(&target, &event);
        }
        grip.set_value(Some((event.client_x().into(), width_px)));
        parts.dragged_width.set(Some((key, width_px)));
    };
    let on_pointer_move = move |event: ev::PointerEvent| {
        let (Some((from_px, width_px)), Some((key, _))) = (grip.get_value(), now()) else {
            return;
        };
        let width_px = within_reason(width_px + f64::from(event.client_x()) - from_px);
        parts.dragged_width.set(Some((key, width_px)));
    };
    let on_up = move |_| {
        grip.set_value(None);
        if let Some(resized) = parts.dragged_width.get_untracked() {
            parts.actions.on_width.run(resized);
            parts.dragged_width.set(None);
        }
    };
    let on_cancel = move |_| {
        grip.set_value(None);
        parts.dragged_width.set(None);
    };
    let on_key = move |event: ev::KeyboardEvent| {
        let by_px = match event.key().as_str() {
            "ArrowLeft" => -KEY_STEP_PX,
            "ArrowRight" => KEY_STEP_PX,
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        let by_px = if event.shift_key() {
            by_px * SHIFT_FACTOR
        } else {
            by_px
        };
        if let Some((key, width_px)) = now() {
            parts.actions.on_width.run((key, width_px + by_px));
        }
    };
    let label = move || {
        let column = column.read();
        column
            .as_ref()
            .map(|(_, column)| format!("Width of {}", column.title))
    };
    let width = move || {
        column
            .read()
            .as_ref()
            .map(|(_, column)| column.width_px.round().to_string())
    };
    view! {
        <div
            class="experiment-table__handle"
            role="separator"
            tabindex="0"
            aria-orientation="vertical"
            aria-label=label
            aria-valuenow=width
            aria-valuemin=NARROWEST_PX.to_string()
            aria-valuemax=WIDEST_PX.to_string()
            on:pointerdown=on_down
            on:pointermove=on_pointer_move
            on:pointerup=on_up
            on:pointercancel=on_cancel
            on:keydown=on_key
        ></div>
    }
}
