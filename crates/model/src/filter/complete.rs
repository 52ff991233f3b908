//! What may be written next in the text of a filter.
//!
//! What stands before the cursor says what is expected there (a field, an operator, an operand, or
//! what joins conditions); the word at the cursor chooses among it. A text that is wrong before the
//! cursor is completed as far as it can be understood, and else not at all.

use super::field::{Field, FieldKind};
use super::keyword::Keyword;
use super::lexer::{Token, TokenKind, is_word_char, tokens};
use super::operand::written_scalar;
use super::{Operator, print};
use crate::Scalar;
use crate::wire::Status;

/// The most that is offered at once.
const MAX_OFFERS: usize = 50;

/// What the experiments at hand have: the words that a filter over them may use.
pub trait Vocabulary {
    /// All fields, in the order in which they are offered.
    fn fields(&self) -> Vec<Field>;
    /// Values that the field has.
    fn values(&self, field: &Field) -> Vec<Scalar>;
}

/// What may stand in the place of the word at the cursor.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Completion {
    /// Where that word starts, in characters; the cursor, where there is none.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What may be written there, the likeliest first.
    pub offers: Vec<String>,
}

impl Completion {
    /// The text with an offer in its place and a space behind, and where the cursor then stands.
    pub fn accept(&self, text: &str, offer: &str) -> (String, usize) {
        let before: String = text.chars().take(self.start).collect();
        let after: String = text.chars().skip(self.end).collect();
        let cursor = self.start + offer.chars().count() + 1;
        (format!("{before}{offer} {}", after.trim_start()), cursor)
    }
}

/// What may be written at the cursor, which stands before the character of that number.
pub fn complete(text: &str, cursor: usize, vocabulary: &dyn Vocabulary) -> Completion {
    let chars: Vec<char> = text.chars().collect();
    let cursor = cursor.min(chars.len());
    let start = word_start(&chars, cursor);
    let word: String = chars.iter().take(cursor).skip(start).collect();
    let rest = chars.iter().skip(cursor);
    let end = match is_open_quote(&word) {
        true => cursor,
        false => cursor + rest.take_while(|c| is_word_char(**c)).count(),
    };
    let before: String = chars.iter().take(start).collect();
    let expected = tokens(&before).map_or(Expected::Nothing, |tokens| expected(&tokens));
    Completion {
        start,
        end,
        offers: chosen(offers(&expected, &word, vocabulary), &word),
    }
}

/// What the grammar expects.
#[derive(Debug, Clone, PartialEq)]
enum Expected {
    Condition,
    FieldOfHas,
    Operator(Field),
    Operand(Field),
    Joint,
    Nothing,
}

/// Where the word that ends at the cursor starts.
fn word_start(chars: &[char], cursor: usize) -> usize {
    let mut start = None;
    let (mut is_quoted, mut is_escaped) = (false, false);
    for (pos, c) in chars.iter().take(cursor).enumerate() {
        if is_quoted {
            is_quoted = is_escaped || *c != '"';
            is_escaped = !is_escaped && *c == '\\';
        } else if *c == '"' || is_word_char(*c) {
            start = start.or(Some(pos));
            is_quoted = *c == '"';
        } else {
            start = None;
        }
    }
    start.unwrap_or(cursor)
}

fn is_open_quote(word: &str) -> bool {
    tokens(word).is_err()
}

fn expected(tokens: &[Token]) -> Expected {
    tokens.iter().fold(Expected::Condition, |expected, token| {
        let word = match &token.kind {
            TokenKind::Word(pieces) => Some(pieces.as_slice()),
            _ => None,
        };
        let keyword = word.and_then(Keyword::of_word);
        if matches!(keyword, Some(Keyword::And | Keyword::Or)) {
            return Expected::Condition;
        }
        match (expected, &token.kind, word) {
            (Expected::Condition, TokenKind::Open, _) => Expected::Condition,
            (Expected::Condition, ..) if keyword == Some(Keyword::Not) => Expected::Condition,
            (Expected::Condition, ..) if keyword == Some(Keyword::Has) => Expected::FieldOfHas,
            (Expected::Condition, _, Some(word)) => {
                Field::from_pieces(word).map_or(Expected::Joint, Expected::Operator)
            }
            (Expected::Operator(field), TokenKind::Operator(operator), _) => match operator {
                // An expression is the person's own.
                Operator::Finds | Operator::FindsNot => Expected::Nothing,
                _ => Expected::Operand(field),
            },
            (Expected::Operator(Field::Tags), ..) if keyword == Some(Keyword::Has) => {
                Expected::Operand(Field::Tags)
            }
            (Expected::FieldOfHas | Expected::Operand(_), _, Some(_))
            | (Expected::Joint, TokenKind::Close, _) => Expected::Joint,
            _ => Expected::Nothing,
        }
    })
}

