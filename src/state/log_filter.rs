//! The filter of logs by name: a part of the name in any case, or a `/regular expression/`, which ignores case
//! with and without the flag `i`.
//!
//! An empty filter lets every name pass.

use regex_lite::RegexBuilder;
use std::sync::Arc;

type Test = Arc<dyn Fn(&str) -> bool + Send + Sync>;

/// A parsed filter; the default lets every name pass.
///
/// The test is called through a pointer: only who parses a filter needs the code of the tests.
#[derive(Clone, Default)]
pub struct LogFilter(Option<Test>);

/// The text between the slashes is no regular expression.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a regular expression: {0}")]
pub struct FilterError(String);

/// What a page shows of a parsed text: the filter, and what is wrong with the text.
///
/// A text that cannot be read hides nothing.
pub fn shown_filter(parsed: Result<LogFilter, String>) -> (LogFilter, Option<String>) {
    match parsed {
        Ok(filter) => (filter, None),
        Err(reason) => (LogFilter::default(), Some(reason)),
    }
}

impl LogFilter {
    /// The filter that a text without a word means: it lets every name pass.
    pub fn of_nothing(text: &str) -> Option<Self> {
        text.trim_ascii().is_empty().then(Self::default)
    }

    /// Reads what the person typed; a lone slash is a part of a name, since names hold slashes.
    pub fn parse(text: &str) -> Result<Self, FilterError> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(Self::default());
        }
        let expression = text
            .strip_prefix('/')
            .and_then(|rest| rest.strip_suffix('/').or_else(|| rest.strip_suffix("/i")));
        let test: Test = match expression.filter(|expression| !expression.is_empty()) {
            Some(expression) => {
                let expression = RegexBuilder::new(expression)
                    .case_insensitive(true)
                    .build()
                    .map_err(|error| FilterError(error.to_string()))?;
                Arc::new(move |name| expression.is_match(name))
            }
            None => {
                let part = text.to_lowercase();
                Arc::new(move |name| name.to_lowercase().contains(&part))
            }
        };
        Ok(Self(Some(test)))
    }

    /// Whether a log of that name is shown.
    pub fn passes(&self, name: &str) -> bool {
        self.0.as_ref().is_none_or(|test| test(name))
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

    /// With the flag that others need, the expression was read as a part of a name, and hid every log.
    #[test]
    fn the_flag_for_any_case_is_known_and_no_other() {
        check("/LOSS|acc/i", &["train/loss", "VAL/Acc"], &["map"]);
        check("/^loss$/i", &["Loss"], &["train/loss"]);
        check("//i", &["a//i"], &["a"]);
        check("/a/g", &["x/a/g"], &["a"]);
        check("/i", &["train/iou"], &["loss"]);
    }

    #[test]
    fn only_a_text_without_a_word_needs_no_reading() {
        assert!(LogFilter::of_nothing(" ").is_some_and(|filter| filter.passes("a")));
        assert!(LogFilter::of_nothing(" a").is_none());
    }

    #[test]
    fn a_broken_expression_is_an_error() {
        assert!(LogFilter::parse("/(/").is_err());
    }

    #[test]
    fn what_is_no_expression_hides_nothing_and_says_why() {
        let parsed = LogFilter::parse("/(/").map_err(|error| error.to_string());
        let (filter, reason) = shown_filter(parsed);
        assert!(filter.passes("loss"));
        assert!(reason.is_some_and(|reason| reason.starts_with("not a regular expression")));
        let (filter, reason) = shown_filter(Ok(LogFilter::parse("acc").unwrap()));
        assert!(!filter.passes("loss") && reason.is_none());
    }
}
