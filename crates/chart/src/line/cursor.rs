//! The crosshair of one chart among those of a page: who put it there, and how long it lasts.

use super::Shown;
use crate::line_view::XAxis;
use crate::space::PointPx;

/// Which chart of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChartId(pub u32);

/// Who put the crosshair where it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum CursorBy {
    /// The pointer.
    Pointer(Pointed),
    /// The keys.
    Keys,
}

/// What the pointer is at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pointed {
    /// The place of the plot area.
    pub at: PointPx,
    /// The position of the line that is under it among all lines of the chart; `None` beside every line.
    pub line_idx: Option<usize>,
}

/// A position that all charts of a page mark.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MarkedX {
    /// The chart that is read.
    pub chart: ChartId,
    /// What x means in it.
    pub x_axis: XAxis,
    /// The position, in the units of that axis.
    pub x: f64,
    /// The step that was logged there, for charts over something else.
    pub step: Option<f64>,
}

impl MarkedX {
    /// The mark of this position of a chart.
    pub fn new(chart: ChartId, shown: Shown<'_>, x: f64) -> Self {
        Self {
            chart,
            x_axis: shown.prepared.x_axis,
            x,
            step: shown.visible().find_map(|line| line.step_at(x)),
        }
    }

    /// Where another chart marks the same: at the same position over the same axis, else at the same step.
    ///
    /// Over time that is where the line has its step that is the last up to then; of several lines, the one that is
    /// nearest to the step, and the latest. `None` where nothing was logged by then.
    pub fn on(self, shown: Shown<'_>) -> Option<f64> {
        if shown.prepared.x_axis == self.x_axis {
            return Some(self.x);
        }
        let step = self.step?;
        if shown.prepared.x_axis == XAxis::Step {
            return Some(step);
        }
        let places = shown.visible().filter_map(|line| line.x_of_step(step));
        let later = |a: (f64, f64), b: (f64, f64)| if b > a { b } else { a };
        places.reduce(later).map(|(_, x)| x)
    }
}

/// The crosshair of a chart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cursor {
    /// Where it is.
    pub at: MarkedX,
    /// Who put it there.
    pub by: CursorBy,
}

impl Cursor {
    /// Whether it is still shown while the charts of the page mark this position.
    ///
    /// The keys leave their crosshair when the focus does. The pointer's goes when another chart is
    /// pointed at: a finger that was lifted never leaves the chart that it read.
    pub fn lasts(self, marked: Option<MarkedX>) -> bool {
        match self.by {
            CursorBy::Keys => true,
            CursorBy::Pointer(_) => marked.is_some_and(|marked| marked.chart == self.at.chart),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::frame::line_frame;
    use super::super::prepared::PreparedLines;
    use super::super::testing::line;
    use super::*;
    use crate::line_view::LineView;
    use crate::space::SizePx;

    fn marked_by(chart: u32) -> MarkedX {
        MarkedX {
            chart: ChartId(chart),
            x_axis: XAxis::Step,
            x: 5.0,
            step: Some(5.0),
        }
    }

    #[track_caller]
    fn check(by: CursorBy, marked: Option<MarkedX>, expected: bool) {
        let at = marked_by(1);
        assert_eq!(Cursor { at, by }.lasts(marked), expected, "{marked:?}");
    }

    fn with_shown<T>(x_axis: XAxis, look: impl FnOnce(Shown<'_>) -> T) -> T {
        // Points are a minute apart.
        let lines = [
            line("every", &[(0.0, 1.0), (10.0, 1.0), (20.0, 1.0)]),
            line("late", &[(15.0, 1.0)]),
        ];
        let view = LineView::default().with_x_axis(x_axis);
        let prepared = PreparedLines::new(&lines, &view);
        let frame = line_frame(&prepared, &view, SizePx::new(400.0, 240.0), 0).frame;
        look(Shown {
            prepared: &prepared,
            view: &view,
            frame: &frame,
            utc_offset_minutes: 0,
        })
    }

    #[track_caller]
    fn check_mark(from: XAxis, x: f64, to: XAxis, expected: Option<f64>) {
        let marked = with_shown(from, |shown| MarkedX::new(ChartId(1), shown, x));
        let on_other = with_shown(to, |shown| marked.on(shown));
        assert_eq!(on_other, expected, "{x} of {from:?} over {to:?}");
    }

    #[test]
    fn the_same_step_is_marked_over_another_axis() {
        // With one chart over time, the others were not marked at all.
        check_mark(XAxis::Step, 10.0, XAxis::Step, Some(10.0));
        check_mark(XAxis::Step, 10.0, XAxis::Relative, Some(60.0));
        check_mark(XAxis::Step, 20.0, XAxis::Relative, Some(120.0));
        check_mark(XAxis::Step, 15.0, XAxis::Relative, Some(0.0));
        check_mark(XAxis::Relative, 120.0, XAxis::Step, Some(20.0));
        let first = 1_795_470_243_000.0;
        check_mark(XAxis::Relative, 60.0, XAxis::Wall, Some(first + 60_000.0));
        check_mark(XAxis::Wall, first + 60_000.0, XAxis::Relative, Some(60.0));
        check_mark(XAxis::Relative, 61.0, XAxis::Step, None);
    }

    #[test]
    fn what_a_finger_read_goes_when_another_chart_is_read() {
        // Two charts that were touched one after the other both kept their tooltips.
        let finger = CursorBy::Pointer(Pointed {
            at: PointPx::new(3.0, 4.0),
            line_idx: None,
        });
        check(finger, Some(marked_by(1)), true);
        check(finger, Some(marked_by(2)), false);
        check(finger, None, false);
    }

    #[test]
    fn the_keys_keep_their_crosshair() {
        check(CursorBy::Keys, Some(marked_by(1)), true);
        check(CursorBy::Keys, Some(marked_by(2)), true);
        check(CursorBy::Keys, None, true);
    }
}
