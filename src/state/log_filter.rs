//! The filter of logs by name: a part of the name in any case, or a `/regular expression/`.
//!
//! An empty filter lets every name pass.
//! An expression that does not parse passes nothing; [`LogFilter::parse`] says so.

use regex_lite::{Regex, RegexBuilder};

/// A parsed filter.
#[derive(Debug, Clone)]
pub enum LogFilter {
    /// Every name.
    All,
    /// Names that hold the text; lower-case.
    Part(String),
    /// Names in which the expression is found, in any case.
    Expression(Regex),
}

/// The text between the slashes is no regular expression.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a regular expression: {0}")]
pub struct FilterError(String);

impl LogFilter {
    /// Reads what the person typed; a lone slash is a part of a name, since names hold slashes.
    pub fn parse(text: &str) -> Result<Self, FilterError> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(Self::All);
        }
        let expression = text
            .strip_prefix('/')
            .and_then(|rest| rest.strip_suffix('/'));
        match expression.filter(|expression| !expression.is_empty()) {
            Some(expression) => RegexBuilder::new(expression)
                .case_insensitive(true)
                .build()
                .map(Self::Expression)
                .map_err(|error| FilterError(error.to_string())),
            None => Ok(Self::Part(text.to_lowercase())),
        }
    }

    /// Whether a log of that name is shown.
    pub fn passes(&self, name: &str) -> bool {
        match self {
            Self::All => true,
            Self::Part(part) => name.to_lowercase().contains(part),
            Self::Expression(expression) => expression.is_match(name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(filter: &str, passing: &[&str], failing: &[&str]) {
        let filter = LogFilter::parse(filter).unwrap();
        for name in passing {
            assert!(filter.passes(name), "{name}");
        }
        for name in failing {
            assert!(!filter.passes(name), "{name}");
        }
    }

    #[test]
    fn names_pass_by_part_or_expression() {
        check("", &["a", "train/loss"], &[]);
        check("  LOSS ", &["train/loss", "Loss"], &["accuracy"]);
        check("/", &["train/loss"], &["loss"]);
        check("train/", &["train/loss"], &["strain"]);
        check(
            "/^val.*(loss|acc)/",
            &["val/loss", "VAL/acc"],
            &["train/loss"],
        );
    }

    #[test]
    fn a_broken_expression_is_an_error() {
        assert!(LogFilter::parse("/(/").is_err());
    }
}
