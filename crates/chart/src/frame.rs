//! Where the plot area lies in a canvas, and the scales along its two sides.

use crate::interval::Interval;
use crate::scale::{Direction, Scale, ScaleKind};
use crate::space::{PointData, PointPx, RectPx, SizePx};

/// Room around the plot area for labels, in CSS pixels.
///
/// It is fixed before anything is drawn, because measuring text in a browser forces a layout.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Margins {
    /// Room for the labels of the y axis.
    pub left_px: f64,
    /// Room for half a label of the last tick.
    pub right_px: f64,
    /// Room for half a label of the uppermost tick.
    pub top_px: f64,
    /// Room for the labels of the x axis.
    pub bottom_px: f64,
}

impl Margins {
    /// The plot area that remains of a canvas of this size; at least one pixel wide and high.
    pub fn plot(self, size: SizePx) -> RectPx {
        RectPx {
            left_px: self.left_px,
            top_px: self.top_px,
            width_px: (size.width_px - self.left_px - self.right_px).max(1.0),
            height_px: (size.height_px - self.top_px - self.bottom_px).max(1.0),
        }
    }
}

/// A plot area with a scale for each side: everything needed to map between data and plot pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame {
    /// The whole canvas.
    pub size: SizePx,
    /// Where in the canvas the plot area lies.
    pub plot: RectPx,
    /// From x to plot pixels, rightwards.
    pub x: Scale,
    /// From values to plot pixels, upwards.
    pub y: Scale,
}

impl Frame {
    /// The frame in which the plot area shows exactly the two ranges.
    pub fn new(
        size: SizePx,
        margins: Margins,
        (x_domain, y_domain): (Interval, Interval),
        y_kind: ScaleKind,
    ) -> Self {
        let plot = margins.plot(size);
        Self {
            size,
            plot,
            x: Scale::new(
                ScaleKind::Linear,
                x_domain,
                Direction::Rightwards,
                plot.width_px,
            ),
            y: Scale::new(y_kind, y_domain, Direction::Upwards, plot.height_px),
        }
    }
}

/// The plot pixel of a point that both scales can place.
pub fn plot_from_data(frame: &Frame, point: PointData) -> PointPx {
    PointPx {
        x_px: frame.x.px_from_data(point.x),
        y_px: frame.y.px_from_data(point.y),
    }
}

/// The plot pixel at a point of the canvas, which may lie outside the plot area.
pub fn plot_from_canvas(frame: &Frame, point: PointPx) -> PointPx {
    PointPx {
        x_px: point.x_px - frame.plot.left_px,
        y_px: point.y_px - frame.plot.top_px,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(size: SizePx) -> Frame {
        let margins = Margins {
            left_px: 40.0,
            right_px: 10.0,
            top_px: 5.0,
            bottom_px: 25.0,
        };
        let domains = (Interval::around(0.0, 100.0), Interval::around(-1.0, 1.0));
        Frame::new(size, margins, domains, ScaleKind::Linear)
    }

    #[track_caller]
    fn check(data: PointData, plot: PointPx) {
        let frame = frame(SizePx::new(250.0, 130.0));
        assert_eq!(plot_from_data(&frame, data), plot);
        let back = PointData {
            x: frame.x.data_from_px(plot.x_px),
            y: frame.y.data_from_px(plot.y_px),
        };
        assert_eq!(back, data);
    }

    #[test]
    fn corners_and_centre_map_both_ways() {
        check(PointData { x: 0.0, y: -1.0 }, PointPx::new(0.0, 100.0));
        check(PointData { x: 100.0, y: 1.0 }, PointPx::new(200.0, 0.0));
        check(PointData { x: 50.0, y: 0.0 }, PointPx::new(100.0, 50.0));
    }

    #[test]
    fn the_plot_area_starts_inside_the_margins() {
        let frame = frame(SizePx::new(250.0, 130.0));
        let corner = plot_from_canvas(&frame, PointPx::new(40.0, 5.0));
        assert_eq!(corner, PointPx::default());
    }

    #[test]
    fn a_canvas_smaller_than_its_margins_still_has_a_plot_area() {
        let plot = frame(SizePx::new(20.0, 0.0)).plot;
        assert_eq!((plot.width_px, plot.height_px), (1.0, 1.0));
    }
}
