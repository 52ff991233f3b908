//! What is known of a list of points without reading it. Pure.

use super::Point;

/// Counts and extremes of some points.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct ValueSummary {
    /// Points, non-finite ones included.
    pub(super) n_points: i64,
    /// Points whose value is NaN or infinite.
    pub(super) n_non_finite: i64,
    /// The smallest finite value.
    pub(super) min: Option<f64>,
    /// The largest finite value.
    pub(super) max: Option<f64>,
}

impl ValueSummary {
    /// The summary of `points`.
    pub(super) fn of(points: &[Point]) -> Self {
        let mut summary = Self {
            n_points: points.len() as i64,
            ..Self::default()
        };
        for point in points {
            if point.value.is_finite() {
                summary.min = Some(summary.min.map_or(point.value, |min| min.min(point.value)));
                summary.max = Some(summary.max.map_or(point.value, |max| max.max(point.value)));
            } else {
                summary.n_non_finite += 1;
            }
        }
        summary
    }

    /// The summary of the points of both.
    pub(super) fn and(self, other: Self) -> Self {
        let either = |a: Option<f64>, b: Option<f64>, pick: fn(f64, f64) -> f64| match (a, b) {
            (Some(a), Some(b)) => Some(pick(a, b)),
            (a, b) => a.or(b),
        };
        Self {
            n_points: self.n_points + other.n_points,
            n_non_finite: self.n_non_finite + other.n_non_finite,
            min: either(self.min, other.min, f64::min),
            max: either(self.max, other.max, f64::max),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[f64]) -> ValueSummary {
        let point = |&value| Point {
            step: 0.0,
            value,
            time: 0,
        };
        ValueSummary::of(&values.iter().map(point).collect::<Vec<_>>())
    }

    #[test]
    fn only_finite_values_are_extremes() {
        let summary = of(&[f64::NAN, 3.0, f64::NEG_INFINITY, -1.0]);
        assert_eq!((summary.n_points, summary.n_non_finite), (4, 2));
        assert_eq!((summary.min, summary.max), (Some(-1.0), Some(3.0)));
        assert_eq!(of(&[f64::NAN]).min, None);
    }

    #[test]
    fn a_summary_of_parts_is_the_summary_of_the_whole() {
        assert_eq!(
            of(&[1.0, 5.0]).and(of(&[f64::NAN, -2.0])),
            of(&[1.0, 5.0, f64::NAN, -2.0])
        );
        assert_eq!(of(&[]).and(of(&[7.0])), of(&[7.0]));
    }
}
