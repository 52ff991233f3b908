//! `LINE`: points of one or several lines.

use super::DATA;
use super::line_canonical::{canonical, is_canonical};
use super::line_columns::{check_lengths, steps, times};
use super::line_input::{LineInput, LinePoints};
use super::numbers::{Column, column, columns};
use super::path::Path;
use super::raw::Kind;
use crate::error::InvalidData;
use crate::names::check_line_name;
use serde_json::value::RawValue;

/// The most lines that one request may bring: each has a row and a summary of its own.
const MAX_LINES: usize = 1_000;

/// Reads a number, a list, or a dictionary of one or several lines.
///
/// `{"steps", "values"}`, with or without `"times"`, is a single line that carries the log's name;
/// any other dictionary names its lines, and `steps` and `times` in it are shared by all of them.
/// The canonical `{"lines": [{"name", "steps", "values", "times"}, …]}` is read as well, so that
/// what was read from one server can be logged to another.
pub fn line(log_name: &str, data: &RawValue) -> Result<LineInput, InvalidData> {
    if Kind::of(data) != Kind::Dictionary {
        let values = column(&DATA, data)?.into_numbers();
        return Ok(LineInput {
            lines: vec![LinePoints {
                name: log_name.to_owned(),
                values,
                ..LinePoints::default()
            }],
        });
    }
    let input = if is_canonical(data) {
        canonical(data)?
    } else {
        dictionary(&DATA, log_name, columns(&DATA, data)?)?
    };
    match input.lines.len() {
        n_lines if n_lines > MAX_LINES => Err(DATA.wrong(format!(
            "{n_lines} lines, at most {MAX_LINES} are taken at once"
        ))),
        _ => Ok(input),
    }
}

