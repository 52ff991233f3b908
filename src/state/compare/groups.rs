//! Which experiments belong together.

use super::view::GroupBy;
use runboard_model::Scalar;
use runboard_model::wire::Experiment;

/// Experiments that share what is grouped by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExperimentGroup {
    /// What they share, in words: `lr = 0.1`, `no tag old`.
    pub label: String,
    /// The positions of its members.
    pub members: Vec<usize>,
    /// Its place among the labels in order, which gives it its colour: that of a member would change with the
    /// order of the experiments.
    pub rank: usize,
}

/// The groups in the order of their first members; experiments without the parameter are a group, too.
pub fn experiment_groups(experiments: &[&Experiment], by: &GroupBy) -> Vec<ExperimentGroup> {
    let mut groups: Vec<ExperimentGroup> = Vec::new();
    for (idx, experiment) in experiments.iter().enumerate() {
        let label = label(experiment, by);
        match groups.iter_mut().find(|group| group.label == label) {
            Some(group) => group.members.push(idx),
            None => groups.push(ExperimentGroup {
                label,
                members: vec![idx],
                rank: 0,
            }),
        }
    }
    let mut labels: Vec<String> = groups.iter().map(|group| group.label.clone()).collect();
    labels.sort_unstable();
    for group in &mut groups {
        group.rank = labels.partition_point(|label| *label < group.label);
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

/// A scalar in words, numbers by what they are worth.
pub fn scalar_text(scalar: &Scalar) -> String {
    match scalar {
        Scalar::Text(text) if scalar.as_f64().is_none() && reads_otherwise(text) => {
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

/// Whether a text looks like a number, a boolean or null.
fn reads_otherwise(text: &str) -> bool {
    matches!(text, "true" | "false" | "null") || text.parse::<f64>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use runboard_model::Timestamp;
    use runboard_model::wire::Status;

    /// An experiment of that name with these parameters and tags.
    fn experiment(name: &str, parameters: &[(&str, Scalar)], tags: &[&str]) -> Experiment {
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

    #[track_caller]
    fn check(by: GroupBy, expected: &[(&str, &[usize])]) {
        let experiments = [
            experiment("a", &[("lr", Scalar::Float(0.1))], &["old"]),
            experiment("b", &[("lr", Scalar::Int(1))], &[]),
            experiment("c", &[("lr", Scalar::Float(1.0))], &["new", "old"]),
            experiment("d", &[], &[]),
        ];
        let groups = experiment_groups(&experiments.iter().collect::<Vec<_>>(), &by);
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

    #[test]
    fn a_group_keeps_its_place_whichever_experiment_comes_first() {
        // It had the colour of its first member, and another one as soon as there was a baseline.
        let (a, b) = (
            experiment("a", &[("opt", Scalar::Text("sgd".into()))], &[]),
            experiment("b", &[("opt", Scalar::Text("adam".into()))], &[]),
        );
        let by = GroupBy::Parameter("opt".into());
        for experiments in [[&a, &b], [&b, &a]] {
            let groups = experiment_groups(&experiments, &by);
            let rank = |label: &str| groups.iter().find(|it| it.label == label).map(|it| it.rank);
            assert_eq!((rank("opt = adam"), rank("opt = sgd")), (Some(0), Some(1)));
        }
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
