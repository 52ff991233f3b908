//! The points of one log that have arrived, and how answers extend them.
//!
//! A line whose epoch is unchanged is only extended; any other answer replaces it.
//! An answer that does not fit what is held (two requests crossed) is dropped for that line: the line
//! is then fetched whole.

use runboard_model::lines_binary::{LineSlice, LogLines};
use runboard_model::wire::HeldPoints;
use runboard_series::points::Points;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The lines of one log as far as they have arrived.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct HeldLog {
    /// The version of the log that these lines show.
    pub version: u64,
    /// The lines in logged order.
    pub lines: Vec<HeldLine>,
}

/// One line as far as it has arrived.
#[derive(Debug, Clone, PartialEq)]
pub struct HeldLine {
    /// The line's own name.
    pub name: String,
    /// The epoch in which its points were read.
    pub epoch: u64,
    /// The points.
    pub points: Arc<Points>,
}

impl HeldLog {
    /// What is held of each line, for the next request.
    pub fn held_points(&self) -> BTreeMap<String, HeldPoints> {
        let mut held = BTreeMap::new();
        for line in &self.lines {
            let points = HeldPoints {
                epoch: line.epoch,
                count: line.points.len() as u64,
            };
            held.insert(line.name.clone(), points);
        }
        held
    }

    /// The log after an answer: lines that the answer does not name are gone.
    pub fn updated(&self, answer: LogLines) -> Self {
        if answer.version < self.version {
            return self.clone();
        }
        let n_slices = answer.lines.len();
        let lines: Vec<HeldLine> = answer
            .lines
            .into_iter()
            .filter_map(|slice| {
                let held = self.lines.iter().find(|line| line.name == slice.name);
                updated_line(held, slice)
            })
            .collect();
        // Of the old version, the log is asked for again, and what was dropped comes whole.
        let is_whole = lines.len() == n_slices;
        let version = if is_whole {
            answer.version
        } else {
            self.version
        };
        Self { version, lines }
    }
}

fn updated_line(held: Option<&HeldLine>, slice: LineSlice) -> Option<HeldLine> {
    let LineSlice {
        name,
        epoch,
        first_index,
        steps,
        values,
        times,
    } = slice;
    let fresh = Points::from_columns(steps, values, times);
    let points = match held {
        _ if first_index == 0 => Arc::new(fresh),
        Some(held) if held.epoch == epoch && held.points.len() as u64 == first_index => {
            if fresh.is_empty() {
                Arc::clone(&held.points)
            } else {
                let mut points = (*held.points).clone();
                points.append(&fresh);
                Arc::new(points)
            }
        }
        _ => return None,
    };
    Some(HeldLine {
        name,
        epoch,
        points,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use runboard_model::ExperimentId;

    fn answer(version: u64, epoch: u64, first_index: u64, values: &[f64]) -> LogLines {
        let steps = (0..values.len())
            .map(|idx| (first_index as usize + idx) as f64)
            .collect();
        LogLines {
            experiment_id: ExperimentId(Default::default()),
            name: "loss".into(),
            version,
            lines: vec![LineSlice {
                name: "loss".into(),
                epoch,
                first_index,
                steps,
                values: values.to_vec(),
                times: vec![0; values.len()],
            }],
        }
    }

    #[track_caller]
    fn check(log: &HeldLog, values: &[f64]) {
        assert_eq!(
            log.lines.first().map(|line| line.points.values()),
            Some(values)
        );
    }

    #[test]
    fn new_points_are_added_at_the_end() {
        let log = HeldLog::default().updated(answer(1, 1, 0, &[5.0, 6.0]));
        check(&log, &[5.0, 6.0]);
        assert_eq!(
            log.held_points().get("loss"),
            Some(&HeldPoints { epoch: 1, count: 2 })
        );
        let log = log.updated(answer(2, 1, 2, &[7.0]));
        check(&log, &[5.0, 6.0, 7.0]);
        check(&log.updated(answer(2, 1, 3, &[])), &[5.0, 6.0, 7.0]);
    }

    #[test]
    fn another_epoch_replaces_the_line() {
        let log = HeldLog::default().updated(answer(1, 1, 0, &[5.0, 6.0]));
        check(&log.updated(answer(2, 2, 0, &[1.0])), &[1.0]);
    }

    /// The log took the version of an answer of which it had dropped a line, and so was never asked for again.
    #[test]
    fn a_dropped_line_leaves_the_log_old() {
        let log = HeldLog::default().updated(answer(1, 1, 0, &[5.0, 6.0]));
        let without = log.updated(answer(2, 1, 5, &[7.0]));
        assert_eq!(without.version, 1);
        assert_eq!(without.held_points(), BTreeMap::new());
        let whole = without.updated(answer(2, 1, 0, &[5.0, 6.0, 7.0]));
        assert_eq!(whole.version, 2);
        check(&whole, &[5.0, 6.0, 7.0]);
    }

    #[test]
    fn an_answer_that_does_not_fit_is_not_believed() {
        let log = HeldLog::default().updated(answer(1, 1, 0, &[5.0, 6.0]));
        assert!(log.updated(answer(2, 2, 2, &[7.0])).lines.is_empty());
        assert!(log.updated(answer(2, 1, 5, &[7.0])).lines.is_empty());
        check(&log.updated(answer(0, 1, 0, &[9.0])), &[5.0, 6.0]);
    }
}
