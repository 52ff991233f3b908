//! Zooming and panning: from what the pointer or the keys did, in plot pixels, to a view box.

use crate::frame::Frame;
use crate::interval::Interval;
use crate::line_view::ViewBox;
use crate::scale::{Scale, ScaleKind};
use crate::space::{PointPx, RectPx};

/// A drag that is less than this high or wide zooms along the other axis only.
const FLAT_PX: f64 = 12.0;
/// A drag that is shorter than this is none.
const MIN_DRAG_PX: f64 = 5.0;
/// The narrowest zoom, as a share of the largest number in it: beyond, neighbouring numbers are the same.
const NARROWEST: f64 = 1e-12;
/// What is less far from the end of the data has reached it: no one sees the difference, and the address would.
const NEAR_PX: f64 = 0.5;
/// Less is nothing but rounding.
const SAME_PX: f64 = 1e-6;

/// The rectangle that a drag selects: its own, or a whole column or row of the plot area when it is flat
/// or narrow. `None` for a drag that is too short to be meant.
pub fn selection(frame: &Frame, from: PointPx, to: PointPx) -> Option<RectPx> {
    let plot = RectPx::of_size(frame.plot.size());
    let dragged = RectPx::between(plot.clamp(from), plot.clamp(to));
    if dragged.width_px < MIN_DRAG_PX && dragged.height_px < MIN_DRAG_PX {
        return None;
    }
    let is_flat = dragged.height_px < FLAT_PX && dragged.width_px >= dragged.height_px;
    let is_narrow = dragged.width_px < FLAT_PX && !is_flat;
    Some(match (is_flat, is_narrow) {
        (true, _) => RectPx {
            top_px: 0.0,
            height_px: plot.height_px,
            ..dragged
        },
        (_, true) => RectPx {
            left_px: 0.0,
            width_px: plot.width_px,
            ..dragged
        },
        _ => dragged,
    })
}

/// The view box that shows exactly the selected rectangle.
///
/// Where it spans the whole width or height of the plot area, that axis stays as it is.
pub fn zoomed_to(frame: &Frame, now: ViewBox, selected: RectPx) -> ViewBox {
    let spans_x = selected.left_px <= 0.0 && selected.width_px >= frame.plot.width_px;
    let spans_y = selected.top_px <= 0.0 && selected.height_px >= frame.plot.height_px;
    let x = between(&frame.x, selected.left_px, selected.right_px());
    let y = between(&frame.y, selected.bottom_px(), selected.top_px);
    ViewBox {
        x: if spans_x { now.x } else { x.or(now.x) },
        y: if spans_y { now.y } else { y.or(now.y) },
    }
}

/// The view box after everything moved with the pointer by so much, but for no further than there is data.
///
/// An axis that shows all of it stays.
pub fn panned(frame: &Frame, home: (Interval, Interval), by: PointPx) -> ViewBox {
    let anchor = PointPx::default();
    stretched(frame, home, (anchor, by), 1.0)
}

/// The view box after zooming by `factor` (above one: closer), with what is at `anchor` staying there.
///
/// Zooming out ends where everything is shown; where one side of it is reached first, the other side gets the rest.
pub fn zoomed_at(
    frame: &Frame,
    home: (Interval, Interval),
    anchor: PointPx,
    factor: f64,
) -> ViewBox {
    stretched(frame, home, (anchor, anchor), factor)
}

/// The view box after zooming by `factor` and moving what is at the first place to the second, as far as there is data.
pub fn stretched(
    frame: &Frame,
    home: (Interval, Interval),
    (from, to): (PointPx, PointPx),
    factor: f64,
) -> ViewBox {
    let factor = if factor.is_finite() {
        factor.clamp(0.01, 100.0)
    } else {
        1.0
    };
    let around = |from_px: f64, to_px: f64, length_px: f64| Range {
        start_px: from_px - to_px / factor,
        end_px: from_px + (length_px - to_px) / factor,
    };
    let (width_px, height_px) = (frame.plot.width_px, frame.plot.height_px);
    let x = around(from.x_px, to.x_px, width_px);
    let y = around(from.y_px, to.y_px, height_px);
    ViewBox {
        x: inside(&frame.x, home.0, x),
        y: inside(&frame.y, home.1, y),
    }
}

