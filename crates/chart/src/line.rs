//! The line chart, from logged points to scenes; every stage is a value.
//!
//! [`ChartLine`]s are [`prepared`](prepared::PreparedLines) (x chosen, smoothing applied), get a
//! [`frame`](frame::LineFrame) from the view and the size, and become [scenes](scene). The pointer goes
//! through the same frame backwards to a [`reading`](reading::Reading).

pub mod beside;
pub mod cursor;
pub mod export;
pub mod frame;
pub mod gesture;
pub mod hit;
pub mod keys;
pub mod picture;
pub mod prepared;
pub mod reading;
pub mod scene;
pub mod spoken;
pub mod zoom;

use crate::frame::Frame;
use crate::line_view::LineView;
use crate::palette::Slot;
use crate::scale::ScaleKind;
use crate::scene::Dash;
use beside::Beside;
use prepared::{PreparedLine, PreparedLines};
use runboard_series::Points;
use runboard_series::gap::Placeable;
use std::sync::Arc;

/// One line as it was logged, and how it is told from the others.
#[derive(Debug, Clone)]
pub struct ChartLine {
    /// What it is known by in the page's address; unique in its chart.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// Whose it is: relative time counts from the first point of all lines of one owner.
    pub owner_idx: usize,
    /// Its points.
    pub points: Arc<Points>,
    /// Its colour.
    pub slot: Slot,
    /// Its dash.
    pub dash: Dash,
    /// What it is drawn and read with.
    pub beside: Beside,
}

impl PartialEq for ChartLine {
    /// Points are compared by identity: new data comes in a new `Arc`.
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
            && self.name == other.name
            && self.owner_idx == other.owner_idx
            && Arc::ptr_eq(&self.points, &other.points)
            && self.slot == other.slot
            && self.dash == other.dash
            && self.beside.is_same(&other.beside)
    }
}

/// Everything that says what is on the screen: the lines, how they are looked at, and where.
#[derive(Debug, Clone, Copy)]
pub struct Shown<'a> {
    /// The lines.
    pub prepared: &'a PreparedLines,
    /// How they are looked at; the one they were prepared with.
    pub view: &'a LineView,
    /// Where they are drawn.
    pub frame: &'a Frame,
    /// What is added to UTC for times.
    pub utc_offset_minutes: i32,
}

impl<'a> Shown<'a> {
    /// The lines that are not hidden.
    pub fn visible(self) -> impl DoubleEndedIterator<Item = &'a PreparedLine> {
        self.prepared.visible(&self.view.hidden)
    }
}

/// Which values have a place on an axis of this kind.
fn placeable(kind: ScaleKind) -> Placeable {
    match kind {
        ScaleKind::Linear => Placeable::Finite,
        ScaleKind::Log => Placeable::Positive,
    }
}

#[cfg(test)]
pub(crate) mod testing {
    use super::*;
    use crate::frame::{Frame, Margins};
    use crate::interval::Interval;
    use crate::space::SizePx;

    /// 0 to 100 over 200 pixels, 0 to 10 over 100 pixels.
    pub(crate) fn frame() -> Frame {
        framed(home())
    }

    /// These ranges of x and y over 200 and 100 pixels.
    pub(crate) fn framed(domains: (Interval, Interval)) -> Frame {
        let margins = Margins {
            left_px: 0.0,
            right_px: 0.0,
            top_px: 0.0,
            bottom_px: 0.0,
        };
        Frame::new(
            SizePx::new(200.0, 100.0),
            margins,
            domains,
            ScaleKind::Linear,
        )
    }

    /// What that frame shows.
    pub(crate) fn home() -> (Interval, Interval) {
        (Interval::around(0.0, 100.0), Interval::around(0.0, 10.0))
    }

    /// A line whose points are logged a minute apart, from 2026-11-23 21:44:03 UTC on.
    pub(crate) fn line(name: &str, points: &[(f64, f64)]) -> ChartLine {
        let (steps, values) = points.iter().copied().unzip();
        let times = (0..points.len() as i64)
            .map(|i| 1_795_470_243_000 + i * 60_000)
            .collect();
        ChartLine {
            key: name.to_owned(),
            name: name.to_owned(),
            owner_idx: 0,
            points: Arc::new(Points::from_columns(steps, values, times)),
            slot: Slot(0),
            dash: Dash::Solid,
            beside: Beside::default(),
        }
    }
}
