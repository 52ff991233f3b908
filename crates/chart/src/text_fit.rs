//! How wide texts are, roughly, and how they are shortened to the room there is.
//!
//! Measuring text in a browser forces a layout, so widths are estimated from the kinds of characters;
//! the estimate is that of a wide family, so that what is said to fit does.

use runboard_series::order::sorted_by;

/// Names that begin alike with no more characters than this are told apart wherever they are cut.
const SHORT_CHARS: usize = 6;
/// A word that begins no further than this before the first difference is shown whole.
const WORD_CHARS: usize = 10;
/// At least so many characters at the end of a name are kept together.
const END_CHARS: usize = 14;
/// How much of the room is the beginning of a name, where the rest says more.
const BEGINNING_SHARE: f64 = 0.3;

/// What stands for the part that was left out.
const ELLIPSIS: char = '…';

/// The width of a text at a font size, both in CSS pixels.
pub fn width_px(text: &str, size_px: f64) -> f64 {
    text.chars().map(character_em).sum::<f64>() * size_px
}

/// The text, shortened at its end to the room; empty if not even two characters fit.
pub fn fitted(text: &str, room_px: f64, size_px: f64) -> String {
    if width_px(text, size_px) <= room_px {
        return text.to_owned();
    }
    let kept = beginning(text, room_px - character_em(ELLIPSIS) * size_px, size_px);
    if kept.chars().count() < 2 {
        String::new()
    } else {
        format!("{}{ELLIPSIS}", kept.trim_end())
    }
}

/// For each name, with how many of its first characters another of them begins, too.
///
/// What is cut there or before cannot be told from the other. Equal names do not count.
pub fn shared_chars(names: &[&str]) -> Vec<usize> {
    let name = |place: usize| names.get(place).copied().unwrap_or_default();
    let sorted = sorted_by((0..names.len()).collect(), |a, b| name(*a).cmp(name(*b)));
    let mut shared = vec![0; names.len()];
    // The name that has most in common with another stands beside it in their order; equal ones stand together.
    let mut groups = sorted.chunk_by(|a, b| name(*a) == name(*b)).peekable();
    let mut n_before = 0;
    while let Some(group) = groups.next() {
        let n_after = match (group, groups.peek()) {
            ([own, ..], Some([next, ..])) => n_common_chars(name(*own), name(*next)),
            _ => 0,
        };
        for place in group {
            if let Some(n_shared) = shared.get_mut(*place) {
                *n_shared = n_before.max(n_after);
            }
        }
        n_before = n_after;
    }
    shared
}

fn n_common_chars(a: &str, b: &str) -> usize {
    let pairs = a.chars().zip(b.chars());
    pairs.take_while(|(a, b)| a == b).count()
}

/// The name in two parts, of which the first may be cut: what tells it from the others is in the second.
///
/// The second is empty where the beginning tells.
pub fn apart(name: &str, n_shared: usize) -> (&str, &str) {
    if n_shared <= SHORT_CHARS {
        return (name, "");
    }
    let n_before_end = name.chars().count().saturating_sub(END_CHARS);
    let first = word_start(name, n_shared).min(n_before_end);
    name.split_at_checked(byte_at(name, first))
        .unwrap_or((name, ""))
}

/// The name, shortened to the room so that it can still be told from the others: at its end, or within what it
/// shares with another.
///
/// Empty if not even two characters fit.
pub fn fitted_apart(name: &str, n_shared: usize, room_px: f64, size_px: f64) -> String {
    let cut = fitted(name, room_px, size_px);
    // The ellipsis is one of the characters.
    if cut.is_empty() || cut == name || cut.chars().count() > n_shared.max(SHORT_CHARS) + 1 {
        return cut;
    }
    let room_px = room_px - character_em(ELLIPSIS) * size_px;
    let rest = |first: usize| name.get(byte_at(name, first)..).unwrap_or_default();
    let fits = |first: &usize| width_px(rest(*first), size_px) <= room_px;
    let Some(needed) = [word_start(name, n_shared), n_shared]
        .into_iter()
        .find(fits)
    else {
        let rest = fitted(rest(n_shared), room_px, size_px);
        return if rest.is_empty() {
            cut
        } else {
            format!("{ELLIPSIS}{rest}")
        };
    };
    let mut left_px = room_px * (1.0 - BEGINNING_SHARE) - width_px(rest(needed), size_px);
    let before: Vec<char> = name.chars().take(needed).collect();
    let has_room = |character: &&char| {
        left_px -= character_em(**character) * size_px;
        left_px >= 0.0
    };
    let first = needed - before.iter().rev().take_while(has_room).count();
    let beginning_px = room_px - width_px(rest(first), size_px);
    let beginning = beginning(name, beginning_px, size_px);
    format!("{beginning}{ELLIPSIS}{}", rest(first))
}

