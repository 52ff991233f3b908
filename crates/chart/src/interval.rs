//! Finite, non-empty ranges of data.

/// A range of data with finite ends, the lower strictly below the upper.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    min: f64,
    max: f64,
}

impl Interval {
    /// The range between two numbers, in whichever order; `None` where one is not finite or both are equal.
    pub fn new(a: f64, b: f64) -> Option<Self> {
        let (min, max) = if a <= b { (a, b) } else { (b, a) };
        (min.is_finite() && max.is_finite() && min < max).then_some(Self { min, max })
    }

    /// The range between two numbers, widened around them where they are (nearly) equal.
    ///
    /// What is not finite counts as zero. A single value gets a tenth of itself on either side, so that
    /// its tick labels stay short; zero gets one.
    pub fn around(a: f64, b: f64) -> Self {
        let finite = |v: f64| if v.is_finite() { v } else { 0.0 };
        let (a, b) = (finite(a), finite(b));
        let largest = a.abs().max(b.abs());
        match Self::new(a, b) {
            Some(interval) if interval.half_width() > largest * 1e-13 => interval,
            _ => {
                let margin = if largest > f64::MIN_POSITIVE * 1e9 {
                    largest * 0.1
                } else {
                    1.0
                };
                Self {
                    min: (a.min(b) - margin).max(f64::MIN),
                    max: (a.max(b) + margin).min(f64::MAX),
                }
            }
        }
    }

    /// The lower end.
    pub fn min(self) -> f64 {
        self.min
    }

    /// The upper end.
    pub fn max(self) -> f64 {
        self.max
    }

    /// Half the distance between the ends; finite even where the whole would overflow.
    pub fn half_width(self) -> f64 {
        self.max * 0.5 - self.min * 0.5
    }

    /// Whether the number lies in it, ends included.
    pub fn contains(self, value: f64) -> bool {
        self.min <= value && value <= self.max
    }

    /// The smallest range that holds both.
    pub fn union(self, other: Self) -> Self {
        Self {
            min: self.min.min(other.min),
            max: self.max.max(other.max),
        }
    }

    /// The range with `share` of its width added on either side.
    pub fn padded(self, share: f64) -> Self {
        let margin = self.half_width() * 2.0 * share;
        let margin = if margin.is_finite() { margin } else { 0.0 };
        let padded = Self {
            min: (self.min - margin).max(f64::MIN),
            max: (self.max + margin).min(f64::MAX),
        };
        if padded.min < padded.max {
            padded
        } else {
            self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_around(a: f64, b: f64, expected: (f64, f64)) {
        let interval = Interval::around(a, b);
        assert_eq!((interval.min(), interval.max()), expected);
    }

    #[test]
    fn ends_may_come_in_any_order_and_must_differ() {
        assert_eq!(Interval::new(3.0, 1.0), Interval::new(1.0, 3.0));
        for (a, b) in [(1.0, 1.0), (f64::NAN, 1.0), (0.0, f64::INFINITY)] {
            assert_eq!(Interval::new(a, b), None, "{a} {b}");
        }
    }

    #[test]
    fn a_single_value_is_widened_to_something_that_can_be_drawn() {
        check_around(0.0, 1.0, (0.0, 1.0));
        check_around(0.0, 0.0, (-1.0, 1.0));
        check_around(10.0, 10.0, (9.0, 11.0));
        check_around(-10.0, -10.0, (-11.0, -9.0));
        check_around(f64::NAN, f64::INFINITY, (-1.0, 1.0));
        check_around(f64::MAX, f64::MAX, (f64::MAX - f64::MAX * 0.1, f64::MAX));
        check_around(5e-324, 5e-324, (-1.0, 1.0));
        let hardly_apart = Interval::around(1.0, 1.0 + f64::EPSILON);
        assert!(hardly_apart.half_width() > 0.05);
    }

    #[test]
    fn the_widest_range_of_all_stays_finite() {
        let widest = Interval::around(f64::MIN, f64::MAX);
        assert_eq!(widest.half_width(), f64::MAX);
        assert_eq!(widest.padded(0.05), widest);
    }

    #[test]
    fn padding_adds_a_share_of_the_width_on_either_side() {
        let padded = Interval::around(0.0, 10.0).padded(0.1);
        assert_eq!((padded.min(), padded.max()), (-1.0, 11.0));
    }
}
