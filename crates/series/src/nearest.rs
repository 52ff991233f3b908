//! Searching ascending positions.

use std::ops::Range;

/// The index of the last position at or before `x`.
pub fn at_or_before(xs: &[f64], x: f64) -> Option<usize> {
    xs.partition_point(|other| *other <= x).checked_sub(1)
}

/// The index of the first position after `x`.
pub fn after(xs: &[f64], x: f64) -> Option<usize> {
    let index = xs.partition_point(|other| *other <= x);
    (index < xs.len()).then_some(index)
}

/// The index of the last position before `x`.
pub fn before(xs: &[f64], x: f64) -> Option<usize> {
    xs.partition_point(|other| *other < x).checked_sub(1)
}

/// The index of the position nearest to `x`; the earlier one of two that are equally near.
pub fn nearest(xs: &[f64], x: f64) -> Option<usize> {
    let right = xs.partition_point(|other| *other < x);
    match (right.checked_sub(1), xs.get(right)) {
        (None, None) => None,
        (None, Some(_)) => Some(right),
        (Some(left), None) => Some(left),
        (Some(left), Some(above)) => {
            let below = xs.get(left)?;
            Some(if x - below <= above - x { left } else { right })
        }
    }
}

/// The indices of the positions from `start` to `end`, both included.
pub fn within(xs: &[f64], start: f64, end: f64) -> Range<usize> {
    let first = xs.partition_point(|other| *other < start);
    let last = xs.partition_point(|other| *other <= end);
    first..last.max(first)
}

/// The same with one neighbour on either side, where there is one: what a line through the range needs.
pub fn within_and_neighbours(xs: &[f64], start: f64, end: f64) -> Range<usize> {
    let inside = within(xs, start, end);
    inside.start.saturating_sub(1)..(inside.end + 1).min(xs.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    const XS: [f64; 4] = [0.0, 1.0, 5.0, 9.0];

    #[track_caller]
    fn check_nearest(xs: &[f64], x: f64, expected: Option<usize>) {
        assert_eq!(nearest(xs, x), expected, "nearest to {x}");
    }

    #[test]
    fn the_nearest_position_is_found_on_either_side() {
        check_nearest(&[], 1.0, None);
        check_nearest(&[7.0], -1e300, Some(0));
        check_nearest(&XS, 3.0, Some(1));
        check_nearest(&XS, 3.1, Some(2));
        check_nearest(&XS, 5.0, Some(2));
        check_nearest(&XS, 100.0, Some(3));
    }

    #[test]
    fn searches_stop_at_the_ends() {
        assert_eq!(at_or_before(&XS, -0.1), None);
        assert_eq!(at_or_before(&XS, 1.0), Some(1));
        assert_eq!(before(&XS, 1.0), Some(0));
        assert_eq!(before(&XS, 0.0), None);
        assert_eq!(after(&XS, 1.0), Some(2));
        assert_eq!(after(&XS, 9.0), None);
    }

    #[test]
    fn a_range_takes_its_ends_and_their_neighbours() {
        assert_eq!(within(&XS, 1.0, 5.0), 1..3);
        assert_eq!(within(&XS, 2.0, 3.0), 2..2);
        assert_eq!(within_and_neighbours(&XS, 2.0, 3.0), 1..3);
        assert_eq!(within_and_neighbours(&XS, -9.0, 99.0), 0..4);
        assert_eq!(within_and_neighbours(&[], 0.0, 1.0), 0..0);
    }
}
