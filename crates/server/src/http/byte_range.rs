//! Which bytes of a file a request wants (RFC 9110, section 14). Pure.
//!
//! One range is answered; several in one request are answered by the whole file, as the standard allows.

use super::guard::text;
use axum::http::{HeaderMap, header};

/// What a request wants of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// All of it.
    Whole,
    /// From `start` up to, but without, `end`; at least one byte.
    Part { start: u64, end: u64 },
    /// Bytes that the file does not have.
    Nothing,
}

/// What a request with these headers wants of a file of that length and that `ETag`.
pub(super) fn wanted(headers: &HeaderMap, size_bytes: u64, tag: &str) -> Wanted {
    // Who has the beginning of another file wants all of this one.
    let is_same = text(headers, header::IF_RANGE).is_none_or(|held| held == tag);
    let range = text(headers, header::RANGE).filter(|_| is_same);
    range.map_or(Wanted::Whole, |range| read(range, size_bytes))
}

/// What does not read as a range is as if it were not there.
fn read(range: &str, size_bytes: u64) -> Wanted {
    let Some(("bytes", range)) = range.split_once('=') else {
        return Wanted::Whole;
    };
    let Some((first, last)) = range.trim().split_once('-') else {
        return Wanted::Whole;
    };
    let part = |start: u64, end: u64| match start < end {
        true => Wanted::Part { start, end },
        false => Wanted::Nothing,
    };
    match (number(first), number(last)) {
        (Some(first), Some(last)) if first <= last => {
            part(first, last.saturating_add(1).min(size_bytes))
        }
        (Some(first), None) if last.is_empty() => part(first, size_bytes),
        (None, Some(n_last)) if first.is_empty() => {
            part(size_bytes.saturating_sub(n_last), size_bytes)
        }
        _ => Wanted::Whole,
    }
}

/// Digits alone; one too large to be kept is larger than any file.
fn number(digits: &str) -> Option<u64> {
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(range: &str, size_bytes: u64, expected: Wanted) {
        let mut headers = HeaderMap::new();
        headers.insert(header::RANGE, range.parse().unwrap());
        assert_eq!(wanted(&headers, size_bytes, "\"a\""), expected, "{range}");
    }

    const fn part(start: u64, end: u64) -> Wanted {
        Wanted::Part { start, end }
    }

    #[test]
    fn a_range_is_a_part_of_the_file() {
        check("bytes=0-0", 10, part(0, 1));
        check("bytes=2-5", 10, part(2, 6));
        check("bytes=2-", 10, part(2, 10));
        check("bytes=-3", 10, part(7, 10));
        check("bytes=-30", 10, part(0, 10));
        check("bytes=0-99999999999999999999999", 10, part(0, 10));
    }

    #[test]
    fn bytes_that_are_not_there_are_told() {
        check("bytes=10-", 10, Wanted::Nothing);
        check("bytes=99999999999999999999999-", 10, Wanted::Nothing);
        check("bytes=-0", 10, Wanted::Nothing);
        check("bytes=0-", 0, Wanted::Nothing);
    }

    #[test]
    fn what_is_no_range_is_let_be() {
        for range in [
            "",
            "bytes",
            "bytes=",
            "bytes=-",
            "bytes=5-2",
            "bytes=+1-2",
            "bytes=a-b",
        ] {
            check(range, 10, Wanted::Whole);
        }
        check("lines=1-2", 10, Wanted::Whole);
        check("bytes=0-1,4-5", 10, Wanted::Whole);
    }

    #[test]
    fn who_has_another_file_gets_this_one_whole() {
        let mut headers = HeaderMap::new();
        headers.insert(header::RANGE, "bytes=2-".parse().unwrap());
        for (held, expected) in [
            ("\"a\"", part(2, 4)),
            ("\"b\"", Wanted::Whole),
            ("W/\"a\"", Wanted::Whole),
        ] {
            headers.insert(header::IF_RANGE, held.parse().unwrap());
            assert_eq!(wanted(&headers, 4, "\"a\""), expected, "{held}");
        }
    }
}
