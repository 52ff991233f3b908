//! Moments and durations as a person says them: `2 h ago`, `3 min 12 s`.
//!
//! All inputs are milliseconds; a moment in the future (clocks differ) reads as `just now`.

use runboard_model::wire::{Experiment, Status};

/// How long ago `then` was.
pub fn ago(then_unix_millis: i64, now_unix_millis: i64) -> String {
    let elapsed_secs = now_unix_millis.saturating_sub(then_unix_millis) / 1000;
    match elapsed_secs {
        ..10 => "just now".to_owned(),
        10..60 => format!("{elapsed_secs} s ago"),
        60..3_600 => format!("{} min ago", elapsed_secs / 60),
        3_600..86_400 => format!("{} h ago", elapsed_secs / 3_600),
        86_400..5_184_000 => count(elapsed_secs / 86_400, "day"),
        5_184_000..63_072_000 => count(elapsed_secs / 2_592_000, "month"),
        _ => count(elapsed_secs / 31_536_000, "year"),
    }
}

fn count(n: i64, unit: &str) -> String {
    if n == 1 {
        format!("1 {unit} ago")
    } else {
        format!("{n} {unit}s ago")
    }
}

/// A duration by its two largest units.
pub fn duration(millis: i64) -> String {
    let secs = millis.max(0) / 1000;
    match secs {
        0 => format!("{} ms", millis.max(0)),
        1..60 => format!("{secs} s"),
        60..3_600 => format!("{} min {} s", secs / 60, secs % 60),
        3_600..86_400 => format!("{} h {} min", secs / 3_600, secs % 3_600 / 60),
        _ => format!("{} d {} h", secs / 86_400, secs % 86_400 / 3_600),
    }
}

/// How long an experiment ran, or has run so far, in milliseconds.
pub fn run_millis(experiment: &Experiment, now_unix_millis: i64) -> i64 {
    let end = match (experiment.ended_at, experiment.status) {
        (Some(ended_at), _) => ended_at.unix_millis(),
        (None, Status::Running) => now_unix_millis,
        (None, _) => experiment.last_activity_at.unix_millis(),
    };
    end - experiment.created_at.unix_millis()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_read_as_said() {
        let check = |elapsed_secs: i64, text: &str| assert_eq!(ago(0, elapsed_secs * 1000), text);
        check(-5, "just now");
        check(3, "just now");
        check(59, "59 s ago");
        check(120, "2 min ago");
        check(7_300, "2 h ago");
        check(86_400, "1 day ago");
        check(86_400 * 45, "45 days ago");
        check(86_400 * 70, "2 months ago");
        check(86_400 * 800, "2 years ago");
    }

    #[test]
    fn durations_have_two_units() {
        assert_eq!(duration(-4), "0 ms");
        assert_eq!(duration(42), "42 ms");
        assert_eq!(duration(61_000), "1 min 1 s");
        assert_eq!(duration(3_723_000), "1 h 2 min");
        assert_eq!(duration(90_000_000), "1 d 1 h");
    }
}
