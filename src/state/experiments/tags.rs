//! Tags as they are typed and exported: with commas between, a tag that has a comma of its own between quotes.

/// The tags as one text, from which [`tags_of`] reads them again: `old, "a,b"`.
pub fn tags_text(tags: &[String]) -> String {
    let tags: Vec<String> = tags.iter().map(|tag| tag_text(tag)).collect();
    tags.join(", ")
}

fn tag_text(tag: &str) -> String {
    if tag.trim() == tag && !tag.contains(',') && !tag.starts_with('"') {
        return tag.to_owned();
    }
    format!("\"{}\"", tag.replace('\\', r"\\").replace('"', "\\\""))
}

/// The tags of a text, without the white space around them; nothing between two commas is no tag.
///
/// Between quotes commas and white space are part of a tag, `\"` is a quote and `\\` a backslash. A quote that none
/// ends is a character like others.
pub fn tags_of(text: &str) -> Vec<String> {
    let mut tags = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (tag, after) = quoted_tag(rest).unwrap_or_else(|| {
            let (tag, after) = rest.split_once(',').unwrap_or((rest, ""));
            (tag.trim_end().to_owned(), after)
        });
        if !tag.is_empty() {
            tags.push(tag);
        }
        rest = after.trim_start();
    }
    tags
}

/// The tag between quotes at the start, and what follows its comma; `None` where there is none, or more than white space
/// before the comma.
fn quoted_tag(text: &str) -> Option<(String, &str)> {
    let mut characters = text.strip_prefix('"')?.chars();
    let mut tag = String::new();
    loop {
        match characters.next()? {
            '"' => break,
            '\\' => tag.push(characters.next()?),
            other => tag.push(other),
        }
    }
    let after = characters.as_str().trim_start();
    let is_end = after.is_empty() || after.starts_with(',');
    is_end.then(|| (tag, after.strip_prefix(',').unwrap_or(after)))
}

/// The tags with some more and some fewer, in the order of the alphabet; `None` where nothing changes.
pub fn changed_tags(tags: &[String], added: &[String], removed: &[String]) -> Option<Vec<String>> {
    let mut changed: Vec<String> = tags.iter().chain(added).cloned().collect();
    changed.retain(|tag| !removed.contains(tag));
    changed.sort();
    changed.dedup();
    (changed != tags).then_some(changed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(tags: &str, added: &str, removed: &str, expected: Option<&str>) {
        let changed = changed_tags(&tags_of(tags), &tags_of(added), &tags_of(removed));
        assert_eq!(
            changed,
            expected.map(tags_of),
            "{tags} + {added} - {removed}"
        );
    }

    #[test]
    fn tags_come_and_go() {
        check("a, b", " c ,, a", "", Some("a, b, c"));
        check("a, b", "", "b, x", Some("a"));
        check("a", "", "a", Some(""));
        check("a", "b", "b", None);
        check("", "", "", None);
    }

    #[track_caller]
    fn check_text(tags: &[&str], text: &str) {
        let tags: Vec<String> = tags.iter().map(|tag| (*tag).to_owned()).collect();
        assert_eq!(tags_text(&tags), text);
        assert_eq!(tags_of(text), tags, "{text}");
    }

    /// The tag `a,b` became two by saving the form, and could not be told from two in the CSV.
    #[test]
    fn tags_with_commas_stand_between_quotes() {
        check_text(&[], "");
        check_text(&["old", "a b"], "old, a b");
        check_text(&["a,b", "old"], r#""a,b", old"#);
        check_text(&[r#""a", b\"#, " "], r#""\"a\", b\\", " ""#);
        check_text(&[r#"5" disk"#, r"c:\x"], r#"5" disk, c:\x"#);
    }

    #[test]
    fn a_quote_that_none_ends_is_part_of_its_tag() {
        assert_eq!(tags_of(r#""a, b"#), [r#""a"#, "b"]);
        assert_eq!(tags_of(r#""a"b, c"#), [r#""a"b"#, "c"]);
        assert_eq!(tags_of(r#" "" , x"#), ["x"]);
    }

    proptest! {
        #[test]
        fn tags_read_back(tags in prop::collection::vec("[a, \"\\\\é]{1,6}", 0..5)) {
            prop_assert_eq!(tags_of(&tags_text(&tags)), tags);
        }
    }
}
