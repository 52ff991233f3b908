//! Where a text differs from another one, word by word.
//!
//! The words that both have in the same order (a longest common subsequence) are equal, all others differ.
//! Of very long texts only what stands between a common start and a common end is marked, as a whole.

/// The most pairs of words that are compared with each other.
const MAX_PAIRS: usize = 250_000;

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The part.
    pub text: String,
    /// Whether it stands in the other text, too.
    pub kind: PieceKind,
}

/// Whether a part of a text stands in the other one, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PieceKind {
    /// It does, in the same order.
    Same,
    /// It does not.
    Different,
}

/// The text in pieces that are, in turn, the same as in `other` and different; together they are the text.
pub fn pieces(text: &str, other: &str) -> Vec<Piece> {
    let (words, others) = (words(text), words(other));
    let n_start = words
        .iter()
        .zip(&others)
        .take_while(|(word, other)| word == other)
        .count();
    let (rest, other_rest) = (from(&words, n_start), from(&others, n_start));
    let pairs_from_end = rest.iter().rev().zip(other_rest.iter().rev());
    let n_end = pairs_from_end
        .take_while(|(word, other)| word == other)
        .count();
    let middle = up_to(rest, rest.len() - n_end);
    let other_middle = up_to(other_rest, other_rest.len() - n_end);
    let is_common = if middle.len() * other_middle.len() <= MAX_PAIRS {
        common(middle, other_middle)
    } else {
        vec![false; middle.len()]
    };
    let start = std::iter::repeat_n(true, n_start);
    let end = std::iter::repeat_n(true, n_end);
    let mut pieces: Vec<Piece> = Vec::new();
    for (word, is_same) in words.iter().zip(start.chain(is_common).chain(end)) {
        let kind = if is_same {
            PieceKind::Same
        } else {
            PieceKind::Different
        };
        match pieces.last_mut().filter(|piece| piece.kind == kind) {
            Some(piece) => piece.text.push_str(word),
            None => pieces.push(Piece {
                text: (*word).to_owned(),
                kind,
            }),
        }
    }
    pieces
}

/// Texts of more characters are long.
pub const LONG_CHARS: usize = 48;
/// So much of what is the same is left on either side of what differs, in characters.
const CONTEXT_CHARS: usize = 12;

/// The pieces of a long text with only so much of what is the same that what differs stands near the start.
///
/// What is left out is an ellipsis. Short texts, and those in which nothing differs, stay as they are.
pub fn shortened(pieces: Vec<Piece>) -> Vec<Piece> {
    let n_chars: usize = pieces.iter().map(|piece| piece.text.chars().count()).sum();
    let differs = |piece: &Piece| piece.kind == PieceKind::Different;
    if n_chars <= LONG_CHARS || !pieces.iter().any(differs) {
        return pieces;
    }
    let last_idx = pieces.len().saturating_sub(1);
    let kept = |is_kept: bool| if is_kept { CONTEXT_CHARS } else { 0 };
    let short = |(idx, piece): (usize, Piece)| match piece.kind {
        PieceKind::Same => Piece {
            text: ends_of(&piece.text, kept(idx > 0), kept(idx < last_idx)),
            ..piece
        },
        PieceKind::Different => piece,
    };
    pieces.into_iter().enumerate().map(short).collect()
}

/// So many characters from the start and from the end of a text.
fn ends_of(text: &str, n_start: usize, n_end: usize) -> String {
    let chars: Vec<char> = text.chars().collect();
    if chars.len() <= n_start + n_end + 1 {
        return text.to_owned();
    }
    let start = up_to(&chars, n_start).iter();
    let end = from(&chars, chars.len() - n_end).iter();
    start.chain(&['…']).chain(end).collect()
}

fn from<T>(items: &[T], start: usize) -> &[T] {
    items.get(start..).unwrap_or_default()
}

fn up_to<T>(items: &[T], end: usize) -> &[T] {
    items.get(..end).unwrap_or_default()
}

/// Runs of letters and digits, and every other character by itself.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut was_wordy = false;
    for (index, character) in text.char_indices() {
        let is_wordy = character.is_alphanumeric();
        if index > start && !(is_wordy && was_wordy) {
            words.extend(text.get(start..index));
            start = index;
        }
        was_wordy = is_wordy;
    }
    words.extend(text.get(start..).filter(|rest| !rest.is_empty()));
    words
}

