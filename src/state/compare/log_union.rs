//! The logs of several experiments: each name and type once, with all who have it.

use std::sync::Arc;

/// A log that at least one experiment has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComparedLog {
    /// Its name.
    pub name: Arc<str>,
    /// Its type as text; the same name with another type is another log.
    pub log_type: Arc<str>,
    /// The positions of the experiments that have it, ascending.
    pub members: Vec<usize>,
}

/// The union of the experiments' lists of `(name, type)`.
///
/// The first list's order stays; a log that only a later list has comes after the one that it follows there.
pub fn log_union(lists: &[Vec<(Arc<str>, Arc<str>)>]) -> Vec<ComparedLog> {
    let mut union: Vec<ComparedLog> = Vec::new();
    for (idx, list) in lists.iter().enumerate() {
        let mut next = 0;
        for (name, log_type) in list {
            let is_same = |log: &ComparedLog| log.name == *name && log.log_type == *log_type;
            // Lists mostly have the same order: the place after the last one is tried first.
            let expected = union.get(next).filter(|log| is_same(log)).map(|_| next);
            match expected.or_else(|| union.iter().position(is_same)) {
                Some(position) => {
                    if let Some(log) = union.get_mut(position) {
                        log.members.push(idx);
                    }
                    next = position + 1;
                }
                None => {
                    let log = ComparedLog {
                        name: Arc::clone(name),
                        log_type: Arc::clone(log_type),
                        members: vec![idx],
                    };
                    union.insert(next.min(union.len()), log);
                    next += 1;
                }
            }
        }
    }
    union
}

/// What the view of a log is kept by: its name, or name and type where another log of that name stands before it.
pub fn view_key(union: &[ComparedLog], name: &Arc<str>, log_type: &str) -> Arc<str> {
    let first = union.iter().find(|log| log.name == *name);
    match first {
        Some(first) if *first.log_type != *log_type => format!("{name} ({log_type})").into(),
        _ => Arc::clone(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logs_of_one_name_and_two_types_have_views_of_their_own() {
        // Both cards opened at full size, one on top of the other.
        let list = |log_type: &str| vec![(Arc::from("typed"), Arc::from(log_type))];
        let union = log_union(&[list("BAR"), list("LINE")]);
        let key = |log_type| view_key(&union, &Arc::from("typed"), log_type).to_string();
        let keys: Vec<_> = union.iter().map(|log| key(&log.log_type)).collect();
        assert_eq!(keys.len(), 2);
        assert_ne!(keys[0], keys[1]);
        assert!(keys.contains(&"typed".to_owned()), "{keys:?}");
    }

    #[track_caller]
    fn check(lists: &[&[(&str, &str)]], expected: &[(&str, &str, &[usize])]) {
        let owned = |(name, log_type): &(&str, &str)| (Arc::from(*name), Arc::from(*log_type));
        let lists: Vec<Vec<(Arc<str>, Arc<str>)>> = lists
            .iter()
            .map(|list| list.iter().map(owned).collect())
            .collect();
        let union = log_union(&lists);
        let got: Vec<_> = union
            .iter()
            .map(|log| (&*log.name, &*log.log_type, log.members.as_slice()))
            .collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn each_log_stands_once_with_all_who_have_it() {
        check(&[], &[]);
        check(
            &[
                &[("a", "LINE"), ("b", "BAR")],
                &[("a", "LINE"), ("b", "BAR")],
            ],
            &[("a", "LINE", &[0, 1]), ("b", "BAR", &[0, 1])],
        );
    }

    #[test]
    fn what_only_a_later_one_has_comes_after_what_it_follows() {
        check(
            &[
                &[("a", "LINE"), ("c", "LINE")],
                &[("a", "LINE"), ("b", "LINE"), ("c", "LINE")],
            ],
            &[
                ("a", "LINE", &[0, 1]),
                ("b", "LINE", &[1]),
                ("c", "LINE", &[0, 1]),
            ],
        );
        check(
            &[&[], &[("z", "LINE")], &[("y", "LINE"), ("z", "LINE")]],
            &[("y", "LINE", &[2]), ("z", "LINE", &[1, 2])],
        );
    }

    #[test]
    fn another_type_is_another_log() {
        check(
            &[&[("a", "LINE")], &[("a", "BAR")]],
            &[("a", "BAR", &[1]), ("a", "LINE", &[0])],
        );
    }
}
