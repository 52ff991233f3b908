//! How far a reader is: a revision for each experiment of its stream. Pure.
//!
//! It is the identifier of an event: `7.12` for two experiments, in the order in which the stream
//! names them.

use runboard_model::error::InvalidData;
use std::fmt;

/// The revisions that a reader knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cursor(pub(super) Vec<u64>);

impl Cursor {
    /// Reads the identifier of an event of a stream of so many experiments.
    pub(super) fn parse(text: &str, n_experiments: usize) -> Result<Self, InvalidData> {
        let revisions: Result<Vec<u64>, _> = text.trim().split('.').map(str::parse).collect();
        match revisions {
            Ok(revisions) if revisions.len() == n_experiments => Ok(Self(revisions)),
            _ => {
                let reason = format!("{text:?} is no event of {n_experiments} experiments");
                Err(InvalidData::new("since", reason))
            }
        }
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (idx, revision) in self.0.iter().enumerate() {
            let dot = if idx == 0 { "" } else { "." };
            write!(f, "{dot}{revision}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back() {
        for revisions in [vec![0], vec![7, 12], vec![u64::MAX, 0, 1]] {
            let cursor = Cursor(revisions);
            let read = Cursor::parse(&cursor.to_string(), cursor.0.len());
            assert_eq!(read.unwrap(), cursor);
        }
    }

    #[test]
    fn what_is_no_event_of_the_stream_is_refused() {
        for (text, n_experiments) in [
            ("", 1),
            ("7", 2),
            ("7.8", 1),
            ("x", 1),
            ("7.", 2),
            ("-1", 1),
        ] {
            assert!(Cursor::parse(text, n_experiments).is_err(), "{text:?}");
        }
    }
}
