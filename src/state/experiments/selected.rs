//! The selected experiments in the order in which people see them.

use super::Experiments;
use runboard_model::wire::Experiment;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The selected experiments.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Selected {
    /// Those in the table come first, in its order; then those that it does not show, the newest first.
    pub experiments: Vec<Arc<Experiment>>,
    /// How many of them the table shows.
    pub n_seen: usize,
}

/// Those of the experiments that have one of these numbers, in the order of the table's rows. Numbers that no experiment
/// has are left out.
pub fn selected(experiments: &Experiments, rows: &[u32], numbers: &BTreeSet<u64>) -> Selected {
    if numbers.is_empty() {
        return Selected::default();
    }
    let mut unseen = numbers.clone();
    let of_row = |row: &u32| experiments.get(*row as usize);
    let mut chosen: Vec<_> = rows
        .iter()
        .filter_map(of_row)
        .filter(|experiment| unseen.remove(&experiment.ordinal))
        .cloned()
        .collect();
    let n_seen = chosen.len();
    let newest_first = experiments.iter().rev();
    chosen.extend(
        newest_first
            .filter(|experiment| unseen.contains(&experiment.ordinal))
            .cloned(),
    );
    Selected {
        experiments: chosen,
        n_seen,
    }
}

#[cfg(test)]
mod tests {
    use super::super::cells::tests::{experiment, experiments};
    use super::*;
    use serde_json::json;

    #[track_caller]
    fn check(rows: &[u32], numbers: &[u64], expected: (&[u64], usize)) {
        // The numbers of experiments have gaps where some were deleted.
        let all = [0, 1, 4, 5, 9].map(|ordinal| experiment(ordinal, json!({})));
        let selected = selected(
            &experiments(all.into()),
            rows,
            &numbers.iter().copied().collect(),
        );
        let ordinals: Vec<u64> = selected.experiments.iter().map(|it| it.ordinal).collect();
        assert_eq!((ordinals.as_slice(), selected.n_seen), expected);
    }

    /// Experiments went to the comparison by age: of a table sorted by accuracy, “the first 200” were the 200 oldest.
    #[test]
    fn what_the_table_shows_is_in_its_order() {
        check(&[3, 0, 4, 2, 1], &[0, 4, 5], (&[5, 0, 4], 3));
        check(&[4, 3, 2, 1, 0], &[0, 1, 9], (&[9, 1, 0], 3));
    }

    #[test]
    fn what_the_table_does_not_show_follows_with_the_newest_first() {
        check(&[0, 2], &[0, 1, 4, 9], (&[0, 4, 9, 1], 2));
        check(&[], &[0, 9], (&[9, 0], 0));
    }

    #[test]
    fn numbers_that_nothing_has_are_left_out() {
        check(&[0, 1], &[], (&[], 0));
        check(&[0, 1], &[2, 77], (&[], 0));
        // A row of a list that just became shorter.
        check(&[9, 1], &[1], (&[1], 1));
    }
}
