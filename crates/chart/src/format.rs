//! Numbers as text: few digits to look at, all of them to copy.

use crate::interval::Interval;

/// Six significant digits without trailing zeros, with an exponent outside of 1e-4 to 1e6.
pub fn number(value: f64) -> String {
    significant(value, 6)
}

/// How many significant digits tell a number from one that is `difference` away; six at least.
pub fn digits_to_tell(value: f64, difference: f64) -> usize {
    let difference = difference.abs();
    if value == 0.0 || !value.is_finite() || !difference.is_finite() || difference == 0.0 {
        return 6;
    }
    let digits = value.abs().log10().floor() - difference.log10().floor() + 1.0;
    digits.clamp(6.0, 17.0) as usize
}

/// How many significant digits tell numbers of this extent apart, within a hundredth of it; six at least.
pub(crate) fn digits_within(extent: Option<(f64, f64)>) -> usize {
    extent.map_or(6, |(min, max)| {
        digits_to_tell(min.abs().max(max.abs()), (max - min) * 0.01)
    })
}

/// So many significant digits without trailing zeros, with an exponent outside of 1e-4 to 1e6.
///
/// Whole parts are never rounded away: 123456 stays what it is with two digits.
pub fn significant(value: f64, n_digits: usize) -> String {
    let magnitude = value.abs();
    let beyond_first = n_digits.clamp(1, 17) as i32 - 1;
    if !value.is_finite() || value == 0.0 {
        return full(value);
    }
    if !(1e-4..1e6).contains(&magnitude) {
        return exponential(value, beyond_first as usize);
    }
    let decimals = (beyond_first - magnitude.log10().floor() as i32).clamp(0, 12) as usize;
    trimmed(&format!("{value:.decimals$}")).to_owned()
}

/// A share in per cent, with three significant digits: `12.5 %`.
pub fn percent(share: f64) -> String {
    format!("{} %", significant(share * 100.0, 3))
}

/// The shortest text that reads back as the same number; `NaN`, `Infinity` and `-Infinity` for the others.
pub fn full(value: f64) -> String {
    if value.is_nan() {
        "NaN".to_owned()
    } else if value.is_infinite() {
        if value > 0.0 { "Infinity" } else { "-Infinity" }.to_owned()
    } else if value == 0.0 {
        "0".to_owned()
    } else {
        format!("{value:?}").trim_end_matches(".0").to_owned()
    }
}

/// Two numbers with the same number of decimals: four significant digits for the larger one, more where these are the
/// same for both.
pub fn range(min: f64, max: f64) -> (String, String) {
    let largest = min.abs().max(max.abs());
    let are_whole = min.fract() == 0.0 && max.fract() == 0.0;
    let n_digits = digits_to_tell(largest, max - min);
    if n_digits > 6 {
        return (significant(min, n_digits), significant(max, n_digits));
    }
    if are_whole || !(1e-4..1e6).contains(&largest) {
        return (number(min), number(max));
    }
    let of_largest = 3 - largest.log10().floor() as i32;
    let telling = match max - min {
        width if width > 0.0 => -width.log10().floor() as i32,
        _ => 0,
    };
    let decimals = of_largest.max(telling).clamp(0, 8) as usize;
    let shared = |value: f64| {
        let text = format!("{value:.decimals$}");
        // What would be rounded to nothing keeps its own digits.
        if value != 0.0 && text.chars().all(|c| matches!(c, '0' | '.' | '-')) {
            number(value)
        } else {
            text
        }
    };
    (shared(min), shared(max))
}

/// A number of a range, in four significant digits or in as many as tell it from one a hundredth of the range away.
pub fn in_range(value: f64, (min, max): (f64, f64)) -> String {
    // Halves, because the whole width may overflow.
    let width = (max * 0.5 - min * 0.5) * 2.0;
    let largest = min.abs().max(max.abs());
    let digits = largest.log10().floor() - width.log10().floor() + 2.0;
    significant(value, digits.clamp(4.0, 17.0) as usize)
}

/// A label of a tick: as many digits as tell it from the next one, `step` away.
pub(crate) fn tick(value: f64, step_exponent: i32, domain: Interval) -> String {
    let largest = domain.min().abs().max(domain.max().abs());
    if value == 0.0 {
        return "0".to_owned();
    }
    if !(1e-4..1e6).contains(&largest) {
        let digits = value.abs().log10().floor() as i32 - step_exponent;
        return exponential(value, digits.clamp(0, 16) as usize);
    }
    let decimals = (-step_exponent).clamp(0, 20) as usize;
    format!("{value:.decimals$}")
}

