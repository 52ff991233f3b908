//! Tags as they are typed: with commas between.

/// The tags of a text, without the white space around them; nothing between two commas is no tag.
pub fn tags_of(text: &str) -> Vec<String> {
    let tags = text.split(',').map(str::trim).filter(|tag| !tag.is_empty());
    tags.map(str::to_owned).collect()
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
}