/// A dictionary of lines, or of one line whose name is `own_name`.
pub(super) fn dictionary(
    at: &Path<'_>,
    own_name: &str,
    columns: Vec<(String, Column)>,
) -> Result<LineInput, InvalidData> {
    let is_single = columns.iter().any(|(key, _)| key == "values")
        && columns
            .iter()
            .all(|(key, _)| matches!(key.as_str(), "steps" | "values" | "times"));
    let (mut shared_steps, mut shared_times) = (None, None);
    let mut lines = Vec::new();
    for (key, column) in columns {
        let at_key = at.key(&key);
        match key.as_str() {
            "steps" => shared_steps = steps(&at_key, column)?,
            "times" => shared_times = times(&at_key, column)?,
            name => {
                check_line_name(name).map_err(|e| at_key.wrong(format!("the line's name {e}")))?;
                lines.push((key, column.into_numbers()));
            }
        }
    }
    check_lengths(at, shared_steps.as_deref(), shared_times.as_deref(), &lines)?;
    Ok(LineInput {
        lines: lines
            .into_iter()
            .map(|(name, values)| LinePoints {
                name: if is_single { own_name.to_owned() } else { name },
                steps: shared_steps.clone(),
                values,
                times: shared_times.clone(),
            })
            .collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    type Row<'a> = (&'a str, Option<&'a [f64]>, &'a [f64]);

    fn input(lines: &[Row<'_>]) -> LineInput {
        LineInput {
            lines: lines
                .iter()
                .map(|&(name, steps, values)| LinePoints {
                    name: name.to_owned(),
                    steps: steps.map(<[f64]>::to_vec),
                    values: values.to_vec(),
                    times: None,
                })
                .collect(),
        }
    }

    #[track_caller]
    fn check(json: &str, expected: Result<&[Row<'_>], &str>) {
        let found = line("loss", serde_json::from_str(json).unwrap());
        assert_eq!(
            found.map_err(|error| error.to_string()),
            expected.map(input).map_err(str::to_owned)
        );
    }

    #[test]
    fn one_number_is_one_point() {
        check("0.3", Ok(&[("loss", None, &[0.3])]));
        check("\"-inf\"", Ok(&[("loss", None, &[f64::NEG_INFINITY])]));
        let nan = line("loss", serde_json::from_str("null").unwrap()).unwrap();
        assert!(nan.lines[0].values[0].is_nan());
    }

    #[test]
    fn a_list_is_a_line() {
        check("[5, 8, 2]", Ok(&[("loss", None, &[5.0, 8.0, 2.0])]));
        check("[]", Ok(&[("loss", None, &[])]));
    }

    #[test]
    fn steps_and_values_carry_the_name_of_the_log() {
        check(
            r#"{"steps": [0, 2, 4], "values": [0.7, 0.8, 0.9]}"#,
            Ok(&[("loss", Some(&[0.0, 2.0, 4.0]), &[0.7, 0.8, 0.9])]),
        );
        check(
            r#"{"values": 0.9, "steps": 7}"#,
            Ok(&[("loss", Some(&[7.0]), &[0.9])]),
        );
        check(
            r#"{"values": [1], "steps": null}"#,
            Ok(&[("loss", None, &[1.0])]),
        );
    }

    #[test]
    fn several_lines_share_their_steps() {
        check(
            r#"{"b": [1, 2], "a": [3, 4]}"#,
            Ok(&[("b", None, &[1.0, 2.0]), ("a", None, &[3.0, 4.0])]),
        );
        check(
            r#"{"a": [1], "b": [3, 4]}"#,
            Ok(&[("a", None, &[1.0]), ("b", None, &[3.0, 4.0])]),
        );
        let steps: &[f64] = &[2.5, -1.0];
        check(
            r#"{"b": [1, 2], "steps": [2.5, -1], "a": [3, 4]}"#,
            Ok(&[
                ("b", Some(steps), &[1.0, 2.0]),
                ("a", Some(steps), &[3.0, 4.0]),
            ]),
        );
        check(
            r#"{"loss": 0.3, "accuracy": 0.9, "steps": 7}"#,
            Ok(&[
                ("loss", Some(&[7.0]), &[0.3]),
                ("accuracy", Some(&[7.0]), &[0.9]),
            ]),
        );
        check(
            r#"{"values": [1], "other": [2]}"#,
            Ok(&[("values", None, &[1.0]), ("other", None, &[2.0])]),
        );
        check("{}", Ok(&[]));
    }

    #[test]
    fn too_many_lines_at_once_are_refused() {
        let lines = |n_lines: usize| {
            let lines: Vec<String> = (0..n_lines).map(|idx| format!("\"{idx}\": 1")).collect();
            format!("{{{}}}", lines.join(","))
        };
        let accepted = line("loss", serde_json::from_str(&lines(1_000)).unwrap());
        assert_eq!(accepted.unwrap().lines.len(), 1_000);
        check(
            &lines(1_001),
            Err("data: 1001 lines, at most 1000 are taken at once"),
        );
    }

    #[test]
    fn times_go_with_the_points() {
        let json = r#"{"values": [1, 2], "times": [1700000000000, 1700000000001.7]}"#;
        let found = line("loss", serde_json::from_str(json).unwrap()).unwrap();
        assert_eq!(
            found.lines[0].times,
            Some(vec![1_700_000_000_000, 1_700_000_000_001])
        );
        assert_eq!(found.lines[0].steps, None);
    }

    #[test]
    fn canonical_lines_are_read_back() {
        check(
            r#"{"lines": [{"name": "a", "steps": [1], "values": [2]},
                          {"name": "b", "steps": [], "values": []}]}"#,
            Ok(&[("a", Some(&[1.0]), &[2.0]), ("b", Some(&[]), &[])]),
        );
        check(r#"{"lines": [1, 2]}"#, Ok(&[("lines", None, &[1.0, 2.0])]));
        // A log without a line was read back as one with an empty line called "lines".
        check(r#"{ "lines": [ ] }"#, Ok(&[]));
        check(
            r#"{"lines": [], "b": [1]}"#,
            Ok(&[("lines", None, &[]), ("b", None, &[1.0])]),
        );
        check(
            r#"{"lines": [{"steps": [1], "values": [2]}]}"#,
            Err("data.lines[0].name: is missing"),
        );
        check(
            r#"{"lines": [{"name": "a", "values": [2], "steps": [1, 2]}]}"#,
            Err("data.lines[0].values: 1 value for 2 steps"),
        );
        check(
            r#"{"lines": [{"name": "a", "values": 1}, {"name": "a", "values": 1}]}"#,
            Err("data.lines[1].name: stands twice"),
        );
    }

    #[test]
    fn unequal_lengths_are_counted() {
        check(
            r#"{"steps": [1, 2, 3, 4, 5], "values": [1, 2, 3, 4]}"#,
            Err("data.values: 4 values for 5 steps"),
        );
        check(
            r#"{"steps": [1], "a": [1], "b": []}"#,
            Err("data.b: 0 values for 1 step"),
        );
        check(
            r#"{"values": [1, 2], "times": [3]}"#,
            Err("data.values: 2 values for 1 time"),
        );
        check(
            r#"{"values": [1], "steps": [1], "times": [3, 4]}"#,
            Err("data.times: 2 times for 1 step"),
        );
        check(r#"{"steps": [1, 2]}"#, Err("data: no values for 2 steps"));
    }

    #[test]
    fn wrong_points_say_where() {
        check(
            r#"{"steps": [0, "NaN"], "values": [1, 2]}"#,
            Err("data.steps[1]: is not finite"),
        );
        check(
            r#"{"values": [1], "times": [-1]}"#,
            Err("data.times[0]: is no time between 1970 and 9999 in milliseconds"),
        );
        check(
            r#"{"loss": [1, 2, {}]}"#,
            Err("data.loss[2]: expected a number, found an object"),
        );
        check(
            "[1, true]",
            Err("data[1]: expected a number, found a boolean"),
        );
        check(
            "[1, \"2\"]",
            Err("data[1]: expected a number, found a text"),
        );
        check("[1, 1e999]", Err("data[1]: number out of range"));
        check(
            r#"{"loss": {"a": 1}}"#,
            Err("data.loss: expected a number or a list of numbers, found an object"),
        );
        check(
            "true",
            Err("data: expected a number or a list of numbers, found a boolean"),
        );
        check(
            r#"{"": [1]}"#,
            Err("data.: the line's name must not be empty"),
        );
    }
}
