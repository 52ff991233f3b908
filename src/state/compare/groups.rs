//! Which experiments belong together.

use super::view::GroupBy;
use runboard_model::Scalar;
use runboard_model::wire::Experiment;
use std::collections::{BTreeSet, HashMap};

/// Experiments that share what is grouped by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExperimentGroup {
    /// What they share, in words: `lr = 0.1`, `no tag old`.
    pub label: String,
    /// The positions of its members.
    pub members: Vec<usize>,
    /// Its place in the order of colours.
    pub rank: usize,
}

/// The places of groups in the order of colours, by their labels.
pub type Ranks = HashMap<String, usize>;

/// The places of all groups of a project, whichever of them are compared: in the order in which their first experiments
/// were created, so that neither another group nor a new experiment changes a colour.
pub fn ranks_in_project<'a>(all: impl IntoIterator<Item = &'a Experiment>, by: &GroupBy) -> Ranks {
    let mut all: Vec<&Experiment> = all.into_iter().collect();
    all.sort_by_key(|experiment| experiment.ordinal);
    ranks(all.into_iter().map(|experiment| label(experiment, by)))
}

/// The places of the groups of these experiments alone, in the order of their labels: as many colours as possible differ.
pub fn ranks_apart(experiments: &[&Experiment], by: &GroupBy) -> Ranks {
    let labels = experiments.iter().map(|experiment| label(experiment, by));
    ranks(labels.collect::<BTreeSet<String>>())
}

fn ranks(labels: impl IntoIterator<Item = String>) -> Ranks {
    let mut ranks = Ranks::new();
    for label in labels {
        let next = ranks.len();
        ranks.entry(label).or_insert(next);
    }
    ranks
}

/// The groups in the order of their first members; experiments without the parameter are a group, too.
pub fn experiment_groups(
    experiments: &[&Experiment],
    by: &GroupBy,
    ranks: &Ranks,
) -> Vec<ExperimentGroup> {
    let mut groups: Vec<ExperimentGroup> = Vec::new();
    for (idx, experiment) in experiments.iter().enumerate() {
        let label = label(experiment, by);
        match groups.iter_mut().find(|group| group.label == label) {
            Some(group) => group.members.push(idx),
            None => groups.push(ExperimentGroup {
                rank: ranks.get(&label).copied().unwrap_or_default(),
                label,
                members: vec![idx],
            }),
        }
    }
    groups
}

/// Whether any of the experiments has what is grouped by; without one there is nothing to group.
pub fn has_any(experiments: &[&Experiment], by: &GroupBy) -> bool {
    experiments.iter().any(|experiment| match by {
        GroupBy::Tag(tag) => experiment.tags.contains(tag),
        GroupBy::Parameter(name) => experiment.parameters.iter().any(|(own, _)| own == name),
    })
}

/// Everything that these experiments can be grouped by: parameters in their order, then tags.
pub fn choices(experiments: &[&Experiment]) -> Vec<GroupBy> {
    let parameters: Vec<&[(String, Scalar)]> = experiments
        .iter()
        .map(|experiment| experiment.parameters.as_slice())
        .collect();
    let mut choices: Vec<GroupBy> = super::parameters::union_of_names(&parameters)
        .into_iter()
        .map(|name| GroupBy::Parameter(name.to_owned()))
        .collect();
    let mut tags: Vec<&String> = experiments
        .iter()
        .flat_map(|experiment| &experiment.tags)
        .collect();
    tags.sort();
    tags.dedup();
    choices.extend(tags.into_iter().map(|tag| GroupBy::Tag(tag.clone())));
    choices
}

fn label(experiment: &Experiment, by: &GroupBy) -> String {
    match by {
        GroupBy::Tag(tag) if experiment.tags.contains(tag) => format!("tag {tag}"),
        GroupBy::Tag(tag) => format!("no tag {tag}"),
        GroupBy::Parameter(name) => {
            let own = experiment
                .parameters
                .iter()
                .find(|(other, _)| other == name);
            match own {
                Some((_, value)) => format!("{name} = {}", scalar_text(value)),
                None => format!("no {name}"),
            }
        }
    }
}

