//! What the parts of one line chart share: signals over the pure chain from points to scenes.
//!
//! The view comes from outside and changes are reported there. Only what lasts as long as a gesture is
//! kept here: a view that is being dragged, the rectangle, the crosshair.

mod derived;

use super::line_pin_actions::LineOffer;
use super::raising::Raising;
use crate::browser::clock;
use crate::browser::element_size::use_element_size;
use crate::browser::history::HistoryEntry;
use crate::browser::pixel_ratio::use_pixel_ratio;
use crate::browser::unique_id::unique_number;
use leptos::html;
use leptos::prelude::*;
use runboard_chart::draw::Resolution;
use runboard_chart::line::cursor::{ChartId, Cursor, CursorBy, MarkedX, Pointed};
use runboard_chart::line::frame::{LineFrame, line_frame};
use runboard_chart::line::hit::line_at;
use runboard_chart::line::prepared::PreparedLines;
use runboard_chart::line::reading::{logged_x, nearest_x};
use runboard_chart::line::{ChartLine, Shown};
use runboard_chart::line_view::{LineView, Pin, ViewBox, XAxis};
use runboard_chart::palette::Theme;
use runboard_chart::space::{PointPx, RectPx, SizePx};
use std::sync::Arc;

/// How far from a line the pointer still means it; a click on a small screen is less exact.
const POINT_REACH_PX: f64 = 12.0;
const CLICK_REACH_PX: f64 = 24.0;

/// The signals of one chart; `Copy`, so that every closure can have them.
#[derive(Clone, Copy)]
pub struct LineModel {
    pub name: Signal<String>,
    pub lines: Signal<Vec<ChartLine>>,
    pub theme: Signal<Theme>,
    /// The element that the scenes fill.
    pub area: NodeRef<html::Div>,
    /// What is shown: the view from outside, or the one that is being dragged.
    pub view: Memo<LineView>,
    pub prepared: Memo<Arc<PreparedLines>>,
    pub framed: Memo<Arc<LineFrame>>,
    pub resolution: Signal<Resolution>,
    /// The crosshair of this chart, unless another chart took its place.
    pub cursor: Memo<Option<Cursor>>,
    pub selection: RwSignal<Option<RectPx>>,
    /// The lines that stand out.
    pub raising: Raising,
    /// The reading that is kept.
    pub pin: Memo<Option<Pin>>,
    /// What can be done with the line of a key, where that is more than to hide it.
    pub actions: Option<Callback<String, LineOffer>>,
    chart: ChartId,
    put: RwSignal<Option<Cursor>>,
    marked: RwSignal<Option<MarkedX>>,
    chosen: Signal<LineView>,
    dragged: RwSignal<Option<LineView>>,
    /// What both axes show for as long as a rectangle is drawn, and the view in which it was begun.
    held: RwSignal<Option<(LineView, ViewBox)>>,
    on_view: Callback<(LineView, HistoryEntry)>,
    utc_offset_minutes: Memo<i32>,
}

/// What a line chart gets from outside.
pub struct LineInputs {
    pub name: Signal<String>,
    pub lines: Signal<Vec<ChartLine>>,
    pub view: Signal<LineView>,
    pub on_view: Callback<(LineView, HistoryEntry)>,
    pub marked: RwSignal<Option<MarkedX>>,
    pub theme: Signal<Theme>,
    pub raising: Raising,
    /// What can be done with the line of a key, where that is more than to hide it.
    pub actions: Option<Callback<String, LineOffer>>,
}

impl LineModel {
    pub fn new(inputs: LineInputs) -> Self {
        let LineInputs {
            name,
            lines,
            view: chosen,
            on_view,
            marked,
            theme,
            raising,
            actions,
        } = inputs;
        let area = NodeRef::new();
        let element_size = use_element_size(area);
        let ratio = use_pixel_ratio();
        let chart = ChartId(unique_number());
        let put = RwSignal::new(None::<Cursor>);
        let cursor = Memo::new(move |_| put.get().filter(|cursor| cursor.lasts(marked.get())));
        // The pointer does not leave a chart that is removed from under it.
        on_cleanup(move || {
            unmark(marked, chart);
            raising.point(None);
        });
        let dragged = RwSignal::new(None);
        // Keeping a reading draws no line anew.
        let view = Memo::new(move |_| LineView {
            pin: None,
            ..dragged.get().unwrap_or_else(|| chosen.get())
        });
        let pin = Memo::new(move |_| chosen.with(|view| view.pin.clone()));
        let preparation = Memo::new(move |_| {
            let (x_axis, smoothing) = view.with(|view| (view.x_axis, view.smoothing));
            LineView {
                x_axis,
                smoothing,
                ..LineView::default()
            }
        });
        let prepared =
            Memo::new(move |_| Arc::new(PreparedLines::new(&lines.read(), &preparation.read())));
        // Summer time may have begun or ended since: the offset is that of the moments shown.
        let utc_offset_minutes = Memo::new(move |_| {
            let moment = prepared.read().first_unix_millis(&view.read());
            moment.map_or(0, clock::utc_offset_minutes)
        });
        let held = RwSignal::new(None::<(LineView, ViewBox)>);
        let framed = Memo::new(move |_| {
            let mut view = view.get();
            // Another view, as after Back, is shown as it is.
            if let Some((begun, view_box)) = held.get()
                && begun == view
            {
                view.view_box = view_box;
            }
            let size = element_size.get();
            let size = SizePx::new(size.width_px, size.height_px);
            Arc::new(line_frame(
                &prepared.read(),
                &view,
                size,
                utc_offset_minutes.get(),
            ))
        });
        Self {
            name,
            lines,
            theme,
            area,
            view,
            prepared,
            framed,
            resolution: Signal::derive(move || Resolution::new(ratio.get())),
            cursor,
            selection: RwSignal::new(None),
            raising,
            pin,
            actions,
            chart,
            put,
            marked,
            chosen,
            dragged,
            held,
            on_view,
            utc_offset_minutes,
        }
    }