/// What may be written where that is expected, and where the word at the cursor is so far.
fn offers(expected: &Expected, word: &str, vocabulary: &dyn Vocabulary) -> Vec<String> {
    let words =
        |words: &[&str]| -> Vec<String> { words.iter().map(|word| (*word).to_owned()).collect() };
    let fields = || {
        vocabulary
            .fields()
            .into_iter()
            .map(|field| field.to_string())
    };
    match expected {
        // Behind the fields, which may be hundreds, nobody would find the words of the language.
        Expected::Condition if word.is_empty() => {
            words(&["has", "not"]).into_iter().chain(fields()).collect()
        }
        Expected::Condition => fields().chain(words(&["not", "has"])).collect(),
        Expected::FieldOfHas => fields().collect(),
        Expected::Operator(Field::Tags) => words(&["has", "=", "!=", "~", "!~"]),
        Expected::Operator(field) => match field.kind() {
            FieldKind::Text => words(&["=", "!=", "~", "!~"]),
            FieldKind::Status | FieldKind::Boolean => words(&["=", "!="]),
            FieldKind::Scalar => words(&["=", "!=", "<", "<=", ">", ">=", "~", "!~"]),
            FieldKind::Moment | FieldKind::Span | FieldKind::Number => {
                words(&["<", "<=", ">", ">=", "=", "!="])
            }
        },
        Expected::Operand(field) => match field.kind() {
            FieldKind::Status => words(&Status::ALL.map(Status::as_str)),
            FieldKind::Boolean => words(&["true", "false"]),
            FieldKind::Moment => words(&["-1h", "-1d", "-7d", "-4w"]),
            FieldKind::Span => words(&["1m", "10m", "1h", "1d"]),
            FieldKind::Text => (vocabulary.values(field).iter())
                .map(|value| match value {
                    Scalar::Text(text) => print::word(text),
                    other => written_scalar(other),
                })
                .collect(),
            FieldKind::Number | FieldKind::Scalar => vocabulary
                .values(field)
                .iter()
                .map(written_scalar)
                .collect(),
        },
        Expected::Joint => words(&["and", "or"]),
        Expected::Nothing => Vec::new(),
    }
}

/// The offers that hold the word: first those that start with it, then those of which a part does.
fn chosen(offers: Vec<String>, word: &str) -> Vec<String> {
    let wanted = plain(word);
    let mut ranked: Vec<(usize, String)> = offers
        .into_iter()
        .filter(|offer| offer != word)
        .filter_map(|offer| Some((rank(&plain(&offer), &wanted)?, offer)))
        .collect();
    // Within a rank the given order stays.
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.truncate(MAX_OFFERS);
    ranked.into_iter().map(|(_, offer)| offer).collect()
}

fn rank(offer: &str, wanted: &str) -> Option<usize> {
    let rank_at = |(at, _)| match offer.get(..at)?.chars().next_back() {
        None => Some(0),
        Some(c) if !c.is_alphanumeric() => Some(1),
        Some(_) => Some(2),
    };
    offer.match_indices(wanted).filter_map(rank_at).min()
}

