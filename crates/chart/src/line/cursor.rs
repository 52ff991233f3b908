//! The crosshair of one chart among those of a page: who put it there, and how long it lasts.

use super::reading::MarkedX;
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
    use super::*;
    use crate::line_view::XAxis;

    fn marked_by(chart: u32) -> MarkedX {
        MarkedX {
            chart: ChartId(chart),
            x_axis: XAxis::Step,
            x: 5.0,
        }
    }

    #[track_caller]
    fn check(by: CursorBy, marked: Option<MarkedX>, expected: bool) {
        let at = marked_by(1);
        assert_eq!(Cursor { at, by }.lasts(marked), expected, "{marked:?}");
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
