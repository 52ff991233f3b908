//! Ticks at round moments of the clock and the calendar, in Unix milliseconds.

use super::{MANY_TICKS, Tick};
use crate::calendar::{DAY_MILLIS, MINUTE_MILLIS, WallTime, day_of_month_start};
use crate::interval::Interval;

const SECOND: i64 = 1_000;
const HOUR: i64 = 60 * MINUTE_MILLIS;

/// Steps from a millisecond to half a month, each with what its labels tell.
const STEPS: [(i64, Labels); 31] = [
    (1, Labels::Millis),
    (2, Labels::Millis),
    (5, Labels::Millis),
    (10, Labels::Millis),
    (20, Labels::Millis),
    (50, Labels::Millis),
    (100, Labels::Millis),
    (200, Labels::Millis),
    (500, Labels::Millis),
    (SECOND, Labels::Seconds),
    (2 * SECOND, Labels::Seconds),
    (5 * SECOND, Labels::Seconds),
    (10 * SECOND, Labels::Seconds),
    (15 * SECOND, Labels::Seconds),
    (30 * SECOND, Labels::Seconds),
    (MINUTE_MILLIS, Labels::Minutes),
    (2 * MINUTE_MILLIS, Labels::Minutes),
    (5 * MINUTE_MILLIS, Labels::Minutes),
    (10 * MINUTE_MILLIS, Labels::Minutes),
    (15 * MINUTE_MILLIS, Labels::Minutes),
    (30 * MINUTE_MILLIS, Labels::Minutes),
    (HOUR, Labels::Minutes),
    (2 * HOUR, Labels::Minutes),
    (3 * HOUR, Labels::Minutes),
    (6 * HOUR, Labels::Minutes),
    (12 * HOUR, Labels::Minutes),
    (DAY_MILLIS, Labels::Days),
    (2 * DAY_MILLIS, Labels::Days),
    (4 * DAY_MILLIS, Labels::Days),
    (7 * DAY_MILLIS, Labels::Days),
    (14 * DAY_MILLIS, Labels::Days),
];

/// The finest unit that labels tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Labels {
    Millis,
    Seconds,
    Minutes,
    Days,
    Months,
    Years,
}

/// Candidates from fine to coarse.
pub(super) fn candidates(domain: Interval, utc_offset_minutes: i32) -> Vec<Vec<Tick>> {
    // Far beyond any date; the arithmetic below stays within 64 bits.
    let limit = 8.0e15;
    let first = domain.min().clamp(-limit, limit).ceil() as i64;
    let last = domain.max().clamp(-limit, limit).floor() as i64;
    let range = Range {
        first,
        last,
        utc_offset_minutes,
    };
    let months = [1, 2, 3, 6].map(|n_months| range.at_months(n_months, Labels::Months));
    let years = [1, 2, 5, 10, 20, 50, 100, 1_000, 10_000];
    let years = years.map(|n_years| range.at_months(12 * n_years, Labels::Years));
    let steps = STEPS
        .iter()
        .map(|(step, labels)| range.at_multiples(*step, *labels));
    steps.chain(months).chain(years).flatten().collect()
}

#[derive(Debug, Clone, Copy)]
struct Range {
    first: i64,
    last: i64,
    utc_offset_minutes: i32,
}

impl Range {
    fn offset_millis(self) -> i64 {
        i64::from(self.utc_offset_minutes) * MINUTE_MILLIS
    }

    fn at_multiples(self, step_millis: i64, labels: Labels) -> Option<Vec<Tick>> {
        if (self.last - self.first) / step_millis >= MANY_TICKS as i64 {
            return None;
        }
        // Multiples of the local clock, so that days begin at midnight.
        let local_first = self.first + self.offset_millis();
        let start = -(-local_first).div_euclid(step_millis) * step_millis - self.offset_millis();
        let moments = (0..).map(|index| start + index * step_millis);
        Some(self.labelled(moments, labels))
    }

    fn at_months(self, n_months: i64, labels: Labels) -> Option<Vec<Tick>> {
        if (self.last - self.first) / (28 * DAY_MILLIS * n_months) >= MANY_TICKS as i64 {
            return None;
        }
        let start = WallTime::new(self.first, self.utc_offset_minutes);
        let start_month =
            (start.year * 12 + i64::from(start.month) - 1).div_euclid(n_months) * n_months;
        let moments = (0..).map(|index| {
            day_of_month_start(0, start_month + index * n_months) * DAY_MILLIS
                - self.offset_millis()
        });
        let moments = moments.skip_while(|moment| *moment < self.first);
        Some(self.labelled(moments, labels))
    }

    fn labelled(self, moments: impl Iterator<Item = i64>, labels: Labels) -> Vec<Tick> {
        moments
            .take_while(|moment| *moment <= self.last)
            .map(|moment| Tick {
                value: moment as f64,
                label: label(WallTime::new(moment, self.utc_offset_minutes), labels),
            })
            .collect()
    }
}

fn label(time: WallTime, labels: Labels) -> String {
    let WallTime {
        year,
        day,
        hour,
        minute,
        second,
        millis,
        ..
    } = time;
    let month = time.month_name();
    match labels {
        Labels::Millis => format!("{hour:02}:{minute:02}:{second:02}.{millis:03}"),
        Labels::Seconds => format!("{hour:02}:{minute:02}:{second:02}"),
        // Midnight says which day begins.
        Labels::Minutes if hour == 0 && minute == 0 => format!("{month} {day}"),
        Labels::Minutes => format!("{hour:02}:{minute:02}"),
        Labels::Days => format!("{month} {day}"),
        Labels::Months => format!("{month} {year}"),
        Labels::Years => year.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{AxisUnit, LabelRoom, ticks};
    use super::*;
    use crate::scale::{Direction, Scale, ScaleKind};

    /// 2026-11-23 21:44:03 UTC.
    const START: f64 = 1_795_470_243_000.0;

    #[track_caller]
    fn check(width_millis: i64, utc_offset_minutes: i32, labels: &[&str]) {
        let domain = Interval::around(START, START + width_millis as f64);
        let scale = Scale::new(ScaleKind::Linear, domain, Direction::Rightwards, 600.0);
        let ticks = ticks(
            &scale,
            AxisUnit::Wall { utc_offset_minutes },
            LabelRoom::Width,
        );
        let texts: Vec<_> = ticks.iter().map(|tick| tick.label.as_str()).collect();
        assert_eq!(texts, labels);
    }

    #[test]
    fn ticks_stand_at_round_moments() {
        check(
            5 * SECOND,
            0,
            &[
                "21:44:03", "21:44:04", "21:44:05", "21:44:06", "21:44:07", "21:44:08",
            ],
        );
        check(
            12 * MINUTE_MILLIS,
            0,
            &["21:46", "21:48", "21:50", "21:52", "21:54", "21:56"],
        );
        check(
            6 * HOUR,
            0,
            &["22:00", "23:00", "Nov 24", "01:00", "02:00", "03:00"],
        );
        check(
            3 * DAY_MILLIS,
            60,
            &["Nov 24", "12:00", "Nov 25", "12:00", "Nov 26", "12:00"],
        );
        check(
            300 * DAY_MILLIS,
            0,
            &["Jan 2027", "Mar 2027", "May 2027", "Jul 2027", "Sep 2027"],
        );
        check(3_000 * DAY_MILLIS, 0, &["2028", "2030", "2032", "2034"]);
    }
}
