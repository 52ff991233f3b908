//! Reading a filter from its text.

use super::field::Field;
use super::keyword::Keyword;
use super::lexer::{Piece, Token, TokenKind, tokens};
use super::operand::operand;
use super::{Filter, FilterError, Operator};

/// How deep conditions may be nested.
const MAX_DEPTH: usize = 50;

/// The longest text, in characters.
const MAX_CHARS: usize = 10_000;

impl Filter {
    /// Reads a filter; an empty text chooses everything.
    pub fn parse(text: &str) -> Result<Self, FilterError> {
        let end = text.chars().count();
        if end > MAX_CHARS {
            return Err(FilterError {
                position: MAX_CHARS,
                length: end - MAX_CHARS,
                message: format!("a filter has at most {MAX_CHARS} characters"),
            });
        }
        let tokens = tokens(text)?;
        if tokens.is_empty() {
            return Ok(Self::everything());
        }
        let mut parser = Parser {
            tokens: &tokens,
            end,
        };
        let filter = parser.any(0)?;
        match parser.tokens.first() {
            None => Ok(filter),
            Some(token) if token.kind == TokenKind::Close => {
                Err(token.error("there is no ( for this )"))
            }
            Some(token) => {
                Err(token
                    .error("expected and, or, or the end; texts with spaces stand between quotes"))
            }
        }
    }
}

struct Parser<'a> {
    /// What is not read yet.
    tokens: &'a [Token],
    /// Where the text ends.
    end: usize,
}

impl<'a> Parser<'a> {
    /// `all { "or" all }`
    fn any(&mut self, depth: usize) -> Result<Filter, FilterError> {
        let mut conditions = vec![self.all(depth)?];
        while self.take(Keyword::Or) {
            conditions.push(self.all(depth)?);
        }
        Ok(one_or(conditions, Filter::Any))
    }

    /// `condition { "and" condition }`
    fn all(&mut self, depth: usize) -> Result<Filter, FilterError> {
        let mut conditions = vec![self.condition(depth)?];
        while self.take(Keyword::And) {
            conditions.push(self.condition(depth)?);
        }
        Ok(one_or(conditions, Filter::All))
    }

    /// `"not" condition | "(" any ")" | "has" field | field operator operand | text`
    fn condition(&mut self, depth: usize) -> Result<Filter, FilterError> {
        let token = self.next("a condition")?;
        if depth > MAX_DEPTH {
            return Err(token.error(format!("nested more than {MAX_DEPTH} levels deep")));
        }
        let pieces = match &token.kind {
            TokenKind::Open => return self.parenthesised(depth),
            TokenKind::Word(pieces) => pieces,
            TokenKind::Close | TokenKind::Operator(_) => {
                return Err(token.error("expected a condition"));
            }
        };
        match Keyword::of_word(pieces) {
            None => self.comparison(token, pieces),
            Some(Keyword::Not) => Ok(Filter::Not(Box::new(self.condition(depth + 1)?))),
            Some(Keyword::Has) => Ok(Filter::Has(field(self.next("a field")?)?)),
            Some(Keyword::And | Keyword::Or) => Err(token.error("expected a condition")),
        }
    }

    fn parenthesised(&mut self, depth: usize) -> Result<Filter, FilterError> {
        let filter = self.any(depth + 1)?;
        let token = self.next("a )")?;
        match token.kind {
            TokenKind::Close => Ok(filter),
            _ => Err(token.error("expected and, or, or a )")),
        }
    }

    /// What follows the word at `token`: a comparison of the field, or nothing if it is a text.
    fn comparison(&mut self, token: &Token, pieces: &[Piece]) -> Result<Filter, FilterError> {
        if self.take(Keyword::Has) {
            let field = field(token)?;
            if field != Field::Tags {
                return Err(
                    token.error("only tags has values; elsewhere has stands before a field")
                );
            }
            return self.compare(field, Operator::Equal);
        }
        if let Some((next, rest)) = self.tokens.split_first()
            && let TokenKind::Operator(operator) = next.kind
        {
            let field = field(token)?;
            self.tokens = rest;
            return self.compare(field, operator);
        }
        match Field::from_pieces(pieces) {
            Some(field) => Err(token.error(format!("expected a comparison, such as {field} = …"))),
            None => Ok(Filter::NameHolds(pieces.iter().map(Piece::text).collect())),
        }
    }

    fn compare(&mut self, field: Field, operator: Operator) -> Result<Filter, FilterError> {
        let token = self.next("what to compare with")?;
        let TokenKind::Word(pieces) = &token.kind else {
            return Err(token.error("expected what to compare with"));
        };
        if Keyword::of_word(pieces).is_some() {
            return Err(token.error(
                "expected what to compare with; a text that is a keyword stands between quotes",
            ));
        }
        let operand = operand(&field, operator, token, pieces)?;
        Ok(Filter::Compare(field, operator, operand))
    }

    fn next(&mut self, expected: &str) -> Result<&'a Token, FilterError> {
        let Some((token, rest)) = self.tokens.split_first() else {
            return Err(FilterError {
                position: self.end,
                length: 0,
                message: format!("the filter ends, expected {expected}"),
            });
        };
        self.tokens = rest;
        Ok(token)
    }

    /// Whether the keyword comes next, which is read then.
    fn take(&mut self, keyword: Keyword) -> bool {
        if let Some((token, rest)) = self.tokens.split_first()
            && let TokenKind::Word(pieces) = &token.kind
            && Keyword::of_word(pieces) == Some(keyword)
        {
            self.tokens = rest;
            return true;
        }
        false
    }
}

fn one_or(mut conditions: Vec<Filter>, join: fn(Vec<Filter>) -> Filter) -> Filter {
    match (conditions.pop(), conditions.is_empty()) {
        (Some(only), true) => only,
        (last, _) => {
            conditions.extend(last);
            join(conditions)
        }
    }
}

/// The field that the word at `token` names.
fn field(token: &Token) -> Result<Field, FilterError> {
    let field = match &token.kind {
        TokenKind::Word(pieces) => Field::from_pieces(pieces),
        _ => return Err(token.error("expected a field")),
    };
    field.ok_or_else(|| {
        let fixed = Field::FIXED.map(|(name, _)| name).join(", ");
        token.error(format!(
            "there is no such field; there are {fixed}, params.…, values.… and metrics.…"
        ))
    })
}
