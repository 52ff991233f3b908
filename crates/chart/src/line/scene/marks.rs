//! Marks at the edge of the plot area for values that have no place on it.

use crate::frame::Frame;
use crate::line::prepared::PreparedLine;
use crate::palette::Ink;
use crate::scene::Shape;
use crate::space::PointPx;
use runboard_series::gap::GapKind;

const HALF_WIDTH_PX: f64 = 3.5;
const HEIGHT_PX: f64 = 6.0;
/// Marks of one kind closer together than this look like one.
const APART_PX: f64 = 5.0;

/// Adds a mark for each gap: triangles that point to where the value went, a rhomb for NaN.
pub(super) fn gap_marks(
    line: &PreparedLine,
    gaps: &[(usize, GapKind)],
    frame: &Frame,
    shapes: &mut Vec<Shape>,
) {
    let mut last_px: [Option<f64>; 4] = [None; 4];
    for (index, kind) in gaps {
        let Some(x) = line.xs().get(*index) else {
            continue;
        };
        let x_px = frame.x.px_from_data(*x);
        let Some(last) = last_px.get_mut(*kind as usize) else {
            continue;
        };
        if last.is_some_and(|last| x_px - last < APART_PX) {
            continue;
        }
        *last = Some(x_px);
        shapes.push(Shape::Polygon {
            points: mark(*kind, x_px, frame.plot.height_px),
            paint: Ink::Series(line.slot).into(),
        });
    }
}

fn mark(kind: GapKind, x_px: f64, bottom_px: f64) -> Vec<PointPx> {
    let triangle = |tip_px: f64, base_px: f64| {
        vec![
            PointPx::new(x_px, tip_px),
            PointPx::new(x_px + HALF_WIDTH_PX, base_px),
            PointPx::new(x_px - HALF_WIDTH_PX, base_px),
        ]
    };
    match kind {
        GapKind::Infinity => triangle(0.0, HEIGHT_PX),
        GapKind::NegativeInfinity | GapKind::NotPositive => {
            triangle(bottom_px, bottom_px - HEIGHT_PX)
        }
        GapKind::NotANumber => {
            let middle_px = bottom_px - HALF_WIDTH_PX;
            vec![
                PointPx::new(x_px, bottom_px),
                PointPx::new(x_px + HALF_WIDTH_PX, middle_px),
                PointPx::new(x_px, middle_px - HALF_WIDTH_PX),
                PointPx::new(x_px - HALF_WIDTH_PX, middle_px),
            ]
        }
    }
}
