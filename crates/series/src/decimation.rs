//! Fewer points that draw the same picture: the first, smallest, largest and last of each column.
//!
//! This is M4 (Jugel, Jerzak, Hackenbroich & Markl, VLDB 2014): where a line has more points than the
//! picture has columns of pixels, these four of each column set the same pixels as all of them. No
//! extreme is lost at any zoom.
//!
//! Values without a place on the axis interrupt the line. Each is left out, and the first of each kind in
//! each column is reported, so that it can be marked.

use crate::gap::{GapKind, Placeable};
use crate::nearest::within_and_neighbours;
use corners::Corners;
use std::ops::Range;

mod corners;

/// Up to so many points for each column are all kept: to find out which could go would take longer than to draw them.
const FEW_PER_COLUMN: u64 = 2;

/// A range of x, cut into equally wide columns.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Columns {
    /// Where the first column starts.
    pub start: f64,
    /// Where the last column ends; above `start`.
    pub end: f64,
    /// How many columns there are; at least one.
    pub n_columns: u32,
}

impl Columns {
    /// The first position after the column that holds `x`; what lies on either side is one column each.
    fn end_of_column_at(&self, x: f64) -> f64 {
        if x < self.start {
            return self.start;
        }
        if x > self.end {
            return f64::INFINITY;
        }
        let n_columns = f64::from(self.n_columns.max(1));
        // Halves, because the whole width may overflow.
        let half_width = self.end * 0.5 - self.start * 0.5;
        let column = ((x * 0.5 - self.start * 0.5) / half_width * n_columns).floor();
        if column >= n_columns - 1.0 {
            self.end.next_up()
        } else {
            let share = (column + 1.0) / n_columns;
            self.start * (1.0 - share) + self.end * share
        }
    }
}

/// What remains of a line.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Decimated {
    /// Indices of points to be joined, ascending; between two runs the line is interrupted.
    pub runs: Vec<Vec<usize>>,
    /// Indices of points without a place, inside the columns: the first of its kind in each column.
    pub gaps: Vec<(usize, GapKind)>,
}

impl Decimated {
    /// How many points are joined.
    pub fn n_points(&self) -> usize {
        self.runs.iter().map(Vec::len).sum()
    }
}

/// The points that draw the same line within the columns as all points do.
///
/// `xs` are ascending and finite; both slices are equally long. One neighbour on either side of the
/// columns is kept, so that the line leaves them with the right slope.
pub fn decimated(xs: &[f64], ys: &[f64], columns: Columns, placeable: Placeable) -> Decimated {
    let visible = within_and_neighbours(xs, columns.start, columns.end);
    if visible.len() as u64 <= FEW_PER_COLUMN * u64::from(columns.n_columns)
        && is_unbroken(ys.get(visible.clone()).unwrap_or_default(), placeable)
    {
        return Decimated {
            runs: (!visible.is_empty())
                .then(|| visible.collect())
                .into_iter()
                .collect(),
            gaps: Vec::new(),
        };
    }
    let mut builder = Builder::default();
    let mut start = visible.start;
    while let Some(&x) = xs.get(start).filter(|_| start < visible.end) {
        let column_end = columns.end_of_column_at(x);
        let rest = xs.get(start..visible.end).unwrap_or_default();
        // A column that rounding made empty still takes the point that it is for.
        let n_points = rest.partition_point(|other| *other < column_end).max(1);
        let is_outside = x < columns.start || x > columns.end;
        builder.add_column(start..start + n_points, ys, placeable);
        if !is_outside {
            builder.report_gaps();
        }
        builder.column_gaps.clear();
        start += n_points;
    }
    builder.finish()
}

fn is_unbroken(values: &[f64], placeable: Placeable) -> bool {
    values.iter().all(|value| placeable.holds(*value))
}

#[derive(Default)]
struct Builder {
    done: Decimated,
    run: Vec<usize>,
    column_gaps: Vec<(usize, GapKind)>,
}

