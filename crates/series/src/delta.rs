//! The difference of a line to another one, the baseline, at the same step.
//!
//! At each step of the line stands its value minus the baseline's at that step. Where the baseline has no
//! point at exactly that step, its last one before it counts, as in a reading; where it has not begun, or
//! has ended already, there is nothing to compare with and no point. A difference is not a number where
//! either value is not, or where both are the same infinity.

use crate::nearest::at_or_before;
use crate::points::{Point, Points};

/// The baseline's value that counts at a step; `None` before its first point and after its last.
pub fn baseline_at(baseline: &Points, step: f64) -> Option<f64> {
    let ended_at = *baseline.steps().last()?;
    let index = at_or_before(baseline.steps(), step).filter(|_| step <= ended_at)?;
    baseline.values().get(index).copied()
}

/// The line minus the baseline; the steps and times are the line's own.
pub fn difference(line: &Points, baseline: &Points) -> Points {
    let Some(ended_at) = baseline.steps().last().copied() else {
        return Points::default();
    };
    let mut others = baseline.iter().peekable();
    let mut before = None;
    let differences = line.iter().take_while(|point| point.step <= ended_at);
    let differences = differences.filter_map(|point| {
        // Both are in the order of their steps, so what was passed is never looked at again.
        while let Some(other) = others.next_if(|other| other.step <= point.step) {
            before = Some(other.value);
        }
        let value = point.value - before?;
        Some(Point { value, ..point })
    });
    differences.collect()
}

/// How a value stands to the baseline's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// The value minus the baseline's.
    pub difference: f64,
    /// The value as a multiple of the baseline's; `None` where that is zero or either is not finite.
    pub ratio: Option<f64>,
}

impl Change {
    /// The change from `baseline` to `value`.
    pub fn between(baseline: f64, value: f64) -> Self {
        let ratio = value / baseline;
        let has_ratio = ratio.is_finite() && baseline.is_finite() && baseline != 0.0;
        Self {
            difference: value - baseline,
            ratio: has_ratio.then_some(ratio),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn points(points: &[(f64, f64)]) -> Points {
        let point = |(step, value): &(f64, f64)| Point {
            step: *step,
            value: *value,
            time_unix_millis: 0,
        };
        points.iter().map(point).collect()
    }

    #[track_caller]
    fn check(line: &[(f64, f64)], baseline: &[(f64, f64)], expected: &[(f64, f64)]) {
        let difference = difference(&points(line), &points(baseline));
        let got: Vec<(f64, f64)> = difference.iter().map(|p| (p.step, p.value)).collect();
        let same = |a: &(f64, f64), b: &(f64, f64)| {
            a.0 == b.0 && (a.1 == b.1 || a.1.is_nan() && b.1.is_nan())
        };
        let are_same = got.len() == expected.len()
            && got
                .iter()
                .zip(expected)
                .all(|(got, expected)| same(got, expected));
        assert!(are_same, "{got:?}, not {expected:?}");
    }

    #[test]
    fn equal_steps_are_subtracted_point_by_point() {
        check(
            &[(0.0, 3.0), (1.0, 2.0)],
            &[(0.0, 1.0), (1.0, 4.0)],
            &[(0.0, 2.0), (1.0, -2.0)],
        );
        check(&[], &[(0.0, 1.0)], &[]);
        check(&[(0.0, 1.0)], &[], &[]);
    }

    #[test]
    fn between_its_points_the_baseline_keeps_its_last_value() {
        check(
            &[(1.0, 5.0), (3.0, 5.0), (4.0, 5.0)],
            &[(0.0, 1.0), (2.0, 2.0), (4.0, 3.0)],
            &[(1.0, 4.0), (3.0, 3.0), (4.0, 2.0)],
        );
    }

    #[test]
    fn outside_of_the_baseline_nothing_is_compared() {
        check(
            &[(0.0, 1.0), (1.0, 1.0), (2.0, 1.0), (3.0, 1.0)],
            &[(1.0, 1.0), (2.0, 0.0)],
            &[(1.0, 0.0), (2.0, 1.0)],
        );
    }

    #[test]
    fn what_is_not_finite_stays_visible() {
        let inf = f64::INFINITY;
        check(
            &[(0.0, f64::NAN), (1.0, inf), (2.0, inf), (3.0, 1.0)],
            &[(0.0, 1.0), (1.0, 1.0), (2.0, inf), (3.0, inf)],
            &[(0.0, f64::NAN), (1.0, inf), (2.0, f64::NAN), (3.0, -inf)],
        );
    }

    #[test]
    fn a_ratio_needs_something_to_divide_by() {
        assert_eq!(
            Change::between(0.5, 0.75),
            Change {
                difference: 0.25,
                ratio: Some(1.5)
            }
        );
        for (baseline, value) in [(0.0, 1.0), (f64::NAN, 1.0), (1.0, f64::INFINITY)] {
            assert_eq!(Change::between(baseline, value).ratio, None);
        }
        assert_eq!(Change::between(f64::INFINITY, 1.0).ratio, None);
    }

    fn any_line() -> impl Strategy<Value = Points> {
        prop::collection::vec((-30i32..30, -10.0..10.0f64), 0..40).prop_map(|logged| {
            let logged: Vec<_> = logged
                .iter()
                .map(|(step, v)| (f64::from(*step), *v))
                .collect();
            points(&logged)
        })
    }

    proptest! {
        #[test]
        fn differences_are_as_plainly_defined(line in any_line(), baseline in any_line()) {
            let got = difference(&line, &baseline);
            let plain: Points = line
                .iter()
                .filter_map(|point| {
                    let before = baseline.iter().filter(|other| other.step <= point.step).last()?;
                    let goes_on = baseline.iter().any(|other| other.step >= point.step);
                    goes_on.then_some(Point { value: point.value - before.value, ..point })
                })
                .collect();
            prop_assert_eq!(got, plain);
            for point in line.iter() {
                let at = baseline_at(&baseline, point.step);
                let before = baseline.iter().filter(|other| other.step <= point.step).last();
                let goes_on = baseline.iter().any(|other| other.step >= point.step);
                prop_assert_eq!(at, before.filter(|_| goes_on).map(|before| before.value));
            }
        }
    }
}
