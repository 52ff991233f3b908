//! Where in a request something stands, for messages: `data.loss[2]`.
//!
//! A path is a chain of borrowed parts, so that walking good data costs no allocation; it becomes
//! a text only where an error is made.

use crate::error::InvalidData;
use std::fmt;

/// The longest part of a key that is repeated in a message, in characters.
const MAX_KEY_CHARS: usize = 80;

/// A field of a request.
#[derive(Debug, Clone, Copy)]
pub(super) enum Path<'a> {
    /// A field of the request itself, such as `data`.
    Root(&'a str),
    /// What stands under a key of a dictionary.
    Key(&'a Path<'a>, &'a str),
    /// An item of a list.
    Index(&'a Path<'a>, usize),
}

impl Path<'_> {
    /// The field under `key`.
    pub(super) fn key<'b>(&'b self, key: &'b str) -> Path<'b> {
        Path::Key(self, key)
    }

    /// The item `idx`, counted from 0.
    pub(super) fn index(&self, idx: usize) -> Path<'_> {
        Path::Index(self, idx)
    }

    /// The error that this field is wrong because of `reason`.
    pub(super) fn wrong(&self, reason: impl Into<String>) -> InvalidData {
        InvalidData::new(self.to_string(), reason)
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Path::Root(name) => f.write_str(name),
            Path::Key(parent, key) => write!(f, "{parent}.{}", shown(key)),
            Path::Index(parent, idx) => write!(f, "{parent}[{idx}]"),
        }
    }
}

/// A text from a request as messages repeat it: on one line and not too long.
pub(super) fn shown(text: &str) -> String {
    let mut shown: String = text
        .chars()
        .take(MAX_KEY_CHARS)
        .map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .collect();
    if text.chars().nth(MAX_KEY_CHARS).is_some() {
        shown.push('…');
    }
    shown
}

/// `1 value`, `5 values`.
pub(super) fn counted(n: usize, noun: &str) -> String {
    if n == 1 {
        format!("1 {noun}")
    } else {
        format!("{n} {noun}s")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_written_as_in_javascript() {
        let data = Path::Root("data");
        let loss = data.key("loss");
        assert_eq!(loss.index(2).to_string(), "data.loss[2]");
    }

    #[test]
    fn long_and_broken_keys_are_shortened() {
        let data = Path::Root("data");
        assert_eq!(data.key("a\nb").to_string(), "data.a\u{fffd}b");
        assert_eq!(data.key(&"x".repeat(500)).to_string().chars().count(), 86);
    }

    #[test]
    fn one_is_singular() {
        assert_eq!(counted(1, "value"), "1 value");
        assert_eq!(counted(0, "value"), "0 values");
    }
}
