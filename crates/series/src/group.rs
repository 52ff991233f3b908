//! Many lines as one: at each step their middle and how far they spread.
//!
//! The steps are those that any member was logged at. At each of them a member counts from its own first
//! step to its own last one, with its value there or, between two of its points, the last one before;
//! so members that were logged at other steps are compared without inventing values, and one that has
//! ended does not pull on those that go on. Values that are not finite do not count; a step at which
//! nothing counts is left out.

use crate::points::Points;

/// What stands for all members.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Middle {
    /// The arithmetic mean.
    #[default]
    Mean,
    /// The value that half of the members do not exceed; the mean of the two in the middle.
    Median,
}

/// How far the band around the middle reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Spread {
    /// One standard deviation of the sample (n − 1) to either side.
    #[default]
    Deviation,
    /// One standard error of the mean to either side: the deviation divided by the root of n.
    Error,
    /// From the smallest to the largest value.
    Range,
}

/// The statistics of a group, as columns of one length.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GroupLine {
    /// The steps, strictly ascending.
    pub steps: Vec<f64>,
    /// The middle at each step.
    pub middles: Vec<f64>,
    /// The lower edge of the band.
    pub lows: Vec<f64>,
    /// The upper edge of the band.
    pub highs: Vec<f64>,
    /// How many members count at each step.
    pub counts: Vec<u32>,
    /// When the last of the counting values was logged, in Unix milliseconds.
    pub times_unix_millis: Vec<i64>,
}

/// The statistics of these lines; nothing without members.
pub fn group_line(members: &[&Points], middle: Middle, spread: Spread) -> GroupLine {
    let mut steps: Vec<f64> = members
        .iter()
        .flat_map(|points| points.steps())
        .copied()
        .collect();
    steps.sort_by(f64::total_cmp);
    steps.dedup();
    let mut cursors: Vec<Cursor<'_>> = members.iter().map(|points| Cursor::new(points)).collect();
    let mut line = GroupLine::default();
    let mut values = Vec::with_capacity(members.len());
    for step in steps {
        values.clear();
        let mut time_unix_millis = i64::MIN;
        for cursor in &mut cursors {
            if let Some((value, time)) = cursor.at(step).filter(|(value, _)| value.is_finite()) {
                values.push(value);
                time_unix_millis = time_unix_millis.max(time);
            }
        }
        if let Some(statistics) = statistics(&mut values, middle, spread) {
            line.steps.push(step);
            line.middles.push(statistics.middle);
            line.lows.push(statistics.low);
            line.highs.push(statistics.high);
            line.counts
                .push(u32::try_from(values.len()).unwrap_or(u32::MAX));
            line.times_unix_millis.push(time_unix_millis);
        }
    }
    line
}

/// One member, read at ascending steps.
#[derive(Debug)]
struct Cursor<'a> {
    points: &'a Points,
    n_passed: usize,
}

impl<'a> Cursor<'a> {
    fn new(points: &'a Points) -> Self {
        Self {
            points,
            n_passed: 0,
        }
    }

    /// The value and time that count at the step; steps are asked for in ascending order.
    fn at(&mut self, step: f64) -> Option<(f64, i64)> {
        let steps = self.points.steps();
        while steps.get(self.n_passed).is_some_and(|own| *own <= step) {
            self.n_passed += 1;
        }
        let index = self.n_passed.checked_sub(1)?;
        let has_ended = self.n_passed == steps.len() && *steps.get(index)? < step;
        let point = self.points.get(index).filter(|_| !has_ended)?;
        Some((point.value, point.time_unix_millis))
    }
}

/// Middle and band of one step.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Statistics {
    middle: f64,
    low: f64,
    high: f64,
}