/// How wide texts are in digits, of the same size and family; for what a style sheet leaves to them.
pub fn width_in_digits(texts: &[&str]) -> f64 {
    let width_em: f64 = texts.iter().map(|text| width_px(text, 1.0)).sum();
    (width_em / character_em('0')).ceil()
}

/// Where the word begins that holds the character at this position, if that is near.
fn word_start(name: &str, position: usize) -> usize {
    let before: Vec<char> = name.chars().take(position).collect();
    let n_of_word = before
        .iter()
        .rev()
        .take_while(|character| character.is_alphanumeric())
        .count();
    if n_of_word <= WORD_CHARS {
        position - n_of_word.min(position)
    } else {
        position
    }
}

fn byte_at(text: &str, position: usize) -> usize {
    let mut positions = text.char_indices().map(|(byte, _)| byte);
    positions.nth(position).unwrap_or(text.len())
}

/// As many of the first characters as have room.
fn beginning(text: &str, room_px: f64, size_px: f64) -> String {
    let mut left_px = room_px;
    text.chars()
        .take_while(|character| {
            left_px -= character_em(*character) * size_px;
            left_px >= 0.0
        })
        .collect()
}

fn character_em(character: char) -> f64 {
    match character {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' => 0.33,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '-' | '/' | '"' => 0.42,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '…' => 1.0,
        'A'..='Z' | '+' | '=' | '<' | '>' | '#' => 0.74,
        character if character.is_ascii() => 0.62,
        // Scripts whose characters fill a square begin about here.
        character if u32::from(character) >= 0x2E80 => 1.05,
        _ => 0.68,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[track_caller]
    fn check(text: &str, room_px: f64, expected: &str) {
        let fitted = fitted(text, room_px, 10.0);
        assert_eq!(fitted, expected);
        assert!(fitted.is_empty() || width_px(&fitted, 10.0) <= room_px.max(0.0));
    }

    #[test]
    fn texts_are_shortened_to_the_room() {
        check("person", 60.0, "person");
        check("motorcycle", 50.0, "motorc…");
        check("no parking", 25.0, "no…");
        check("car", 12.0, "");
        check("car", 0.0, "");
        check("", -5.0, "");
    }

    #[test]
    fn names_are_told_apart_by_what_they_do_not_share() {
        assert_eq!(
            shared_chars(&["ab/x", "ab/y", "b", "b", "ab"]),
            [3, 3, 0, 0, 2]
        );
        assert_eq!(shared_chars(&[]), [] as [usize; 0]);
        assert_eq!(apart("loss", 0), ("loss", ""));
        let name = "validation/precision/class_dog";
        assert_eq!(apart(name, 27), ("validation/preci", "sion/class_dog"));
        assert_eq!(apart(name, 11), ("validation/", "precision/class_dog"));
        assert_eq!(apart("a/long/shared/name", 18), ("a/lo", "ng/shared/name"));
        assert_eq!(apart("äöüäöüäö", 9), ("", "äöüäöüäö"));
    }

    #[test]
    fn shortened_names_that_share_a_long_prefix_differ() {
        // Twenty bars were all labelled `validation/per_class_average_preci…`.
        let names = ["person", "car", "dog", "dogs", ""]
            .map(|class| format!("validation/average_precision/iou_0.50/class_{class}"));
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let shared = shared_chars(&names);
        for room_px in [60.0, 90.0, 120.0, 200.0] {
            let fitted: BTreeSet<String> = names
                .iter()
                .zip(&shared)
                .map(|(name, n_shared)| fitted_apart(name, *n_shared, room_px, 10.0))
                .inspect(|text| assert!(width_px(text, 10.0) < room_px + 0.01, "{text}"))
                .collect();
            assert_eq!(fitted.len(), names.len(), "{room_px}: {fitted:?}");
        }
    }

    #[test]
    fn what_differs_within_two_names_is_kept() {
        let apart = |name| fitted_apart(name, 16, 90.0, 10.0);
        assert_eq!(
            apart("the/same/before a and after it, at length"),
            "…a and after it…"
        );
        assert_eq!(
            apart("the/same/before b and after it, at length"),
            "…b and after it…"
        );
        assert_eq!(fitted_apart("loss", 3, 90.0, 10.0), "loss");
        assert_eq!(fitted_apart("average", 7, 8.0, 10.0), "");
    }

    #[test]
    fn wide_characters_need_more_room() {
        assert!(width_px("WWW", 10.0) > width_px("iii", 10.0));
        assert!(width_px("漢字", 10.0) > width_px("ab", 10.0));
    }
}
