//! Where a key moves the focus in a menu.

/// The position that `key` leads to from `current` among `labels`; `None` if the key does not move.
///
/// Arrows go round, Home and End go to the ends, a character goes to the next label that begins
/// with it.
pub(super) fn moved(key: &str, current: Option<usize>, labels: &[String]) -> Option<usize> {
    let last = labels.len().checked_sub(1)?;
    match key {
        "ArrowDown" => Some(current.map_or(0, |idx| if idx >= last { 0 } else { idx + 1 })),
        "ArrowUp" => Some(current.map_or(last, |idx| idx.checked_sub(1).unwrap_or(last))),
        "Home" => Some(0),
        "End" => Some(last),
        _ => starting_with(key, current, labels),
    }
}

fn starting_with(key: &str, current: Option<usize>, labels: &[String]) -> Option<usize> {
    let mut characters = key.chars();
    let wanted = characters.next().filter(|_| characters.next().is_none())?;
    let begins = |label: &String| {
        label
            .chars()
            .next()
            .is_some_and(|first| first.to_lowercase().eq(wanted.to_lowercase()))
    };
    let after = current.map_or(0, |idx| idx + 1);
    labels
        .iter()
        .enumerate()
        .cycle()
        .skip(after)
        .take(labels.len())
        .find(|(_, label)| begins(label))
        .map(|(idx, _)| idx)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(key: &str, current: Option<usize>, expected: Option<usize>) {
        let labels = ["Copy link", "Download PNG", "Download CSV"].map(String::from);
        assert_eq!(moved(key, current, &labels), expected);
    }

    #[test]
    fn arrows_go_round() {
        check("ArrowDown", None, Some(0));
        check("ArrowDown", Some(0), Some(1));
        check("ArrowDown", Some(2), Some(0));
        check("ArrowUp", None, Some(2));
        check("ArrowUp", Some(0), Some(2));
        check("ArrowUp", Some(2), Some(1));
    }

    #[test]
    fn home_and_end_go_to_the_ends() {
        check("Home", Some(1), Some(0));
        check("End", Some(0), Some(2));
    }

    #[test]
    fn a_character_finds_the_next_label() {
        check("d", Some(0), Some(1));
        check("D", Some(1), Some(2));
        check("d", Some(2), Some(1));
        check("x", Some(0), None);
        check("Tab", Some(0), None);
    }

    #[test]
    fn an_empty_menu_has_nowhere_to_go() {
        assert_eq!(moved("ArrowDown", None, &[]), None);
        assert_eq!(moved("a", None, &[]), None);
    }
}
