//! `BAR`: categories with a number each.

use super::DATA;
use super::numbers::{number, numbers};
use super::path::counted;
use super::raw::{Kind, entries, labels};
use crate::BarData;
use crate::error::InvalidData;
use serde_json::value::RawValue;

/// Reads `{"x": [labels], "y": [numbers]}` or `{"label": number, …}`; the order is kept.
///
/// A dictionary in which `x` or `y` is a list is of the first shape, so that categories may be
/// called `x` and `y`.
pub fn bar(data: &RawValue) -> Result<BarData, InvalidData> {
    let entries = entries(&DATA, data)?;
    let is_columns = entries
        .iter()
        .any(|(key, raw)| matches!(key.as_str(), "x" | "y") && Kind::of(raw) == Kind::List);
    if is_columns {
        columns(&entries)
    } else {
        dictionary(entries)
    }
}

fn columns(entries: &[(String, &RawValue)]) -> Result<BarData, InvalidData> {
    let (mut x, mut y) = (None, None);
    for (key, raw) in entries {
        let at = DATA.key(key);
        match key.as_str() {
            "x" => x = Some(labels(&at, raw)?),
            "y" => y = Some(numbers(&at, raw)?),
            _ => return Err(at.wrong("unexpected beside x and y")),
        }
    }
    let x = x.ok_or_else(|| DATA.key("x").wrong("is missing"))?;
    let y = y.ok_or_else(|| DATA.key("y").wrong("is missing"))?;
    if x.len() != y.len() {
        let reason = format!("{} for {} labels in x", counted(y.len(), "value"), x.len());
        return Err(DATA.key("y").wrong(reason));
    }
    Ok(BarData { x, y })
}

fn dictionary(entries: Vec<(String, &RawValue)>) -> Result<BarData, InvalidData> {
    let mut bar = BarData::default();
    for (label, raw) in entries {
        let at = DATA.key(&label);
        bar.y.push(number(&at, raw)?);
        bar.x.push(label);
    }
    Ok(bar)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(json: &str, expected: Result<(&[&str], &[f64]), &str>) {
        let found = bar(serde_json::from_str(json).unwrap());
        let expected = expected.map(|(x, y)| BarData {
            x: x.iter().map(|&label| label.to_owned()).collect(),
            y: y.to_vec(),
        });
        assert_eq!(
            found.map_err(|error| error.to_string()),
            expected.map_err(str::to_owned)
        );
    }

    #[test]
    fn both_shapes_keep_the_order() {
        let expected: (&[&str], &[f64]) = (&["person", "car"], &[8.0, 5.0]);
        check(r#"{"x": ["person", "car"], "y": [8, 5]}"#, Ok(expected));
        check(r#"{"person": 8, "car": 5}"#, Ok(expected));
        check(
            r#"{"x": [1, true], "y": [8, 5]}"#,
            Ok((&["1", "true"], &[8.0, 5.0])),
        );
        check(r#"{"x": 1, "y": 2}"#, Ok((&["x", "y"], &[1.0, 2.0])));
        check(r#"{"x": [], "y": []}"#, Ok((&[], &[])));
        check("{}", Ok((&[], &[])));
    }

    #[test]
    fn non_finite_numbers_are_kept() {
        let found = bar(serde_json::from_str(r#"{"a": null, "b": "-inf"}"#).unwrap()).unwrap();
        assert!(found.y[0].is_nan());
        assert_eq!(found.y[1], f64::NEG_INFINITY);
    }

    #[test]
    fn wrong_shapes_say_where() {
        check(
            r#"{"x": ["a", "b"], "y": [1]}"#,
            Err("data.y: 1 value for 2 labels in x"),
        );
        check(r#"{"x": ["a"]}"#, Err("data.y: is missing"));
        check(r#"{"y": [1]}"#, Err("data.x: is missing"));
        check(
            r#"{"x": ["a"], "y": 1}"#,
            Err("data.y: expected a list of numbers, found a number"),
        );
        check(
            r#"{"x": ["a"], "y": [true]}"#,
            Err("data.y[0]: expected a number, found a boolean"),
        );
        check(
            r#"{"x": [["a"]], "y": [1]}"#,
            Err("data.x[0]: expected a text, found a list"),
        );
        check(
            r#"{"x": ["a"], "y": [1], "title": "t"}"#,
            Err("data.title: unexpected beside x and y"),
        );
        check(
            r#"{"a": [1]}"#,
            Err("data.a: expected a number, found a list"),
        );
        check(
            r#"{"a": "many"}"#,
            Err("data.a: expected a number, found a text"),
        );
        check("[1]", Err("data: expected an object, found a list"));
    }
}
