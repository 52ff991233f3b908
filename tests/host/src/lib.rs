//! Rules that the code keeps and the compiler does not know, each a function from a file's path and
//! text to what breaks it.
//!
//! `tests/tidy.rs` holds the whole repository against them; the tests in here show that each can
//! fail.

pub mod names;
pub mod props;
pub mod rules;
pub mod source;
pub mod tree;

pub use source::Source;
pub use tree::sources_of_the_repository;

/// A line that breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breach {
    /// Where: path and line, as an editor opens them.
    pub place: String,
    /// What the rule says.
    pub rule: String,
}

/// Every breach in these files.
pub fn breaches(sources: &[Source]) -> Vec<Breach> {
    sources
        .iter()
        .flat_map(|source| {
            rules::ALL
                .iter()
                .flat_map(|rule| rule(source))
                .chain(names::breaches(source))
                .chain(props::undocumented_props(source))
        })
        .collect()
}
