//! Ticks of a logarithmic axis: whole decades, or round values within them.

use super::{MANY_TICKS, Tick, linear};
use crate::format;
use crate::interval::Interval;

/// Candidates, the best first: decades, values within decades, then every few decades.
///
/// Within one decade the round values of a linear axis are the better ones.
pub(super) fn candidates(domain: Interval) -> Vec<Vec<Tick>> {
    let decades = |every: i32| at_decades(domain, &[1.0], every);
    let mut candidates = vec![
        decades(1),
        at_decades(domain, &[1.0, 2.0, 5.0], 1),
        at_decades(domain, &[1.0, 3.0], 1),
        at_decades(domain, &[1.0, 2.0, 3.0, 5.0], 1),
        at_decades(domain, &[1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 7.0], 1),
    ];
    if domain.max() / domain.min() < 20.0 {
        candidates.extend(linear::candidates(domain));
    }
    candidates.extend([2, 3, 5, 10, 20, 30, 50, 100, 200].map(decades));
    candidates.retain(|ticks| ticks.len() < MANY_TICKS);
    candidates
}

fn at_decades(domain: Interval, multiples: &[f64], every: i32) -> Vec<Tick> {
    let first = domain.min().log10().floor() as i32;
    let last = domain.max().log10().ceil() as i32;
    (first.div_euclid(every)..=last.div_euclid(every))
        .map(|index| index * every)
        .flat_map(|exponent| multiples.iter().map(move |multiple| (*multiple, exponent)))
        .map(|(multiple, exponent)| power_of_ten(multiple, exponent))
        // A hair of tolerance, so that ends that were computed are not missed.
        .filter(|value| {
            domain.min() * (1.0 - 1e-9) <= *value && *value <= domain.max() * (1.0 + 1e-9)
        })
        .map(|value| Tick {
            value,
            label: format::number(value),
        })
        .collect()
}

/// The largest exponent of ten that a float has.
const MAX_POWER: i32 = 308;

fn power_of_ten(multiple: f64, exponent: i32) -> f64 {
    // Up to 1e22 powers of ten are floats of their own, so that one rounding is left; negative ones are none, hence
    // the division. Parsing digits would bring 10 KB of tables into the page.
    let power = |exponent: i32| 10f64.powi(exponent);
    if exponent >= 0 {
        (multiple * power(exponent)).min(f64::MAX)
    } else if exponent >= -MAX_POWER {
        multiple / power(-exponent)
    } else {
        // Close to zero the power itself would be infinite.
        multiple / power(MAX_POWER) / power(-exponent - MAX_POWER)
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
        let scale = Scale::new(ScaleKind::Log, domain, Direction::Upwards, 200.0);
        let ticks = ticks(&scale, AxisUnit::Number, LabelRoom::Height);
        let texts: Vec<_> = ticks.iter().map(|tick| tick.label.as_str()).collect();
        assert_eq!(texts, labels);
    }

    #[test]
    fn decades_come_first() {
        check(1.0, 1000.0, &["1", "10", "100", "1000"]);
        check(
            1e-6,
            0.5,
            &["1e-6", "1e-5", "0.0001", "0.001", "0.01", "0.1"],
        );
        check(
            1e-300,
            1e300,
            &["1e-300", "1e-200", "1e-100", "1", "1e100", "1e200", "1e300"],
        );
    }

    #[test]
    fn a_short_range_has_values_within_its_decades() {
        check(0.02, 0.7, &["0.02", "0.05", "0.1", "0.2", "0.5"]);
        // These had three, and the last none in its lower half.
        check(0.67, 6.0, &["1", "2", "3", "5"]);
        check(3.0, 30.0, &["3", "5", "10", "20", "30"]);
        check(0.25, 1.2, &["0.3", "0.4", "0.5", "0.7", "1"]);
        check(
            1.2,
            1.9,
            &["1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "1.8", "1.9"],
        );
    }

    #[test]
    fn an_axis_with_room_has_four_to_eight_labels() {
        for tenths in 1..60 {
            for start in [1.0, 1.3, 2.2, 3.5, 4.7, 6.1, 8.4, 9.6] {
                let ratio = 10f64.powf(f64::from(tenths) * 0.1);
                let domain = Interval::around(start, start * ratio);
                let scale = Scale::new(ScaleKind::Log, domain, Direction::Upwards, 200.0);
                let n_ticks = ticks(&scale, AxisUnit::Number, LabelRoom::Height).len();
                assert!((4..=8).contains(&n_ticks), "{start} × {ratio}: {n_ticks}");
            }
        }
    }
}
