//! What a field is compared with.

use super::field::{Field, FieldKind};
use super::lexer::{Piece, Token};
use super::moment::{Moment, Span};
use super::{FilterError, Operator};
use crate::Scalar;
use crate::number::non_finite_from_str;
use crate::wire::Status;
use regex_lite::Regex;

/// What a field is compared with, of the kind that the field takes.
#[derive(Debug, Clone, PartialEq)]
pub enum Operand {
    /// A number; NaN is equal to NaN.
    Number(f64),
    /// A whole number where the field may hold one: two of these compare exactly, also where no float holds
    /// them.
    Integer(i64),
    /// A text.
    Text(String),
    /// `true` or `false`.
    Boolean(bool),
    /// `null`
    Null,
    /// A status.
    Status(Status),
    /// A moment.
    Moment(Moment),
    /// A span of time.
    Span(Span),
    /// A regular expression.
    Pattern(Pattern),
}

/// A regular expression with its text.
#[derive(Debug, Clone)]
pub struct Pattern {
    text: String,
    regex: Regex,
}

impl Pattern {
    /// The pattern, if the text is a regular expression; it is the reason if not.
    pub fn new(text: impl Into<String>) -> Result<Self, String> {
        let text = text.into();
        match Regex::new(&text) {
            Ok(regex) => Ok(Self { text, regex }),
            Err(error) => Err(error.to_string()),
        }
    }

    /// The expression as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it is found somewhere in the text.
    pub fn is_in(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

/// Reads the operand that stands at `token`, for a comparison of `field`.
pub(super) fn operand(
    field: &Field,
    operator: Operator,
    token: &Token,
    pieces: &[Piece],
) -> Result<Operand, FilterError> {
    let text: String = pieces.iter().map(Piece::text).collect();
    let kind = field.kind();
    if matches!(operator, Operator::Finds | Operator::FindsNot) {
        return match kind {
            FieldKind::Text | FieldKind::Status | FieldKind::Scalar => Pattern::new(text)
                .map(Operand::Pattern)
                .map_err(|reason| token.error(format!("no regular expression: {reason}"))),
            _ => Err(token.error(format!(
                "{field} has no text in which ~ could find something"
            ))),
        };
    }
    let (operand, expected) = match kind {
        FieldKind::Text => (Some(Operand::Text(text)), ""),
        FieldKind::Scalar => (Some(scalar(text, pieces)), ""),
        FieldKind::Status => (status(&text), "running, success, failed or canceled"),
        FieldKind::Boolean => (boolean(&text), "true or false"),
        FieldKind::Number => (number(&text).map(Operand::Number), "a number"),
        FieldKind::Moment => (
            text.parse().ok().map(Operand::Moment),
            "a date such as 2026-01-31, or a span before now such as -7d",
        ),
        FieldKind::Span => (
            text.parse().ok().map(Operand::Span),
            "a span such as 90m or 2h",
        ),
    };
    let operand = operand.ok_or_else(|| token.error(format!("{field} needs {expected}")))?;
    let is_ordered = !matches!(
        operand,
        Operand::Status(_) | Operand::Boolean(_) | Operand::Null
    );
    if is_ordered || matches!(operator, Operator::Equal | Operator::NotEqual) {
        return Ok(operand);
    }
    Err(token.error(format!(
        "{field} can be = or != here, not {}",
        operator.as_str()
    )))
}

/// A bare word is what it looks like, a text between quotes is a text.
fn scalar(text: String, pieces: &[Piece]) -> Operand {
    if !matches!(pieces, [Piece::Bare(_)]) {
        return Operand::Text(text);
    }
    if text == "null" {
        return Operand::Null;
    }
    let integer = || text.parse().ok().map(Operand::Integer);
    boolean(&text)
        .or_else(integer)
        .or_else(|| number(&text).map(Operand::Number))
        .unwrap_or(Operand::Text(text))
}

/// The scalar as it is written where a scalar is expected: it reads back as an operand of its kind.
pub(super) fn written_scalar(value: &Scalar) -> String {
    match value {
        Scalar::Null => Operand::Null.to_string(),
        Scalar::Bool(value) => Operand::Boolean(*value).to_string(),
        Scalar::Int(value) => Operand::Integer(*value).to_string(),
        Scalar::Float(value) => Operand::Number(*value).to_string(),
        Scalar::Text(text) => match scalar(text.clone(), &[Piece::Bare(text.clone())]) {
            Operand::Text(_) => super::print::word(text),
            // It looks like a number, a boolean or null.
            _ => Operand::Text(text.clone()).to_string(),
        },
    }
}

fn boolean(text: &str) -> Option<Operand> {
    text.parse().ok().map(Operand::Boolean)
}

fn status(text: &str) -> Option<Operand> {
    Status::ALL
        .into_iter()
        .find(|status| status.as_str() == text)
        .map(Operand::Status)
}

fn number(text: &str) -> Option<f64> {
    let starts_as_number = text
        .trim_start_matches(['-', '+'])
        .starts_with(|c: char| c.is_ascii_digit() || c == '.');
    match non_finite_from_str(text) {
        None if starts_as_number => text.parse().ok(),
        found => found,
    }
}
