//! The words of a filter's text.
//!
//! A word is a run of letters, digits and `_ - + . / : % @ # *`, of texts between quotes, or of
//! both: `params."learning rate"` is one word of two pieces. Within quotes `\` stands before a
//! quote or another `\` that is meant as such.

use super::Operator;
use super::error::FilterError;

/// A part of the text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    /// What it is.
    pub(super) kind: TokenKind,
    /// Where it starts, in characters.
    pub(super) position: usize,
    /// How many characters it has.
    pub(super) length: usize,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum TokenKind {
    Open,
    Close,
    Operator(Operator),
    Word(Vec<Piece>),
}

/// A part of a word.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Piece {
    Bare(String),
    Quoted(String),
}

impl Piece {
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Bare(text) | Self::Quoted(text) => text,
        }
    }
}

impl Token {
    /// The error that this part is wrong.
    pub(super) fn error(&self, message: impl Into<String>) -> FilterError {
        FilterError {
            position: self.position,
            length: self.length,
            message: message.into(),
        }
    }
}

/// Whether a character may stand in a word without quotes.
pub(super) fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || "_-+./:%@#*".contains(c)
}

/// The parts of the text.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, FilterError> {
    let chars: Vec<char> = text.chars().collect();
    let mut tokens = Vec::new();
    let mut pos = 0;
    while let Some(&c) = chars.get(pos) {
        if c.is_whitespace() {
            pos += 1;
            continue;
        }
        let (kind, end) = match c {
            '(' => (TokenKind::Open, pos + 1),
            ')' => (TokenKind::Close, pos + 1),
            _ if c == '"' || is_word_char(c) => word(&chars, pos)?,
            _ => operator(&chars, pos)?,
        };
        tokens.push(Token {
            kind,
            position: pos,
            length: end - pos,
        });
        pos = end;
    }
    Ok(tokens)
}

fn operator(chars: &[char], pos: usize) -> Result<(TokenKind, usize), FilterError> {
    let rest = chars.get(pos..).unwrap_or_default();
    let starts_with = |text: &str| {
        let mut expected = text.chars();
        expected.by_ref().zip(rest).all(|(a, b)| a == *b) && rest.len() >= text.len()
    };
    let found = Operator::ALL
        .into_iter()
        .find(|operator| starts_with(operator.as_str()));
    match found {
        // `==` is what many type for `=`.
        Some(Operator::Equal) if starts_with("==") => {
            Ok((TokenKind::Operator(Operator::Equal), pos + 2))
        }
        Some(operator) => Ok((TokenKind::Operator(operator), pos + operator.as_str().len())),
        None => Err(FilterError {
            position: pos,
            length: 1,
            message: match rest.first() {
                Some(c) => format!("{c:?} means nothing here; put texts between double quotes"),
                None => "the filter ends here".to_owned(),
            },
        }),
    }
}

fn word(chars: &[char], start: usize) -> Result<(TokenKind, usize), FilterError> {
    let mut pieces = Vec::new();
    let mut pos = start;
    while let Some(&c) = chars.get(pos) {
        if c == '"' {
            let (text, end) = quoted(chars, pos)?;
            pieces.push(Piece::Quoted(text));
            pos = end;
        } else if is_word_char(c) {
            let rest = chars.get(pos..).unwrap_or_default();
            let text: String = rest.iter().take_while(|c| is_word_char(**c)).collect();
            pos += text.chars().count();
            pieces.push(Piece::Bare(text));
        } else {
            break;
        }
    }
    Ok((TokenKind::Word(pieces), pos))
}

/// The text between the quote at `start` and the next, and where the latter is over.
fn quoted(chars: &[char], start: usize) -> Result<(String, usize), FilterError> {
    let mut text = String::new();
    let mut pos = start + 1;
    while let Some(&c) = chars.get(pos) {
        match c {
            '"' => return Ok((text, pos + 1)),
            '\\' if matches!(chars.get(pos + 1), Some('"' | '\\')) => {
                text.extend(chars.get(pos + 1));
                pos += 2;
            }
            _ => {
                text.push(c);
                pos += 1;
            }
        }
    }
    Err(FilterError {
        position: start,
        length: chars.len() - start,
        message: "the closing quote is missing".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(usize, usize, TokenKind)]) {
        let found: Vec<_> = tokens(text)
            .unwrap()
            .into_iter()
            .map(|token| (token.position, token.length, token.kind))
            .collect();
        assert_eq!(found, expected);
    }

    fn bare(text: &str) -> TokenKind {
        TokenKind::Word(vec![Piece::Bare(text.into())])
    }

    #[test]
    fn words_and_operators_need_no_space() {
        check(
            "é>=-7d",
            &[
                (0, 1, bare("é")),
                (1, 2, TokenKind::Operator(Operator::GreaterOrEqual)),
                (3, 3, bare("-7d")),
            ],
        );
        check(
            "a == b",
            &[
                (0, 1, bare("a")),
                (2, 2, TokenKind::Operator(Operator::Equal)),
                (5, 1, bare("b")),
            ],
        );
        check("", &[]);
    }

    #[test]
    fn quotes_join_a_word() {
        check(
            r#"(params."a \"b\" \d\\".min)"#,
            &[
                (0, 1, TokenKind::Open),
                (
                    1,
                    25,
                    TokenKind::Word(vec![
                        Piece::Bare("params.".into()),
                        Piece::Quoted(r#"a "b" \d\"#.into()),
                        Piece::Bare(".min".into()),
                    ]),
                ),
                (26, 1, TokenKind::Close),
            ],
        );
    }

    #[test]
    fn what_is_no_word_is_pointed_at() {
        let error = tokens("name = 'x'").unwrap_err();
        assert_eq!((error.position, error.length), (7, 1));
        let error = tokens("a = \"open").unwrap_err();
        assert_eq!((error.position, error.length), (4, 5));
        assert_eq!(error.message, "the closing quote is missing");
    }
}