/// With an exponent and so many digits after the first, but for zeros at the end.
pub(crate) fn exponential(value: f64, digits: usize) -> String {
    let text = format!("{value:.digits$e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    format!("{}e{exponent}", trimmed(mantissa))
}

fn trimmed(text: &str) -> &str {
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.')
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: f64, expected_number: &str, expected_full: &str) {
        assert_eq!(number(value), expected_number);
        assert_eq!(full(value), expected_full);
    }

    #[test]
    fn numbers_have_six_significant_digits_to_look_at_and_all_to_copy() {
        check(0.0, "0", "0");
        check(-0.0, "0", "0");
        check(1.0, "1", "1");
        check(0.871, "0.871", "0.871");
        check(1.0 / 3.0, "0.333333", "0.3333333333333333");
        check(-123.456_789, "-123.457", "-123.456789");
        check(123_456.7, "123457", "123456.7");
        check(0.0001, "0.0001", "0.0001");
    }

    #[test]
    fn exponents_begin_outside_of_ten_thousandths_and_millions() {
        check(1e6, "1e6", "1000000");
        check(1_234_567.8, "1.23457e6", "1234567.8");
        check(0.000_099, "9.9e-5", "9.9e-5");
        check(f64::MAX, "1.79769e308", "1.7976931348623157e308");
        check(5e-324, "4.94066e-324", "5e-324");
    }

    #[test]
    fn fewer_digits_keep_the_whole_part() {
        assert_eq!(significant(0.123_456, 3), "0.123");
        assert_eq!(significant(98.765, 2), "99");
        assert_eq!(significant(123_456.7, 2), "123457");
        assert_eq!(significant(1.98e-7, 2), "2e-7");
        assert_eq!(significant(f64::NAN, 2), "NaN");
    }

    #[test]
    fn shares_are_said_in_per_cent() {
        assert_eq!(percent(0.389_47), "38.9 %");
        assert_eq!(percent(-0.25), "-25 %");
        assert_eq!(percent(0.0), "0 %");
    }

    #[test]
    fn what_is_not_finite_has_a_name() {
        check(f64::NAN, "NaN", "NaN");
        check(f64::INFINITY, "Infinity", "Infinity");
        check(f64::NEG_INFINITY, "-Infinity", "-Infinity");
    }

    #[test]
    fn numbers_that_differ_late_have_the_digits_that_tell_them_apart() {
        // A line from 1e9 to 1e9 + 0.02 was read as 1e9 at every step.
        assert_eq!(digits_to_tell(1e9, 1e-3), 13);
        assert_eq!(significant(1e9 + 0.004, 13), "1.000000000004e9");
        assert_eq!(digits_to_tell(0.5, 1e-3), 6);
        assert_eq!(digits_to_tell(1.0, 1e-40), 17);
        for value in [0.0, f64::NAN, f64::INFINITY] {
            assert_eq!(digits_to_tell(value, 1e-9), 6);
        }
        assert_eq!(digits_to_tell(1.0, 0.0), 6);
        check_range(1e9, 1e9 + 0.02, ("1e9", "1.00000000002e9"));
    }

    #[track_caller]
    fn check_range(min: f64, max: f64, expected: (&str, &str)) {
        let (low, high) = range(min, max);
        assert_eq!((low.as_str(), high.as_str()), expected);
    }

    #[test]
    fn the_ends_of_a_range_share_their_decimals() {
        check_range(0.021, 0.1228, ("0.0210", "0.1228"));
        check_range(0.0, 149.0, ("0", "149"));
        check_range(-1.5, 12.0, ("-1.50", "12.00"));
        check_range(1e-9, 0.5, ("1e-9", "0.5000"));
        check_range(0.0, 5e9, ("0", "5e9"));
        check_range(0.0, 0.0, ("0", "0"));
        check_range(0.5, 0.5, ("0.5000", "0.5000"));
        // Both were 1000, and both 100.0.
        check_range(1000.1, 1000.4, ("1000.1", "1000.4"));
        check_range(99.98, 100.02, ("99.98", "100.02"));
    }

    #[test]
    fn a_number_of_a_range_has_the_digits_that_place_it_there() {
        for (value, ends, text) in [
            (0.234_567, (0.1, 0.234_567), "0.2346"),
            (1000.25, (1000.1, 1000.4), "1000.25"),
            (20_240_103.0, (20_240_101.0, 20_240_105.0), "2.0240103e7"),
            (0.0, (f64::MIN, f64::MAX), "0"),
            (5.0, (5.0, 5.0), "5"),
            (0.0, (0.0, 0.0), "0"),
        ] {
            assert_eq!(in_range(value, ends), text);
        }
    }
}
