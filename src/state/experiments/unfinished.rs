//! Filters in the making.
//!
//! A lone word is looked for in the names of experiments, and so is `sta` on the way to `status = failed`.
//! Where no name holds it, the table would be empty with every key until the condition is whole.

use super::Experiments;
use runboard_model::filter::{Field, Filter};

/// How fields that carry a name of their own, and the words of the language, begin.
const BEGINNINGS: [&str; 5] = ["params.", "values.", "metrics.", "not", "has"];

/// Whether a filter is a lone word that no name holds, but that a condition may begin with.
pub fn is_unfinished(filter: &Filter, experiments: &Experiments) -> bool {
    let Filter::NameHolds(word) = filter else {
        return false;
    };
    let fields = Field::FIXED.iter().map(|(name, _)| *name);
    let is_beginning = !word.is_empty() && fields.chain(BEGINNINGS).any(|it| it.starts_with(word));
    let holds = |name: &str| name.to_lowercase().contains(word);
    is_beginning && !experiments.iter().any(|it| holds(&it.name))
}

#[cfg(test)]
mod tests {
    use super::super::cells::tests::{experiment, experiments};
    use super::*;
    use serde_json::json;

    #[test]
    fn words_that_begin_a_condition_are_unfinished_unless_a_name_holds_them() {
        let all = experiments(vec![experiment(0, json!({"name": "Tagged"}))]);
        for (text, expected) in [
            ("", false),
            ("s", true),
            ("statu", true),
            ("param", true),
            ("ha", true),
            ("tag", false),
            ("zebra", false),
            ("not s", false),
        ] {
            let filter = Filter::parse(text).unwrap();
            assert_eq!(is_unfinished(&filter, &all), expected, "{text}");
        }
    }
}
