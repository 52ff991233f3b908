//! What of experiments can be put against each other: parameters, values and last points of lines.
//!
//! Numbers, and texts and booleans with few different values, which are categories.

use super::groups::plain_text;
use super::parameters::union_of_names;
use super::values;
use runboard_chart::relation::Quantity;
use runboard_model::Scalar;
use runboard_model::wire::Experiment;

/// The most axes of parallel coordinates where nobody chose; more are hard to read.
const MAX_AXES: usize = 12;
/// The most that can be chosen; they scroll.
const MAX_CHOSEN_AXES: usize = 40;

/// The most different texts that are categories; more are names rather.
const MAX_CATEGORIES: usize = 24;
/// The longest text that is a category; longer ones are prompts rather.
const MAX_CATEGORY_CHARS: usize = 80;

/// The quantities that tell the experiments apart: parameters in their order, then results in theirs.
///
/// A name stands for one of them only, or a brush would mean both: for the parameter, where a result is called
/// like one.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Quantities {
    /// What was put in.
    pub parameters: Vec<Quantity>,
    /// What came out.
    pub results: Vec<Quantity>,
}

impl Quantities {
    /// The quantities of these experiments, in their order.
    pub fn of(experiments: &[&Experiment]) -> Self {
        let parameters = experiments.iter().map(|it| it.parameters.clone());
        let results = experiments.iter().map(|it| values::quantities(it));
        Self::distinct(
            varying(&parameters.collect::<Vec<_>>()),
            varying(&results.collect::<Vec<_>>()),
        )
    }

    fn distinct(parameters: Vec<Quantity>, mut results: Vec<Quantity>) -> Self {
        results.retain(|result| parameters.iter().all(|it| it.name != result.name));
        Self {
            parameters,
            results,
        }
    }

    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &Quantity> {
        self.parameters.iter().chain(&self.results)
    }

    /// Those that are numbers.
    pub fn numbers(&self) -> impl Iterator<Item = &Quantity> {
        self.all().filter(|it| it.categories.is_empty())
    }

    /// The quantity of that name; a parameter before a result that is called the same.
    pub fn find(&self, name: &str) -> Option<&Quantity> {
        self.all().find(|quantity| quantity.name == name)
    }

    /// The same quantities, on linear axes.
    pub fn on_linear_axes(&self) -> Self {
        let linear = |list: &[Quantity]| {
            let list = list.iter().cloned();
            list.map(Quantity::on_linear_axis).collect()
        };
        Self {
            parameters: linear(&self.parameters),
            results: linear(&self.results),
        }
    }

    /// The axes of parallel coordinates: the chosen ones that are there, in their order.
    ///
    /// Without any, as many parameters as leave room for a few results.
    pub fn axes(&self, chosen: &[String]) -> Vec<Quantity> {
        let found = chosen.iter().filter_map(|name| self.find(name));
        let found: Vec<Quantity> = found.take(MAX_CHOSEN_AXES).cloned().collect();
        if !found.is_empty() {
            return found;
        }
        let n_results = self.results.len().min(MAX_AXES / 3);
        let n_parameters = self.parameters.len().min(MAX_AXES - n_results);
        let n_results = self.results.len().min(MAX_AXES - n_parameters);
        let parameters = self.parameters.iter().take(n_parameters);
        let results = self.results.iter().take(n_results);
        parameters.chain(results).cloned().collect()
    }

    /// What is put against what: the chosen numbers, else the first parameter and the first result.
    pub fn pair(&self, x: Option<&str>, y: Option<&str>) -> Option<(Quantity, Quantity)> {
        let chosen =
            |name: Option<&str>| name.and_then(|name| self.numbers().find(|it| it.name == name));
        let x = chosen(x).or_else(|| self.numbers().next())?;
        let is_result = |it: &&Quantity| self.results.iter().any(|result| result.name == it.name);
        let mut others = self.numbers().filter(|it| it.name != x.name);
        let y = chosen(y)
            .or_else(|| self.numbers().find(|it| is_result(it) && it.name != x.name))
            .or_else(|| others.next())?;
        Some((x.clone(), y.clone()))
    }
}

fn varying(lists: &[Vec<(String, Scalar)>]) -> Vec<Quantity> {
    let slices: Vec<&[(String, Scalar)]> = lists.iter().map(Vec::as_slice).collect();
    union_of_names(&slices)
        .into_iter()
        .filter_map(|name| {
            let value = |list: &&[(String, Scalar)]| {
                let own = list.iter().find(|(other, _)| other == name);
                own.map(|(_, value)| value.clone())
            };
            quantity(name, &slices.iter().map(value).collect::<Vec<_>>())
        })
        .collect()
}

