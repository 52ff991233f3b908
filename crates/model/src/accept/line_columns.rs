//! The columns that all lines of a request share: steps and times.

use super::numbers::Column;
use super::path::{Path, counted};
use crate::Timestamp;
use crate::error::InvalidData;

/// Checks that each line is as long as the steps and the times that are shared by all lines.
pub(super) fn check_lengths(
    at: &Path<'_>,
    steps: Option<&[f64]>,
    times: Option<&[i64]>,
    lines: &[(String, Vec<f64>)],
) -> Result<(), InvalidData> {
    if let (Some(steps), Some(times)) = (steps, times)
        && steps.len() != times.len()
    {
        let reason = unequal(times.len(), "time", steps.len(), "step");
        return Err(at.key("times").wrong(reason));
    }
    for (name, values) in lines {
        let of_column = |n: usize, noun| {
            let reason = unequal(values.len(), "value", n, noun);
            (n != values.len()).then(|| at.key(name).wrong(reason))
        };
        if let Some(error) = steps.and_then(|steps| of_column(steps.len(), "step")) {
            return Err(error);
        }
        if let Some(error) = times.and_then(|times| of_column(times.len(), "time")) {
            return Err(error);
        }
    }
    let n_points = steps
        .map_or(0, <[f64]>::len)
        .max(times.map_or(0, <[i64]>::len));
    if lines.is_empty() && n_points > 0 {
        return Err(at.wrong(format!("no values for {}", counted(n_points, "step"))));
    }
    Ok(())
}

fn unequal(n_found: usize, noun: &str, n_expected: usize, expected_noun: &str) -> String {
    format!(
        "{} for {}",
        counted(n_found, noun),
        counted(n_expected, expected_noun)
    )
}

/// Steps, or the one step of a one-point dictionary; `null` is none at all.
pub(super) fn steps(at: &Path<'_>, column: Column) -> Result<Option<Vec<f64>>, InvalidData> {
    let Column::Numbers(steps) = column else {
        return Ok(None);
    };
    match steps.iter().position(|step| !step.is_finite()) {
        Some(idx) => Err(at.index(idx).wrong("is not finite")),
        None => Ok(Some(steps)),
    }
}

/// Unix milliseconds, or the one time of a one-point dictionary; `null` is none at all.
pub(super) fn times(at: &Path<'_>, column: Column) -> Result<Option<Vec<i64>>, InvalidData> {
    let Column::Numbers(times) = column else {
        return Ok(None);
    };
    match times
        .iter()
        .position(|time| !(0.0..=Timestamp::MAX_UNIX_MILLIS as f64).contains(time))
    {
        Some(idx) => Err(at
            .index(idx)
            .wrong("is no time between 1970 and 9999 in milliseconds")),
        None => Ok(Some(times.into_iter().map(|time| time as i64).collect())),
    }
}
