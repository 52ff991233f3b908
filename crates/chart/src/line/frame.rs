//! The frame of a line chart: what is shown, where, and the ticks.

use super::prepared::PreparedLines;
use crate::calendar::WallTime;
use crate::frame::{Frame, Margins};
use crate::interval::Interval;
use crate::line_view::{LineView, XAxis};
use crate::scale::{Direction, Scale, ScaleKind};
use crate::space::SizePx;
use crate::ticks::{AxisUnit, LabelRoom, TICK_CHARACTER_PX, Tick, offset_ticks, ticks};

/// Margins but for the left one, which depends on the labels.
const MARGINS: Margins = Margins {
    left_px: 0.0,
    right_px: 16.0,
    top_px: 10.0,
    bottom_px: 36.0,
};
const MIN_LEFT_PX: f64 = 36.0;
const MAX_LEFT_PX: f64 = 112.0;
const LABEL_GAP_PX: f64 = 10.0;
/// Room above the plot area for what the labels of y are relative to.
const OFFSET_TOP_PX: f64 = 26.0;

/// A frame with the ticks of both axes.
#[derive(Debug, Clone, PartialEq)]
pub struct LineFrame {
    /// The plot area and its scales.
    pub frame: Frame,
    /// What x means.
    pub x_axis: XAxis,
    /// Ticks along x.
    pub x_ticks: Vec<Tick>,
    /// Ticks along y.
    pub y_ticks: Vec<Tick>,
    /// What stands above the y axis, where its labels are differences: `relative to 1e9`.
    pub y_caption: Option<String>,
    /// What stands below the x axis.
    pub x_caption: String,
}

/// The frame in which the view shows the lines on a canvas of this size.
pub fn line_frame(
    prepared: &PreparedLines,
    view: &LineView,
    size: SizePx,
    utc_offset_minutes: i32,
) -> LineFrame {
    let (home_x, home_y) = prepared.home(&view.hidden, view.y_scale);
    let x_domain = view.view_box.x.unwrap_or(home_x);
    let y_domain = view
        .view_box
        .y
        .map_or(home_y, |zoom| placed_zoom(zoom, home_y, view.y_scale));
    let y = y_axis(view.y_scale, y_domain, size);
    let frame = Frame::new(size, y.margins, (x_domain, y_domain), view.y_scale);
    let x_unit = match view.x_axis {
        XAxis::Step => AxisUnit::Number,
        XAxis::Relative => AxisUnit::Duration,
        XAxis::Wall => AxisUnit::Wall { utc_offset_minutes },
    };
    LineFrame {
        frame,
        x_axis: view.x_axis,
        x_ticks: ticks(&frame.x, x_unit, LabelRoom::Width),
        y_ticks: y.ticks,
        y_caption: y.caption,
        x_caption: x_caption(view.x_axis, x_domain, utc_offset_minutes),
    }
}

struct YAxis {
    ticks: Vec<Tick>,
    caption: Option<String>,
    margins: Margins,
}

/// The ticks along y with the room that they take; differences where whole labels would not fit beside the plot.
fn y_axis(kind: ScaleKind, domain: Interval, size: SizePx) -> YAxis {
    let scale = |margins: Margins| {
        let height_px = margins.plot(size).height_px;
        Scale::new(kind, domain, Direction::Upwards, height_px)
    };
    let whole = ticks(&scale(MARGINS), AxisUnit::Number, LabelRoom::Height);
    if labels_px(&whole) <= MAX_LEFT_PX {
        return YAxis {
            margins: beside(MARGINS, &whole),
            ticks: whole,
            caption: None,
        };
    }
    let below_caption = Margins {
        top_px: OFFSET_TOP_PX,
        ..MARGINS
    };
    match offset_ticks(&scale(below_caption)) {
        Some(relative) => YAxis {
            margins: beside(below_caption, &relative.ticks),
            ticks: relative.ticks,
            caption: Some(format!("relative to {}", relative.offset)),
        },
        None => YAxis {
            margins: beside(MARGINS, &whole),
            ticks: whole,
            caption: None,
        },
    }
}

fn beside(margins: Margins, ticks: &[Tick]) -> Margins {
    Margins {
        left_px: labels_px(ticks).max(MIN_LEFT_PX),
        ..margins
    }
}

/// How wide the labels are at most, with the gap beside them.
fn labels_px(ticks: &[Tick]) -> f64 {
    let characters = ticks.iter().map(|tick| tick.label.chars().count());
    characters.max().unwrap_or(0) as f64 * TICK_CHARACTER_PX + LABEL_GAP_PX
}

