//! Moving a column by dragging its header.

use super::experiment_table::{TableColumn, TableParts};
use crate::browser::capture::capture_pointer;
use leptos::ev;
use leptos::prelude::*;
use runboard_chart::table::columns_window::places_moved;
use wasm_bindgen::JsCast;

/// How far the pointer moves before a press becomes a drag, in CSS pixels.
const START_PX: f64 = 6.0;

/// A header that may be dragged.
#[derive(Clone, Copy)]
pub(super) struct HeaderDrag {
    column: Signal<Option<(usize, TableColumn)>>,
    parts: TableParts,
    /// Where the pointer went down.
    from_px: StoredValue<Option<f64>>,
    /// How far it has dragged the header since; also until the click that ends the drag.
    by_px: RwSignal<Option<f64>>,
}

impl HeaderDrag {
    /// The header of the column at its place, counted with the names.
    pub(super) fn new(column: Signal<Option<(usize, TableColumn)>>, parts: TableParts) -> Self {
        Self {
            column,
            parts,
            from_px: StoredValue::new(None),
            by_px: RwSignal::new(None),
        }
    }

    /// How far the header is dragged; `None` where it is not.
    pub(super) fn dragged_px(self) -> Option<f64> {
        self.by_px.get()
    }

    /// The pointer goes down. A finger scrolls, and names stay first.
    pub(super) fn start(self, event: &ev::PointerEvent) {
        let column = self.column.read_untracked();
        let can_move = column.as_ref().is_some_and(|(place, _)| *place > 0);
        if event.button() == 0 && event.pointer_type() == "mouse" && can_move {
            self.from_px.set_value(Some(event.client_x().into()));
        }
        self.by_px.set(None);
    }

    /// The pointer moves.
    pub(super) fn go_on(self, event: &ev::PointerEvent) {
        let Some(from_px) = self.from_px.get_value() else {
            return;
        };
        // Before it is a drag nothing tells of a release elsewhere.
        if event.buttons() == 0 {
            return self.cancel();
        }
        let by_px = f64::from(event.client_x()) - from_px;
        if self.by_px.get_untracked().is_none() {
            if by_px.abs() < START_PX {
                return;
            }
            if let Some(target) = event.current_target().and_then(|it| it.dyn_into().ok()) {
                capture_pointer(&target, event);
            }
        }
        self.by_px.set(Some(by_px));
    }

    /// The pointer goes up: the column moves past those whose middle it reached.
    pub(super) fn end(self) {
        self.from_px.set_value(None);
        let (Some(by_px), Some((place, column))) =
            (self.by_px.get_untracked(), self.column.get_untracked())
        else {
            return;
        };
        let columns = self.parts.columns.get_untracked();
        let widths_px: Vec<f64> = columns.iter().map(|it| it.width_px).collect();
        let by = places_moved(&widths_px, place.saturating_sub(1), by_px);
        if by != 0 {
            self.parts.actions.on_move.run((column.key, by));
        }
        // After the click that ends the drag, where there is one.
        let over = self.by_px;
        request_animation_frame(move || {
            let _ = over.try_set(None);
        });
    }

    /// The pointer is taken away.
    pub(super) fn cancel(self) {
        self.from_px.set_value(None);
        self.by_px.set(None);
    }

    /// Whether a click only ends a drag; such a one sorts nothing.
    pub(super) fn take_click(self) -> bool {
        self.by_px.get_untracked().is_some()
    }
}
