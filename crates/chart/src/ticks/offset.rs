//! Ticks close together and far from zero, labelled by how far they are from one round number.

use super::{AxisUnit, LabelRoom, Tick, ticks};
use crate::format;
use crate::interval::Interval;
use crate::scale::{Direction, Scale, ScaleKind};

/// Ticks with short labels, and what the labels are relative to.
#[derive(Debug, Clone, PartialEq)]
pub struct OffsetTicks {
    /// The ticks; the label of each is its difference from the offset, `+0.001`.
    pub ticks: Vec<Tick>,
    /// The number that the differences are taken from, to its last digit: `1e9`.
    pub offset: String,
}

/// The ticks of an upward axis as differences from a round number in its range.
///
/// `None` where that helps nothing: zero is in the range, or as near as the range is wide.
pub fn offset_ticks(scale: &Scale) -> Option<OffsetTicks> {
    let domain = scale.domain();
    let half_width = domain.half_width();
    let center = domain.min() + half_width;
    if center.abs() < half_width * 100.0 {
        return None;
    }
    // The power of ten that the range is no wider than: one digit of the labels changes at most before the ones
    // that tell them apart.
    let exponent = (half_width.log10() + 2f64.log10()).ceil() as i32;
    // Powers below one are no floats, their reciprocals are.
    let power = 10f64.powi(exponent.abs());
    let offset = if exponent < 0 {
        (center * power).round() / power
    } else {
        (center / power).round() * power
    };
    let differences = Interval::new(domain.min() - offset, domain.max() - offset)?;
    let relative = Scale::new(
        ScaleKind::Linear,
        differences,
        Direction::Upwards,
        scale.length_px(),
    );
    let ticks = ticks(&relative, AxisUnit::Number, LabelRoom::Height)
        .into_iter()
        .map(|tick| Tick {
            value: offset + tick.value,
            label: if tick.value > 0.0 {
                format!("+{}", tick.label)
            } else {
                tick.label
            },
        })
        .collect();
    let n_digits = offset.abs().log10().floor() as i32 - exponent;
    Some(OffsetTicks {
        ticks,
        offset: format::exponential(offset, n_digits.clamp(0, 16) as usize),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(min: f64, max: f64, offset: &str, labels: &[&str]) {
        let domain = Interval::new(min, max).expect("a range");
        let scale = Scale::new(ScaleKind::Linear, domain, Direction::Upwards, 200.0);
        let found = offset_ticks(&scale).expect("far from zero");
        let texts: Vec<_> = found.ticks.iter().map(|tick| tick.label.as_str()).collect();
        assert_eq!((found.offset.as_str(), texts.as_slice()), (offset, labels));
    }

    #[test]
    fn labels_say_how_far_a_tick_is_from_a_round_number() {
        check(
            1e9,
            1e9 + 0.0021,
            "1e9",
            &["0", "+0.0005", "+0.0010", "+0.0015", "+0.0020"],
        );
        check(
            1e9 - 0.001,
            1e9 + 0.001,
            "1e9",
            &["-0.0010", "-0.0005", "0", "+0.0005", "+0.0010"],
        );
        check(
            -123_456.789_3,
            -123_456.789_1,
            "-1.23456789e5",
            &["-0.00025", "-0.00020", "-0.00015", "-0.00010"],
        );
        check(
            1e300,
            1e300 + 4e288,
            "1e300",
            &[
                "0", "+5e287", "+1e288", "+1.5e288", "+2e288", "+2.5e288", "+3e288", "+3.5e288",
            ],
        );
    }

    #[test]
    fn what_is_near_zero_needs_no_offset() {
        let near = Interval::around(-1.0, 3.0);
        let scale = Scale::new(ScaleKind::Linear, near, Direction::Upwards, 200.0);
        assert_eq!(offset_ticks(&scale), None);
    }
}
