//! What a request logs to a `LINE`: points to append to each of its lines.

use super::path::{Path, counted};
use crate::error::InvalidData;

/// Points to append, line by line in logged order; each name stands once.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LineInput {
    /// The lines; a line may come without points.
    pub lines: Vec<LinePoints>,
}

/// Points of one line as they were logged: in any order, and a step may stand twice (the last one
/// wins).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LinePoints {
    /// The line's own name; the log's name for a single unnamed line.
    pub name: String,
    /// Finite steps, as many as `values`; `None` goes on from the line's last step.
    pub steps: Option<Vec<f64>>,
    /// Values, NaN and the infinities included.
    pub values: Vec<f64>,
    /// Unix milliseconds, as many as `values`; `None` is the time of arrival.
    pub times: Option<Vec<i64>>,
}

impl LineInput {
    /// The same points at the request's own `step`, which goes with one point on each line.
    pub fn at_step(mut self, step: f64) -> Result<Self, InvalidData> {
        let at = Path::Root("step");
        if !step.is_finite() {
            return Err(at.wrong("is not finite"));
        }
        for line in &mut self.lines {
            if line.steps.is_some() {
                return Err(at.wrong("the data has steps of its own"));
            }
            if line.values.len() != 1 {
                return Err(at.wrong(format!(
                    "goes with one point on each line, found {}",
                    counted(line.values.len(), "point")
                )));
            }
            line.steps = Some(vec![step]);
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(values: &[f64], steps: Option<&[f64]>, step: f64, expected: Result<(), &str>) {
        let input = LineInput {
            lines: vec![LinePoints {
                values: values.to_vec(),
                steps: steps.map(<[f64]>::to_vec),
                ..LinePoints::default()
            }],
        };
        let found = input.at_step(step);
        assert_eq!(
            found
                .map(|input| assert_eq!(input.lines[0].steps, Some(vec![step])))
                .map_err(|error| error.to_string()),
            expected.map_err(str::to_owned)
        );
    }

    #[test]
    fn the_step_of_a_request_goes_with_one_point_a_line() {
        check(&[1.0], None, 3.0, Ok(()));
        check(
            &[1.0, 2.0],
            None,
            3.0,
            Err("step: goes with one point on each line, found 2 points"),
        );
        check(
            &[1.0],
            Some(&[2.0]),
            3.0,
            Err("step: the data has steps of its own"),
        );
        check(&[1.0], None, f64::NAN, Err("step: is not finite"));
    }
}