/// The numbers, if they differ; else the texts, if they do.
fn quantity(name: &str, values: &[Option<Scalar>]) -> Option<Quantity> {
    let number = |value: &Option<Scalar>| value.as_ref().and_then(Scalar::as_f64);
    let numbers = Quantity::new(name.to_owned(), values.iter().map(number));
    if numbers.varies() {
        return Some(numbers);
    }
    let is_word = |value: &Scalar| match value {
        Scalar::Bool(_) => true,
        Scalar::Text(text) => !text.is_empty() && value.as_f64().is_none(),
        _ => false,
    };
    if !values.iter().flatten().any(is_word) {
        return None;
    }
    let text = |value: &Option<Scalar>| {
        let value = value.as_ref().filter(|value| **value != Scalar::Null)?;
        Some(plain_text(value)).filter(|text| !text.is_empty())
    };
    let texts = Quantity::of_texts(name.to_owned(), values.iter().map(text).collect());
    let is_short = |text: &String| text.chars().count() <= MAX_CATEGORY_CHARS;
    let categories = &texts.categories;
    let are_categories = categories.len() <= MAX_CATEGORIES && categories.iter().all(is_short);
    (are_categories && texts.varies()).then_some(texts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantities(parameters: usize, results: usize) -> Quantities {
        let list = |kind: &str, n: usize| {
            let quantity = |idx| Quantity::new(format!("{kind}{idx}"), [Some(0.0), Some(1.0)]);
            (0..n).map(quantity).collect()
        };
        Quantities {
            parameters: list("p", parameters),
            results: list("r", results),
        }
    }

    #[track_caller]
    fn check_axes(parameters: usize, results: usize, expected: (usize, usize)) {
        let axes = quantities(parameters, results).axes(&[]);
        let count = |kind: char| {
            axes.iter()
                .filter(|axis| axis.name.starts_with(kind))
                .count()
        };
        assert_eq!((count('p'), count('r')), expected);
    }

    #[test]
    fn a_result_that_is_called_like_a_parameter_does_not_count() {
        // A learning rate that is also logged as a line: a brush on it left out every experiment.
        let named = |name: &str, value: f64| {
            Quantity::new(name.to_owned(), [Some(value), Some(value + 1.0)])
        };
        let all = Quantities::distinct(
            vec![named("lr", 0.1)],
            vec![named("lr", 0.005), named("loss", 2.0)],
        );
        let names: Vec<_> = all.all().map(|it| it.name.as_str()).collect();
        assert_eq!(names, ["lr", "loss"]);
        assert_eq!(all.find("lr"), Some(&named("lr", 0.1)));
    }

    #[test]
    fn axes_leave_room_for_results() {
        check_axes(0, 0, (0, 0));
        check_axes(2, 3, (2, 3));
        check_axes(30, 30, (8, 4));
        check_axes(30, 1, (11, 1));
        check_axes(1, 30, (1, 11));
    }

    #[test]
    fn chosen_axes_stand_in_their_order_and_those_that_are_gone_are_left_out() {
        let axes = |chosen: &[&str]| {
            let chosen: Vec<String> = chosen.iter().map(|name| (*name).to_owned()).collect();
            let axes = quantities(30, 30).axes(&chosen).into_iter();
            axes.map(|axis| axis.name).collect::<Vec<_>>()
        };
        assert_eq!(axes(&["r9", "gone", "p20"]), ["r9", "p20"]);
        assert_eq!(axes(&["gone"]), axes(&[]));
    }

    #[test]
    fn a_pair_is_what_was_chosen_or_a_parameter_and_a_result() {
        let pair = |x: Option<&str>, y: Option<&str>| {
            let pair = quantities(2, 2).pair(x, y);
            pair.map(|(x, y)| (x.name, y.name))
        };
        assert_eq!(pair(None, None), Some(("p0".into(), "r0".into())));
        assert_eq!(pair(Some("r0"), None), Some(("r0".into(), "r1".into())));
        assert_eq!(
            pair(Some("gone"), Some("p1")),
            Some(("p0".into(), "p1".into()))
        );
        assert_eq!(Quantities::default().pair(None, None), None);
    }

    #[test]
    fn what_differs_is_a_quantity_of_numbers_or_of_few_short_texts() {
        let list = |rate: f64, seed: i64, note: &str| {
            vec![
                ("lr".to_owned(), Scalar::Float(rate)),
                ("seed".to_owned(), Scalar::Int(seed)),
                ("note".to_owned(), Scalar::Text(note.to_owned())),
            ]
        };
        let varying = varying(&[list(0.1, 1, "a"), list(0.2, 1, "b")]);
        assert_eq!(
            varying,
            [
                Quantity::new("lr".into(), [Some(0.1), Some(0.2)]),
                Quantity::of_texts("note".into(), vec![Some("a".into()), Some("b".into())]),
            ]
        );
    }

    #[test]
    fn texts_that_are_no_categories_are_no_quantities() {
        let of = |values: &[Scalar]| {
            let values: Vec<_> = values.iter().cloned().map(Some).collect();
            let quantity = quantity("name", &values);
            quantity.map(|it| it.categories.join(" "))
        };
        let text = |text: &str| Scalar::Text(text.to_owned());
        assert_eq!(
            of(&[text("sgd"), text("adam")]).as_deref(),
            Some("adam sgd")
        );
        assert_eq!(
            of(&[Scalar::Bool(true), Scalar::Bool(false)]).as_deref(),
            Some("false true")
        );
        assert_eq!(
            of(&[text("auto"), Scalar::Int(32)]).as_deref(),
            Some("32 auto")
        );
        // Where numbers differ, they count.
        assert_eq!(
            of(&[text("auto"), Scalar::Int(32), Scalar::Int(64)]).as_deref(),
            Some("")
        );
        assert_eq!(of(&[text("a"), text("a"), Scalar::Null]), None);
        assert_eq!(of(&[text("a"), text(""), Scalar::Null]), None);
        assert_eq!(of(&[Scalar::Float(f64::NAN), Scalar::Int(1)]), None);
        assert_eq!(of(&[text("short"), text(&"long".repeat(30))]), None);
        let many: Vec<_> = (0..25).map(|idx| text(&format!("seed {idx}"))).collect();
        assert_eq!(of(&many), None);
        assert!(of(&many[..24]).is_some());
    }
}
