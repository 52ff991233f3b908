//! Ticks at multiples of 1, 2 or 5 times a power of ten.

use super::{MANY_TICKS, Tick};
use crate::format;
use crate::interval::Interval;

/// Below this power of ten there is no float.
const SMALLEST_EXPONENT: f64 = -324.0;

/// Candidates, the best first: steps of 1, 2 and 5 from fine to coarse, then of 2.5 for what lies between.
pub(super) fn candidates(domain: Interval) -> Vec<Vec<Tick>> {
    // A range of 16 steps at most is the finest that could ever fit. The smallest of all ranges have no half.
    let finest = (domain.half_width().log10() - 8f64.log10()).floor();
    let finest = finest.max(SMALLEST_EXPONENT) as i32;
    let exponents = finest..finest + 4;
    let round = exponents
        .clone()
        .flat_map(|exponent| [1.0, 2.0, 5.0].map(|m| (m, exponent)));
    let between = exponents.map(|exponent| (25.0, exponent - 1));
    round
        .chain(between)
        .filter_map(|(multiple, exponent)| at_multiples(domain, multiple, exponent))
        .collect()
}

/// Ticks at the multiples of `multiple · 10^exponent`; `None` where they are too many or not apart.
fn at_multiples(domain: Interval, multiple: f64, exponent: i32) -> Option<Vec<Tick>> {
    let step = scaled(multiple, exponent);
    // A hair of tolerance, so that ends that were computed are not missed.
    let first = (domain.min() / step - 1e-9).ceil();
    let last = (domain.max() / step + 1e-9).floor();
    if !(first.is_finite() && last.is_finite() && last - first < MANY_TICKS as f64) {
        return None;
    }
    let n_ticks = (last - first + 1.0).max(0.0) as usize;
    let values: Vec<f64> = (0..n_ticks)
        .map(|index| scaled((first + index as f64) * multiple, exponent))
        .collect();
    let are_apart = values.iter().zip(values.iter().skip(1)).all(|(a, b)| a < b);
    let label_exponent = if multiple >= 10.0 && multiple % 10.0 == 0.0 {
        exponent + 1
    } else {
        exponent
    };
    are_apart.then(|| {
        let labelled = values.into_iter().map(|value| Tick {
            value,
            label: format::tick(value, label_exponent, domain),
        });
        labelled.collect()
    })
}

/// `value · 10^exponent`, rounded once: a negative power of ten is not exact, its reciprocal is.
fn scaled(value: f64, exponent: i32) -> f64 {
    if exponent < -300 {
        value * 1e-300 * 10f64.powi(exponent + 300)
    } else if exponent < 0 {
        value / 10f64.powi(-exponent)
    } else {
        value * 10f64.powi(exponent)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{AxisUnit, LabelRoom, ticks};
    use super::*;
    use crate::scale::{Direction, Scale, ScaleKind};

    #[track_caller]
    fn check(min: f64, max: f64, labels: &[&str]) {
        let domain = Interval::around(min, max);
        let scale = Scale::new(ScaleKind::Linear, domain, Direction::Upwards, 200.0);
        let ticks = ticks(&scale, AxisUnit::Number, LabelRoom::Height);
        let texts: Vec<_> = ticks.iter().map(|tick| tick.label.as_str()).collect();
        assert_eq!(texts, labels);
    }

    #[test]
    fn ticks_stand_at_round_values() {
        check(
            0.0,
            149.0,
            &["0", "20", "40", "60", "80", "100", "120", "140"],
        );
        check(
            0.02,
            0.1229,
            &["0.02", "0.04", "0.06", "0.08", "0.10", "0.12"],
        );
        check(-1.0, 1.0, &["-1.0", "-0.5", "0", "0.5", "1.0"]);
        check(
            0.1,
            1.85,
            &["0.25", "0.50", "0.75", "1.00", "1.25", "1.50", "1.75"],
        );
    }

    #[test]
    fn huge_and_tiny_numbers_are_written_with_an_exponent() {
        check(0.0, 4e9, &["0", "1e9", "2e9", "3e9", "4e9"]);
        check(0.0, 5e9, &["0", "1e9", "2e9", "3e9", "4e9", "5e9"]);
        check(0.0, 5e-9, &["0", "1e-9", "2e-9", "3e-9", "4e-9", "5e-9"]);
        check(
            0.0,
            5e-300,
            &["0", "1e-300", "2e-300", "3e-300", "4e-300", "5e-300"],
        );
        let widest = [
            "-1.5e308", "-1e308", "-5e307", "0", "5e307", "1e308", "1.5e308",
        ];
        check(f64::MIN, f64::MAX, &widest);
    }

    #[test]
    fn the_smallest_numbers_of_all_have_ticks() {
        // A line of 5e-324, 0 and 1e-323 had one tick, `NaNe0`: an eighth of its range is no float any more.
        let smallest = 5e-324;
        check(0.0, 2.0 * smallest, &["0", "5e-324", "1e-323"]);
    }

    #[test]
    fn a_narrow_range_far_from_zero_is_labelled_to_the_digit_that_differs() {
        check(
            1000.0,
            1000.004,
            &["1000.000", "1000.001", "1000.002", "1000.003", "1000.004"],
        );
        check(
            1e9,
            1e9 + 4.0,
            &[
                "1e9",
                "1.000000001e9",
                "1.000000002e9",
                "1.000000003e9",
                "1.000000004e9",
            ],
        );
    }
}
