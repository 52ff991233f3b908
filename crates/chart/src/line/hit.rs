//! Which line is under the pointer.
//!
//! All in plot pixels. A line is where its ink is: on the path between its points too, and anywhere between the
//! lowest and the highest of many points that share a pixel. A value without a place interrupts the path.

use super::prepared::PreparedLine;
use super::{Shown, placeable};
use crate::frame::plot_from_data;
use crate::space::{PointData, PointPx};
use runboard_series::nearest::within_and_neighbours;
use std::ops::Range;

/// From so many points within reach on, only those at the pointer's own column are looked at.
const MANY_POINTS: usize = 512;
const HALF_COLUMN_PX: f64 = 1.0;
/// A place so near to the path of a line is on its stroke: half of its width.
const ON_STROKE_PX: f64 = 0.75;

/// The key of the visible line that passes nearest to a place of the plot area, within reach.
pub fn line_at(shown: Shown<'_>, at: PointPx, reach_px: f64) -> Option<&str> {
    let mut nearest: Option<(f64, &PreparedLine)> = None;
    // Of strokes that lie on each other the last one is drawn on top, and is the one that is seen.
    for line in shown.visible().rev() {
        let Some(distance_px) = distance_px(shown, line, at, reach_px) else {
            continue;
        };
        if distance_px <= ON_STROKE_PX {
            return Some(&line.key);
        }
        let is_nearest = nearest.is_none_or(|(nearest_px, _)| distance_px < nearest_px);
        if is_nearest && distance_px <= reach_px {
            nearest = Some((distance_px, line));
        }
    }
    nearest.map(|(_, line)| line.key.as_str())
}

/// How far the line is from there, exact beside its stroke only; `None` where it has no point nearby.
fn distance_px(shown: Shown<'_>, line: &PreparedLine, at: PointPx, reach_px: f64) -> Option<f64> {
    let around = |half_px: f64| -> Range<usize> {
        let scale = &shown.frame.x;
        let (start, end) = (
            scale.data_from_px(at.x_px - half_px),
            scale.data_from_px(at.x_px + half_px),
        );
        within_and_neighbours(line.xs(), start, end)
    };
    let within_reach = around(reach_px);
    let range = match within_reach.len() {
        n_points if n_points > MANY_POINTS => around(HALF_COLUMN_PX),
        _ => within_reach,
    };
    let place = |index: usize| {
        let (x, y) = (*line.xs().get(index)?, *line.drawn().get(index)?);
        let has_place = placeable(shown.view.y_scale).holds(y);
        has_place.then(|| plot_from_data(shown.frame, PointData { x, y }))
    };
    let mut before: Option<PointPx> = None;
    let mut nearest_px: Option<f64> = None;
    for here in range.map(place) {
        if let Some(here) = here {
            let distance_px = at.distance_to_segment_px(before.unwrap_or(here), here);
            nearest_px = Some(nearest_px.map_or(distance_px, |nearest| nearest.min(distance_px)));
            if distance_px <= ON_STROKE_PX {
                break;
            }
        }
        before = here;
    }
    nearest_px
}

#[cfg(test)]
mod tests {
    use super::super::frame::line_frame;
    use super::super::prepared::PreparedLines;
    use super::super::testing::line;
    use super::*;
    use crate::line::ChartLine;
    use crate::line_view::LineView;
    use crate::scale::ScaleKind;
    use crate::space::SizePx;

    /// The line that is hit at a place given in data.
    #[track_caller]
    fn check(lines: &[ChartLine], view: &LineView, at: (f64, f64), expected: Option<&str>) {
        let prepared = PreparedLines::new(lines, view);
        let frame = line_frame(&prepared, view, SizePx::new(352.0, 240.0), 0).frame;
        let shown = Shown {
            prepared: &prepared,
            view,
            frame: &frame,
            utc_offset_minutes: 0,
        };
        let place = plot_from_data(&frame, PointData { x: at.0, y: at.1 });
        assert_eq!(line_at(shown, place, 12.0), expected, "{at:?}");
    }

    #[test]
    fn a_line_is_hit_between_its_points() {
        let rising = line("rising", &[(0.0, 0.0), (100.0, 100.0)]);
        let flat = line("flat", &[(0.0, 10.0), (100.0, 10.0)]);
        let view = LineView::default();
        let both = [rising, flat];
        check(&both, &view, (50.0, 51.0), Some("rising"));
        check(&both, &view, (50.0, 10.0), Some("flat"));
        check(&both, &view, (90.0, 50.0), None);
        check(&both, &view, (9.0, 10.0), Some("flat"));
        check(&[], &view, (0.5, 0.5), None);
    }

    #[test]
    fn a_line_is_anywhere_in_the_ink_of_many_points() {
        let points: Vec<(f64, f64)> = (0..100_000)
            .map(|step| (f64::from(step), f64::from(step % 2)))
            .collect();
        check(
            &[line("noise", &points)],
            &LineView::default(),
            (50_000.0, 0.5),
            Some("noise"),
        );
    }

    #[test]
    fn what_is_hidden_broken_or_without_a_place_is_not_hit() {
        let lines = [
            line("gap", &[(0.0, 1.0), (50.0, f64::NAN), (100.0, 1.0)]),
            line("high", &[(0.0, 9.0), (100.0, 9.0)]),
        ];
        let view = LineView::default();
        check(&lines, &view, (50.0, 1.0), None);
        check(&lines, &view, (100.0, 1.0), Some("gap"));
        check(&lines, &view, (50.0, 9.0), Some("high"));
        check(&lines, &view.with_toggled("high"), (50.0, 9.0), None);
        let log = LineView {
            y_scale: ScaleKind::Log,
            ..LineView::default()
        };
        let negative = [line("negative", &[(0.0, -1.0), (100.0, -1.0)])];
        check(&negative, &log, (50.0, 1.0), None);
    }

    #[test]
    fn of_lines_on_each_other_the_upper_one_is_hit() {
        let same: [(f64, f64); 2] = [(0.0, 1.0), (10.0, 2.0)];
        let lines = [line("below", &same), line("above", &same)];
        check(&lines, &LineView::default(), (5.0, 1.5), Some("above"));
    }

    /// Over dense lines another one was hit, and painted anew, with each pixel that the pointer moved.
    #[test]
    fn of_dense_lines_the_upper_one_is_hit_wherever_its_ink_is() {
        let noise = |seed: f64| -> Vec<(f64, f64)> {
            let value = |step: u32| (f64::from(step) * seed).sin();
            (0..100_000)
                .map(|step| (f64::from(step), value(step)))
                .collect()
        };
        let lines = [line("below", &noise(1.3)), line("above", &noise(2.1))];
        for step in [20_000.0, 50_000.0, 70_123.0] {
            check(&lines, &LineView::default(), (step, 0.3), Some("above"));
        }
    }

    #[test]
    fn a_single_point_is_hit() {
        let lines = [line("dot", &[(3.0, 7.0)])];
        check(&lines, &LineView::default(), (3.0, 7.0), Some("dot"));
    }
}
