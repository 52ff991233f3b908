//! The band around a line, as one polygon.

use crate::clip::clip_polygon;
use crate::frame::Frame;
use crate::line::placeable;
use crate::line::prepared::PreparedLine;
use crate::palette::Ink;
use crate::scale::ScaleKind;
use crate::scene::{Paint, Shape};
use crate::space::{PointPx, RectPx};
use runboard_series::nearest::within_and_neighbours;

/// How much of the line's colour its band has.
const BAND_OPACITY: f64 = 0.18;

/// Adds the band of a line that has one; edges without a place on the axis lie at its border.
pub(super) fn add_band(
    line: &PreparedLine,
    frame: &Frame,
    y_scale: ScaleKind,
    shapes: &mut Vec<Shape>,
) {
    let Some(band) = line.drawn_band() else {
        return;
    };
    let (x, y) = (frame.x.domain(), frame.y.domain());
    let placeable = placeable(y_scale);
    let range = within_and_neighbours(line.xs(), x.min(), x.max());
    let edge_px = |value: f64| {
        let shown = match (placeable.holds(value), value > 0.0) {
            (true, _) => value,
            (false, true) => y.max(),
            (false, false) => y.min(),
        };
        frame.y.px_from_data(shown)
    };
    let mut columns: Vec<Column> = Vec::new();
    for index in range {
        let (Some(x), Some(low), Some(high)) = (
            line.xs().get(index),
            band.lows.get(index),
            band.highs.get(index),
        ) else {
            continue;
        };
        let column = Column {
            x_px: frame.x.px_from_data(*x),
            top_px: edge_px(*high),
            bottom_px: edge_px(*low),
        };
        match columns.last_mut().filter(|last| last.is_same_pixel(column)) {
            Some(last) => last.widen(column),
            None => columns.push(column),
        }
    }
    let tops = columns
        .iter()
        .map(|column| PointPx::new(column.x_px, column.top_px));
    let bottoms = columns.iter().rev();
    let bottoms = bottoms.map(|column| PointPx::new(column.x_px, column.bottom_px));
    let corners: Vec<PointPx> = tops.chain(bottoms).collect();
    let points = clip_polygon(&corners, RectPx::of_size(frame.plot.size()));
    if points.len() > 2 {
        shapes.push(Shape::Polygon {
            points,
            paint: Paint::new(Ink::Series(line.slot), BAND_OPACITY),
        });
    }
}

/// The band over one position, or over all that fall into one pixel.
#[derive(Debug, Clone, Copy)]
struct Column {
    x_px: f64,
    top_px: f64,
    bottom_px: f64,
}

impl Column {
    fn is_same_pixel(self, other: Self) -> bool {
        self.x_px.floor() == other.x_px.floor()
    }

    fn widen(&mut self, other: Self) {
        self.top_px = self.top_px.min(other.top_px);
        self.bottom_px = self.bottom_px.max(other.bottom_px);
    }
}
