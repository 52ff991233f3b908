//! The words that are no texts without quotes around them.

use super::lexer::Piece;

/// A word of the language itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keyword {
    /// `and`
    And,
    /// `or`
    Or,
    /// `not`
    Not,
    /// `has`
    Has,
}

impl Keyword {
    /// The keyword that a text would be without quotes, capitals and small letters alike.
    pub(super) fn of_text(text: &str) -> Option<Self> {
        let keywords = [
            ("and", Self::And),
            ("or", Self::Or),
            ("not", Self::Not),
            ("has", Self::Has),
        ];
        let named = keywords
            .into_iter()
            .find(|(name, _)| text.eq_ignore_ascii_case(name));
        named.map(|(_, keyword)| keyword)
    }

    /// The keyword that a word is.
    pub(super) fn of_word(pieces: &[Piece]) -> Option<Self> {
        match pieces {
            [Piece::Bare(text)] => Self::of_text(text),
            _ => None,
        }
    }
}
