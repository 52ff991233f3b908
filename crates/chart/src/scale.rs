//! Scales: from data to plot pixels along one axis, and back.
//!
//! Only finite numbers may be mapped, and on a logarithmic scale only positive ones; the segmenter keeps the others
//! away ([`Placeable`](runboard_series::gap::Placeable)) and turns them into marks.

use crate::interval::Interval;

/// No point is placed farther away than this: no screen reaches so far, and where a line to such a
/// point is cut at the plot area's edge is still exact to a thousandth of a pixel.
const FARTHEST_PX: f64 = 1e12;

/// How distance on an axis follows the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ScaleKind {
    /// Equal differences are equally far apart.
    #[default]
    Linear,
    /// Equal ratios are equally far apart; only positive numbers have a place.
    Log,
}

/// Which way an axis runs in plot space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// The lower end is at the left.
    Rightwards,
    /// The lower end is at the bottom, where the plot's height is.
    Upwards,
}

/// A mapping between a range of data and the pixels of one side of the plot area.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    kind: ScaleKind,
    domain: Interval,
    direction: Direction,
    length_px: f64,
}

impl Scale {
    /// The scale that lays `domain` over `length_px` pixels.
    ///
    /// A logarithmic scale takes the positive part of the domain, and 1 to 10 where there is none.
    pub fn new(kind: ScaleKind, domain: Interval, direction: Direction, length_px: f64) -> Self {
        Self {
            kind,
            domain: match kind {
                ScaleKind::Linear => domain,
                ScaleKind::Log => positive_part(domain),
            },
            direction,
            length_px: length_px.max(1.0),
        }
    }

    /// The same scale over another range of data.
    pub fn with_domain(&self, domain: Interval) -> Self {
        Self::new(self.kind, domain, self.direction, self.length_px)
    }

    /// The kind.
    pub fn kind(&self) -> ScaleKind {
        self.kind
    }

    /// The range of data over the whole length.
    pub fn domain(&self) -> Interval {
        self.domain
    }

    /// The length in plot pixels, at least one.
    pub fn length_px(&self) -> f64 {
        self.length_px
    }

    /// The plot pixel of a number that has a place on this scale, inside the domain or out of it; always finite.
    ///
    /// What would lie farther away than `1e12` is placed there; on a domain too narrow to be
    /// measured all numbers are in the middle.
    pub fn px_from_data(&self, value: f64) -> f64 {
        let share = share_of(self.kind, self.domain, value);
        let share = if share.is_nan() { 0.5 } else { share };
        let px = match self.direction {
            Direction::Rightwards => share * self.length_px,
            Direction::Upwards => (1.0 - share) * self.length_px,
        };
        px.clamp(-FARTHEST_PX, FARTHEST_PX)
    }

    /// The number at a plot pixel; finite for any finite pixel.
    pub fn data_from_px(&self, px: f64) -> f64 {
        let share = match self.direction {
            Direction::Rightwards => px / self.length_px,
            Direction::Upwards => 1.0 - px / self.length_px,
        };
        value_at(self.kind, self.domain, share)
    }
}

/// Where in the domain a number lies: 0 at the lower end, 1 at the upper.
fn share_of(kind: ScaleKind, domain: Interval, value: f64) -> f64 {
    match kind {
        // Half of the smallest number is zero.
        ScaleKind::Linear if domain.half_width() < f64::MIN_POSITIVE => {
            (value - domain.min()) / (domain.max() - domain.min())
        }
        // Halves, because the whole width may overflow.
        ScaleKind::Linear => (value * 0.5 - domain.min() * 0.5) / domain.half_width(),
        ScaleKind::Log => {
            let (low, high) = (domain.min().ln(), domain.max().ln());
            (value.ln() - low) / (high - low)
        }
    }
}

/// The number at a share of the domain.
pub(crate) fn value_at(kind: ScaleKind, domain: Interval, share: f64) -> f64 {
    let value = match kind {
        ScaleKind::Linear => domain.min() * (1.0 - share) + domain.max() * share,
        // The way over logarithms and back would end beside the ends.
        ScaleKind::Log if share == 0.0 => domain.min(),
        ScaleKind::Log if share == 1.0 => domain.max(),
        ScaleKind::Log => {
            let (low, high) = (domain.min().ln(), domain.max().ln());
            (low + (high - low) * share).exp()
        }
    };
    value.clamp(f64::MIN, f64::MAX)
}

