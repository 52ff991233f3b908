//! Writing a filter as a text that reads back as the same.

use super::keyword::Keyword;
use super::lexer::is_word_char;
use super::{Filter, Operand};
use std::fmt;

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NameHolds(text) => quoted(f, text),
            Self::Has(field) => write!(f, "has {field}"),
            Self::Compare(field, operator, operand) => {
                write!(f, "{field} {} {operand}", operator.as_str())
            }
            Self::Not(condition) => {
                f.write_str("not ")?;
                grouped(f, condition, is_joined)
            }
            Self::All(conditions) => joined(f, conditions, " and ", is_joined),
            Self::Any(conditions) => joined(f, conditions, " or ", |condition| {
                matches!(condition, Self::Any(_))
            }),
        }
    }
}

fn is_joined(condition: &Filter) -> bool {
    matches!(condition, Filter::All(_) | Filter::Any(_))
}

fn joined(
    f: &mut fmt::Formatter<'_>,
    conditions: &[Filter],
    separator: &str,
    needs_parentheses: fn(&Filter) -> bool,
) -> fmt::Result {
    for (idx, condition) in conditions.iter().enumerate() {
        if idx > 0 {
            f.write_str(separator)?;
        }
        grouped(f, condition, needs_parentheses)?;
    }
    Ok(())
}

fn grouped(
    f: &mut fmt::Formatter<'_>,
    condition: &Filter,
    needs_parentheses: fn(&Filter) -> bool,
) -> fmt::Result {
    if needs_parentheses(condition) {
        write!(f, "({condition})")
    } else {
        write!(f, "{condition}")
    }
}

impl fmt::Display for Operand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // `{:?}` is the shortest text that reads back as this number.
            Self::Number(value) => write!(f, "{value:?}"),
            Self::Integer(value) => write!(f, "{value}"),
            Self::Text(text) => quoted(f, text),
            Self::Boolean(value) => write!(f, "{value}"),
            Self::Null => f.write_str("null"),
            Self::Status(status) => f.write_str(status.as_str()),
            Self::Moment(moment) => moment.fmt(f),
            Self::Span(span) => span.fmt(f),
            Self::Pattern(pattern) => quoted(f, pattern.as_str()),
        }
    }
}

/// The text as it is written where a text is expected: bare where it may be.
pub(super) fn word(text: &str) -> String {
    let is_bare = !text.is_empty() && text.chars().all(is_word_char);
    if is_bare && Keyword::of_text(text).is_none() {
        text.to_owned()
    } else {
        Operand::Text(text.to_owned()).to_string()
    }
}

/// Writes a text between quotes.
pub(super) fn quoted(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    write!(f, "\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
