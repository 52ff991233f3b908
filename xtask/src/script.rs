//! Generated scripts, as short as they can be without being changed.

use anyhow::ensure;

/// The script without its indentation, empty lines and comments that begin a line.
///
/// What `wasm-bindgen` and `wasm-split-cli` write has no text of several lines.
pub(crate) fn compact(text: &str) -> anyhow::Result<String> {
    let mut is_comment = false;
    let mut kept = String::with_capacity(text.len());
    for line in text.lines() {
        let mut code = line.trim();
        is_comment |= code.starts_with("/*");
        while is_comment {
            let Some((_, after)) = code.split_once("*/") else {
                code = "";
                break;
            };
            code = after.trim();
            is_comment = code.starts_with("/*");
        }
        if !code.is_empty() && !code.starts_with("//") {
            kept.push_str(code);
            kept.push('\n');
        }
    }
    ensure!(!is_comment, "a comment of the script has no end");
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_compact(text: &str, expected: &str) {
        assert_eq!(compact(text).unwrap(), expected);
    }

    #[test]
    fn comments_and_indentation_are_dropped() {
        check_compact("  a();\n\n    b(); // c\n", "a();\nb(); // c\n");
        check_compact("/**\n * @returns {number}\n */\nget()", "get()\n");
        check_compact("/* deps */\n// why\nconst a = 1;", "const a = 1;\n");
        check_compact("/* @__PURE__ */ a();\nb();\n/* c */", "a();\nb();\n");
        check_compact("/* c\nd */ /* e */ a();", "a();\n");
        check_compact("", "");
    }

    #[test]
    fn comment_without_an_end_is_an_error() {
        assert!(compact("a();\n/* b();").is_err());
    }
}
