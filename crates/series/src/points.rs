//! The points of one line, as columns.

use crate::order::sorted_by;

/// Steps, values and times of one line: equally long, steps finite and strictly ascending.
///
/// Values are whatever was logged, NaN and the infinities included.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Points {
    steps: Vec<f64>,
    values: Vec<f64>,
    times_unix_millis: Vec<i64>,
}

/// One logged point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// The x position it was logged at.
    pub step: f64,
    /// The value, possibly not finite.
    pub value: f64,
    /// When it was logged.
    pub time_unix_millis: i64,
}

impl Points {
    /// The points of three columns in the order in which they were logged.
    ///
    /// They are sorted by step; of points with the same step the last one stays; points whose step is not
    /// finite are left out. Columns that are too long are cut to the shortest. Columns that are in
    /// order already, as the server's are, are taken over as they are.
    pub fn from_columns(steps: Vec<f64>, values: Vec<f64>, times_unix_millis: Vec<i64>) -> Self {
        let n_points = steps.len().min(values.len()).min(times_unix_millis.len());
        let mut points = Self {
            steps,
            values,
            times_unix_millis,
        };
        points.steps.truncate(n_points);
        points.values.truncate(n_points);
        points.times_unix_millis.truncate(n_points);
        if is_strictly_ascending(&points.steps) {
            points
        } else {
            sorted(&points)
        }
    }

    /// Adds points logged later: the same step again replaces, a step in between is put in its place.
    pub fn append(&mut self, later: &Self) {
        let follows = match (self.steps.last(), later.steps.first()) {
            (Some(last), Some(first)) => last < first,
            _ => true,
        };
        self.steps.extend_from_slice(&later.steps);
        self.values.extend_from_slice(&later.values);
        self.times_unix_millis
            .extend_from_slice(&later.times_unix_millis);
        if !follows {
            *self = sorted(self);
        }
    }

    /// How many points there are.
    pub fn len(&self) -> usize {
        self.steps.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// The steps, strictly ascending.
    pub fn steps(&self) -> &[f64] {
        &self.steps
    }

    /// The values.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// The times, in Unix milliseconds; in the order of the steps, so not always ascending.
    pub fn times_unix_millis(&self) -> &[i64] {
        &self.times_unix_millis
    }

    /// The point at an index.
    pub fn get(&self, index: usize) -> Option<Point> {
        Some(Point {
            step: *self.steps.get(index)?,
            value: *self.values.get(index)?,
            time_unix_millis: *self.times_unix_millis.get(index)?,
        })
    }

    /// All points in the order of their steps.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Point> {
        let columns = self
            .steps
            .iter()
            .zip(&self.values)
            .zip(&self.times_unix_millis);
        columns.map(|((step, value), time)| Point {
            step: *step,
            value: *value,
            time_unix_millis: *time,
        })
    }
}

impl FromIterator<Point> for Points {
    /// The points in the order in which they were logged; see [`Points::from_columns`].
    fn from_iter<I: IntoIterator<Item = Point>>(logged: I) -> Self {
        let (mut steps, mut values, mut times) = (Vec::new(), Vec::new(), Vec::new());
        for point in logged {
            steps.push(point.step);
            values.push(point.value);
            times.push(point.time_unix_millis);
        }
        Self::from_columns(steps, values, times)
    }
}

fn is_strictly_ascending(steps: &[f64]) -> bool {
    let all_finite = steps.first().is_none_or(|step| step.is_finite())
        && steps.last().is_none_or(|step| step.is_finite());
    // NaN in between fails the comparison; infinities in between would break the order of the ends.
    all_finite && steps.iter().zip(steps.iter().skip(1)).all(|(a, b)| a < b)
}

fn sorted(points: &Points) -> Points {
    let logged: Vec<Point> = points
        .iter()
        .filter(|point| point.step.is_finite())
        .collect();
    // Stable: of equal steps, the one logged last comes last. `-0.0` and `0.0` are the same step.
    let logged = sorted_by(logged, |a, b| (a.step + 0.0).total_cmp(&(b.step + 0.0)));
    let mut kept = Points::default();
    let followers = logged.iter().skip(1).map(Some).chain([None]);
    for (point, follower) in logged.iter().zip(followers) {
        if follower.is_none_or(|follower| follower.step != point.step) {
            kept.steps.push(point.step);
            kept.values.push(point.value);
            kept.times_unix_millis.push(point.time_unix_millis);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn logged(points: &[(f64, f64)]) -> Points {
        points
            .iter()
            .map(|(step, value)| Point {
                step: *step,
                value: *value,
                time_unix_millis: 0,
            })
            .collect()
    }

    #[track_caller]
    fn check(given: &[(f64, f64)], steps: &[f64], values: &[f64]) {
        let points = logged(given);
        assert_eq!(points.steps(), steps);
        assert_eq!(points.values(), values);
    }

    #[test]
    fn points_are_sorted_and_the_last_one_logged_at_a_step_stays() {
        check(&[], &[], &[]);
        check(&[(1.0, 5.0)], &[1.0], &[5.0]);
        check(&[(0.0, 1.0), (1.0, 2.0)], &[0.0, 1.0], &[1.0, 2.0]);
        check(&[(2.0, 1.0), (1.0, 2.0)], &[1.0, 2.0], &[2.0, 1.0]);
        check(
            &[(1.0, 1.0), (1.0, 2.0), (0.0, 3.0), (1.0, 4.0)],
            &[0.0, 1.0],
            &[3.0, 4.0],
        );
        check(&[(0.0, 1.0), (-0.0, 2.0)], &[0.0], &[2.0]);
    }

    #[test]
    fn steps_that_are_not_finite_are_left_out() {
        let inf = f64::INFINITY;
        check(&[(f64::NAN, 1.0)], &[], &[]);
        check(
            &[(0.0, 1.0), (f64::NAN, 2.0), (inf, 3.0), (4.0, 4.0)],
            &[0.0, 4.0],
            &[1.0, 4.0],
        );
        check(&[(0.0, 1.0), (inf, 2.0)], &[0.0], &[1.0]);
    }

    #[test]
    fn columns_of_unequal_length_are_cut_to_the_shortest() {
        let points = Points::from_columns(vec![0.0, 1.0], vec![1.0], vec![0, 0, 0]);
        assert_eq!(points.len(), 1);
    }

    #[test]
    fn appending_a_step_in_between_puts_it_in_its_place() {
        let mut points = logged(&[(0.0, 0.0), (4.0, 4.0)]);
        points.append(&logged(&[(2.0, 2.0), (4.0, 5.0), (9.0, 9.0)]));
        assert_eq!(
            points,
            logged(&[(0.0, 0.0), (2.0, 2.0), (4.0, 5.0), (9.0, 9.0)])
        );
    }

    proptest! {
        #[test]
        fn any_order_of_logging_ends_sorted_with_the_last_value_of_each_step(
            given in prop::collection::vec((-20i32..20, -100.0..100.0f64), 0..80),
            split in 0usize..80,
        ) {
            let given: Vec<_> = given.iter().map(|(step, value)| (f64::from(*step), *value)).collect();
            let points = logged(&given);
            prop_assert!(is_strictly_ascending(points.steps()));
            for point in points.iter() {
                let last = given.iter().rev().find(|(step, _)| *step == point.step);
                prop_assert_eq!(last.map(|(_, value)| *value), Some(point.value));
            }
            let (first, rest) = given.split_at(split.min(given.len()));
            let mut appended = logged(first);
            appended.append(&logged(rest));
            prop_assert_eq!(appended, points);
        }
    }
}
