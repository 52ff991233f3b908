//! A name in two parts, of which the first may be cut: names that begin alike often differ at their ends.
//!
//! Where it is cut is left to a style sheet, so nothing is measured here.

/// Names of no more characters than this are one part: they fit nearly everywhere.
const WHOLE_CHARS: usize = 16;
/// The end has so many characters at the least, and at the most.
const MIN_END_CHARS: usize = 8;
const MAX_END_CHARS: usize = 12;
/// And so many where no word begins there.
const END_CHARS: usize = 10;

/// The part of a name that may be cut, and its end that may not; no end where the name is better cut there.
///
/// Together they are the name. The end begins with a word where one begins near; a number is not cut at its point. No letter is parted from its accents, no
/// emoji is torn, and names with letters that join or run from the right to the left are one part.
pub fn name_parts(name: &str) -> (&str, &str) {
    let chars: Vec<(usize, char)> = name.char_indices().collect();
    if chars.len() <= WHOLE_CHARS || !chars.iter().all(|(_, character)| keeps_apart(*character)) {
        return (name, "");
    }
    let at = |n_end: usize| chars.get(chars.len() - n_end).copied();
    let begins = |n_end: &usize| at(*n_end).is_some_and(|(_, character)| stands_alone(character));
    let begins_word = |n_end: &usize| {
        let is_of_word =
            |at: Option<(usize, char)>| at.is_some_and(|(_, it)| it.is_alphanumeric() || it == '.');
        is_of_word(at(*n_end)) && !is_of_word(at(n_end + 1))
    };
    let ends = || (MIN_END_CHARS..=MAX_END_CHARS).rev().filter(begins);
    let n_end = ends()
        .find(begins_word)
        .or_else(|| ends().find(|n_end| *n_end <= END_CHARS));
    n_end
        .and_then(at)
        .and_then(|(byte, _)| name.split_at_checked(byte))
        .unwrap_or((name, ""))
}

/// Whether letters of this kind are drawn the same wherever a name is parted: not of scripts whose letters join, or that
/// are written from the right to the left.
fn keeps_apart(character: char) -> bool {
    !matches!(
        character,
        '\u{590}'..='\u{10FF}'
            | '\u{1780}'..='\u{18AF}'
            | '\u{200E}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2066}'..='\u{2069}'
            | '\u{A840}'..='\u{A87F}'
            | '\u{FB1D}'..='\u{FDFF}'
            | '\u{FE70}'..='\u{FEFC}'
            | '\u{10800}'..='\u{10FFF}'
            | '\u{1E800}'..='\u{1EFFF}'
    )
}

/// Whether this is never the continuation of what one sees as a single character.
fn stands_alone(character: char) -> bool {
    character.is_ascii()
        || matches!(
            character,
            '\u{C0}'..='\u{2AF}'
                | '\u{370}'..='\u{482}'
                | '\u{48A}'..='\u{52F}'
                | '\u{3041}'..='\u{3096}'
                | '\u{30A1}'..='\u{30FA}'
                | '\u{3400}'..='\u{4DBF}'
                | '\u{4E00}'..='\u{9FFF}'
                | '\u{AC00}'..='\u{D7A3}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(name: &str, expected: (&str, &str)) {
        assert_eq!(name_parts(name), expected);
    }

    /// Sixty experiments were all `sweep-resnet50-ima…` wherever one chooses.
    #[test]
    fn the_end_tells_names_apart_that_begin_alike() {
        check(
            "sweep-resnet50-imagenet-lr-bs-opt-trial-003",
            ("sweep-resnet50-imagenet-lr-bs-opt-", "trial-003"),
        );
        check(
            "run with learning rate 0.1 and seed 3",
            ("run with learning rate 0.1 ", "and seed 3"),
        );
    }

    #[test]
    fn what_fits_nearly_everywhere_is_one_part() {
        check("", ("", ""));
        check("trial 4", ("trial 4", ""));
        check("sixteen-chars-ab", ("sixteen-chars-ab", ""));
    }

    #[test]
    fn without_a_word_near_the_end_its_last_characters_are_kept() {
        check(
            "abcdefghijklmnopqrstuvwxyz",
            ("abcdefghijklmnop", "qrstuvwxyz"),
        );
        check(
            "実験".repeat(10).as_str(),
            (&"実験".repeat(5), &"実験".repeat(5)),
        );
    }

    #[test]
    fn nothing_that_one_sees_as_one_is_torn() {
        // Ten characters from the end is the accent of an `e`.
        check(
            "abcdefghijklmnope\u{301}rstuvwxyz",
            ("abcdefghijklmnope\u{301}", "rstuvwxyz"),
        );
        // Families, flags and skin tones are several characters each.
        let family = "👨\u{200d}👩\u{200d}👧";
        check(&family.repeat(6), (&family.repeat(6), ""));
        check(&"🇩🇪".repeat(12), (&"🇩🇪".repeat(12), ""));
        check(
            "ניסוי ארוך מאוד עם שם ארוך 003",
            ("ניסוי ארוך מאוד עם שם ארוך 003", ""),
        );
        let arabic = "تجربة طويلة جدا باسم طويل 003";
        check(arabic, (arabic, ""));
    }

    proptest! {
        #[test]
        fn the_parts_are_the_name(name in "[a-z éñ漢🇩\u{301}\u{200d}-]{0,40}") {
            let (start, end) = name_parts(&name);
            prop_assert_eq!(&format!("{start}{end}"), &name);
            prop_assert!(end.is_empty() || (8..=12).contains(&end.chars().count()));
        }
    }
}
