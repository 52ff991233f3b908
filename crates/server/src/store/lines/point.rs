//! Points in data space, and how new ones are merged with old ones. Pure.
//!
//! A list of points is *sorted* when its steps are strictly ascending. Steps are finite; values may
//! be anything.

/// One logged point.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Point {
    /// Where it stands; finite.
    pub(crate) step: f64,
    /// What was measured; may be NaN or infinite.
    pub(crate) value: f64,
    /// When it was logged, in Unix milliseconds.
    pub(crate) time: i64,
}

/// The same points sorted; of points with an equal step the last one stays.
pub(super) fn sorted_last_wins(mut points: Vec<Point>) -> Vec<Point> {
    if points.is_sorted_by(|a, b| a.step < b.step) {
        return points;
    }
    // The sort is stable, so that equal steps stay in the order in which they were logged.
    points.sort_by(|a, b| a.step.total_cmp(&b.step));
    points.reverse();
    points.dedup_by(|earlier, later| earlier.step == later.step);
    points.reverse();
    points
}

/// Both sorted lists as one; where both have a step, the new point stays.
pub(super) fn merged(old: &[Point], new: &[Point]) -> Vec<Point> {
    let mut merged = Vec::with_capacity(old.len() + new.len());
    let (mut old, mut new) = (old.iter().peekable(), new.iter().peekable());
    loop {
        match (old.peek(), new.peek()) {
            (Some(a), Some(b)) if a.step < b.step => merged.extend(old.next()),
            (Some(a), Some(b)) => {
                if a.step == b.step {
                    old.next();
                }
                merged.extend(new.next());
            }
            (Some(_), None) => merged.extend(old.next()),
            (None, Some(_)) => merged.extend(new.next()),
            (None, None) => return merged,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(pairs: &[(f64, f64)]) -> Vec<Point> {
        let point = |&(step, value)| Point {
            step,
            value,
            time: 0,
        };
        pairs.iter().map(point).collect()
    }

    fn pairs(points: &[Point]) -> Vec<(f64, f64)> {
        points
            .iter()
            .map(|point| (point.step, point.value))
            .collect()
    }

    #[test]
    fn the_last_of_equal_steps_stays() {
        let sorted = |input: &[(f64, f64)]| pairs(&sorted_last_wins(points(input)));
        assert_eq!(sorted(&[]), []);
        assert_eq!(sorted(&[(2.0, 1.0)]), [(2.0, 1.0)]);
        assert_eq!(
            sorted(&[(2.0, 1.0), (1.0, 2.0), (2.0, 3.0), (1.0, 4.0)]),
            [(1.0, 4.0), (2.0, 3.0)]
        );
    }

    #[test]
    fn the_new_point_takes_the_place_of_the_old() {
        let merge = |a: &[(f64, f64)], b: &[(f64, f64)]| pairs(&merged(&points(a), &points(b)));
        assert_eq!(merge(&[], &[(1.0, 1.0)]), [(1.0, 1.0)]);
        assert_eq!(merge(&[(1.0, 1.0)], &[]), [(1.0, 1.0)]);
        assert_eq!(
            merge(
                &[(1.0, 1.0), (3.0, 3.0)],
                &[(0.0, 9.0), (3.0, 9.0), (4.0, 9.0)]
            ),
            [(0.0, 9.0), (1.0, 1.0), (3.0, 9.0), (4.0, 9.0)]
        );
    }
}