/// The statistics of finite values, which are sorted on the way; `None` without any.
fn statistics(values: &mut [f64], middle: Middle, spread: Spread) -> Option<Statistics> {
    values.sort_by(f64::total_cmp);
    let (min, max) = (*values.first()?, *values.last()?);
    let n_values = values.len() as f64;
    // Rounding must not carry a mean of equal values away from them.
    let mean = (values.iter().map(|value| value / n_values).sum::<f64>()).clamp(min, max);
    let middle = match middle {
        Middle::Mean => mean,
        Middle::Median => median(values)?,
    };
    let half_width = match spread {
        Spread::Range => {
            return Some(Statistics {
                middle,
                low: min,
                high: max,
            });
        }
        Spread::Deviation => deviation(values, mean),
        Spread::Error => deviation(values, mean) / n_values.sqrt(),
    };
    Some(Statistics {
        middle,
        low: middle - half_width,
        high: middle + half_width,
    })
}

fn median(sorted: &[f64]) -> Option<f64> {
    let upper = *sorted.get(sorted.len() / 2)?;
    if sorted.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = *sorted.get((sorted.len() / 2).checked_sub(1)?)?;
    // Halves, because the sum may overflow.
    Some(lower * 0.5 + upper * 0.5)
}

/// The standard deviation of a sample; zero for a single value.
fn deviation(values: &[f64], mean: f64) -> f64 {
    if values.len() < 2 {
        return 0.0;
    }
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    (squares / (values.len() - 1) as f64).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::points::Point;
    use proptest::prelude::*;

    fn points(points: &[(f64, f64)]) -> Points {
        let point = |(step, value): &(f64, f64)| Point {
            step: *step,
            value: *value,
            time_unix_millis: 7,
        };
        points.iter().map(point).collect()
    }

    #[track_caller]
    fn check(
        members: &[&[(f64, f64)]],
        (middle, spread): (Middle, Spread),
        expected: &[(f64, f64, f64, f64, u32)],
    ) {
        let members: Vec<Points> = members.iter().map(|member| points(member)).collect();
        let line = group_line(&members.iter().collect::<Vec<_>>(), middle, spread);
        let got: Vec<_> = (0..line.steps.len())
            .map(|idx| {
                (
                    line.steps[idx],
                    line.middles[idx],
                    line.lows[idx],
                    line.highs[idx],
                    line.counts[idx],
                )
            })
            .collect();
        assert_eq!(got, expected);
    }

    const MEAN_RANGE: (Middle, Spread) = (Middle::Mean, Spread::Range);

    #[test]
    fn equal_steps_are_averaged() {
        let members: [&[(f64, f64)]; 3] = [
            &[(0.0, 1.0), (1.0, 4.0)],
            &[(0.0, 2.0), (1.0, 4.0)],
            &[(0.0, 6.0), (1.0, 4.0)],
        ];
        check(
            &members,
            MEAN_RANGE,
            &[(0.0, 3.0, 1.0, 6.0, 3), (1.0, 4.0, 4.0, 4.0, 3)],
        );
        let median = (Middle::Median, Spread::Deviation);
        let deviation = 7.0f64.sqrt();
        check(
            &members,
            median,
            &[
                (0.0, 2.0, 2.0 - deviation, 2.0 + deviation, 3),
                (1.0, 4.0, 4.0, 4.0, 3),
            ],
        );
    }

    #[test]
    fn nothing_and_one_member_have_no_band() {
        check(&[], MEAN_RANGE, &[]);
        check(&[&[]], MEAN_RANGE, &[]);
        for spread in [Spread::Deviation, Spread::Error, Spread::Range] {
            check(
                &[&[(3.0, 5.0)]],
                (Middle::Mean, spread),
                &[(3.0, 5.0, 5.0, 5.0, 1)],
            );
        }
    }

    #[test]
    fn a_member_counts_between_its_first_and_its_last_step() {
        check(
            &[&[(0.0, 0.0), (2.0, 2.0)], &[(1.0, 10.0), (3.0, 20.0)]],
            MEAN_RANGE,
            &[
                (0.0, 0.0, 0.0, 0.0, 1),
                (1.0, 5.0, 0.0, 10.0, 2),
                (2.0, 6.0, 2.0, 10.0, 2),
                (3.0, 20.0, 20.0, 20.0, 1),
            ],
        );
    }

    #[test]
    fn what_is_not_finite_does_not_count() {
        check(
            &[
                &[(0.0, f64::NAN), (1.0, f64::INFINITY)],
                &[(0.0, 4.0), (1.0, f64::NAN)],
            ],
            MEAN_RANGE,
            &[(0.0, 4.0, 4.0, 4.0, 1)],
        );
    }

    #[test]
    fn huge_values_do_not_overflow() {
        let members: [&[(f64, f64)]; 2] = [&[(0.0, f64::MAX)], &[(0.0, f64::MAX)]];
        for middle in [Middle::Mean, Middle::Median] {
            check(
                &members,
                (middle, Spread::Range),
                &[(0.0, f64::MAX, f64::MAX, f64::MAX, 2)],
            );
        }
    }

    /// What counts at a step, word for word as the head of the module says it.
    fn plainly_counting(members: &[Points], step: f64) -> Vec<f64> {
        let value = |points: &Points| {
            let (first, last) = (*points.steps().first()?, *points.steps().last()?);
            let is_within = first <= step && step <= last;
            let before = points.iter().filter(|point| point.step <= step).last()?;
            (is_within && before.value.is_finite()).then_some(before.value)
        };
        members.iter().filter_map(value).collect()
    }

    fn any_line() -> impl Strategy<Value = Points> {
        let value = prop_oneof![8 => -10.0..10.0f64, 1 => Just(f64::NAN)];
        prop::collection::vec((0i32..15, value), 0..12).prop_map(|logged| {
            let logged: Vec<_> = logged
                .iter()
                .map(|(step, v)| (f64::from(*step), *v))
                .collect();
            points(&logged)
        })
    }

    proptest! {
        #[test]
        fn statistics_are_as_plainly_defined(members in prop::collection::vec(any_line(), 0..6)) {
            let borrowed: Vec<&Points> = members.iter().collect();
            let close = |a: f64, b: f64| (a - b).abs() < 1e-9;
            let mean = group_line(&borrowed, Middle::Mean, Spread::Deviation);
            let error = group_line(&borrowed, Middle::Mean, Spread::Error);
            let median = group_line(&borrowed, Middle::Median, Spread::Range);
            let all_steps = (0..15).map(f64::from);
            let logged_at = |step: &f64| members.iter().any(|member| member.steps().contains(step));
            let counting_steps: Vec<f64> = all_steps
                .filter(logged_at)
                .filter(|step| !plainly_counting(&members, *step).is_empty())
                .collect();
            prop_assert_eq!(&mean.steps, &counting_steps);
            for (idx, step) in counting_steps.iter().enumerate() {
                let mut values = plainly_counting(&members, *step);
                values.sort_by(f64::total_cmp);
                let n = values.len() as f64;
                let average = values.iter().sum::<f64>() / n;
                let squares = values.iter().map(|value| (value - average) * (value - average));
                let deviation = if n > 1.0 { (squares.sum::<f64>() / (n - 1.0)).sqrt() } else { 0.0 };
                let middle = (values[(values.len() - 1) / 2] + values[values.len() / 2]) / 2.0;
                prop_assert_eq!(mean.counts[idx] as usize, values.len());
                prop_assert!(close(mean.middles[idx], average));
                prop_assert!(close(mean.highs[idx] - mean.middles[idx], deviation));
                prop_assert!(close(error.middles[idx] - error.lows[idx], deviation / n.sqrt()));
                prop_assert!(close(median.middles[idx], middle));
                prop_assert_eq!(median.lows[idx], values[0]);
                prop_assert_eq!(median.highs[idx], values[values.len() - 1]);
            }
        }
    }
}
