//! Which columns there are, which of them are shown unless somebody chose, and how they are called.

use super::Experiments;
use super::cells::CellsByField;
use runboard_model::filter::{Field, Statistic};
use runboard_model::wire::NamedLineSummary;
use std::collections::HashSet;

/// The columns that every experiment has, in the order in which they are offered.
const FIXED: [Field; 8] = [
    Field::Status,
    Field::Started,
    Field::Duration,
    Field::Tags,
    Field::Updated,
    Field::Ended,
    Field::Description,
    Field::Logs,
];

/// The most parameters, values and lines that are shown unless somebody chose.
const N_DEFAULT_PARAMETERS: usize = 6;
const N_DEFAULT_VALUES: usize = 6;
const N_DEFAULT_LINES: usize = 4;

/// All columns but the name: the fixed ones, parameters, values, and of each line the last, minimum
/// and maximum, in the order in which they were first logged.
pub fn all_columns(experiments: &Experiments) -> Vec<Field> {
    let mut parameters = Names::default();
    let mut values = Names::default();
    let mut lines = Names::default();
    for experiment in experiments {
        parameters.add_all(experiment.parameters.iter().map(|(name, _)| name.as_str()));
        values.add_all(experiment.values.iter().map(|(name, _)| name.as_str()));
        let names: Vec<String> = experiment.lines.iter().map(metric_name).collect();
        lines.add_all(names.iter().map(String::as_str));
    }
    let parameters = parameters.ordered.into_iter().map(Field::Parameter);
    let values = values.ordered.into_iter().map(Field::Value);
    let lines = lines.ordered.into_iter().flat_map(|name| {
        [Statistic::Last, Statistic::Min, Statistic::Max]
            .map(|statistic| Field::Metric(name.clone(), statistic))
    });
    FIXED
        .into_iter()
        .chain(parameters)
        .chain(values)
        .chain(lines)
        .collect()
}

/// Names in the order in which they were first seen, each once.
#[derive(Default)]
struct Names {
    ordered: Vec<String>,
    seen: HashSet<String>,
}

impl Names {
    fn add_all<'a>(&mut self, names: impl Iterator<Item = &'a str>) {
        for (idx, name) in names.enumerate() {
            // Experiments of a project mostly log the same in the same order.
            let is_known = self.ordered.get(idx).is_some_and(|known| known == name);
            // A parameter may be called nothing, but then no field names it.
            if is_known || name.is_empty() || self.seen.contains(name) {
                continue;
            }
            self.seen.insert(name.to_owned());
            self.ordered.push(name.to_owned());
        }
    }
}

/// The name by which the filter language knows a line.
pub fn metric_name(line: &NamedLineSummary) -> String {
    if line.log == line.summary.name {
        line.log.clone()
    } else {
        format!("{}/{}", line.log, line.summary.name)
    }
}

/// The columns that are shown unless somebody chose: how the experiments went, and what tells them apart.
pub fn default_columns(all: &[Field], cells: &CellsByField, rows: &[u32]) -> Vec<Field> {
    let differs = |field: &&Field| cells.differ(field, rows);
    let is_there = |field: &&Field| cells.is_anywhere(field, rows);
    let parameters = || all.iter().filter(|it| matches!(it, Field::Parameter(_)));
    let mut shown_parameters: Vec<&Field> = parameters().filter(differs).collect();
    if shown_parameters.is_empty() {
        shown_parameters = parameters().filter(is_there).collect();
    }
    let values = all.iter().filter(|it| matches!(it, Field::Value(_)));
    let values: Vec<&Field> = values.filter(is_there).collect();
    let n_lines = if values.is_empty() {
        N_DEFAULT_LINES
    } else {
        0
    };
    let lines = all
        .iter()
        .filter(|it| matches!(it, Field::Metric(_, Statistic::Last)));
    [Field::Status, Field::Started, Field::Duration, Field::Tags]
        .iter()
        .filter(|field| **field != Field::Tags || is_there(field))
        .chain(values.into_iter().take(N_DEFAULT_VALUES))
        .chain(lines.filter(is_there).take(n_lines))
        .chain(shown_parameters.into_iter().take(N_DEFAULT_PARAMETERS))
        .cloned()
        .collect()
}

