//! JSON as Python writes it: bare `NaN`, `Infinity` and `-Infinity` are accepted.
//!
//! JSON has no such words, and Python's `json` module writes them for floats that are not finite.
//! They become the strings that stand for them on the wire (see [`crate::number`]).

use memchr::{memchr2, memchr3};
use std::borrow::Cow;

/// The body with each bare `NaN`, `Infinity` and `-Infinity` put between quotes.
///
/// What stands inside strings is left alone, and so is everything else: a body that is not JSON
/// stays a body that is not JSON.
/// One pass; a body without such a word is borrowed.
///
/// ```
/// let body = runboard_model::json::quote_bare_non_finite(br#"{"NaN": [NaN, -Infinity]}"#);
/// assert_eq!(&*body, br#"{"NaN": ["NaN", "-Infinity"]}"#);
/// ```
pub fn quote_bare_non_finite(body: &[u8]) -> Cow<'_, [u8]> {
    let mut quoted = Vec::new();
    let mut copied_to = 0;
    let mut pos = 0;
    while let Some(found) = memchr3(b'"', b'N', b'I', rest(body, pos)) {
        let at = pos + found;
        if rest(body, at).starts_with(b"\"") {
            pos = string_end(body, at + 1);
            continue;
        }
        let Some((start, end)) = bare_word(body, at) else {
            pos = at + 1;
            continue;
        };
        if quoted.is_empty() {
            quoted.reserve(body.len() + 64);
        }
        quoted.extend_from_slice(body.get(copied_to..start).unwrap_or_default());
        quoted.push(b'"');
        quoted.extend_from_slice(body.get(start..end).unwrap_or_default());
        quoted.push(b'"');
        copied_to = end;
        pos = end;
    }
    if copied_to == 0 {
        return Cow::Borrowed(body);
    }
    quoted.extend_from_slice(rest(body, copied_to));
    Cow::Owned(quoted)
}

/// What is wrong with a text, if `error` is what serde_json says of half a pair of escapes, such as `"\ud800"`.
///
/// Python writes these for the names of files that are not UTF-8; they are JSON, and no text.
pub fn broken_pair(error: &str) -> Option<&'static str> {
    // Escapes that are cut short are no JSON, and so are refused before.
    matches!(
        error,
        "lone leading surrogate in hex escape" | "unexpected end of hex escape"
    )
    .then_some("holds one half of a pair of \\u escapes")
}

fn rest(body: &[u8], from: usize) -> &[u8] {
    body.get(from..).unwrap_or_default()
}

/// Where the string whose first character is at `pos` is over: past its closing quote.
fn string_end(body: &[u8], mut pos: usize) -> usize {
    while let Some(found) = memchr2(b'"', b'\\', rest(body, pos)) {
        let at = pos + found;
        if rest(body, at).starts_with(b"\"") {
            return at + 1;
        }
        pos = at + 2;
    }
    body.len()
}

/// Start and end of the word at `at`, its minus sign included, if it is one of the three.
fn bare_word(body: &[u8], at: usize) -> Option<(usize, usize)> {
    let before = at.checked_sub(1).and_then(|idx| body.get(idx));
    let (start, end) = if rest(body, at).starts_with(b"NaN") {
        (at, at + 3)
    } else if rest(body, at).starts_with(b"Infinity") {
        let is_negative = before == Some(&b'-');
        (at - usize::from(is_negative), at + 8)
    } else {
        return None;
    };
    let goes_on = body
        .get(end)
        .is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    (!goes_on).then_some((start, end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(body: &str, expected: &str) {
        let quoted = quote_bare_non_finite(body.as_bytes());
        assert_eq!(String::from_utf8_lossy(&quoted), expected);
        assert_eq!(matches!(quoted, Cow::Borrowed(_)), body == expected);
    }

    #[test]
    fn bare_words_are_quoted() {
        check("NaN", "\"NaN\"");
        check("-Infinity", "\"-Infinity\"");
        check(
            "[NaN,Infinity, -Infinity,1]",
            "[\"NaN\",\"Infinity\", \"-Infinity\",1]",
        );
        check("{\"a\":NaN}", "{\"a\":\"NaN\"}");
    }

    #[test]
    fn strings_are_left_alone() {
        check(
            "[\"NaN\", \"say \\\"NaN\\\" -Infinity\"]",
            "[\"NaN\", \"say \\\"NaN\\\" -Infinity\"]",
        );
        check("[\"\\\\\", NaN]", "[\"\\\\\", \"NaN\"]");
        check("[\"NaN", "[\"NaN");
        check("[\"\\", "[\"\\");
    }

    #[test]
    fn other_words_are_left_alone() {
        check("", "");
        check("[Nan, NaNs, Infinite, N, I]", "[Nan, NaNs, Infinite, N, I]");
    }

    proptest! {
        #[test]
        fn valid_json_is_borrowed(body in "[\\PC\"\\\\NaI]{0,40}") {
            let json = serde_json::to_string(&[body]).unwrap();
            prop_assert!(matches!(quote_bare_non_finite(json.as_bytes()), Cow::Borrowed(_)));
        }

        #[test]
        fn any_bytes_are_survived(body in proptest::collection::vec(any::<u8>(), 0..60)) {
            quote_bare_non_finite(&body);
        }

        #[test]
        fn any_mix_of_tokens_is_survived(body in "(NaN|-|Infinity|\"|\\\\|,|\\[|é| ){0,20}") {
            let quoted = quote_bare_non_finite(body.as_bytes());
            prop_assert!(String::from_utf8(quoted.into_owned()).is_ok());
        }
    }
}