/// A scalar in words that tell it from all others: a text that reads like another kind, or has white space that is not
/// seen otherwise, stands between quotes.
pub fn scalar_text(scalar: &Scalar) -> String {
    match scalar {
        Scalar::Text(text)
            if has_hidden_space(text) || scalar.as_f64().is_none() && reads_otherwise(text) =>
        {
            format!("\"{text}\"")
        }
        scalar => plain_text(scalar),
    }
}

/// A scalar in words, numbers by what they are worth.
pub fn plain_text(scalar: &Scalar) -> String {
    match (scalar.as_f64(), scalar) {
        // A float carries whole numbers up to 2^53.
        (_, Scalar::Int(whole)) => whole.to_string(),
        (Some(number), _) => runboard_chart::format::full(number),
        (None, Scalar::Text(text)) => text.clone(),
        (None, Scalar::Bool(value)) => value.to_string(),
        (None, _) => "null".to_owned(),
    }
}

/// Whether a text is empty, or has white space at its ends or, if it is a single line, side by side.
fn has_hidden_space(text: &str) -> bool {
    let is_double = |pair: (char, char)| pair.0.is_whitespace() && pair.1.is_whitespace();
    let is_line = || !text.contains('\n');
    text.is_empty()
        || text.trim() != text
        || is_line() && text.chars().zip(text.chars().skip(1)).any(is_double)
}

/// Whether a text looks like a number, a boolean or null.
fn reads_otherwise(text: &str) -> bool {
    matches!(text, "true" | "false" | "null") || text.parse::<f64>().is_ok()
}

#[cfg(test)]
pub(super) mod testing {
    use runboard_model::wire::{Experiment, Status};
    use runboard_model::{Scalar, Timestamp};