/// The name of a column in its header.
pub fn title(field: &Field) -> String {
    match field {
        Field::Name => "Name".to_owned(),
        Field::Description => "Description".to_owned(),
        Field::Status => "Status".to_owned(),
        Field::Tags => "Tags".to_owned(),
        Field::Archived => "Archived".to_owned(),
        Field::Started => "Started".to_owned(),
        Field::Ended => "Ended".to_owned(),
        Field::Updated => "Last activity".to_owned(),
        Field::Duration => "Duration".to_owned(),
        Field::Logs => "Logs".to_owned(),
        Field::Parameter(name) | Field::Value(name) | Field::Metric(name, Statistic::Last) => {
            name.clone()
        }
        Field::Metric(name, statistic) => format!("{name} {}", statistic.as_str()),
    }
}

/// The group under which a column is offered.
pub fn group(field: &Field) -> &'static str {
    match field {
        Field::Parameter(_) => "Parameters",
        Field::Value(_) => "Values",
        Field::Metric(..) => "Lines",
        _ => "Experiment",
    }
}

#[cfg(test)]
mod tests {
    use super::super::cells::tests::{NOW, experiment, experiments};
    use super::*;
    use runboard_model::Timestamp;
    use serde_json::json;

    fn texts(fields: &[Field]) -> Vec<String> {
        fields.iter().map(Field::to_string).collect()
    }

    #[track_caller]
    fn check_default(experiments: &Experiments, expected: &[&str]) {
        let all = all_columns(experiments);
        let cells = CellsByField::of(experiments, &all, Timestamp::from_unix_millis(NOW));
        let rows: Vec<u32> = (0..experiments.len() as u32).collect();
        assert_eq!(texts(&default_columns(&all, &cells, &rows)), expected);
    }

    #[test]
    fn every_name_is_a_column_once() {
        let all = all_columns(&experiments(vec![
            experiment(
                0,
                json!({"parameters": {"lr": 1, "": 2}, "values": {"best": 1}}),
            ),
            experiment(1, json!({"parameters": {"depth": 3, "lr": 1}})),
            experiment(
                2,
                json!({"lines": [["loss", "loss", 1], ["both", "train", 2]]}),
            ),
        ]));
        assert_eq!(
            texts(&all[FIXED.len()..]),
            [
                "params.lr",
                "params.depth",
                "values.best",
                "metrics.loss",
                "metrics.loss.min",
                "metrics.loss.max",
                "metrics.both/train",
                "metrics.both/train.min",
                "metrics.both/train.max",
            ]
        );
    }

    #[test]
    fn what_differs_is_shown_by_default() {
        let fixed = ["status", "started", "duration"];
        check_default(&Vec::new(), &fixed);
        check_default(
            &experiments(vec![
                experiment(
                    0,
                    json!({"parameters": {"lr": 1, "seed": 5}, "tags": ["a"]}),
                ),
                experiment(1, json!({"parameters": {"lr": 2, "seed": 5}})),
            ]),
            &["status", "started", "duration", "tags", "params.lr"],
        );
    }

    #[test]
    fn one_experiment_shows_its_parameters_and_lines_without_values() {
        let lines: Vec<_> = (0..9)
            .map(|idx| json!([format!("l{idx}"), format!("l{idx}"), 1]))
            .collect();
        let mut one = json!({"parameters": {"lr": 1}, "lines": lines});
        check_default(
            &experiments(vec![experiment(0, one.clone())]),
            &[
                "status",
                "started",
                "duration",
                "metrics.l0",
                "metrics.l1",
                "metrics.l2",
                "metrics.l3",
                "params.lr",
            ],
        );
        one["values"] = json!({"best": 3});
        check_default(
            &experiments(vec![experiment(0, one)]),
            &["status", "started", "duration", "values.best", "params.lr"],
        );
    }
}
