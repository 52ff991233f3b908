//! Which coding is the smallest that gives back each column exactly.
//!
//! Steps and times come back to the last bit, and so do values that are numbers. A NaN comes back as one, of
//! whatever bits: a line has one kind of NaN.

use super::header::{StepCoding, TimeCoding, ValueCoding};

/// `F32` if every value is exactly an `f32`; a NaN is.
pub(super) fn value_coding(values: &[f64]) -> ValueCoding {
    let fits = |value: f64| value.is_nan() || f64::from(value as f32) == value;
    if values.iter().copied().all(fits) {
        ValueCoding::F32
    } else {
        ValueCoding::F64
    }
}

/// `Regular` if that formula gives each step exactly.
pub(super) fn step_coding(steps: &[f64]) -> StepCoding {
    let (start, stride) = match steps {
        [] => (0.0, 0.0),
        [only] => (*only, 0.0),
        [first, second, ..] => (*first, second - first),
    };
    let is_regular = (0..)
        .zip(steps)
        .all(|(idx, step)| StepCoding::regular(start, stride, idx).to_bits() == step.to_bits());
    if is_regular && start.is_finite() {
        StepCoding::Regular { start, stride }
    } else {
        StepCoding::F64
    }
}

/// `Regular` if that formula gives each time, `U32` if the times span less than 50 days.
pub(super) fn time_coding(times: &[i64]) -> TimeCoding {
    let (start, stride) = match times {
        [] => (0, 0),
        [only] => (*only, 0),
        [first, second, ..] => (*first, second.wrapping_sub(*first)),
    };
    if (0..)
        .zip(times)
        .all(|(idx, time)| TimeCoding::regular(start, stride, idx) == *time)
    {
        return TimeCoding::Regular { start, stride };
    }
    let base = times.iter().copied().min().unwrap_or(0);
    let max = times.iter().copied().max().unwrap_or(0);
    match max.checked_sub(base).map(u32::try_from) {
        Some(Ok(_)) => TimeCoding::U32 { base },
        _ => TimeCoding::I64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_are_floats_of_32_bits_travel_as_such() {
        assert_eq!(value_coding(&[]), ValueCoding::F32);
        assert_eq!(
            value_coding(&[0.5, f64::NAN, f64::NEG_INFINITY, -0.0, 3.0]),
            ValueCoding::F32
        );
        assert_eq!(value_coding(&[0.5, 0.1]), ValueCoding::F64);
        assert_eq!(value_coding(&[1e300]), ValueCoding::F64);
        assert_eq!(value_coding(&[5e-324]), ValueCoding::F64);
    }

    #[test]
    fn steps_that_a_formula_gives_exactly_travel_as_such() {
        let regular = |start, stride| StepCoding::Regular { start, stride };
        assert_eq!(step_coding(&[]), regular(0.0, 0.0));
        assert_eq!(step_coding(&[7.5]), regular(7.5, 0.0));
        assert_eq!(step_coding(&[10.0, 20.0, 30.0]), regular(10.0, 10.0));
        assert_eq!(step_coding(&[0.0, 1.0, 3.0]), StepCoding::F64);
        // 0.1 + 2 × 0.1 is not 0.3.
        assert_eq!(step_coding(&[0.1, 0.2, 0.3]), StepCoding::F64);
        assert_eq!(step_coding(&[-0.0, 1.0]), StepCoding::F64);
        assert_eq!(step_coding(&[-1e308, 1e308]), StepCoding::F64);
        assert_eq!(step_coding(&[f64::NAN]), StepCoding::F64);
    }

    #[test]
    fn times_close_together_travel_as_offsets() {
        assert_eq!(
            time_coding(&[5, 5, 5]),
            TimeCoding::Regular {
                start: 5,
                stride: 0
            }
        );
        assert_eq!(time_coding(&[9, 5, 6]), TimeCoding::U32 { base: 5 });
        assert_eq!(time_coding(&[0, 1, 1 << 40]), TimeCoding::I64);
        assert_eq!(time_coding(&[i64::MIN, 0, i64::MAX]), TimeCoding::I64);
    }
}
