//! Moments and spans of time, as people write them: `2026-01-31`, `-7d`, `90m`.

use crate::Timestamp;
use std::fmt;
use std::str::FromStr;

const DAY_MILLIS: i64 = 86_400_000;

/// Units of a span, the largest first.
const UNITS: [(&str, u64); 6] = [
    ("w", 604_800_000),
    ("d", 86_400_000),
    ("h", 3_600_000),
    ("m", 60_000),
    ("s", 1_000),
    ("ms", 1),
];

/// The longest span: ten thousand years.
const MAX_SPAN_MILLIS: f64 = 3.2e14;

/// A span of time, to the millisecond.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    millis: u64,
}

impl Span {
    /// The span of this many milliseconds, at most ten thousand years.
    pub fn from_millis(millis: u64) -> Self {
        Self {
            millis: millis.min(MAX_SPAN_MILLIS as u64),
        }
    }

    /// How long it is.
    pub fn millis(self) -> u64 {
        self.millis
    }
}

impl FromStr for Span {
    type Err = ();

    /// A number with a unit (`w`, `d`, `h`, `m`, `s`, `ms`); without one, seconds.
    fn from_str(text: &str) -> Result<Self, ()> {
        let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let unit = text.get(digits.len()..).ok_or(())?;
        let unit_millis = match unit {
            "" => 1_000,
            _ => UNITS.iter().find(|(name, _)| *name == unit).ok_or(())?.1,
        };
        if !digits.starts_with(|c: char| c.is_ascii_digit()) {
            return Err(());
        }
        let number: f64 = digits.parse().map_err(|_| ())?;
        let millis = (number * unit_millis as f64).round();
        if !(0.0..=MAX_SPAN_MILLIS).contains(&millis) {
            return Err(());
        }
        Ok(Self {
            millis: millis as u64,
        })
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, unit_millis) = UNITS
            .into_iter()
            .find(|(_, unit_millis)| self.millis > 0 && self.millis.is_multiple_of(*unit_millis))
            .unwrap_or(("s", 1_000));
        write!(f, "{}{name}", self.millis / unit_millis)
    }
}

/// A moment to compare with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// `2026-01-31T12:00:00Z`
    At(Timestamp),
    /// `2026-01-31`: the whole day in UTC, which starts here.
    Day(Timestamp),
    /// `-7d`: so long before now.
    Ago(Span),
}

impl Moment {
    /// The milliseconds that the moment covers, from the first to the one after the last.
    pub fn unix_millis(self, now: Timestamp) -> (i64, i64) {
        match self {
            Self::At(time) => (time.unix_millis(), time.unix_millis() + 1),
            Self::Day(start) => (start.unix_millis(), start.unix_millis() + DAY_MILLIS),
            Self::Ago(span) => {
                let back = i64::try_from(span.millis).unwrap_or(i64::MAX);
                let start = now.unix_millis().saturating_sub(back);
                (start, start + 1)
            }
        }
    }
}

impl FromStr for Moment {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        if let Some(span) = text.strip_prefix('-') {
            return span.parse().map(Self::Ago);
        }
        if let Ok(time) = text.parse() {
            return Ok(Self::At(time));
        }
        format!("{text}T00:00:00Z")
            .parse()
            .map(Self::Day)
            .map_err(|_| ())
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::At(time) => time.fmt(f),
            Self::Day(start) => {
                let text = start.to_string();
                f.write_str(text.split('T').next().unwrap_or_default())
            }
            Self::Ago(span) => write!(f, "-{span}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_span(text: &str, expected: Result<(u64, &str), ()>) {
        let found = text.parse::<Span>();
        let found = found.map(|span| (span.millis(), span.to_string()));
        assert_eq!(
            found,
            expected.map(|(millis, text)| (millis, text.to_owned()))
        );
    }

    #[test]
    fn spans_have_units() {
        check_span("90m", Ok((5_400_000, "90m")));
        check_span("1.5h", Ok((5_400_000, "90m")));
        check_span("60", Ok((60_000, "1m")));
        check_span("14d", Ok((1_209_600_000, "2w")));
        check_span("250ms", Ok((250, "250ms")));
        check_span("0s", Ok((0, "0s")));
        for text in ["", "d", "5 d", "5y", "-5d", "1e30d", "infd", "NaN"] {
            check_span(text, Err(()));
        }
    }

    #[track_caller]
    fn check_moment(text: &str, expected: Result<(i64, i64), ()>) {
        let now = Timestamp::from_unix_millis(1_767_225_600_000);
        let found = text.parse::<Moment>();
        assert_eq!(found.map(|moment| moment.unix_millis(now)), expected);
        if let Ok(moment) = found {
            assert_eq!(moment.to_string().parse(), Ok(moment));
        }
    }

    #[test]
    fn moments_are_dates_or_count_back_from_now() {
        check_moment(
            "2026-01-01T00:00:00.5Z",
            Ok((1_767_225_600_500, 1_767_225_600_501)),
        );
        check_moment("2026-01-01", Ok((1_767_225_600_000, 1_767_312_000_000)));
        check_moment("-1d", Ok((1_767_139_200_000, 1_767_139_200_001)));
        check_moment("yesterday", Err(()));
        check_moment("7d", Err(()));
    }
}
