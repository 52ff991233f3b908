//! The pointers on a line chart: browser events in, gestures' outcomes out.

use super::canvas_input::canvas_point;
use super::line_model::LineModel;
use crate::browser::capture::capture_pointer;
use crate::browser::wheel::{WheelRest, use_wheel_rest, wheel_down_px};
use leptos::ev;
use leptos::prelude::*;
use runboard_chart::frame::plot_from_canvas;
use runboard_chart::line::cursor::CursorBy;
use runboard_chart::line::gesture::{
    Gesture, Ground, Outcome, Press, cancelled, moved, pressed, released,
};
use runboard_chart::line::reading::nearest_x;
use runboard_chart::line::zoom::{zoomed_at, zoomed_to};
use runboard_chart::line_view::LineView;
use runboard_chart::space::PointPx;

/// How much closer one pixel of the wheel goes, as a power of e.
const ZOOM_PER_WHEEL_PX: f64 = 0.003;

/// The handlers for one chart.
#[derive(Clone, Copy)]
pub struct LinePointer {
    model: LineModel,
    gesture: StoredValue<Gesture>,
    /// What had been chosen when the first pointer was pressed.
    chosen: StoredValue<Option<LineView>>,
    wheel_rest: WheelRest,
}

impl LinePointer {
    pub fn new(model: LineModel) -> Self {
        let pointer = Self {
            model,
            gesture: StoredValue::new(Gesture::Idle),
            chosen: StoredValue::new(None),
            wheel_rest: use_wheel_rest(move || model.keep_drag()),
        };
        let on_blur = window_event_listener(ev::blur, move |_| pointer.cancel());
        on_cleanup(move || on_blur.remove());
        pointer
    }

    pub fn down(self, event: &ev::PointerEvent) {
        if event.button() != 0 || !self.model.has_points() {
            return;
        }
        let press = match (event.pointer_type().as_str(), event.shift_key()) {
            ("touch", _) => Press::Touch,
            (_, true) => Press::Pan,
            (_, false) => Press::Select,
        };
        if let Some(area) = self.model.area.get_untracked() {
            capture_pointer(&area, event);
        }
        let at = self.at(event);
        self.chosen.set_value(Some(self.model.chosen()));
        self.apply(|gesture, ground| pressed(gesture, ground, at, press));
    }

    pub fn moved(self, event: &ev::PointerEvent) {
        self.end_outdated();
        let at = self.at(event);
        self.apply(|gesture, ground| moved(gesture, ground, at));
    }

    pub fn up(self, event: &ev::PointerEvent) {
        self.end_outdated();
        let at = self.at(event);
        self.apply(|gesture, ground| released(gesture, ground, at));
    }

    pub fn cancel(self) {
        self.apply(|gesture, _| cancelled(gesture));
    }

    /// Ends a gesture under which something else came to be shown, as by Back: it does not mean that.
    fn end_outdated(self) {
        let is_outdated = self
            .chosen
            .try_with_value(|chosen| *chosen != Some(self.model.chosen()));
        if is_outdated == Some(true) && self.gesture.try_get_value() != Some(Gesture::Idle) {
            self.cancel();
        }
    }

    /// The pointer left: a mouse takes its crosshair with it, a finger leaves it to be read.
    pub fn leave(self, event: &ev::PointerEvent) {
        if event.pointer_type() != "touch" {
            self.remove_pointer_cursor();
        }
    }

    /// The focus left.
    pub fn blur(self) {
        self.cancel();
        self.model.remove_cursor();
    }

    /// Ctrl and the wheel zoom at the pointer; the wheel alone scrolls the page.
    pub fn wheel(self, event: &ev::WheelEvent) {
        if !event.ctrl_key() && !event.meta_key() {
            return;
        }
        event.prevent_default();
        if !self.model.has_points() {
            return;
        }
        let factor = (-wheel_down_px(event) * ZOOM_PER_WHEEL_PX).exp();
        let anchor = self.plot_point(event);
        let view_box =
            self.on_ground(|ground| zoomed_at(ground.frame, ground.home, anchor, factor));
        self.model.drag(view_box);
        self.wheel_rest.turned();
    }

    fn remove_pointer_cursor(self) {
        self.model.raising.point(None);
        let cursor = self.model.cursor.try_get_untracked().flatten();
        if cursor.is_some_and(|cursor| matches!(cursor.by, CursorBy::Pointer(_))) {
            self.model.remove_cursor();
        }
    }

    fn at(self, event: &ev::PointerEvent) -> (i32, PointPx) {
        (event.pointer_id(), self.plot_point(event))
    }

    fn plot_point(self, event: &ev::MouseEvent) -> PointPx {
        let framed = self.model.framed.read_untracked();
        plot_from_canvas(&framed.frame, canvas_point(event))
    }

    fn on_ground<T>(self, look: impl FnOnce(Ground<'_>) -> T) -> T {
        untrack(|| {
            self.model.shown(|shown| {
                look(Ground {
                    frame: shown.frame,
                    home: shown.prepared.home(&shown.view.hidden, shown.view.y_scale),
                    view_box: shown.view.view_box,
                })
            })
        })
    }

    fn apply(self, step: impl FnOnce(Gesture, Ground<'_>) -> (Gesture, Outcome)) {
        let Some(gesture) = self.gesture.try_get_value() else {
            return;
        };
        let (next, outcome) = self.on_ground(|ground| step(gesture, ground));
        let is_selecting = matches!(next, Gesture::Selecting { .. });
        self.gesture.set_value(next);
        self.act(outcome);
        self.model.hold(is_selecting);
    }

    fn act(self, outcome: Outcome) {
        let model = self.model;
        match outcome {
            Outcome::Nothing => {}
            Outcome::Read(at) => {
                let x = untrack(|| {
                    model.shown(|shown| nearest_x(shown, shown.frame.x.data_from_px(at.x_px)))
                });
                let pointed = model.point_at(at);
                match x {
                    Some(x) => model.put_cursor(x, CursorBy::Pointer(pointed)),
                    None => model.remove_cursor(),
                }
            }
            Outcome::Select(rect) => {
                model.selection.set(rect);
                self.remove_pointer_cursor();
            }
            Outcome::ZoomTo(rect) => {
                model.selection.set(None);
                let view_box =
                    self.on_ground(|ground| zoomed_to(ground.frame, ground.view_box, rect));
                model.zoom(view_box);
            }
            Outcome::Preview(view_box) => {
                self.remove_pointer_cursor();
                model.drag(view_box);
            }
            Outcome::Keep => model.keep_drag(),
            Outcome::Drop => model.drop_drag(),
            Outcome::Unread => self.remove_pointer_cursor(),
        }
    }
}