    /// Looks at what is shown, and is told when it changes.
    pub fn shown<T>(self, look: impl FnOnce(Shown<'_>) -> T) -> T {
        look(Shown {
            prepared: &self.prepared.read(),
            view: &self.view.read(),
            frame: &self.framed.read().frame,
            utc_offset_minutes: self.utc_offset_minutes.get(),
        })
    }

    /// Tells which line is at a place of the plot area, and raises it.
    pub fn point_at(self, at: PointPx) -> Pointed {
        untrack(|| {
            self.shown(|shown| {
                let key = line_at(shown, at, POINT_REACH_PX);
                self.raising.point(key);
                let mut lines = shown.prepared.lines.iter();
                let line_idx = key.and_then(|key| lines.position(|line| line.key == key));
                Pointed { at, line_idx }
            })
        })
    }

    /// Puts the crosshair at a position of the x axis, here and on the page's other charts.
    pub fn put_cursor(self, x: f64, by: CursorBy) {
        let at = untrack(|| self.shown(|shown| MarkedX::new(self.chart, shown, x)));
        self.put.set(Some(Cursor { at, by }));
        if self.marked.get_untracked() != Some(at) {
            self.marked.set(Some(at));
        }
    }

    /// Where the crosshair of this chart is read; `None` without one.
    pub fn cursor_x(self) -> Option<f64> {
        let cursor = self.cursor.get_untracked()?;
        untrack(|| self.shown(|shown| logged_x(shown, cursor.at.x)))
    }

    /// Removes the crosshair, here and on the page's other charts.
    ///
    /// An element that is removed while it has the focus is told so after its signals are gone.
    pub fn remove_cursor(self) {
        if self.put.try_get_untracked().flatten().is_some() {
            self.put.set(None);
            unmark(self.marked, self.chart);
        }
    }

    /// What the person chose, but for the reading that is kept.
    pub fn chosen(self) -> LineView {
        LineView {
            pin: None,
            ..self.chosen.get_untracked()
        }
    }

    /// Reports a change of the view that came from outside.
    pub fn change(self, entry: HistoryEntry, change: impl FnOnce(&mut LineView)) {
        self.drop_drag();
        let mut view = self.chosen.get_untracked();
        change(&mut view);
        if view != self.chosen.get_untracked() {
            self.on_view.run((view, entry));
        }
    }

    pub fn set_x_axis(self, x_axis: XAxis) {
        self.remove_cursor();
        self.change(HistoryEntry::Push, |view| *view = view.with_x_axis(x_axis));
    }

    /// Keeps a reading, or gives it up.
    pub fn keep(self, entry: HistoryEntry, pin: Option<Pin>) {
        self.change(entry, |view| view.pin = pin);
    }

    /// What is read where a line is clicked; `None` beside every line.
    pub fn pin_at(self, at: PointPx) -> Option<Pin> {
        untrack(|| {
            self.shown(|shown| {
                let key = line_at(shown, at, CLICK_REACH_PX)?.to_owned();
                let x = nearest_x(shown, shown.frame.x.data_from_px(at.x_px))?;
                Some(Pin { x, key })
            })
        })
    }

    /// Another line of the kept reading is meant.
    pub fn mean(self, key: &str) {
        self.change(HistoryEntry::Replace, |view| {
            if let Some(pin) = &mut view.pin {
                key.clone_into(&mut pin.key);
            }
        });
    }

    /// Zooms, where there is anything to zoom to: points that came later would arrive out of sight.
    pub fn zoom(self, view_box: ViewBox) {
        if view_box.is_zoomed() && !self.has_points() {
            self.drop_drag();
            return;
        }
        self.change(HistoryEntry::Push, |view| view.view_box = view_box);
    }

    /// Whether anything was logged.
    pub fn has_points(self) -> bool {
        self.lines
            .with_untracked(|lines| lines.iter().any(|line| !line.points.is_empty()))
    }

    /// Shows a view box for as long as a gesture lasts.
    pub fn drag(self, view_box: ViewBox) {
        let view = LineView {
            view_box,
            ..self.chosen.get_untracked()
        };
        self.dragged.set(Some(view));
    }

    /// Holds what the axes show, or lets go of it: points that arrive while a rectangle is drawn must not move the
    /// chart under it.
    pub fn hold(self, is_held: bool) {
        if self.held.with_untracked(Option::is_some) == is_held {
            return;
        }
        let shown = self.framed.with_untracked(|framed| ViewBox {
            x: Some(framed.frame.x.domain()),
            y: Some(framed.frame.y.domain()),
        });
        let begun = self.view.get_untracked();
        self.held.set(is_held.then_some((begun, shown)));
    }

    /// Reports the view that was dragged: one entry for the whole gesture.
    pub fn keep_drag(self) {
        if let Some(view) = self.dragged.get_untracked() {
            self.zoom(view.view_box);
        }
    }

    pub fn drop_drag(self) {
        if self.dragged.get_untracked().is_some() {
            self.dragged.set(None);
        }
    }
}

/// Takes the mark of this chart from the page's other charts.
fn unmark(marked: RwSignal<Option<MarkedX>>, chart: ChartId) {
    let now = marked.try_get_untracked().flatten();
    if now.is_some_and(|now| now.chart == chart) {
        marked.set(None);
    }
}