/// The view box moved along x so far that `x` is inside, in the middle where there is data on both sides; `None` if it
/// is inside already.
pub fn revealed(frame: &Frame, home: Interval, now: ViewBox, x: f64) -> Option<ViewBox> {
    let domain = now.x.filter(|domain| !domain.contains(x))?;
    let half_px = frame.plot.width_px * 0.5;
    let x_px = frame.x.px_from_data(x);
    let around = Range {
        start_px: x_px - half_px,
        end_px: x_px + half_px,
    };
    Some(ViewBox {
        x: inside(&frame.x, home, around).or(Some(domain)),
        ..now
    })
}

fn between(scale: &Scale, low_px: f64, high_px: f64) -> Option<Interval> {
    let (low, high) = (scale.data_from_px(low_px), scale.data_from_px(high_px));
    let largest = low.abs().max(high.abs());
    let interval = Interval::new(low, high)?;
    if interval.half_width() <= largest * NARROWEST {
        return None;
    }
    let (low_scale, high_scale) = match scale.kind() {
        ScaleKind::Linear => (high * 0.5 - low * 0.5, high * 0.5 - low * 0.5),
        ScaleKind::Log => (low, high),
    };
    let (low, high) = (
        rounded(low, low_scale.abs()),
        rounded(high, high_scale.abs()),
    );
    Interval::new(low, high).or(Some(interval))
}

/// The number without the digits that are less than a ten-thousandth of `scale`: they are far below a pixel,
/// and would only make the address long.
fn rounded(value: f64, scale: f64) -> f64 {
    let exponent = scale.log10().floor() as i32 - 4;
    if !(-300..=300).contains(&exponent) {
        return value;
    }
    // A negative power of ten is not exact, its reciprocal is.
    let rounded = if exponent < 0 {
        let units = 10f64.powi(-exponent);
        (value * units).round() / units
    } else {
        let unit = 10f64.powi(exponent);
        (value / unit).round() * unit
    };
    if rounded.is_finite() { rounded } else { value }
}

/// What is to be shown of an axis, in plot pixels of what is shown now.
#[derive(Debug, Clone, Copy)]
struct Range {
    start_px: f64,
    end_px: f64,
}

impl Range {
    fn length_px(self) -> f64 {
        self.end_px - self.start_px
    }

    /// The range moved into another, or that one where it is too long for it.
    fn moved_into(self, bounds: Self) -> Self {
        let length_px = self.length_px();
        if length_px >= bounds.length_px() {
            return bounds;
        }
        let start_px = self
            .start_px
            .clamp(bounds.start_px, bounds.end_px - length_px);
        Self {
            start_px,
            end_px: start_px + length_px,
        }
    }
}

