//! What experiments can be grouped by, and how many groups that makes.

use super::groups::{choices, ranks_apart};
use super::view::GroupBy;
use runboard_model::wire::Experiment;

/// Something that experiments can be grouped by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupChoice {
    /// What.
    pub by: GroupBy,
    /// How many groups that makes.
    pub n_groups: usize,
}

impl GroupChoice {
    /// What tells it from all others.
    pub fn key(&self) -> String {
        key_of(&self.by)
    }

    /// It in words: `lr (4 groups)`.
    pub fn label(&self) -> String {
        format!("{} ({})", label_of(&self.by), self.count_text())
    }

    /// How many groups it makes, in words.
    pub fn count_text(&self) -> String {
        match self.n_groups {
            1 => "1 group".to_owned(),
            n_groups => format!("{n_groups} groups"),
        }
    }
}

/// What tells this from all else that can be grouped by; never empty.
pub fn key_of(by: &GroupBy) -> String {
    match by {
        GroupBy::Parameter(name) => format!("parameter {name}"),
        GroupBy::Tag(tag) => format!("tag {tag}"),
    }
}

/// The same in words.
pub fn label_of(by: &GroupBy) -> String {
    match by {
        GroupBy::Parameter(name) => name.clone(),
        GroupBy::Tag(tag) => format!("tag {tag}"),
    }
}

/// Everything that these experiments can be grouped by; first what puts some of them together and others not.
///
/// What is equal everywhere makes one group, and what differs everywhere one of each experiment. Within each of both,
/// parameters come in their order, then tags.
pub fn group_choices(experiments: &[&Experiment]) -> Vec<GroupChoice> {
    let all = choices(experiments).into_iter().map(|by| GroupChoice {
        n_groups: ranks_apart(experiments, &by).len(),
        by,
    });
    let (mut useful, others): (Vec<_>, Vec<_>) =
        all.partition(|choice| (2..experiments.len()).contains(&choice.n_groups));
    useful.extend(others);
    useful
}

#[cfg(test)]
mod tests {
    use super::super::groups::testing;
    use super::*;
    use runboard_model::Scalar;

    fn experiment(lr: f64, seed: i64, tags: &[&str]) -> Experiment {
        let parameters = [
            ("epochs", Scalar::Int(20)),
            ("seed", Scalar::Int(seed)),
            ("lr", Scalar::Float(lr)),
        ];
        testing::experiment("", &parameters, tags)
    }

    #[track_caller]
    fn check(experiments: &[Experiment], expected: &[&str]) {
        let choices = group_choices(&experiments.iter().collect::<Vec<_>>());
        let labels: Vec<String> = choices.iter().map(GroupChoice::label).collect();
        assert_eq!(labels, expected);
    }

    /// What is equal everywhere, and the seed of each, were offered before what is worth grouping by.
    #[test]
    fn what_makes_some_groups_is_offered_first() {
        let all = [
            experiment(0.1, 1, &["old"]),
            experiment(0.1, 2, &[]),
            experiment(0.2, 3, &["old", "all"]),
        ];
        let useful = ["lr (2 groups)", "tag all (2 groups)", "tag old (2 groups)"];
        let rest = ["epochs (1 group)", "seed (3 groups)"];
        check(&all, &[&useful[..], &rest].concat());
        // Of one, nothing is worth more than the rest.
        check(
            &all[..1],
            &[
                "epochs (1 group)",
                "seed (1 group)",
                "lr (1 group)",
                "tag old (1 group)",
            ],
        );
        check(&[], &[]);
    }

    #[test]
    fn a_parameter_called_like_a_tag_has_another_key() {
        let parameter = key_of(&GroupBy::Parameter("tag old".into()));
        assert_ne!(parameter, key_of(&GroupBy::Tag("old".into())));
    }
}
