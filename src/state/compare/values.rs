//! The single values of several experiments side by side, with the best and the changes to the baseline.

use super::parameters::union_of_names;
use runboard_chart::better::Better;
use runboard_model::Scalar;
use runboard_model::wire::Experiment;
use runboard_series::delta::Change;

/// One quantity of all experiments.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueRow {
    /// Its name.
    pub name: String,
    /// Whether more or less of it is better.
    pub better: Better,
    /// Its value in each experiment, in their order; `None` where there is none.
    pub cells: Vec<Option<ValueCell>>,
}

/// The value of one experiment.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueCell {
    /// The value.
    pub value: Scalar,
    /// Whether no other experiment has a better one, and some a worse one.
    pub rank: Rank,
    /// How it stands to the baseline's; `None` for the baseline, and where either is no number.
    pub change: Option<Change>,
}

/// How a value stands among the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rank {
    /// None is better.
    Best,
    /// One of the others, or nothing to choose between.
    Other,
}

/// A row for each logged value and for the last point of each line, in logged order.
pub fn value_rows(
    experiments: &[&Experiment],
    baseline_idx: Option<usize>,
    better: impl Fn(&str) -> Better,
) -> Vec<ValueRow> {
    let quantities: Vec<Vec<(String, Scalar)>> = experiments
        .iter()
        .map(|experiment| quantities(experiment))
        .collect();
    let lists: Vec<&[(String, Scalar)]> = quantities.iter().map(Vec::as_slice).collect();
    union_of_names(&lists)
        .into_iter()
        .map(|name| {
            let value = |list: &&[(String, Scalar)]| {
                let own = list.iter().find(|(other, _)| other == name);
                own.map(|(_, value)| value.clone())
            };
            let values = lists.iter().map(value).collect();
            row(name, values, baseline_idx, better(name))
        })
        .collect()
}

/// What can be compared of an experiment by one number or text: its values, then the last points of its lines.
pub fn quantities(experiment: &Experiment) -> Vec<(String, Scalar)> {
    let last = |line: &runboard_model::wire::NamedLineSummary| {
        let name = line_name(&line.log, &line.summary.name);
        let last = line.summary.last?;
        Some((name, Scalar::Float(last)))
    };
    let mut quantities = experiment.values.clone();
    for (name, value) in experiment.lines.iter().filter_map(last) {
        if !quantities.iter().any(|(other, _)| *other == name) {
            quantities.push((name, value));
        }
    }
    quantities
}

/// The name of a line: the log's, with the line's own where it has one.
pub fn line_name(log: &str, line: &str) -> String {
    if log == line {
        log.to_owned()
    } else {
        format!("{log} {line}")
    }
}

fn row(
    name: &str,
    values: Vec<Option<Scalar>>,
    baseline_idx: Option<usize>,
    better: Better,
) -> ValueRow {
    let numbers: Vec<Option<f64>> = values
        .iter()
        .map(|value| value.as_ref().and_then(Scalar::as_f64))
        .collect();
    let best = better.best(&numbers);
    let baseline = baseline_idx.and_then(|idx| numbers.get(idx).copied().flatten());
    let cell = |(idx, value): (usize, Option<Scalar>)| {
        let number = numbers.get(idx).copied().flatten();
        let change = baseline
            .zip(number)
            .filter(|_| Some(idx) != baseline_idx)
            .map(|(baseline, number)| Change::between(baseline, number));
        Some(ValueCell {
            value: value?,
            rank: if best.contains(&idx) {
                Rank::Best
            } else {
                Rank::Other
            },
            change,
        })
    };
    ValueRow {
        name: name.to_owned(),
        better,
        cells: values.into_iter().enumerate().map(cell).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(numbers: &[Option<f64>]) -> Vec<Option<Scalar>> {
        let scalar = |number: &Option<f64>| number.map(Scalar::Float);
        numbers.iter().map(scalar).collect()
    }

    /// Difference and ratio, where there are any.
    type Expected = Option<(f64, Option<f64>)>;

    #[track_caller]
    fn check(
        numbers: &[Option<f64>],
        baseline_idx: Option<usize>,
        expected: &[Option<(Rank, Expected)>],
    ) {
        let row = row("loss", values(numbers), baseline_idx, Better::Less);
        let got: Vec<_> = row
            .cells
            .iter()
            .map(|cell| {
                let cell = cell.as_ref()?;
                Some((
                    cell.rank,
                    cell.change.map(|change| (change.difference, change.ratio)),
                ))
            })
            .collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn cells_know_the_best_and_the_change_to_the_baseline() {
        use Rank::{Best, Other};
        check(&[], None, &[]);
        check(
            &[Some(0.5), Some(0.25), None],
            None,
            &[Some((Other, None)), Some((Best, None)), None],
        );
        check(
            &[Some(0.5), Some(0.25), None, Some(1.0)],
            Some(0),
            &[
                Some((Other, None)),
                Some((Best, Some((-0.25, Some(0.5))))),
                None,
                Some((Other, Some((0.5, Some(2.0))))),
            ],
        );
        check(&[Some(0.5), None], Some(1), &[Some((Other, None)), None]);
    }

    #[test]
    fn texts_are_listed_without_a_change() {
        let texts = vec![Some(Scalar::Text("a".into())), Some(Scalar::Int(3))];
        let row = row("note", texts, Some(0), Better::More);
        assert!(row.cells.iter().flatten().all(|cell| cell.change.is_none()));
    }
}
