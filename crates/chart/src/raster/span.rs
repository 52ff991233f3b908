//! What a stroked path covers of each column of pixels, in plotters' units.

use crate::draw::{Inking, UNITS_PER_DEVICE_PX};
use plotters_backend::BackendCoord;

/// The covered part of one column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Span {
    /// The upper end.
    pub(super) top: f64,
    /// The lower end.
    pub(super) bottom: f64,
    /// Over how much the ends fade: the height by which a slanted edge crosses the column.
    pub(super) fade: f64,
    /// Whether any of it is inked wholly.
    pub(super) inking: Inking,
}

/// The spans of one path.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Spans {
    half_width: f64,
    first_column: i32,
    n_columns: i32,
    pen: Option<BackendCoord>,
    spans: Vec<Option<Span>>,
}

impl Spans {
    /// No spans yet of a stroke so wide, within the columns `0..n_columns`.
    pub(super) fn new(stroke_width: u32, n_columns: u32) -> Self {
        Self {
            half_width: f64::from(stroke_width) * 0.5,
            n_columns: i32::try_from(n_columns).unwrap_or(i32::MAX),
            ..Self::default()
        }
    }

    /// Goes on to a point that is not left of the last; the first is where the path begins.
    pub(crate) fn draw(&mut self, to: BackendCoord, inking: Inking) {
        match self.pen.replace(to) {
            Some(from) => self.cover_segment(from, to, inking),
            None => {
                let (column, y) = (column_of(to.0), f64::from(to.1));
                self.first_column = column.max(0);
                self.cover_between(column, y, y, inking);
            }
        }
    }

    /// The columns that are covered, from left to right.
    pub(super) fn columns(&self) -> impl Iterator<Item = (i32, Span)> {
        (self.first_column..)
            .zip(&self.spans)
            .filter_map(|(column, span)| Some((column, (*span)?)))
    }

    fn cover_segment(&mut self, from: BackendCoord, to: BackendCoord, inking: Inking) {
        let (first, last) = (column_of(from.0), column_of(to.0));
        let slope = f64::from(to.1 - from.1) / f64::from((to.0 - from.0).max(1));
        let unit = f64::from(UNITS_PER_DEVICE_PX);
        let rise = slope.abs() * unit;
        let half_height = self.half_width * (slope * slope + 1.0).sqrt();
        let y_at = |x: f64| f64::from(from.1) + slope * (x - f64::from(from.0));
        // A steep edge crosses the column far above and below what the segment reaches.
        let highest = f64::from(from.1.min(to.1)) - self.half_width;
        let lowest = f64::from(from.1.max(to.1)) + self.half_width;
        for column in (first + 1).max(self.first_column)..last.min(self.n_columns) {
            let middle = y_at((f64::from(column) + 0.5) * unit);
            let top = (middle - half_height).max(highest);
            let bottom = (middle + half_height).min(lowest);
            let half_room = (top - highest).min(lowest - bottom);
            self.cover(
                column,
                Span {
                    top,
                    bottom,
                    fade: rise.min(2.0 * half_room),
                    inking,
                },
            );
        }
        if first != last {
            let (leave, enter) = (
                y_at(f64::from(first + 1) * unit),
                y_at(f64::from(last) * unit),
            );
            self.cover_between(first, f64::from(from.1), leave, inking);
            self.cover_between(last, enter, f64::from(to.1), inking);
        } else {
            self.cover_between(first, f64::from(from.1), f64::from(to.1), inking);
        }
    }

    fn cover_between(&mut self, column: i32, a: f64, b: f64, inking: Inking) {
        self.cover(
            column,
            Span {
                top: a.min(b) - self.half_width,
                bottom: a.max(b) + self.half_width,
                fade: 0.0,
                inking,
            },
        );
    }

    fn cover(&mut self, column: i32, new: Span) {
        let Ok(slot) = usize::try_from(column - self.first_column) else {
            return;
        };
        if column >= self.n_columns {
            return;
        }
        if slot >= self.spans.len() {
            self.spans.resize(slot + 1, None);
        }
        let Some(span) = self.spans.get_mut(slot) else {
            return;
        };
        *span = Some(match *span {
            None => new,
            Some(old) => Span {
                top: old.top.min(new.top),
                bottom: old.bottom.max(new.bottom),
                fade: 0.0,
                inking: old.inking.max(new.inking),
            },
        });
    }
}