impl Builder {
    /// Adds what one column keeps.
    ///
    /// Inside a column of many gaps only the outermost are kept: what is before the first belongs to the run
    /// so far, what is after the last begins the next run, and all between is one run of its own.
    fn add_column(&mut self, column: Range<usize>, ys: &[f64], placeable: Placeable) {
        let values = ys.get(column.clone()).unwrap_or_default();
        if let Some(corners) = Corners::of_unbroken(column.start, values, placeable) {
            self.extend_run(Some(corners));
            return;
        }
        let mut current: Option<Corners> = None;
        let mut between: Option<Corners> = None;
        let mut is_broken = false;
        for (index, &y) in column.zip(values) {
            let Some(kind) = GapKind::of(y, placeable) else {
                current = Some(current.map_or_else(|| Corners::of(index, y), |c| c.with(index, y)));
                continue;
            };
            if !self.column_gaps.iter().any(|(_, known)| *known == kind) {
                self.column_gaps.push((index, kind));
            }
            let before_gap = current.take();
            if is_broken {
                between = Corners::joined(between, before_gap);
            } else {
                self.extend_run(before_gap);
                self.end_run();
                is_broken = true;
            }
        }
        if is_broken {
            self.extend_run(between);
            self.end_run();
        }
        self.extend_run(current);
    }

    fn extend_run(&mut self, corners: Option<Corners>) {
        if let Some(corners) = corners {
            self.run.extend(corners.indices());
        }
    }

    fn end_run(&mut self) {
        if !self.run.is_empty() {
            self.done.runs.push(std::mem::take(&mut self.run));
        }
    }

    fn report_gaps(&mut self) {
        self.done.gaps.append(&mut self.column_gaps);
    }

