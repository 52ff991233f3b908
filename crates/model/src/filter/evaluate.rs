//! Telling which experiments a filter wants.

use super::field::{Field, Statistic};
use super::{Filter, Operand, Operator};
use crate::wire::{Experiment, NamedLineSummary};
use crate::{Scalar, Timestamp};
use std::cmp::Ordering;

impl Filter {
    /// Whether it asks for more than the experiment itself: for its tags, or for what its logs hold.
    pub fn asks_for_details(&self) -> bool {
        match self {
            Self::NameHolds(_) => false,
            Self::Has(field) | Self::Compare(field, ..) => field.is_detail(),
            Self::Not(condition) => condition.asks_for_details(),
            Self::All(conditions) | Self::Any(conditions) => {
                conditions.iter().any(Self::asks_for_details)
            }
        }
    }

    /// Whether the experiment is wanted; `now` is what `-7d` and the duration of a running
    /// experiment count to.
    ///
    /// A comparison with a field that the experiment does not have is not met, `!=` and `!~` as
    /// little as the others. Of several values (tags, lines) one has to meet the comparison; for
    /// `!=` and `!~` all of them.
    pub fn matches(&self, experiment: &Experiment, now: Timestamp) -> bool {
        match self {
            Self::NameHolds(text) => experiment
                .name
                .to_lowercase()
                .contains(&text.to_lowercase()),
            Self::Has(field) => !values(field, experiment, now).is_empty(),
            Self::Not(condition) => !condition.matches(experiment, now),
            Self::All(conditions) => conditions.iter().all(|it| it.matches(experiment, now)),
            Self::Any(conditions) => conditions.iter().any(|it| it.matches(experiment, now)),
            Self::Compare(field, operator, operand) => {
                let values = values(field, experiment, now);
                let meets = |operator| values.iter().any(|it| it.meets(operator, operand, now));
                match operator {
                    Operator::NotEqual => !values.is_empty() && !meets(Operator::Equal),
                    Operator::FindsNot => !values.is_empty() && !meets(Operator::Finds),
                    operator => meets(*operator),
                }
            }
        }
    }
}

impl Field {
    /// Whether it is one of the tags, or what logs hold.
    fn is_detail(&self) -> bool {
        matches!(
            self,
            Self::Tags | Self::Parameter(_) | Self::Value(_) | Self::Metric(..)
        )
    }
}

/// A value of a field.
pub(super) enum Value<'a> {
    Text(&'a str),
    Boolean(bool),
    Number(f64),
    UnixMillis(i64),
    Millis(u64),
    Scalar(&'a Scalar),
}

/// What the experiment has of the field.
pub(super) fn values<'a>(
    field: &Field,
    experiment: &'a Experiment,
    now: Timestamp,
) -> Vec<Value<'a>> {
    let moment = |time: Timestamp| vec![Value::UnixMillis(time.unix_millis())];
    match field {
        Field::Name => vec![Value::Text(&experiment.name)],
        Field::Description if experiment.description.is_empty() => Vec::new(),
        Field::Description => vec![Value::Text(&experiment.description)],
        Field::Status => vec![Value::Text(experiment.status.as_str())],
        Field::Tags => experiment.tags.iter().map(|tag| Value::Text(tag)).collect(),
        Field::Archived => vec![Value::Boolean(experiment.archived)],
        Field::Started => moment(experiment.created_at),
        Field::Ended => experiment.ended_at.map(moment).unwrap_or_default(),
        Field::Updated => moment(experiment.last_activity_at),
        Field::Duration => {
            let end = experiment.ended_at.unwrap_or(now).unix_millis();
            let millis = end.saturating_sub(experiment.created_at.unix_millis());
            vec![Value::Millis(u64::try_from(millis).unwrap_or(0))]
        }
        Field::Logs => vec![Value::Number(experiment.n_logs as f64)],
        Field::Parameter(name) => scalars(&experiment.parameters, name),
        Field::Value(name) => scalars(&experiment.values, name),
        Field::Metric(name, statistic) => experiment
            .lines
            .iter()
            .filter(|line| is_named(line, name))
            .filter_map(|line| statistic_of(line, *statistic))
            .map(Value::Number)
            .collect(),
    }
}