/// The range, moved so far that it shows nothing beyond home; `None`, which shows all, where it covers home.
///
/// What already reaches beyond, as one from the address may, does so no more by zooming out, and no further by moving.
fn inside(scale: &Scale, home: Interval, range: Range) -> Option<Interval> {
    let (a_px, b_px) = (
        scale.px_from_data(home.min()),
        scale.px_from_data(home.max()),
    );
    let home = Range {
        start_px: a_px.min(b_px),
        end_px: a_px.max(b_px),
    };
    let is_longer = range.length_px() > scale.length_px() + SAME_PX;
    let (bounds, reach_px) = if is_longer {
        (home, NEAR_PX)
    } else {
        let reached = Range {
            start_px: home.start_px.min(0.0),
            end_px: home.end_px.max(scale.length_px()),
        };
        (reached, SAME_PX)
    };
    let range = range.moved_into(bounds);
    let covers =
        range.start_px <= home.start_px + reach_px && range.end_px >= home.end_px - reach_px;
    let stays =
        range.start_px.abs() <= SAME_PX && (range.end_px - scale.length_px()).abs() <= SAME_PX;
    match (covers, stays) {
        (true, _) => None,
        (false, true) => Some(scale.domain()),
        (false, false) => between(scale, range.start_px, range.end_px),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{frame, framed, home};
    use super::*;

    const HOME: ViewBox = ViewBox { x: None, y: None };

    fn view_box(x: Option<(f64, f64)>, y: Option<(f64, f64)>) -> ViewBox {
        let interval = |(a, b)| Interval::around(a, b);
        ViewBox {
            x: x.map(interval),
            y: y.map(interval),
        }
    }

    #[track_caller]
    fn check_drag(from: (f64, f64), to: (f64, f64), expected: Option<ViewBox>) {
        let (from, to) = (PointPx::new(from.0, from.1), PointPx::new(to.0, to.1));
        let selected = selection(&frame(), from, to);
        assert_eq!(
            selected.map(|rect| zoomed_to(&frame(), HOME, rect)),
            expected
        );
    }

    #[test]
    fn a_drag_zooms_to_its_rectangle_whichever_way_it_went() {
        let expected = Some(view_box(Some((10.0, 50.0)), Some((4.0, 8.0))));
        check_drag((20.0, 20.0), (100.0, 60.0), expected);
        check_drag((100.0, 60.0), (20.0, 20.0), expected);
    }

    #[test]
    fn a_flat_drag_zooms_x_only_and_a_narrow_one_y_only() {
        check_drag(
            (20.0, 20.0),
            (100.0, 24.0),
            Some(view_box(Some((10.0, 50.0)), None)),
        );
        check_drag(
            (20.0, 20.0),
            (24.0, 60.0),
            Some(view_box(None, Some((4.0, 8.0)))),
        );
    }

    #[test]
    fn a_click_is_no_drag_and_a_drag_ends_at_the_edge() {
        check_drag((20.0, 20.0), (22.0, 23.0), None);
        check_drag(
            (100.0, 50.0),
            (999.0, -99.0),
            Some(view_box(Some((50.0, 100.0)), Some((5.0, 10.0)))),
        );
    }

    #[test]
    fn a_zoom_along_one_axis_keeps_the_other() {
        let now = view_box(None, Some((2.0, 3.0)));
        let rect = selection(&frame(), PointPx::new(0.0, 5.0), PointPx::new(100.0, 5.0));
        let zoomed = rect.map(|rect| zoomed_to(&frame(), now, rect));
        assert_eq!(zoomed, Some(view_box(Some((0.0, 50.0)), Some((2.0, 3.0)))));
    }

    #[track_caller]
    fn check_pan(shown: ((f64, f64), (f64, f64)), by: (f64, f64), expected: ViewBox) {
        let interval = |(a, b)| Interval::around(a, b);
        let frame = framed((interval(shown.0), interval(shown.1)));
        assert_eq!(
            panned(&frame, home(), PointPx::new(by.0, by.1)),
            expected,
            "{by:?}"
        );
    }

    #[test]
    fn panning_moves_the_data_with_the_pointer() {
        let shown = ((40.0, 60.0), (4.0, 6.0));
        let expected = view_box(Some((38.0, 58.0)), Some((3.5, 5.5)));
        check_pan(shown, (20.0, -25.0), expected);
        check_pan(shown, (0.0, 0.0), view_box(Some(shown.0), Some(shown.1)));
    }

    #[test]
    fn panning_ends_where_the_data_does() {
        // Three drags led to an empty card at steps that were never logged.
        let shown = ((40.0, 60.0), (4.0, 6.0));
        let first = view_box(Some((0.0, 20.0)), Some((8.0, 10.0)));
        check_pan(shown, (999.0, 999.0), first);
        let last = view_box(Some((80.0, 100.0)), Some((0.0, 2.0)));
        check_pan(shown, (-999.0, -999.0), last);
        // There is nowhere to go in what shows everything.
        check_pan(((0.0, 100.0), (0.0, 10.0)), (20.0, -25.0), HOME);
    }

    #[test]
    fn panning_leads_back_from_beyond_the_data() {
        let beyond = ((-30.0, -10.0), (8.0, 12.0));
        let stays = view_box(Some(beyond.0), Some(beyond.1));
        check_pan(beyond, (999.0, 999.0), stays);
        let back = view_box(Some((-20.0, 0.0)), Some((6.0, 10.0)));
        check_pan(beyond, (-100.0, -50.0), back);
    }

    #[test]
    fn a_zoom_follows_the_crosshair_when_it_leaves() {
        let now = view_box(Some((0.0, 100.0)), Some((2.0, 3.0)));
        let revealed = |now, x| revealed(&frame(), Interval::around(0.0, 300.0), now, x);
        assert_eq!(revealed(now, 100.0), None);
        assert_eq!(revealed(HOME, 700.0), None);
        for (x, expected) in [(150.0, (100.0, 200.0)), (299.0, (200.0, 300.0))] {
            let expected = view_box(Some(expected), Some((2.0, 3.0)));
            assert_eq!(revealed(now, x), Some(expected), "{x}");
        }
    }

    #[test]
    fn zooming_keeps_what_is_under_the_pointer() {
        let zoomed = zoomed_at(&frame(), home(), PointPx::new(50.0, 100.0), 2.0);
        assert_eq!(zoomed, view_box(Some((12.5, 62.5)), Some((0.0, 5.0))));
    }

    #[test]
    fn zooming_out_ends_where_everything_is_shown() {
        assert_eq!(
            zoomed_at(&frame(), home(), PointPx::new(50.0, 50.0), 0.5),
            HOME
        );
        assert_eq!(
            zoomed_at(&frame(), home(), PointPx::new(50.0, 50.0), f64::NAN),
            HOME
        );
    }

    #[test]
    fn zooming_out_at_an_edge_ends_where_everything_is_shown() {
        // The side that was not at the crosshair grew far beyond the data, the other one never came back.
        for (anchor_px, shown) in [
            (0.0, (22.0, 33.0)),
            (200.0, (0.0, 1.0)),
            (70.0, (99.0, 100.0)),
        ] {
            let mut current = framed((Interval::around(shown.0, shown.1), home().1));
            let mut n_presses = 0;
            while let Some(x) =
                zoomed_at(&current, home(), PointPx::new(anchor_px, 0.0), 1.0 / 1.5).x
            {
                assert!(x.min() >= -0.1 && x.max() <= 100.1, "{x:?}");
                current = framed((x, home().1));
                n_presses += 1;
                assert!(n_presses < 20, "{x:?}");
            }
        }
    }

    #[test]
    fn zooming_out_leads_back_from_beyond_the_data() {
        let current = framed((Interval::around(-500.0, -480.0), home().1));
        let zoomed = zoomed_at(&current, home(), PointPx::new(0.0, 0.0), 0.5);
        assert_eq!(zoomed, view_box(Some((0.0, 40.0)), None));
    }

    #[test]
    fn a_zoom_has_no_more_digits_than_can_be_seen() {
        for (value, scale, expected) in [
            (40.686_346_863, 43.98, 40.686),
            (0.064_292_656_7, 0.0473, 0.064293),
            (123_456_789.0, 5e6, 123_456_800.0),
            (5e-324, 1e-322, 5e-324),
        ] {
            assert_eq!(rounded(value, scale), expected);
        }
    }

    #[test]
    fn zooming_in_ends_where_numbers_cannot_be_told_apart() {
        let mut view = HOME;
        let mut current = frame();
        for _ in 0..40 {
            let zoomed = zoomed_at(&current, home(), PointPx::new(199.0, 1.0), 100.0);
            let (Some(x), Some(y)) = (zoomed.x, zoomed.y) else {
                break;
            };
            view = zoomed;
            current = framed((x, y));
        }
        assert!(view.x.is_some_and(|x| x.half_width() > 1e-12));
    }
}
