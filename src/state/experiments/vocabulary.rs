//! The words of a filter over the experiments at hand.

use super::Experiments;
use super::cells::CellsByField;
use runboard_chart::table::CellRef;
use runboard_model::filter::{Field, Statistic, Vocabulary};
use runboard_model::{Scalar, Timestamp};
use std::collections::HashSet;

/// The most values of a field that are offered.
const MAX_VALUES: usize = 200;

/// What these experiments have.
pub struct ExperimentWords<'a> {
    /// The experiments.
    pub experiments: &'a Experiments,
    /// All their columns.
    pub columns: &'a [Field],
}

impl Vocabulary for ExperimentWords<'_> {
    fn fields(&self) -> Vec<Field> {
        let fixed = Field::FIXED.map(|(_, field)| field);
        let own = self.columns.iter().filter(|field| !fixed.contains(field));
        let mut fields: Vec<Field> = fixed.to_vec();
        for field in own {
            fields.push(field.clone());
            // No columns of the table, but fields of the language.
            if let Field::Metric(name, Statistic::Max) = field {
                let more = [Statistic::Count, Statistic::Step];
                fields.extend(more.map(|statistic| Field::Metric(name.clone(), statistic)));
            }
        }
        fields
    }

    fn values(&self, field: &Field) -> Vec<Scalar> {
        let mut seen = HashSet::new();
        let mut values = match field {
            Field::Tags => {
                let tags = self.experiments.iter().flat_map(|it| it.tags.iter());
                tags.filter(|tag| seen.insert(tag.as_str()))
                    .map(|tag| Scalar::Text(tag.clone()))
                    .collect()
            }
            _ => distinct_cells(self.experiments, field),
        };
        values.truncate(MAX_VALUES);
        values
    }
}

/// The values of a field, each once, those of the newest experiments first.
fn distinct_cells(experiments: &Experiments, field: &Field) -> Vec<Scalar> {
    // Only durations depend on the moment, and nobody asks for the values of those.
    let now = Timestamp::from_unix_millis(0);
    let cells = CellsByField::of(experiments, std::slice::from_ref(field), now);
    let mut seen = HashSet::new();
    (0..experiments.len())
        .rev()
        .filter_map(|row| u32::try_from(row).ok())
        .filter_map(|row| scalar(cells.cell(field, row)))
        .filter(|value| seen.insert(format!("{value:?}")))
        .collect()
}

fn scalar(cell: CellRef<'_>) -> Option<Scalar> {
    Some(match cell {
        CellRef::Empty => return None,
        CellRef::Null => Scalar::Null,
        CellRef::Bool(value) => Scalar::Bool(value),
        CellRef::Integer(value) => Scalar::Int(value),
        CellRef::Number(value) => Scalar::Float(value),
        CellRef::Text(text) => Scalar::Text(text.to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use super::super::cells::tests::{experiment, experiments};
    use super::super::columns::all_columns;
    use super::*;
    use serde_json::json;

    #[test]
    fn words_are_those_of_the_experiments() {
        let all = experiments(vec![
            experiment(0, json!({"tags": ["a", "b"], "parameters": {"lr": 0.1}})),
            experiment(
                1,
                json!({"tags": ["b"], "parameters": {"lr": 0.1, "net": "x"}}),
            ),
            experiment(2, json!({"parameters": {"lr": 1}})),
        ]);
        let words = ExperimentWords {
            experiments: &all,
            columns: &all_columns(&all),
        };
        let fields: Vec<String> = words.fields().iter().map(Field::to_string).collect();
        assert_eq!(&fields[..2], ["name", "description"]);
        assert_eq!(&fields[10..], ["params.lr", "params.net"]);
        let text = |text: &str| Scalar::Text(text.to_owned());
        assert_eq!(words.values(&Field::Tags), [text("a"), text("b")]);
        let lr = Field::Parameter("lr".to_owned());
        assert_eq!(words.values(&lr), [Scalar::Int(1), Scalar::Float(0.1)]);
        assert_eq!(
            words.values(&Field::Name),
            [text("exp2"), text("exp1"), text("exp0")]
        );
    }
}
