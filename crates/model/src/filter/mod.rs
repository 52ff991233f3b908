//! The language in which people choose experiments: `params.lr > 0.01 and not status = failed`.
//!
//! A text is [parsed](Filter::parse) into a [`Filter`], which is [written](std::fmt::Display) back
//! as a text of the same meaning and [tells](Filter::matches) of each experiment whether it is
//! wanted. `docs/filter.md` has the grammar and what each field means.
//!
//! No clock: the moment that `-7d` counts back from is a parameter.

mod complete;
pub mod cursor;
mod error;
mod evaluate;
mod field;
mod keyword;
mod lexer;
mod moment;
mod operand;
mod parser;
mod print;
mod sort_value;

pub use complete::{Completion, Vocabulary, complete};
pub use error::FilterError;
pub use field::{Field, FieldKind, Statistic};
pub use moment::{Moment, Span};
pub use operand::{Operand, Pattern};
pub use sort_value::SortValue;

/// A condition on an experiment.
#[derive(Debug, Clone, PartialEq)]
pub enum Filter {
    /// Those whose name holds the text, capitals and small letters alike; without text,
    /// [everything](Filter::everything).
    NameHolds(String),
    /// Those that have the field.
    Has(Field),
    /// Those whose field compares with the operand in this way.
    Compare(Field, Operator, Operand),
    /// Those that do not meet the condition.
    Not(Box<Filter>),
    /// Those that meet all conditions, two at least.
    All(Vec<Filter>),
    /// Those that meet one of the conditions, two at least.
    Any(Vec<Filter>),
}

impl Filter {
    /// The filter that chooses every experiment.
    pub fn everything() -> Self {
        Self::NameHolds(String::new())
    }
}

/// How a field compares with an operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `=`, and `has` for tags.
    Equal,
    /// `!=`: the field is there, and is not equal.
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `~`: the regular expression is found in it.
    Finds,
    /// `!~`: the field is there, and the regular expression is not found in it.
    FindsNot,
}

impl Operator {
    /// All operators; each stands before those that are the beginning of it.
    pub const ALL: [Self; 8] = [
        Self::NotEqual,
        Self::FindsNot,
        Self::LessOrEqual,
        Self::GreaterOrEqual,
        Self::Equal,
        Self::Less,
        Self::Greater,
        Self::Finds,
    ];

    /// The operator as it is written.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Finds => "~",
            Self::FindsNot => "!~",
        }
    }
}

#[cfg(test)]
mod tests;