    fn finish(mut self) -> Decimated {
        self.end_run();
        self.done
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NAN: f64 = f64::NAN;

    fn columns(start: f64, end: f64, n_columns: u32) -> Columns {
        Columns {
            start,
            end,
            n_columns,
        }
    }

    /// Points at 0, 1, 2, …, in columns over all of them.
    #[track_caller]
    fn check(ys: &[f64], n_columns: u32, expected: &[&[usize]]) {
        let xs: Vec<f64> = (0..ys.len()).map(|i| i as f64).collect();
        let all = columns(0.0, ys.len() as f64, n_columns);
        assert_eq!(
            decimated(&xs, ys, all, Placeable::Finite).runs,
            expected,
            "{ys:?}"
        );
    }

    #[test]
    fn each_column_keeps_its_first_smallest_largest_and_last() {
        check(&[], 3, &[]);
        check(&[1.0], 3, &[&[0]]);
        check(&[2.0, 5.0, 1.0, 4.0], 2, &[&[0, 1, 2, 3]]);
        check(&[2.0, 5.0, 1.0, 4.0, 3.0], 1, &[&[0, 1, 2, 4]]);
        check(&[1.0, 2.0, 3.0, 4.0, 5.0], 1, &[&[0, 4]]);
        check(&[1.0, 1.0, 1.0, 1.0], 2, &[&[0, 1, 2, 3]]);
        check(&[1.0, 2.0, 3.0, 2.0, 1.0, 0.0], 2, &[&[0, 2, 3, 5]]);
    }

    #[test]
    fn a_value_without_a_place_interrupts_the_line() {
        check(&[NAN], 1, &[]);
        check(&[1.0, NAN, 2.0, 3.0], 4, &[&[0], &[2, 3]]);
        check(&[NAN, 1.0, f64::INFINITY], 3, &[&[1]]);
    }

    #[test]
    fn many_gaps_in_a_column_keep_its_ends_and_its_extremes() {
        let ys = [1.0, NAN, 9.0, NAN, 2.0, -5.0, NAN, 3.0, 4.0];
        check(&ys, 1, &[&[0], &[2, 5], &[7, 8]]);
    }

    #[test]
    fn one_neighbour_on_either_side_is_kept() {
        let xs: Vec<f64> = (0..10).map(f64::from).collect();
        let kept = decimated(&xs, &xs, columns(3.5, 5.5, 100), Placeable::Finite);
        assert_eq!(kept.runs, [[3, 4, 5, 6]]);
        let between = decimated(&xs, &xs, columns(3.2, 3.4, 100), Placeable::Finite);
        assert_eq!(between.runs, [[3, 4]]);
    }

    #[test]
    fn gaps_are_reported_once_a_column_and_kind_and_not_outside() {
        let xs: Vec<f64> = (0..8).map(f64::from).collect();
        let ys = [NAN, NAN, NAN, f64::INFINITY, 1.0, -1.0, NAN, NAN];
        let kept = decimated(&xs, &ys, columns(1.0, 6.0, 1), Placeable::Positive);
        let expected = [
            (1, GapKind::NotANumber),
            (3, GapKind::Infinity),
            (5, GapKind::NotPositive),
        ];
        assert_eq!(kept.gaps, expected);
        assert_eq!(kept.runs, [[4]]);
    }

    #[test]
    fn the_widest_and_the_narrowest_range_are_cut_into_columns() {
        let xs = [f64::MIN, 0.0, f64::MAX];
        let widest = decimated(
            &xs,
            &[1.0, 2.0, 1.0],
            columns(f64::MIN, f64::MAX, 2),
            Placeable::Finite,
        );
        assert_eq!(widest.runs, [[0, 1, 2]]);
        let next = 1.0 + f64::EPSILON;
        let narrow = decimated(
            &[1.0, next],
            &[1.0, 2.0],
            columns(1.0, next, 600),
            Placeable::Finite,
        );
        assert_eq!(narrow.runs, [[0, 1]]);
    }

    fn any_value() -> impl Strategy<Value = f64> {
        prop_oneof![
            12 => -100.0..100.0f64,
            1 => Just(NAN),
            1 => Just(f64::INFINITY),
            1 => Just(0.0),
        ]
    }

    proptest! {
        #[test]
        fn no_extreme_is_ever_lost(
            steps in prop::collection::btree_set(-1000i32..1000, 0..400),
            values in prop::collection::vec(any_value(), 400),
            start in -1100.0..1000.0f64,
            width in 0.5..2000.0f64,
            n_columns in 1u32..60,
            log in any::<bool>(),
        ) {
            let xs: Vec<f64> = steps.into_iter().map(f64::from).collect();
            let ys = &values[..xs.len()];
            let placeable = if log { Placeable::Positive } else { Placeable::Finite };
            let columns = columns(start, start + width, n_columns);
            let kept = decimated(&xs, ys, columns, placeable);
            let kept_indices: Vec<usize> = kept.runs.concat();

            prop_assert!(kept_indices.is_sorted_by(|a, b| a < b), "runs are in order");
            prop_assert!(kept_indices.len() <= 12 * n_columns as usize + 2);
            prop_assert!(kept_indices.iter().all(|i| placeable.holds(ys[*i])));

            // The same column for every point, found point by point instead of by search.
            let column = |i: usize| columns.end_of_column_at(xs[i]).to_bits();
            let inside = |i: &usize| xs[*i] >= columns.start && xs[*i] <= columns.end;
            let drawable: Vec<usize> =
                (0..xs.len()).filter(inside).filter(|i| placeable.holds(ys[*i])).collect();
            for group in drawable.chunk_by(|a, b| column(*a) == column(*b)) {
                let min = group.iter().map(|i| ys[*i]).fold(f64::INFINITY, f64::min);
                let max = group.iter().map(|i| ys[*i]).fold(f64::NEG_INFINITY, f64::max);
                let of_group: Vec<usize> =
                    group.iter().copied().filter(|i| kept_indices.contains(i)).collect();
                prop_assert!(of_group.iter().any(|i| ys[*i] == min), "the smallest is kept");
                prop_assert!(of_group.iter().any(|i| ys[*i] == max), "the largest is kept");
                prop_assert_eq!(of_group.first(), group.first());
                prop_assert_eq!(of_group.last(), group.last());
            }
            for run in &kept.runs {
                let (first, last) = (run[0], run[run.len() - 1]);
                let crosses_columns = column(first) != column(last);
                let broken = (first..=last).any(|i| !placeable.holds(ys[i]));
                prop_assert!(!(crosses_columns && broken), "no run bridges a gap");
            }
        }
    }
}
