//! What of an experiment a filter can ask for.

use super::error::FilterError;
use super::lexer::{Piece, TokenKind, is_word_char, tokens};
use std::fmt;
use std::str::FromStr;

/// A field of an experiment.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// `name`
    Name,
    /// `description`
    Description,
    /// `status`: `running`, `success`, `failed` or `canceled`.
    Status,
    /// `tags`: each of them is a value.
    Tags,
    /// `archived`: `true` or `false`.
    Archived,
    /// `started`: when it was created.
    Started,
    /// `ended`: when it ended; a running one has not.
    Ended,
    /// `updated`: when something was last logged to it, or it was changed.
    Updated,
    /// `duration`: from its start to its end, or until now.
    Duration,
    /// `logs`: how many it has.
    Logs,
    /// `params.NAME`: a parameter, by its flattened name.
    Parameter(String),
    /// `values.NAME`: the data of a `VALUE` log.
    Value(String),
    /// `metrics.NAME`, `metrics.NAME.min`, …: of each line of the `LINE` log `NAME`, or of the
    /// line `LINE` of the log `LOG` where the name is `LOG/LINE`.
    Metric(String, Statistic),
}

/// What kind of operands a field compares with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// Texts.
    Text,
    /// One of the four statuses.
    Status,
    /// `true` or `false`.
    Boolean,
    /// Moments.
    Moment,
    /// Spans of time.
    Span,
    /// Numbers.
    Number,
    /// Numbers, texts, booleans and null.
    Scalar,
}

/// What of a line is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Statistic {
    /// The value at the largest step.
    Last,
    /// The smallest finite value.
    Min,
    /// The largest finite value.
    Max,
    /// Points.
    Count,
    /// The largest step.
    Step,
}

impl Statistic {
    const ALL: [Self; 5] = [Self::Last, Self::Min, Self::Max, Self::Count, Self::Step];

    /// The word behind the name of the metric.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Last => "last",
            Self::Min => "min",
            Self::Max => "max",
            Self::Count => "count",
            Self::Step => "step",
        }
    }

    /// The name and the statistic of `name.min` and the like.
    fn split(name: &str) -> Option<(&str, Self)> {
        let (name, word) = name.rsplit_once('.')?;
        let statistic = Self::ALL.into_iter().find(|it| it.as_str() == word)?;
        Some((name, statistic))
    }
}

impl Field {
    /// The fields that every experiment has, by their names.
    pub const FIXED: [(&'static str, Self); 10] = [
        ("name", Self::Name),
        ("description", Self::Description),
        ("status", Self::Status),
        ("tags", Self::Tags),
        ("archived", Self::Archived),
        ("started", Self::Started),
        ("ended", Self::Ended),
        ("updated", Self::Updated),
        ("duration", Self::Duration),
        ("logs", Self::Logs),
    ];

    /// What the field compares with.
    pub fn kind(&self) -> FieldKind {
        match self {
            Self::Name | Self::Description | Self::Tags => FieldKind::Text,
            Self::Status => FieldKind::Status,
            Self::Archived => FieldKind::Boolean,
            Self::Started | Self::Ended | Self::Updated => FieldKind::Moment,
            Self::Duration => FieldKind::Span,
            Self::Logs | Self::Metric(..) => FieldKind::Number,
            Self::Parameter(_) | Self::Value(_) => FieldKind::Scalar,
        }
    }

    /// The field that a word names.
    pub(super) fn from_pieces(pieces: &[Piece]) -> Option<Self> {
        let (Piece::Bare(first), rest) = pieces.split_first()? else {
            return None;
        };
        if rest.is_empty()
            && let Some((_, field)) = Self::FIXED.into_iter().find(|(name, _)| name == first)
        {
            return Some(field);
        }
        let (group, start) = first.split_once('.')?;
        let name = || -> String {
            let rest = rest.iter().map(Piece::text);
            std::iter::once(start).chain(rest).collect()
        };
        match group {
            "params" => Some(Self::Parameter(name())),
            "values" => Some(Self::Value(name())),
            "metrics" => Some(metric(&name(), pieces.last())),
            _ => None,
        }
        .filter(|field| !field.own_name().is_some_and(str::is_empty))
    }

    fn own_name(&self) -> Option<&str> {
        match self {
            Self::Parameter(name) | Self::Value(name) | Self::Metric(name, _) => Some(name),
            _ => None,
        }
    }
}

/// The metric of this name; what stands between quotes is part of the name.
fn metric(name: &str, last: Option<&Piece>) -> Field {
    match (last, Statistic::split(name)) {
        (Some(Piece::Bare(last)), Some((name, statistic))) if last.contains('.') => {
            Field::Metric(name.to_owned(), statistic)
        }
        _ => Field::Metric(name.to_owned(), Statistic::Last),
    }
}

impl FromStr for Field {
    type Err = FilterError;

    /// Reads a field as a filter writes it: the other way of [`Display`](fmt::Display).
    fn from_str(text: &str) -> Result<Self, FilterError> {
        let field = match tokens(text)?.as_slice() {
            [token] => match &token.kind {
                TokenKind::Word(pieces) => Self::from_pieces(pieces),
                _ => None,
            },
            _ => None,
        };
        field.ok_or_else(|| FilterError {
            position: 0,
            length: text.chars().count(),
            message: "there is no such field".to_owned(),
        })
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Parameter(name) => write!(f, "params.{}", Name(name)),
            Self::Value(name) => write!(f, "values.{}", Name(name)),
            Self::Metric(name, Statistic::Last) => write!(f, "metrics.{}", Name(name)),
            Self::Metric(name, statistic) => {
                write!(f, "metrics.{}.{}", Name(name), statistic.as_str())
            }
            fixed => Self::FIXED
                .iter()
                .find(|(_, field)| field == fixed)
                .map_or(Ok(()), |(name, _)| f.write_str(name)),
        }
    }
}

/// A name as it is written: between quotes where it would be read as something else without.
struct Name<'a>(&'a str);

impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.chars().all(is_word_char) && Statistic::split(self.0).is_none() {
            f.write_str(self.0)
        } else {
            super::print::quoted(f, self.0)
        }
    }
}