/// What a zoom shows of the values: one that was chosen on a linear axis may reach below what a logarithmic one
/// can place, and ends there.
fn placed_zoom(zoom: Interval, home: Interval, kind: ScaleKind) -> Interval {
    if kind == ScaleKind::Linear || zoom.min() > 0.0 {
        return zoom;
    }
    Interval::new(home.min(), zoom.max())
        .filter(|_| zoom.max() > home.min())
        .unwrap_or(home)
}

fn x_caption(x_axis: XAxis, domain: Interval, utc_offset_minutes: i32) -> String {
    match x_axis {
        XAxis::Step => "step".to_owned(),
        XAxis::Relative => "relative time".to_owned(),
        XAxis::Wall => {
            let day = |millis: f64| {
                let time = WallTime::new(millis as i64, utc_offset_minutes);
                format!("{:04}-{:02}-{:02}", time.year, time.month, time.day)
            };
            let (first, last) = (day(domain.min()), day(domain.max()));
            if first == last {
                format!("wall time, {first}")
            } else {
                format!("wall time, {first} to {last}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::line;
    use super::*;
    use crate::line_view::ViewBox;

    const SIZE: SizePx = SizePx {
        width_px: 400.0,
        height_px: 240.0,
    };

    fn framed(view: &LineView) -> LineFrame {
        let lines = [line("loss", &[(0.0, 0.0), (100.0, 1.0)])];
        line_frame(&PreparedLines::new(&lines, view), view, SIZE, 0)
    }

    #[test]
    fn a_zoom_is_what_the_frame_shows() {
        let view_box = ViewBox {
            x: Interval::new(20.0, 30.0),
            y: None,
        };
        let frame = framed(&LineView {
            view_box,
            ..LineView::default()
        });
        assert_eq!(frame.frame.x.domain(), Interval::around(20.0, 30.0));
        assert_eq!(
            frame.frame.y.domain(),
            Interval::around(0.0, 1.0).padded(0.05)
        );
    }

    #[test]
    fn the_x_axis_says_what_it_is() {
        for (x_axis, caption) in [
            (XAxis::Step, "step"),
            (XAxis::Relative, "relative time"),
            (XAxis::Wall, "wall time, 2026-11-23"),
        ] {
            let view = LineView::default().with_x_axis(x_axis);
            assert_eq!(framed(&view).x_caption, caption);
        }
    }

    #[test]
    fn longer_labels_get_more_room() {
        let short = framed(&LineView::default());
        let lines = [line("loss", &[(0.0, 1.0), (1.0, 1.000_001)])];
        let view = LineView::default();
        let long = line_frame(&PreparedLines::new(&lines, &view), &view, SIZE, 0);
        assert!(long.frame.plot.left_px > short.frame.plot.left_px);
        assert_eq!(long.frame.plot.right_px(), short.frame.plot.right_px());
    }

    #[test]
    fn labels_that_would_be_cut_are_differences_from_a_number_above_them() {
        // The ticks of 1e9 to 1e9 + 0.002 read `…0000005e9`: their beginning was off the canvas.
        let lines = [line(
            "loss",
            &[(0.0, 1e9), (1.0, 1e9 + 0.001), (2.0, 1e9 + 0.0021)],
        )];
        let view = LineView::default();
        let framed = line_frame(&PreparedLines::new(&lines, &view), &view, SIZE, 0);
        assert_eq!(framed.y_caption.as_deref(), Some("relative to 1e9"));
        let labels: Vec<_> = framed.y_ticks.iter().map(|tick| &*tick.label).collect();
        assert_eq!(labels, ["0", "+0.0005", "+0.0010", "+0.0015", "+0.0020"]);
        assert!(framed.y_ticks.iter().all(|tick| tick.value >= 1e9));
        assert!(framed.frame.plot.left_px < MAX_LEFT_PX);
    }

    #[test]
    fn a_zoom_that_reaches_below_zero_is_kept_on_a_logarithmic_axis() {
        // Choosing the logarithmic axis dropped the zoom of the values.
        let lines = [line("loss", &[(0.0, 0.01), (100.0, 1.0)])];
        let framed = |min: f64, max: f64| {
            let view = LineView {
                view_box: ViewBox {
                    x: None,
                    y: Interval::new(min, max),
                },
                y_scale: ScaleKind::Log,
                ..LineView::default()
            };
            line_frame(&PreparedLines::new(&lines, &view), &view, SIZE, 0)
                .frame
                .y
                .domain()
        };
        assert_eq!((framed(0.1, 0.5).min(), framed(0.1, 0.5).max()), (0.1, 0.5));
        assert!(framed(-0.2, 0.5).min() > 0.001);
        assert_eq!(framed(-0.2, 0.5).max(), 0.5);
        // Where nothing of it has a place, all is shown.
        assert!(framed(-2.0, -1.0).max() >= 1.0);
    }
}
