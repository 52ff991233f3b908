//! What is wrong with the text of a filter, and where.

/// A text that is no filter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message} (at position {position})")]
pub struct FilterError {
    /// Where the offending part starts, counted in characters from 0; its length at the end.
    pub position: usize,
    /// How many characters the offending part has; 0 at the end.
    pub length: usize,
    /// What is wrong, for a person.
    pub message: String,
}
