//! The parameters of several experiments side by side, and which of them differ.

use runboard_model::Scalar;

/// The log that holds the parameters, which are shown apart.
pub const PARAMETERS_LOG: &str = "parameters";

/// One parameter of all experiments.
#[derive(Debug, Clone, PartialEq)]
pub struct ParameterRow {
    /// Its name.
    pub name: String,
    /// Its value in each experiment, in their order; `None` where it was not given.
    pub values: Vec<Option<Scalar>>,
    /// Whether it is the same everywhere.
    pub agreement: Agreement,
}

/// Whether a parameter is the same in all experiments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    /// All have the same value.
    Equal,
    /// Two have different values, or one has none.
    Differing,
}

/// A row for each parameter that any experiment has: those of the first one in its order, then those that only
/// later ones have.
pub fn parameter_rows(experiments: &[&[(String, Scalar)]]) -> Vec<ParameterRow> {
    union_of_names(experiments)
        .into_iter()
        .map(|name| {
            let value = |parameters: &&[(String, Scalar)]| {
                let own = parameters.iter().find(|(other, _)| other == name);
                own.map(|(_, value)| value.clone())
            };
            let values: Vec<Option<Scalar>> = experiments.iter().map(value).collect();
            let first = values.first().and_then(Option::as_ref);
            let agrees = values.iter().all(|value| agrees(value.as_ref(), first));
            ParameterRow {
                name: name.to_owned(),
                values,
                agreement: if agrees {
                    Agreement::Equal
                } else {
                    Agreement::Differing
                },
            }
        })
        .collect()
}

/// The names in the lists, each once, in the order in which they come first.
pub fn union_of_names<'a, T>(lists: &[&'a [(String, T)]]) -> Vec<&'a str> {
    let mut seen = std::collections::HashSet::new();
    let names = lists.iter().flat_map(|list| list.iter());
    names
        .map(|(name, _)| name.as_str())
        .filter(|name| seen.insert(*name))
        .collect()
}

/// Whether two values are the same: numbers by what they are worth, so 1 is 1.0, and NaN is itself.
pub fn agrees(value: Option<&Scalar>, other: Option<&Scalar>) -> bool {
    match (value, other) {
        (Some(value), Some(other)) => match (value.as_f64(), other.as_f64()) {
            (Some(a), Some(b)) => a == b || a.is_nan() && b.is_nan(),
            _ => value == other,
        },
        (None, None) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameters(pairs: &[(&str, Scalar)]) -> Vec<(String, Scalar)> {
        let pairs = pairs.iter();
        pairs
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect()
    }

    #[track_caller]
    fn check(experiments: &[Vec<(String, Scalar)>], expected: &[(&str, Agreement)]) {
        let experiments: Vec<&[(String, Scalar)]> = experiments.iter().map(Vec::as_slice).collect();
        let rows = parameter_rows(&experiments);
        let got: Vec<_> = rows
            .iter()
            .map(|row| (row.name.as_str(), row.agreement))
            .collect();
        assert_eq!(got, expected);
        assert!(rows.iter().all(|row| row.values.len() == experiments.len()));
    }

    #[test]
    fn rows_tell_what_differs() {
        use Agreement::{Differing, Equal};
        check(&[], &[]);
        check(
            &[parameters(&[("lr", Scalar::Float(0.1))])],
            &[("lr", Equal)],
        );
        check(
            &[
                parameters(&[("lr", Scalar::Float(0.1)), ("seed", Scalar::Int(1))]),
                parameters(&[
                    ("seed", Scalar::Float(1.0)),
                    ("lr", Scalar::Float(0.2)),
                    ("note", Scalar::Text("x".into())),
                ]),
            ],
            &[("lr", Differing), ("seed", Equal), ("note", Differing)],
        );
        check(
            &[
                parameters(&[("a", Scalar::Float(f64::NAN)), ("b", Scalar::Bool(true))]),
                parameters(&[("a", Scalar::Text("NaN".into())), ("b", Scalar::Int(1))]),
            ],
            &[("a", Equal), ("b", Differing)],
        );
    }
}