fn column_of(x: i32) -> i32 {
    x.div_euclid(UNITS_PER_DEVICE_PX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn spans_of(path: impl IntoIterator<Item = BackendCoord>, stroke_width: u32) -> Spans {
        let mut spans = Spans::new(stroke_width, 5);
        path.into_iter()
            .for_each(|at| spans.draw(at, Inking::Whole));
        spans
    }

    /// Spans in whole device pixels as `(column, top, bottom)`, for a stroke two pixels wide.
    #[track_caller]
    fn check(path_px: &[(i32, i32)], expected: &[(i32, f64, f64)]) {
        let path = path_px.iter().map(|(x, y)| (x * 16, y * 16));
        let spans: Vec<_> = spans_of(path, 32)
            .columns()
            .map(|(column, span)| (column, span.top / 16.0, span.bottom / 16.0))
            .collect();
        assert_eq!(spans, expected);
    }

    #[test]
    fn a_level_path_covers_its_width_in_every_column() {
        check(
            &[(0, 5), (2, 5)],
            &[(0, 4.0, 6.0), (1, 4.0, 6.0), (2, 4.0, 6.0)],
        );
    }

    #[test]
    fn points_in_one_column_cover_from_the_highest_to_the_lowest() {
        check(&[(1, 5), (1, 9), (1, 2), (1, 4)], &[(1, 1.0, 10.0)]);
    }

    #[test]
    fn what_is_outside_the_columns_is_left_out() {
        check(&[(-10, 5), (1, 5)], &[(0, 4.0, 6.0), (1, 4.0, 6.0)]);
        check(&[(4, 5), (90, 5)], &[(4, 4.0, 6.0)]);
        check(&[], &[]);
    }

    proptest! {
        /// Points two or three pixels apart had spikes far above and below all values.
        #[test]
        fn nothing_is_covered_beyond_the_highest_and_the_lowest_point(
            points in prop::collection::vec((0..60i32, -9_000..9_000i32), 1..20),
            width in 1..64u32,
        ) {
            let path: Vec<BackendCoord> = points
                .iter()
                .scan(0, |x, (step, y)| {
                    *x += step;
                    Some((*x, *y))
                })
                .collect();
            let half_width = f64::from(width) * 0.5;
            let ys = || path.iter().map(|(_, y)| f64::from(*y));
            let highest = ys().fold(f64::INFINITY, f64::min) - half_width;
            let lowest = ys().fold(f64::NEG_INFINITY, f64::max) + half_width;
            let mut spans = Spans::new(width, 100);
            path.iter().for_each(|at| spans.draw(*at, Inking::Whole));
            for (column, Span { top, bottom, fade, .. }) in spans.columns() {
                prop_assert!(fade >= 0.0 && top <= bottom, "{column}");
                prop_assert!(top - fade * 0.5 >= highest - 1e-6, "{column}: {top}, fade {fade}");
                prop_assert!(bottom + fade * 0.5 <= lowest + 1e-6, "{column}: {bottom}, fade {fade}");
            }
        }
    }

    #[test]
    fn neighbouring_spans_of_a_steep_path_touch() {
        let path = [(8, 0), (40, 3200), (72, 16)];
        let spans: Vec<_> = spans_of(path, 16).columns().collect();
        assert_eq!(spans.len(), 5);
        for ((_, left), (_, right)) in spans.iter().zip(spans.iter().skip(1)) {
            assert!(left.top <= right.bottom && right.top <= left.bottom);
        }
    }

    #[test]
    fn a_gap_is_covered_too_and_told_apart() {
        let mut spans = Spans::new(32, 9);
        spans.draw((0, 80), Inking::Whole);
        spans.draw((16, 80), Inking::Whole);
        spans.draw((64, 80), Inking::Gap);
        spans.draw((80, 80), Inking::Whole);
        let inkings: Vec<_> = spans.columns().map(|(_, span)| span.inking).collect();
        let (whole, gap) = (Inking::Whole, Inking::Gap);
        assert_eq!(inkings, [whole, whole, gap, gap, whole, whole]);
    }
}
