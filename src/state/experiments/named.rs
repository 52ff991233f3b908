//! Which experiments something is done to, in words: people see names before they delete.

use super::Experiments;
use runboard_model::wire::Experiment;
use std::sync::Arc;

/// So many are named, the others counted.
const N_NAMED: usize = 5;
/// A name is cut after so many characters.
const MAX_NAME_CHARS: usize = 60;

/// The names of the first experiments, and how many follow: `“a”, “b” and 3 more`.
pub fn named(experiments: &Experiments) -> String {
    let names: Vec<String> = experiments.iter().map(|it| quoted(&it.name)).collect();
    let (first, rest) = names.split_at(names.len().min(N_NAMED));
    match (first, rest.len()) {
        ([one], 0) => one.clone(),
        ([all @ .., last], 0) => format!("{} and {last}", all.join(", ")),
        (first, n_more) => format!("{} and {n_more} more", first.join(", ")),
    }
}

fn quoted(name: &str) -> String {
    match name.char_indices().nth(MAX_NAME_CHARS) {
        Some((end, _)) => format!("“{}…”", name.get(..end).unwrap_or_default()),
        None => format!("“{name}”"),
    }
}

/// How many are selected, and how many of them are not among those seen: `3 selected, 2 hidden by the filter`.
pub fn selection_text(selected: &Experiments, n_seen: usize, hides_archived: bool) -> String {
    let is_put_away = |it: &&Arc<Experiment>| hides_archived && it.archived;
    let n_archived = selected.iter().filter(is_put_away).count();
    let n_filtered = selected.len().saturating_sub(n_seen + n_archived);
    let mut text = format!("{} selected", selected.len());
    if n_archived > 0 {
        text += &format!(", {n_archived} archived and not shown");
    }
    if n_filtered > 0 {
        text += &format!(", {n_filtered} hidden by the filter");
    }
    text
}

/// Why a table that has experiments shows none of them.
pub fn none_left(has_filter: bool, hides_archived: bool) -> &'static str {
    match (has_filter, hides_archived) {
        (true, true) => "No experiment is left by the filter; archived ones are not shown.",
        (true, false) => "No experiment is left by the filter.",
        (false, true) => "All experiments are archived. “Show archived” shows them.",
        (false, false) => "There are no experiments.",
    }
}

#[cfg(test)]
mod tests {
    use super::super::cells::tests::{experiment, experiments};
    use super::*;
    use serde_json::json;

    #[track_caller]
    fn check(n_experiments: u64, expected: &str) {
        let all = (0..n_experiments).map(|ordinal| experiment(ordinal, json!({})));
        assert_eq!(named(&experiments(all.collect())), expected);
    }

    /// “Delete 3 experiments?” named none, though a filter hid all of them.
    #[test]
    fn a_few_are_named_and_the_others_counted() {
        check(1, "“exp0”");
        check(2, "“exp0” and “exp1”");
        check(5, "“exp0”, “exp1”, “exp2”, “exp3” and “exp4”");
        check(7, "“exp0”, “exp1”, “exp2”, “exp3”, “exp4” and 2 more");
    }

    #[test]
    fn long_names_are_cut() {
        let long = experiment(0, json!({"name": "é".repeat(61)}));
        let expected = format!("“{}…”", "é".repeat(60));
        assert_eq!(named(&experiments(vec![long])), expected);
    }

    #[test]
    fn what_is_selected_and_not_seen_is_said() {
        let check = |n_archived: u64, n_seen, hides_archived, expected| {
            let is_archived = |ordinal| json!({"archived": ordinal < n_archived});
            let selected = (0..3).map(|ordinal| experiment(ordinal, is_archived(ordinal)));
            let selected = experiments(selected.collect());
            assert_eq!(selection_text(&selected, n_seen, hides_archived), expected);
        };
        check(0, 3, true, "3 selected");
        check(0, 1, true, "3 selected, 2 hidden by the filter");
        check(2, 1, false, "3 selected, 2 hidden by the filter");
        // What was archived just now was said to be hidden by a filter that it matched.
        check(3, 0, true, "3 selected, 3 archived and not shown");
        let both = "3 selected, 1 archived and not shown, 2 hidden by the filter";
        check(1, 0, true, both);
    }
}