fn scalars<'a>(named: &'a [(String, Scalar)], name: &str) -> Vec<Value<'a>> {
    named
        .iter()
        .filter(|(found, _)| found == name)
        .map(|(_, scalar)| Value::Scalar(scalar))
        .collect()
}

/// Whether `name` is that of the line's log, or of the log and the line with a `/` between.
fn is_named(line: &NamedLineSummary, name: &str) -> bool {
    line.log == name
        || name
            .strip_prefix(&line.log)
            .and_then(|rest| rest.strip_prefix('/'))
            .is_some_and(|rest| rest == line.summary.name)
}

fn statistic_of(line: &NamedLineSummary, statistic: Statistic) -> Option<f64> {
    match statistic {
        Statistic::Last => line.summary.last,
        Statistic::Min => line.summary.min,
        Statistic::Max => line.summary.max,
        Statistic::Count => Some(line.summary.count as f64),
        Statistic::Step => line.summary.last_step,
    }
}

impl Value<'_> {
    /// Whether the comparison holds; never between values of different kinds.
    fn meets(&self, operator: Operator, operand: &Operand, now: Timestamp) -> bool {
        if let (Some(text), Operand::Pattern(pattern)) = (self.text(), operand) {
            return pattern.is_in(text);
        }
        let ordering = match (self, operand) {
            (Self::UnixMillis(time), Operand::Moment(moment)) => {
                let (start, end) = moment.unix_millis(now);
                Some(match () {
                    () if *time < start => Ordering::Less,
                    () if *time >= end => Ordering::Greater,
                    () => Ordering::Equal,
                })
            }
            (Self::Millis(millis), Operand::Span(span)) => Some(millis.cmp(&span.millis())),
            (Self::Scalar(Scalar::Int(value)), Operand::Integer(it)) => Some(value.cmp(it)),
            (_, Operand::Integer(it)) => self.number().and_then(|value| order(value, *it as f64)),
            (_, Operand::Number(number)) => self.number().and_then(|it| order(it, *number)),
            (_, Operand::Text(text)) => self.text().map(|it| it.cmp(text)),
            (_, Operand::Status(status)) => self.text().map(|it| it.cmp(status.as_str())),
            (Self::Boolean(value) | Self::Scalar(Scalar::Bool(value)), Operand::Boolean(it)) => {
                Some(value.cmp(it))
            }
            (Self::Scalar(Scalar::Null), Operand::Null) => Some(Ordering::Equal),
            _ => None,
        };
        ordering.is_some_and(|ordering| operator.holds(ordering))
    }

    fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Scalar(Scalar::Text(text)) => Some(text),
            _ => None,
        }
    }

    fn number(&self) -> Option<f64> {
        match self {
            Self::Number(value) => Some(*value),
            Self::Scalar(scalar) => scalar.as_f64(),
            _ => None,
        }
    }
}

/// NaN is equal to NaN, so that what diverged can be asked for, and not comparable with others.
fn order(a: f64, b: f64) -> Option<Ordering> {
    if a.is_nan() && b.is_nan() {
        return Some(Ordering::Equal);
    }
    a.partial_cmp(&b)
}

impl Operator {
    /// Whether the operator holds between values of this order.
    fn holds(self, ordering: Ordering) -> bool {
        match self {
            Self::Equal => ordering.is_eq(),
            Self::NotEqual => ordering.is_ne(),
            Self::Less => ordering.is_lt(),
            Self::LessOrEqual => ordering.is_le(),
            Self::Greater => ordering.is_gt(),
            Self::GreaterOrEqual => ordering.is_ge(),
            Self::Finds | Self::FindsNot => false,
        }
    }
}
