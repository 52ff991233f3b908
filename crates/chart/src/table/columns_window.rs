//! Which columns of a wide table exist in the page while it scrolls sideways.
//!
//! Columns have widths of their own. Left and right of those that exist stand spacers, so that the
//! scroll bar is that of the whole table. A few columns more than are seen exist, and the window moves by
//! a few at a time, so that most scroll events change nothing.

use std::ops::Range;

/// Columns come and go this many at a time.
const CHUNK_COLUMNS: usize = 4;

/// The columns that exist, and the space of those that do not.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ColumnsWindow {
    /// The columns that exist.
    pub columns: Range<usize>,
    /// Width of the spacer left of them.
    pub before_px: f64,
    /// Width of the spacer right of them.
    pub after_px: f64,
}

/// The columns to have when `viewport_px` of them can be seen from `scroll_left_px` on.
pub fn columns_window(widths_px: &[f64], scroll_left_px: f64, viewport_px: f64) -> ColumnsWindow {
    let total_px: f64 = widths_px.iter().sum();
    let left_px = scroll_left_px.max(0.0).min(total_px);
    let right_px = (left_px + viewport_px.max(0.0)).min(total_px);
    let starts = |limit_px: f64| {
        let mut start_px = 0.0;
        widths_px
            .iter()
            .take_while(|width_px| {
                let is_before = start_px <= limit_px;
                start_px += **width_px;
                is_before
            })
            .count()
    };
    let first_seen = starts(left_px).saturating_sub(1);
    let first = first_seen / CHUNK_COLUMNS * CHUNK_COLUMNS;
    let end = starts(right_px).div_ceil(CHUNK_COLUMNS) * CHUNK_COLUMNS;
    let end = end.min(widths_px.len());
    let sum = |part: Option<&[f64]>| part.unwrap_or_default().iter().sum();
    ColumnsWindow {
        columns: first..end,
        before_px: sum(widths_px.get(..first)),
        after_px: sum(widths_px.get(end..)),
    }
}

/// By how many places a column moves that is dragged sideways by `by_px`: past each neighbour whose
/// middle it reaches.
pub fn places_moved(widths_px: &[f64], place: usize, by_px: f64) -> isize {
    let passed = |neighbours_px: &mut dyn Iterator<Item = &f64>| {
        let mut left_px = by_px.abs();
        neighbours_px
            .take_while(|width_px| {
                let is_passed = left_px >= **width_px / 2.0;
                left_px -= **width_px;
                is_passed
            })
            .count() as isize
    };
    let (before, after) = (widths_px.get(..place), widths_px.get(place + 1..));
    if by_px < 0.0 {
        -passed(&mut before.unwrap_or_default().iter().rev())
    } else {
        passed(&mut after.unwrap_or_default().iter())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(n_columns: usize, left_px: f64, columns: Range<usize>, spacers_px: (f64, f64)) {
        let window = columns_window(&vec![100.0; n_columns], left_px, 450.0);
        assert_eq!(window.columns, columns);
        assert_eq!((window.before_px, window.after_px), spacers_px);
    }

    #[test]
    fn a_narrow_table_exists_whole() {
        check(0, 0.0, 0..0, (0.0, 0.0));
        check(3, 0.0, 0..3, (0.0, 0.0));
        check(3, 1e9, 0..3, (0.0, 0.0));
        check(3, f64::NAN, 0..3, (0.0, 0.0));
    }

    #[test]
    fn a_wide_table_exists_around_what_is_seen() {
        check(200, 0.0, 0..8, (0.0, 19_200.0));
        check(200, 1_000.0, 8..16, (800.0, 18_400.0));
        check(200, 1_040.0, 8..16, (800.0, 18_400.0));
        check(200, 19_550.0, 192..200, (19_200.0, 0.0));
        check(200, -50.0, 0..8, (0.0, 19_200.0));
    }

    #[test]
    fn a_dragged_column_passes_the_middles_of_others() {
        let widths_px = [100.0, 50.0, 200.0, 100.0];
        let check = |place: usize, by_px: f64, expected: isize| {
            assert_eq!(
                places_moved(&widths_px, place, by_px),
                expected,
                "{place} {by_px}"
            );
        };
        check(1, 0.0, 0);
        check(1, 99.0, 0);
        check(1, 100.0, 1);
        check(1, 249.0, 1);
        check(1, 250.0, 2);
        check(1, 1e9, 2);
        check(2, -24.0, 0);
        check(2, -25.0, -1);
        check(2, -100.0, -2);
        check(2, -1e9, -2);
        check(9, 50.0, 0);
        check(0, f64::NAN, 0);
    }

    proptest! {
        #[test]
        fn what_is_seen_exists(
            widths_px in prop::collection::vec(1.0..400.0_f64, 0..60),
            share in 0.0..=1.0,
            viewport_px in 0.0..2000.0,
        ) {
            let total_px: f64 = widths_px.iter().sum();
            let left_px = share * f64::max(total_px - viewport_px, 0.0);
            let window = columns_window(&widths_px, left_px, viewport_px);
            let seen_px = f64::min(left_px + viewport_px, total_px);
            prop_assert!(window.before_px <= left_px + 1e-6);
            prop_assert!(total_px - window.after_px >= seen_px - 1e-6);
            let own_px: f64 = widths_px[window.columns.clone()].iter().sum();
            prop_assert!((window.before_px + own_px + window.after_px - total_px).abs() < 1e-6);
        }
    }
}
