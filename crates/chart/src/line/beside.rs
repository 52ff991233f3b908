//! What a line is drawn and read with besides its own points: a band, a baseline, its weight.

use super::ChartLine;
use super::reading::BandReading;
use crate::better::Better;
use crate::format;
use runboard_series::Points;
use runboard_series::delta::{Change, baseline_at};
use runboard_series::group::GroupLine;
use std::sync::Arc;

/// What stands beside the points of a line; nothing by default.
///
/// Parts are compared by identity, as points are: new data comes in a new `Arc`.
#[derive(Debug, Clone, Default)]
pub struct Beside {
    /// The band around a line that stands for many.
    pub band: Option<Arc<Band>>,
    /// What its values are measured against.
    pub baseline: Option<Baseline>,
    /// How much it is seen.
    pub weight: Weight,
}

/// How much a line is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Weight {
    /// As usual.
    #[default]
    Full,
    /// Pale, behind the others.
    Pale,
}

/// The edges of a band, at each of the line's points in the order of their steps.
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    /// The lower edge.
    pub lows: Vec<f64>,
    /// The upper edge.
    pub highs: Vec<f64>,
    /// How many members count.
    pub counts: Vec<u32>,
}

impl Band {
    /// What is read of it at the point of this position.
    pub(super) fn at(&self, index: usize) -> Option<BandReading> {
        Some(BandReading {
            low: *self.lows.get(index)?,
            high: *self.highs.get(index)?,
            n_members: *self.counts.get(index)?,
        })
    }
}

/// Another line that values are measured against.
#[derive(Debug, Clone)]
pub struct Baseline {
    /// Its points.
    pub points: Arc<Points>,
    /// Whether more or less than it is better.
    pub better: Better,
}

/// How a value stands to the baseline's at the same step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChangeReading {
    /// Difference and ratio.
    pub change: Change,
    /// Whether that is good.
    pub verdict: Verdict,
}

/// Whether a change is for the better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is.
    Better,
    /// It is for the worse.
    Worse,
    /// Neither: there is none, or it cannot be said.
    Same,
}

impl Verdict {
    /// The verdict on a change, where that is better.
    pub fn on(change: Change, better: Better) -> Self {
        if better.prefers(change.difference, 0.0) {
            Self::Better
        } else if better.prefers(0.0, change.difference) {
            Self::Worse
        } else {
            Self::Same
        }
    }
}

impl Baseline {
    /// How a value at a step stands to this; `None` where this has no value to compare with.
    pub fn change(&self, step: f64, value: f64) -> Option<ChangeReading> {
        let baseline = baseline_at(&self.points, step)?;
        let change = Change::between(baseline, value);
        Some(ChangeReading {
            change,
            verdict: Verdict::on(change, self.better),
        })
    }
}

impl Beside {
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let same_band = match (&self.band, &other.band) {
            (Some(band), Some(other)) => Arc::ptr_eq(band, other),
            (None, None) => true,
            _ => false,
        };
        let same_baseline = match (&self.baseline, &other.baseline) {
            (Some(own), Some(other)) => {
                Arc::ptr_eq(&own.points, &other.points) && own.better == other.better
            }
            (None, None) => true,
            _ => false,
        };
        same_band && same_baseline && self.weight == other.weight
    }
}

/// A change in words: `+0.25, ×1.5`; only the difference where there is no ratio.
pub fn change_text(change: Change) -> String {
    let sign = if change.difference > 0.0 { "+" } else { "" };
    let difference = format!("{sign}{}", format::number(change.difference));
    match change.ratio {
        Some(ratio) => format!("{difference}, ×{}", format::significant(ratio, 4)),
        None => difference,
    }
}

/// The line that stands for a group: its middle as points, its spread as the band.
pub fn group_chart_line(line: ChartLine, group: GroupLine) -> ChartLine {
    let GroupLine {
        steps,
        middles,
        lows,
        highs,
        counts,
        times_unix_millis,
    } = group;
    ChartLine {
        points: Arc::new(Points::from_columns(steps, middles, times_unix_millis)),
        beside: Beside {
            band: Some(Arc::new(Band {
                lows,
                highs,
                counts,
            })),
            ..line.beside
        },
        ..line
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::line;
    use super::*;
    use runboard_series::group::{Middle, Spread, group_line};

    #[track_caller]
    fn check(baseline: f64, value: f64, text: &str, verdict: Verdict) {
        let change = Change::between(baseline, value);
        assert_eq!(change_text(change), text);
        assert_eq!(Verdict::on(change, Better::Less), verdict);
    }

    #[test]
    fn changes_are_said_with_their_sign_and_judged() {
        check(0.5, 0.75, "+0.25, ×1.5", Verdict::Worse);
        check(0.5, 0.25, "-0.25, ×0.5", Verdict::Better);
        check(0.5, 0.5, "0, ×1", Verdict::Same);
        check(0.0, 2.0, "+2", Verdict::Worse);
        check(f64::NAN, 2.0, "NaN", Verdict::Same);
    }

    #[test]
    fn a_baseline_is_read_at_the_same_step() {
        let points = line("base", &[(0.0, 1.0), (2.0, 4.0)]).points;
        let baseline = Baseline {
            points,
            better: Better::More,
        };
        let change = baseline.change(1.0, 3.0).map(|read| read.change.difference);
        assert_eq!(change, Some(2.0));
        assert_eq!(baseline.change(3.0, 3.0), None);
    }

    #[test]
    fn a_group_becomes_a_line_with_a_band() {
        let members = [line("a", &[(0.0, 1.0)]), line("b", &[(0.0, 3.0)])];
        let points: Vec<&Points> = members.iter().map(|member| &*member.points).collect();
        let group = group_line(&points, Middle::Mean, Spread::Range);
        let line = group_chart_line(members[0].clone(), group);
        assert_eq!(line.points.values(), [2.0]);
        let band = line.beside.band.unwrap();
        assert_eq!((&band.lows[..], &band.highs[..]), (&[1.0][..], &[3.0][..]));
    }
}