    /// An experiment of that name with these parameters and tags.
    pub(in crate::state::compare) fn experiment(
        name: &str,
        parameters: &[(&str, Scalar)],
        tags: &[&str],
    ) -> Experiment {
        let owned = |(name, value): &(&str, Scalar)| ((*name).to_owned(), value.clone());
        Experiment {
            id: runboard_model::ExperimentId(Default::default()),
            project_id: runboard_model::ProjectId(Default::default()),
            project_name: "project".into(),
            name: name.into(),
            description: String::new(),
            status: Status::Success,
            tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
            archived: false,
            ordinal: 0,
            created_at: Timestamp::default(),
            ended_at: None,
            last_activity_at: Timestamp::default(),
            revision: 1,
            n_logs: 0,
            parameters: parameters.iter().map(owned).collect(),
            values: Vec::new(),
            lines: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::testing::experiment;
    use super::*;

    #[track_caller]
    fn check(by: GroupBy, expected: &[(&str, &[usize])]) {
        let experiments = [
            experiment("a", &[("lr", Scalar::Float(0.1))], &["old"]),
            experiment("b", &[("lr", Scalar::Int(1))], &[]),
            experiment("c", &[("lr", Scalar::Float(1.0))], &["new", "old"]),
            experiment("d", &[], &[]),
        ];
        let experiments: Vec<&Experiment> = experiments.iter().collect();
        let groups = experiment_groups(&experiments, &by, &ranks_apart(&experiments, &by));
        let got: Vec<_> = groups
            .iter()
            .map(|group| (group.label.as_str(), group.members.as_slice()))
            .collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn experiments_are_grouped_by_what_they_share() {
        check(
            GroupBy::Parameter("lr".into()),
            &[("lr = 0.1", &[0]), ("lr = 1", &[1, 2]), ("no lr", &[3])],
        );
        check(
            GroupBy::Tag("old".into()),
            &[("tag old", &[0, 2]), ("no tag old", &[1, 3])],
        );
    }

    /// A group had the colour of its first member, then that of its place among those compared: another one as soon as
    /// there was a baseline, or another group went.
    #[test]
    fn a_group_keeps_its_colour_whatever_else_is_compared() {
        let of = |ordinal: u64, optimizer: &str| Experiment {
            ordinal,
            ..experiment("", &[("opt", Scalar::Text(optimizer.into()))], &[])
        };
        let (a, b, c) = (of(0, "sgd"), of(1, "adam"), of(2, "rms"));
        let by = GroupBy::Parameter("opt".into());
        let rank = |experiments: &[&Experiment], ranks: &Ranks, label: &str| {
            let groups = experiment_groups(experiments, &by, ranks);
            groups.iter().find(|it| it.label == label).map(|it| it.rank)
        };
        let own = ranks_in_project([&c, &b, &a], &by);
        for experiments in [&[&a, &b, &c][..], &[&c, &b, &a], &[&b, &c], &[&c]] {
            assert_eq!(rank(experiments, &own, "opt = rms"), Some(2));
        }
        // A new experiment comes after them.
        let with_new = ranks_in_project([&of(3, "aaa"), &c, &b, &a], &by);
        assert_eq!(rank(&[&b], &with_new, "opt = adam"), Some(1));
        let apart = ranks_apart(&[&c, &b], &by);
        assert_eq!(rank(&[&c, &b], &apart, "opt = adam"), Some(0));
        assert_eq!(rank(&[&c, &b], &apart, "opt = rms"), Some(1));
    }

    #[test]
    fn what_nobody_has_groups_nothing() {
        let a = experiment("a", &[("opt", Scalar::Text("sgd".into()))], &[]);
        let by = GroupBy::Parameter("opt".into());
        assert!(has_any(&[&a], &by));
        assert!(!has_any(&[&a], &GroupBy::Parameter("zzz".into())));
    }

    #[test]
    fn whole_numbers_are_written_in_full() {
        let whole = Scalar::Int(12_345_678_901_234_567);
        assert_eq!(scalar_text(&whole), "12345678901234567");
    }

    /// The text `0.01` beside the number was marked as different and read the same, and was in its group.
    #[test]
    fn texts_that_look_like_other_kinds_are_told_from_them() {
        let text = |text: &str| scalar_text(&Scalar::Text(text.to_owned()));
        assert_eq!(text("0.01"), "\"0.01\"");
        assert_eq!(text("true"), "\"true\"");
        assert_eq!(text("adam"), "adam");
        // On the wire NaN is a text.
        assert_eq!(text("NaN"), "NaN");
        assert_eq!(scalar_text(&Scalar::Float(0.01)), "0.01");
    }

    /// Two groups were both `s =`, two others both `s = a b`.
    #[test]
    fn texts_that_differ_in_white_space_alone_are_told_apart() {
        let text = |text: &str| scalar_text(&Scalar::Text(text.to_owned()));
        assert_eq!(text(""), "\"\"");
        assert_eq!(text(" "), "\" \"");
        assert_eq!(text("a "), "\"a \"");
        assert_eq!(text("a  b"), "\"a  b\"");
        assert_eq!(text("a b"), "a b");
        // A text of several lines is indented as a matter of course.
        assert_eq!(text("a:\n  b"), "a:\n  b");
    }

    #[test]
    fn parameters_and_tags_can_be_grouped_by() {
        let experiments = [
            experiment("a", &[("lr", Scalar::Float(0.1))], &["old"]),
            experiment("b", &[("seed", Scalar::Int(1))], &["new", "old"]),
        ];
        let choices = choices(&experiments.iter().collect::<Vec<_>>());
        assert_eq!(
            choices,
            [
                GroupBy::Parameter("lr".into()),
                GroupBy::Parameter("seed".into()),
                GroupBy::Tag("new".into()),
                GroupBy::Tag("old".into()),
            ]
        );
    }
}
