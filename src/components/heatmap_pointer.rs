//! The pointers on a heatmap: what is read, drawn, shifted and stretched.

use super::canvas_input::canvas_point;
use super::heatmap_model::{HeatmapModel, PointedBy};
use crate::browser::history::HistoryEntry;
use crate::browser::{capture, wheel};
use leptos::ev;
use leptos::prelude::*;
use runboard_chart::heatmap::window::{moved, zoomed};
use runboard_chart::heatmap_view::CellWindow;
use runboard_chart::image_place::wheel_factor;
use runboard_chart::space::PointPx;
use runboard_chart::touches::Touches;

/// Fingers that stretched the cells so much show them closer.
const STRETCH_STEP: f64 = 1.25;

/// What the pointer that is down does.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Gesture {
    /// No pointer is down, or it only reads.
    Read,
    /// It draws the rectangle that will be shown, from this point of the canvas.
    Select(PointPx),
    /// It shifts the cells, from this point while that window was shown.
    Shift(PointPx, CellWindow),
}

/// The handlers for one heatmap.
#[derive(Clone, Copy)]
pub(super) struct HeatmapPointer {
    model: HeatmapModel,
    gesture: StoredValue<Gesture>,
    touches: StoredValue<Touches>,
    /// How far the fingers have stretched since the last step.
    stretch: StoredValue<f64>,
}

impl HeatmapPointer {
    pub(super) fn new(model: HeatmapModel) -> Self {
        Self {
            model,
            gesture: StoredValue::new(Gesture::Read),
            touches: StoredValue::new(Touches::default()),
            stretch: StoredValue::new(1.0),
        }
    }

    pub(super) fn down(self, event: &ev::PointerEvent) {
        if event.button() != 0 {
            return;
        }
        let at = canvas_point(event);
        if let Some(area) = self.model.area.get_untracked() {
            capture::capture_pointer(&area, event);
        }
        self.gesture.set_value(match event.pointer_type().as_str() {
            "touch" => {
                self.touches
                    .update_value(|touches| touches.pressed(event.pointer_id(), at));
                self.stretch.set_value(1.0);
                Gesture::Read
            }
            _ if event.shift_key() => Gesture::Shift(at, self.model.window()),
            _ => Gesture::Select(at),
        });
        self.point(at);
    }

    pub(super) fn moved(self, event: &ev::PointerEvent) {
        let at = canvas_point(event);
        match self.gesture.get_value() {
            Gesture::Read => self.touch_moved(event.pointer_id(), at),
            Gesture::Select(from) => {
                let selected = self.model.frame.read_untracked().selected(from, at);
                self.model.selection.set(selected.map(|(_, rect)| rect));
            }
            Gesture::Shift(from, window) => {
                let frame = self.model.frame.get_untracked();
                let (columns, rows) = frame.cells_between(at, from);
                self.model.show(
                    moved(window, frame.extent, columns, rows),
                    HistoryEntry::Replace,
                );
            }
        }
        self.point(at);
    }

    pub(super) fn up(self, event: &ev::PointerEvent) {
        let at = canvas_point(event);
        let gesture = self.gesture.get_value();
        self.released(event);
        if let Gesture::Select(from) = gesture {
            let selected = self.model.frame.read_untracked().selected(from, at);
            if let Some((window, _)) = selected {
                self.model.show(window, HistoryEntry::Push);
            }
        }
    }

    /// The browser took the pointer away, as one that scrolls the page: whatever it was doing did not happen, and
    /// it reads nothing.
    pub(super) fn cancelled(self, event: &ev::PointerEvent) {
        self.released(event);
        self.unread();
    }

    fn released(self, event: &ev::PointerEvent) {
        self.touches
            .update_value(|touches| touches.released(event.pointer_id()));
        self.give_up();
    }

    /// Ends what is being done without an effect.
    pub(super) fn give_up(self) {
        self.gesture.set_value(Gesture::Read);
        self.model.selection.set(None);
    }

    /// The pointer left: a mouse takes its crosshair with it, a finger leaves it to be read.
    pub(super) fn leave(self, event: &ev::PointerEvent) {
        if event.pointer_type() != "touch" {
            self.unread();
        }
    }

    fn unread(self) {
        let by_pointer = matches!(
            self.model.pointed_by.try_get_untracked(),
            Some(Some(PointedBy::Pointer(_)))
        );
        if by_pointer {
            self.model.pointed_by.set(None);
        }
    }

    /// Ctrl and the wheel zoom at the pointer; the wheel alone scrolls the page.
    pub(super) fn wheel(self, event: &ev::WheelEvent) {
        if event.ctrl_key() || event.meta_key() {
            event.prevent_default();
            self.zoom_at(
                canvas_point(event),
                wheel_factor(wheel::wheel_down_px(event)),
            );
        }
    }

    fn touch_moved(self, id: i32, at: PointPx) {
        let held = self
            .touches
            .try_update_value(|touches| touches.moved(id, at));
        let Some(Some(held)) = held else { return };
        let stretch = self.stretch.get_value() * held.stretch;
        if (1.0 / STRETCH_STEP..STRETCH_STEP).contains(&stretch) {
            self.stretch.set_value(stretch);
        } else {
            self.stretch.set_value(1.0);
            self.zoom_at(held.to, stretch);
        }
    }

    fn zoom_at(self, at: PointPx, factor: f64) {
        let frame = self.model.frame.get_untracked();
        let window = zoomed(
            self.model.window(),
            frame.extent,
            frame.nearest_cell(at),
            factor,
        );
        self.model.show(window, HistoryEntry::Replace);
    }

    fn point(self, at: PointPx) {
        self.model.pointed_by.set(Some(PointedBy::Pointer(at)));
    }
}
