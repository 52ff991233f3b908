//! Ticks at round spans of time, in seconds.

use super::{MANY_TICKS, Tick, linear};
use crate::interval::Interval;

const MINUTE: f64 = 60.0;
const HOUR: f64 = 3_600.0;
const DAY: f64 = 86_400.0;

/// Steps from a second to a day; each is at most two and a half times the one before.
const STEPS: [f64; 18] = [
    1.0,
    2.0,
    5.0,
    10.0,
    15.0,
    30.0,
    MINUTE,
    2.0 * MINUTE,
    5.0 * MINUTE,
    10.0 * MINUTE,
    15.0 * MINUTE,
    30.0 * MINUTE,
    HOUR,
    2.0 * HOUR,
    3.0 * HOUR,
    6.0 * HOUR,
    12.0 * HOUR,
    DAY,
];

/// Candidates from fine to coarse.
pub(super) fn candidates(domain: Interval) -> Vec<Vec<Tick>> {
    if domain.half_width() * 2.0 < 4.0 {
        return seconds(linear::candidates(domain));
    }
    let days = (0..8).flat_map(|exponent| [2.0, 5.0, 10.0].map(|m| m * DAY * 10f64.powi(exponent)));
    STEPS
        .into_iter()
        .chain(days)
        .filter_map(|step| at_multiples(domain, step))
        .collect()
}

fn seconds(candidates: Vec<Vec<Tick>>) -> Vec<Vec<Tick>> {
    let labelled = |tick: Tick| Tick {
        label: if tick.value == 0.0 {
            tick.label
        } else {
            tick.label + "s"
        },
        ..tick
    };
    let relabelled = |ticks: Vec<Tick>| ticks.into_iter().map(labelled).collect();
    candidates.into_iter().map(relabelled).collect()
}

fn at_multiples(domain: Interval, step: f64) -> Option<Vec<Tick>> {
    let first = (domain.min() / step - 1e-9).ceil();
    let last = (domain.max() / step + 1e-9).floor();
    if last - first >= MANY_TICKS as f64 {
        return None;
    }
    let n_ticks = (last - first + 1.0).max(0.0) as usize;
    let ticks = (0..n_ticks).map(|index| {
        let value = (first + index as f64) * step;
        Tick {
            value,
            label: label(value),
        }
    });
    Some(ticks.collect())
}

/// The two largest units of a span of whole seconds, such as `1h30m`.
fn label(seconds: f64) -> String {
    let sign = if seconds < 0.0 { "-" } else { "" };
    let magnitude = seconds.abs();
    let units = [(DAY, "d"), (HOUR, "h"), (MINUTE, "m"), (1.0, "s")];
    let mut rest = magnitude;
    let parts = units.map(|(unit, name)| {
        let count = (rest / unit).floor();
        rest -= count * unit;
        (count, name)
    });
    let shown = parts.iter().skip_while(|(count, _)| *count == 0.0).take(2);
    let text: String = shown
        .filter(|(count, _)| *count > 0.0)
        .map(|(count, name)| format!("{count}{name}"))
        .collect();
    if text.is_empty() {
        "0".to_owned()
    } else {
        format!("{sign}{text}")
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
        let scale = Scale::new(ScaleKind::Linear, domain, Direction::Rightwards, 600.0);
        let ticks = ticks(&scale, AxisUnit::Duration, LabelRoom::Width);
        let texts: Vec<_> = ticks.iter().map(|tick| tick.label.as_str()).collect();
        assert_eq!(texts, labels);
    }

    #[test]
    fn ticks_stand_at_round_spans() {
        check(0.0, 2.0, &["0", "0.5s", "1.0s", "1.5s", "2.0s"]);
        check(0.0, 40.0, &["0", "10s", "20s", "30s", "40s"]);
        check(
            0.0,
            200.0,
            &["0", "30s", "1m", "1m30s", "2m", "2m30s", "3m"],
        );
        check(0.0, 5.0 * HOUR, &["0", "1h", "2h", "3h", "4h", "5h"]);
        check(
            HOUR,
            2.0 * HOUR,
            &["1h", "1h10m", "1h20m", "1h30m", "1h40m", "1h50m", "2h"],
        );
        check(
            0.0,
            3.0 * DAY,
            &["0", "12h", "1d", "1d12h", "2d", "2d12h", "3d"],
        );
        check(0.0, 400.0 * DAY, &["0", "100d", "200d", "300d", "400d"]);
    }
}
