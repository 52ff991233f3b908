//! Keeping the list of experiments up to date with what changed since it was read.

use super::Experiments;
use runboard_model::Timestamp;
use runboard_model::wire::{Experiment, Project};
use std::sync::Arc;

/// How far back a question for changes reaches before the last change that is known, in milliseconds:
/// of two writes, the one that began later may be seen first.
const OVERLAP_MILLIS: i64 = 5_000;

/// The list with these experiments in it, newer ones in place of older ones: answers may overtake each other.
pub fn merged(experiments: &Experiments, changed: Vec<Experiment>) -> Experiments {
    let mut merged = experiments.clone();
    for experiment in changed {
        match merged.binary_search_by_key(&experiment.ordinal, |it| it.ordinal) {
            Ok(place) => {
                if let Some(held) = merged.get_mut(place)
                    && held.revision <= experiment.revision
                    && **held != experiment
                {
                    *held = Arc::new(experiment);
                }
            }
            Err(place) => merged.insert(place, Arc::new(experiment)),
        }
    }
    merged
}

/// Whether two lists hold the very same experiments, without looking into them.
pub fn is_same(a: &Experiments, b: &Experiments) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| Arc::ptr_eq(a, b))
}

/// The filter that asks for what may have changed since the list was read; `None` without a list.
pub fn changes_filter(experiments: &Experiments) -> Option<String> {
    let last = experiments.iter().map(|it| it.last_activity_at).max()?;
    let since = Timestamp::from_unix_millis(last.unix_millis() - OVERLAP_MILLIS);
    Some(format!("updated >= {since}"))
}

/// What a look at the project says about the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// The list is whole, and nothing changed since.
    Fresh,
    /// Experiments were made or changed.
    Changed,
    /// There are fewer experiments than in the list: it has to be read anew.
    Shrunk,
}

/// How the list stands to its project.
pub fn freshness(experiments: &Experiments, now: &Project) -> Freshness {
    let n_known = experiments.len() as u64;
    let revision: u64 = experiments.iter().map(|it| it.revision).sum();
    if n_known > now.n_experiments {
        Freshness::Shrunk
    } else if n_known == now.n_experiments && revision == now.revision {
        Freshness::Fresh
    } else {
        Freshness::Changed
    }
}

#[cfg(test)]
mod tests {
    use super::super::cells::tests::{experiment, experiments};
    use super::*;
    use serde_json::json;

    #[test]
    fn changed_experiments_take_the_place_of_what_they_were() {
        let before = experiments(vec![experiment(0, json!({})), experiment(4, json!({}))]);
        let changed = vec![
            experiment(7, json!({})),
            experiment(2, json!({})),
            experiment(4, json!({"name": "renamed"})),
            experiment(0, json!({})),
        ];
        let after = merged(&before, changed);
        let names: Vec<&str> = after.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names, ["exp0", "exp2", "renamed", "exp7"]);
        // What did not change is still the same.
        assert!(Arc::ptr_eq(&before[0], &after[0]));
        assert!(!is_same(&before, &after));
        let again = merged(
            &after,
            vec![experiment(0, json!({})), experiment(2, json!({}))],
        );
        assert!(is_same(&after, &again));
    }

    /// The answer to a question that was asked before a change came after it, and took the change back from sight.
    #[test]
    fn an_older_answer_changes_nothing() {
        let at =
            |revision: u64, name: &str| experiment(0, json!({"revision": revision, "name": name}));
        let before = experiments(vec![at(4, "renamed")]);
        assert!(is_same(&before, &merged(&before, vec![at(3, "exp0")])));
        let after = merged(&before, vec![at(5, "again")]);
        assert_eq!(after[0].name, "again");
    }

    #[test]
    fn changes_are_asked_for_from_a_little_before_the_last_one() {
        assert_eq!(changes_filter(&Vec::new()), None);
        let all = experiments(vec![
            experiment(0, json!({"last_activity_at": "2026-01-01T00:00:07.500Z"})),
            experiment(1, json!({})),
        ]);
        let filter = changes_filter(&all).unwrap();
        assert_eq!(filter, "updated >= 2026-01-01T00:00:02.500Z");
        assert!(runboard_model::filter::Filter::parse(&filter).is_ok());
    }

    #[test]
    fn the_project_tells_whether_the_list_is_fresh() {
        let project = |n_experiments: u64, revision: u64| -> Project {
            serde_json::from_value(json!({
                "id": "00000000-0000-0000-0000-000000000000", "name": "p", "description": "",
                "created_at": "2026-01-01T00:00:00Z", "last_activity_at": "2026-01-01T00:00:00Z",
                "archived": false, "n_experiments": n_experiments, "n_running": 0,
                "revision": revision,
            }))
            .unwrap()
        };
        let two = experiments(vec![
            experiment(0, json!({"revision": 3})),
            experiment(1, json!({"revision": 4})),
        ]);
        let check = |n_experiments: u64, revision: u64, expected: Freshness| {
            assert_eq!(freshness(&two, &project(n_experiments, revision)), expected);
        };
        check(2, 7, Freshness::Fresh);
        check(2, 8, Freshness::Changed);
        check(3, 8, Freshness::Changed);
        check(1, 7, Freshness::Shrunk);
        // One was deleted, another made.
        check(2, 4, Freshness::Changed);
    }
}