/// For each word whether it belongs to a longest common subsequence.
fn common(words: &[&str], others: &[&str]) -> Vec<bool> {
    // `lengths[i][j]`: the length for what follows from word `i` and from other word `j` on.
    let mut lengths = vec![vec![0u32; others.len() + 1]; words.len() + 1];
    let length = |lengths: &[Vec<u32>], i: usize, j: usize| {
        let row = lengths.get(i);
        row.and_then(|row| row.get(j)).copied().unwrap_or(0)
    };
    for (i, word) in words.iter().enumerate().rev() {
        for (j, other) in others.iter().enumerate().rev() {
            let best = if word == other {
                length(&lengths, i + 1, j + 1) + 1
            } else {
                length(&lengths, i + 1, j).max(length(&lengths, i, j + 1))
            };
            if let Some(cell) = lengths.get_mut(i).and_then(|row| row.get_mut(j)) {
                *cell = best;
            }
        }
    }
    let mut j = 0;
    let mut is_common = Vec::with_capacity(words.len());
    for (i, word) in words.iter().enumerate() {
        // What the other text has before the match is passed while that loses nothing.
        while others.get(j).is_some_and(|other| other != word)
            && length(&lengths, i, j + 1) == length(&lengths, i, j)
        {
            j += 1;
        }
        let matches = others.get(j) == Some(word);
        is_common.push(matches);
        j += usize::from(matches);
    }
    is_common
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The pieces with brackets around what differs.
    fn marked(text: &str, other: &str) -> String {
        let piece = |piece: Piece| match piece.kind {
            PieceKind::Same => piece.text,
            PieceKind::Different => format!("[{}]", piece.text),
        };
        pieces(text, other).into_iter().map(piece).collect()
    }

    #[track_caller]
    fn check(text: &str, other: &str, expected: &str) {
        assert_eq!(marked(text, other), expected);
    }

    #[test]
    fn what_the_other_text_lacks_is_marked() {
        check("", "", "");
        check("same text", "same text", "same text");
        check("adam lr=0.1 wd=0", "adam lr=0.2 wd=0", "adam lr=0.[1] wd=0");
        check("a new word", "a word", "a [new ]word");
        check("a word", "a new word", "a word");
        check("all other", "", "[all other]");
        check(
            "conv 3 relu conv 5 pool",
            "conv 3 gelu conv 7 pool",
            "conv 3 [relu] conv [5] pool",
        );
    }

    #[test]
    fn long_texts_are_shortened_around_what_differs() {
        let short = |text: &str, other: &str| {
            let pieces = shortened(pieces(text, other)).into_iter();
            pieces.map(|piece| piece.text).collect::<String>()
        };
        let text = |middle: &str, end: &str| {
            format!(
                "{} {middle} {} {end} {}",
                "before ".repeat(9),
                "between ".repeat(9),
                "after ".repeat(9)
            )
        };
        assert_eq!(
            short(&text("red", "dog"), &text("blue", "cat")),
            "…ore before  red between bet…en between  dog after after…"
        );
        let same = text("red", "dog");
        assert_eq!(short(&same, &same), same);
        assert_eq!(short("one two", "one three"), "one two");
    }

    #[test]
    fn very_long_texts_are_marked_between_what_they_share() {
        let long = |middle: &str| format!("start {} end", middle.repeat(2_000));
        let (text, other) = (long("a "), long("b "));
        let pieces = pieces(&text, &other);
        assert_eq!(
            pieces.first().map(|piece| piece.text.as_str()),
            Some("start ")
        );
        assert!(pieces.len() <= 3 && pieces[1].kind == PieceKind::Different);
    }

    proptest! {
        #[test]
        fn pieces_are_the_text_and_what_is_the_same_is_in_the_other(
            text in "[ab .]{0,20}",
            other in "[ab .]{0,20}",
        ) {
            let pieces = pieces(&text, &other);
            let whole: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
            prop_assert_eq!(&whole, &text);
            let same = pieces.iter().filter(|piece| piece.kind == PieceKind::Same);
            let mut rest = other.chars();
            for character in same.flat_map(|piece| piece.text.chars()) {
                prop_assert!(rest.any(|other| other == character));
            }
        }
    }
}
