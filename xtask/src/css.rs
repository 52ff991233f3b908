//! Style sheets, as short as they can be without being changed.

/// The sheet without its comments, empty lines and indentation.
pub(crate) fn compact(text: &str) -> String {
    let mut rest = text;
    let mut kept = String::with_capacity(text.len());
    while let Some((before, after)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .flat_map(|line| [line, "\n"])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_compact(text: &str, expected: &str) {
        assert_eq!(compact(text), expected);
    }

    #[test]
    fn comments_and_empty_lines_are_dropped() {
        check_compact("a {\n  b: c;\n}\n", "a {\nb: c;\n}\n");
        check_compact("/* x */\n\na/* y\nz */b", "ab\n");
        check_compact("a /* never closed", "a\n");
        check_compact("", "");
    }
}