/// The word without quotes, in small letters.
fn plain(word: &str) -> String {
    word.replace(['"', '\\'], "").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::super::Filter;
    use super::*;
    use proptest::prelude::*;

    struct Known;

    impl Vocabulary for Known {
        fn fields(&self) -> Vec<Field> {
            let own = ["params.lr", "params.\"learning rate\"", "metrics.val/loss"];
            let own = own.into_iter().map(|field| field.parse().unwrap());
            Field::FIXED
                .map(|(_, field)| field)
                .into_iter()
                .chain(own)
                .collect()
        }

        fn values(&self, field: &Field) -> Vec<Scalar> {
            match field {
                Field::Tags => ["old", "two words"]
                    .map(|tag| Scalar::Text(tag.into()))
                    .into(),
                Field::Parameter(_) => vec![
                    Scalar::Int(32),
                    Scalar::Float(0.5),
                    Scalar::Text("32".into()),
                    Scalar::Text("adam".into()),
                    Scalar::Bool(true),
                    Scalar::Null,
                    Scalar::Text(String::new()),
                ],
                _ => Vec::new(),
            }
        }
    }

    /// `|` is the cursor.
    #[track_caller]
    fn check(text: &str, place: (usize, usize), offers: &[&str]) {
        let cursor = text.chars().position(|c| c == '|').unwrap();
        let completion = complete(&text.replace('|', ""), cursor, &Known);
        assert_eq!((completion.start, completion.end), place, "{text}");
        assert_eq!(completion.offers, offers, "{text}");
    }

    #[test]
    fn fields_are_offered_where_a_condition_starts() {
        check("par|", (0, 3), &["params.lr", "params.\"learning rate\""]);
        check("LR|", (0, 2), &["params.lr"]);
        check(
            "not (l|",
            (5, 6),
            &[
                "logs",
                "params.lr",
                "params.\"learning rate\"",
                "metrics.val/loss",
            ],
        );
        check("name = a and sta|", (13, 16), &["status", "started"]);
        check("has los|", (4, 7), &["metrics.val/loss"]);
        check(
            "n|am > 3",
            (0, 3),
            &[
                "name",
                "not",
                "description",
                "ended",
                "duration",
                "params.\"learning rate\"",
            ],
        );
    }

    /// They came last, behind all fields, of which only the first fifty are offered.
    #[test]
    fn words_of_the_language_are_offered_where_nothing_is_written_yet() {
        for text in ["", "name = a and ", "not ", "(has tags or "] {
            let completion = complete(text, text.chars().count(), &Known);
            let first = completion.offers.get(..3).unwrap_or_default();
            assert_eq!(first, ["has", "not", "name"], "{text}");
        }
    }

    #[test]
    fn names_with_spaces_are_completed_within_their_quotes() {
        check(
            "params.\"learning r|",
            (0, 18),
            &["params.\"learning rate\""],
        );
        check("tags has \"two w|", (9, 15), &["\"two words\""]);
    }

    #[test]
    fn operators_follow_fields() {
        check("status |", (7, 7), &["=", "!="]);
        check("tags |", (5, 5), &["has", "=", "!=", "~", "!~"]);
        let of_scalars = ["=", "!=", "<", "<=", ">", ">=", "~", "!~"];
        check("params.lr |", (10, 10), &of_scalars);
        check("started |", (8, 8), &["<", "<=", ">", ">=", "=", "!="]);
    }

    #[test]
    fn operands_follow_operators() {
        check("status = f|", (9, 10), &["failed"]);
        check("archived != |", (12, 12), &["true", "false"]);
        check("tags has |", (9, 9), &["old", "\"two words\""]);
        check(
            "params.lr=|",
            (10, 10),
            &["32", "0.5", "\"32\"", "adam", "true", "null", "\"\""],
        );
        check("name ~ |", (7, 7), &[]);
    }

    #[test]
    fn conditions_are_joined() {
        check("params.lr > 1 |", (14, 14), &["and", "or"]);
        check("resnet a|", (7, 8), &["and"]);
        check("(has tags) |", (11, 11), &["and", "or"]);
    }

    #[test]
    fn what_is_wrong_is_not_completed() {
        check("name = = |", (9, 9), &[]);
        check(") |", (2, 2), &[]);
        check("name = 'x' a|", (11, 12), &[]);
        // After the next joint, it goes on.
        check("name = = and arch|", (13, 17), &["archived"]);
    }

    #[test]
    fn an_accepted_offer_leaves_the_cursor_behind_it() {
        let completion = complete("sta = failed", 3, &Known);
        let accepted = completion.accept("sta = failed", "status");
        assert_eq!(accepted, ("status = failed".to_owned(), 7));
    }

    proptest! {
        #[test]
        fn whatever_is_offered_reads_back(field in 0_usize..13, value in 0_usize..7) {
            let field = Known.fields().swap_remove(field);
            let text = format!("{field} = ");
            let completion = complete(&text, text.chars().count(), &Known);
            if let Some(offer) = completion.offers.get(value) {
                let (text, _) = completion.accept(&text, offer);
                prop_assert!(Filter::parse(&text).is_ok(), "{}", text);
            }
        }

        #[test]
        fn any_text_is_completed_somehow(text in ".{0,40}", cursor in 0_usize..50) {
            let completion = complete(&text, cursor, &Known);
            prop_assert!(completion.start <= completion.end);
            prop_assert!(completion.end <= text.chars().count());
        }
    }
}
