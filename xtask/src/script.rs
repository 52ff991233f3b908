//! Generated scripts, as short as they can be without being changed.

/// The script without its indentation, empty lines and comments that stand on lines of their own.
///
/// What `wasm-bindgen` and `wasm-split-cli` write has no text of several lines.
pub(crate) fn compact(text: &str) -> String {
    let mut is_comment = false;
    let mut kept = String::with_capacity(text.len());
    for line in text.lines().map(str::trim) {
        let begins = line.starts_with("/*");
        if begins || is_comment {
            is_comment = !line.ends_with("*/");
        } else if !line.is_empty() && !line.starts_with("//") {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_compact(text: &str, expected: &str) {
        assert_eq!(compact(text), expected);
    }

    #[test]
    fn comments_and_indentation_are_dropped() {
        check_compact("  a();\n\n    b(); // c\n", "a();\nb(); // c\n");
        check_compact("/**\n * @returns {number}\n */\nget()", "get()\n");
        check_compact("/* deps */\n// why\nconst a = 1;", "const a = 1;\n");
        check_compact("", "");
    }
}
