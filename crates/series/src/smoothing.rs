//! The exponential moving average of TensorBoard.

/// Each value averaged with those before it, whose weight fades by `weight` (0 to below 1) a point.
///
/// The average is debiased as in Adam (Kingma & Ba 2014), so that it starts at the first value and not at
/// zero. What is not finite stays as it is and is skipped by the average. Equal values stay exactly
/// equal.
pub fn smoothed(values: &[f64], weight: f64) -> Vec<f64> {
    let mut average = 0.0;
    let mut bias = 1.0;
    let mut extent: Option<(f64, f64)> = None;
    values
        .iter()
        .map(|&value| {
            if !value.is_finite() {
                return value;
            }
            let (min, max) = extent.map_or((value, value), |(a, b)| (value.min(a), value.max(b)));
            extent = Some((min, max));
            average = average * weight + value * (1.0 - weight);
            bias *= weight;
            // No average leaves the values it is made of; rounding would.
            (average / (1.0 - bias)).clamp(min, max)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(values: &[f64], weight: f64, expected: &[f64]) {
        let smoothed = smoothed(values, weight);
        assert_eq!(smoothed.len(), expected.len());
        for (got, expected) in smoothed.iter().zip(expected) {
            let same = (got - expected).abs() < 1e-12
                || got == expected
                || (got.is_nan() && expected.is_nan());
            assert!(same, "{smoothed:?}");
        }
    }

    #[test]
    fn averages_start_at_the_first_value_and_lag_behind() {
        check(&[], 0.5, &[]);
        check(&[8.0], 0.9, &[8.0]);
        check(&[1.0, 2.0, 4.0], 0.0, &[1.0, 2.0, 4.0]);
        check(&[0.0, 3.0], 0.5, &[0.0, 2.0]);
        check(&[0.1, 0.1, 0.1], 0.6, &[0.1, 0.1, 0.1]);
    }

    #[test]
    fn what_is_not_finite_stays_and_is_skipped() {
        let inf = f64::INFINITY;
        check(&[0.0, f64::NAN, 3.0, inf], 0.5, &[0.0, f64::NAN, 2.0, inf]);
    }

    proptest! {
        #[test]
        fn averages_stay_between_the_smallest_and_the_largest_value(
            values in prop::collection::vec(-1e9..1e9f64, 1..60),
            weight in 0.0..0.999f64,
        ) {
            let min = values.iter().copied().fold(f64::INFINITY, f64::min);
            let max = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            for average in smoothed(&values, weight) {
                prop_assert!(min <= average && average <= max);
            }
        }
    }
}
