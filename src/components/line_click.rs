//! Clicks on a line chart: one keeps a reading, two reset the zoom.

use super::canvas_input::canvas_point;
use super::line_model::LineModel;
use crate::browser::history::HistoryEntry;
use leptos::ev;
use leptos::prelude::*;
use runboard_chart::frame::plot_from_canvas;
use runboard_chart::line_view::{Pin, ViewBox};
use runboard_chart::space::PointPx;

/// How far a pointer may move between down and up and still click.
const CLICK_PX: f64 = 4.0;
/// How far beside what it read a finger may come down again and still mean it.
const FINGER_PX: f64 = 20.0;

/// The handlers for one chart.
#[derive(Clone, Copy)]
pub(super) struct LineClick {
    model: LineModel,
    press: StoredValue<Press>,
    before: StoredValue<Option<Pin>>,
}

/// How a click began.
#[derive(Debug, Clone, Copy, Default)]
struct Press {
    /// Where on the canvas.
    at: PointPx,
    /// Whether by a finger.
    is_touch: bool,
    /// The position that was read then.
    read_x: Option<f64>,
}

impl LineClick {
    pub(super) fn new(model: LineModel) -> Self {
        Self {
            model,
            press: StoredValue::new(Press::default()),
            before: StoredValue::new(None),
        }
    }

    /// The pointer went down; to be told before the crosshair moves there.
    pub(super) fn down(self, event: &ev::PointerEvent) {
        self.press.set_value(Press {
            at: canvas_point(event),
            is_touch: event.pointer_type() == "touch",
            read_x: self.model.cursor_x(),
        });
    }

    /// Keeps the reading on a line; beside every line, the kept one is given up.
    pub(super) fn click(self, event: &ev::MouseEvent) {
        let (press, up) = (self.press.get_value(), canvas_point(event));
        // The second click of two is about the zoom, and what drew a rectangle is no click.
        if event.detail() > 1 || press.at.distance_px(up) > CLICK_PX {
            return;
        }
        self.before.set_value(self.model.pin.get_untracked());
        let frame = self.model.framed.read_untracked().frame;
        // Not where it came up: browsers give that place in whole pixels of the window, so that it may be another step
        // than the one that is read.
        let at = plot_from_canvas(&frame, press.at);
        // A finger reads first; once more in the same place, it keeps.
        let is_read = |x: f64| (frame.x.px_from_data(x) - at.x_px).abs() <= FINGER_PX;
        let only_reads = press.is_touch && !press.read_x.is_some_and(is_read);
        let pin = self.model.pin_at(at);
        self.model
            .keep(HistoryEntry::Push, pin.filter(|_| !only_reads));
    }

    /// Resets the zoom; what the first of the two clicks did to the kept reading is undone.
    pub(super) fn double_click(self) {
        let before = self.before.get_value();
        // Where the first click made an entry, Back from it leads to the zoom.
        let entry = match self.model.pin.get_untracked() == before {
            true => HistoryEntry::Push,
            false => HistoryEntry::Replace,
        };
        self.model.change(entry, |view| {
            view.view_box = ViewBox::default();
            view.pin = before;
        });
    }
}