fn positive_part(domain: Interval) -> Interval {
    if domain.min() > 0.0 {
        return domain;
    }
    // A zoom that reaches below zero shows three decades under its upper end.
    Interval::new((domain.max() * 1e-3).max(f64::MIN_POSITIVE), domain.max())
        .filter(|_| domain.max() > f64::MIN_POSITIVE)
        .unwrap_or_else(|| Interval::around(1.0, 10.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linear(min: f64, max: f64) -> Scale {
        Scale::new(
            ScaleKind::Linear,
            Interval::around(min, max),
            Direction::Rightwards,
            200.0,
        )
    }

    fn log(min: f64, max: f64) -> Scale {
        Scale::new(
            ScaleKind::Log,
            Interval::around(min, max),
            Direction::Rightwards,
            200.0,
        )
    }

    #[track_caller]
    fn check(scale: Scale, value: f64, expected_px: f64) {
        let px = scale.px_from_data(value);
        assert!(
            (px - expected_px).abs() < 1e-9,
            "{value} is at {px}, not {expected_px}"
        );
        let back = scale.data_from_px(px);
        assert!(
            (back - value).abs() <= value.abs().max(1e-12) * 1e-9,
            "{value} came back as {back}"
        );
    }

    #[test]
    fn linear_scales_map_both_ways() {
        check(linear(0.0, 10.0), 0.0, 0.0);
        check(linear(0.0, 10.0), 2.5, 50.0);
        check(linear(0.0, 10.0), 20.0, 400.0);
        check(linear(-1e300, 1e300), 5e299, 150.0);
        check(linear(1e-300, 3e-300), 2e-300, 100.0);
        check(linear(0.0, 1e-323), 5e-324, 100.0);
    }

    #[test]
    fn the_widest_domain_does_not_overflow() {
        let scale = linear(f64::MIN, f64::MAX);
        assert_eq!(scale.px_from_data(0.0), 100.0);
        assert_eq!(scale.px_from_data(f64::MAX), 200.0);
        assert_eq!(scale.data_from_px(100.0), 0.0);
        assert!(scale.data_from_px(1e9).is_finite());
    }

    #[test]
    fn what_is_very_far_away_has_a_finite_pixel() {
        // A zoom to a narrow range put a value of 1e300 at infinity, and its line nowhere.
        let zoomed = linear(0.0, 1e-300);
        assert_eq!(zoomed.px_from_data(1e300), FARTHEST_PX);
        assert_eq!(zoomed.px_from_data(-1e300), -FARTHEST_PX);
        let upwards = Scale {
            direction: Direction::Upwards,
            ..zoomed
        };
        assert_eq!(upwards.px_from_data(1e300), -FARTHEST_PX);
        assert_eq!(upwards.px_from_data(-1e300), FARTHEST_PX);
        let narrow = Interval::new(1e300, 1e300f64.next_up()).expect("not empty");
        let narrow = log(1.0, 2.0).with_domain(narrow);
        assert_eq!(narrow.px_from_data(1e300), 100.0);
        assert_eq!(narrow.px_from_data(1.0), -FARTHEST_PX);
    }

    #[test]
    fn log_scales_map_both_ways() {
        check(log(1.0, 100.0), 10.0, 100.0);
        check(log(1e-300, 1e300), 1.0, 100.0);
        check(log(0.1, 10.0), 100.0, 300.0);
    }

    #[test]
    fn a_log_domain_is_always_positive() {
        assert_eq!(log(-5.0, 1000.0).domain(), Interval::around(1.0, 1000.0));
        assert_eq!(log(-5.0, -1.0).domain(), Interval::around(1.0, 10.0));
        // A line of 5e-324 and 1e-323 was not on its own axis.
        let smallest = Interval::around(5e-324, 1e-323);
        assert_eq!(log(1.0, 2.0).with_domain(smallest).domain(), smallest);
    }

    #[test]
    fn upward_scales_start_at_the_bottom() {
        let scale = Scale::new(
            ScaleKind::Linear,
            Interval::around(0.0, 1.0),
            Direction::Upwards,
            100.0,
        );
        check(scale, 0.0, 100.0);
        check(scale, 1.0, 0.0);
    }
}
