//! Where the cursor stands in a text: browsers count in units of UTF-16, filters in characters.

/// The characters before a cursor with so many units of UTF-16 before it; within a character, those before
/// that. All of them without a cursor.
pub fn chars_before(text: &str, cursor_units: Option<u32>) -> usize {
    let Some(cursor_units) = cursor_units else {
        return text.chars().count();
    };
    let mut n_units = 0;
    text.chars()
        .take_while(|c| {
            n_units += c.len_utf16() as u32;
            n_units <= cursor_units
        })
        .count()
}

/// The units of UTF-16 of the first `n_chars` characters.
pub fn units_before(text: &str, n_chars: usize) -> u32 {
    text.chars()
        .take(n_chars)
        .map(|c| c.len_utf16() as u32)
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_are_counted_both_ways() {
        let text = "é🚀a";
        for (units, chars) in [(0, 0), (1, 1), (3, 2), (4, 3)] {
            assert_eq!(chars_before(text, Some(units)), chars);
            assert_eq!(units_before(text, chars), units);
        }
        // Within the rocket, and behind the end.
        assert_eq!(chars_before(text, Some(2)), 1);
        assert_eq!(chars_before(text, Some(9)), 3);
        assert_eq!(units_before(text, 9), 4);
        assert_eq!(chars_before(text, None), 3);
        assert_eq!(chars_before("", Some(0)), 0);
    }
}
