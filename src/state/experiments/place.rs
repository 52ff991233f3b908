//! In the table or in the archive.

use runboard_model::wire::Experiment;
use std::sync::Arc;

/// Where experiments stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In the table that everybody sees first.
    Table,
    /// Out of the way.
    Archive,
}

impl Place {
    /// Where these are moved when they are to be elsewhere: out of the archive if all are in it.
    pub fn other(experiments: &[Arc<Experiment>]) -> Self {
        if experiments.iter().all(|it| it.archived) {
            Self::Table
        } else {
            Self::Archive
        }
    }

    /// What a button says that moves experiments there.
    pub fn label(self) -> &'static str {
        match self {
            Self::Table => "Bring back",
            Self::Archive => "Archive",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::cells::tests::{experiment, experiments};
    use super::*;
    use serde_json::json;

    #[test]
    fn only_what_is_archived_whole_is_brought_back() {
        let check = |archived: &[bool], place: Place| {
            let one = |archived: &bool| experiment(0, json!({"archived": archived}));
            let all = experiments(archived.iter().map(one).collect());
            assert_eq!(Place::other(&all), place, "{archived:?}");
        };
        check(&[false], Place::Archive);
        check(&[true, false], Place::Archive);
        check(&[true, true], Place::Table);
    }
}
