//! The list of an experiment's logs, brought up to date by answers that hold only what changed.

use runboard_model::wire::{LogList, LogSummary};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// The names after the answer, in logged order: known ones stay, new ones come at the end; a complete
/// answer decides alone.
pub fn merged_names(known: &[Arc<str>], answer: &LogList) -> Vec<Arc<str>> {
    let answered = answer
        .items
        .iter()
        .map(|log| Arc::<str>::from(log.name.as_str()));
    if answer.complete {
        return answered.collect();
    }
    let seen: HashSet<&str> = known.iter().map(|name| &**name).collect();
    let added: Vec<Arc<str>> = answered.filter(|name| !seen.contains(&**name)).collect();
    known.iter().cloned().chain(added).collect()
}

/// The logs of an answer by their names.
pub fn by_name(answer: LogList) -> HashMap<String, LogSummary> {
    answer
        .items
        .into_iter()
        .map(|log| (log.name.clone(), log))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use runboard_model::Timestamp;

    fn answer(names: &[&str], complete: bool) -> LogList {
        let log = |name: &&str| LogSummary {
            name: (*name).to_owned(),
            log_type: "LINE".to_owned(),
            version: 1,
            created_at: Timestamp::default(),
            updated_at: Timestamp::default(),
            lines: None,
            steps: None,
            data: None,
        };
        LogList {
            items: names.iter().map(log).collect(),
            next: None,
            revision: 1,
            complete,
        }
    }

    #[track_caller]
    fn check(known: &[&str], answer: &LogList, merged: &[&str]) {
        let known: Vec<Arc<str>> = known.iter().map(|name| Arc::from(*name)).collect();
        let names = merged_names(&known, answer);
        assert_eq!(names.iter().map(|name| &**name).collect::<Vec<_>>(), merged);
    }

    #[test]
    fn new_logs_come_at_the_end_and_known_ones_stay() {
        check(&[], &answer(&["a", "b"], true), &["a", "b"]);
        check(&["a", "b"], &answer(&["b", "c"], false), &["a", "b", "c"]);
        check(&["a", "b"], &answer(&[], false), &["a", "b"]);
    }

    #[test]
    fn a_complete_answer_forgets_what_was_deleted() {
        check(&["a", "b"], &answer(&["b"], true), &["b"]);
        check(&["a"], &answer(&[], true), &[]);
    }
}
