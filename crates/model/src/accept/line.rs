//! `LINE`: points of one or several lines.

use super::DATA;
use super::path::{Path, counted};
use super::raw::{Kind, entries, items, mismatch, numbers_or_one, read};
use crate::error::InvalidData;
use crate::names::check_name;
use serde_json::value::RawValue;

/// The latest time that is taken: the end of the year 9999, in Unix milliseconds.
const MAX_UNIX_MILLIS: f64 = 253_402_300_799_999.0;

/// Points to append, line by line in logged order; each name stands once.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LineInput {
    /// The lines; a line may come without points.
    pub lines: Vec<LinePoints>,
}

/// Points of one line as they were logged: in any order, and a step may stand twice (the last one
/// wins).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LinePoints {
    /// The line's own name; the log's name for a single unnamed line.
    pub name: String,
    /// Finite steps, as many as `values`; `None` goes on from the line's last step.
    pub steps: Option<Vec<f64>>,
    /// Values, NaN and the infinities included.
    pub values: Vec<f64>,
    /// Unix milliseconds, as many as `values`; `None` is the time of arrival.
    pub times: Option<Vec<i64>>,
}

impl LineInput {
    /// The same points at the request's own `step`, which goes with one point on each line.
    pub fn at_step(mut self, step: f64) -> Result<Self, InvalidData> {
        let at = Path::Root("step");
        if !step.is_finite() {
            return Err(at.wrong("is not finite"));
        }
        for line in &mut self.lines {
            if line.steps.is_some() {
                return Err(at.wrong("the data has steps of its own"));
            }
            if line.values.len() != 1 {
                return Err(at.wrong(format!(
                    "goes with one point on each line, found {}",
                    counted(line.values.len(), "point")
                )));
            }
            line.steps = Some(vec![step]);
        }
        Ok(self)
    }
}

/// Reads a number, a list, or a dictionary of one or several lines.
///
/// `{"steps", "values"}`, with or without `"times"`, is a single line that carries the log's name;
/// any other dictionary names its lines, and `steps` and `times` in it are shared by all of them.
/// The canonical `{"lines": [{"name", "steps", "values", "times"}, …]}` is read as well, so that
/// what was read from one server can be logged to another.
pub fn line(log_name: &str, data: &RawValue) -> Result<LineInput, InvalidData> {
    if Kind::of(data) != Kind::Dictionary {
        let values = numbers_or_one(&DATA, data)?;
        return Ok(LineInput {
            lines: vec![LinePoints {
                name: log_name.to_owned(),
                values,
                ..LinePoints::default()
            }],
        });
    }
    let entries = entries(&DATA, data)?;
    match entries.as_slice() {
        [(key, raw)] if key == "lines" && holds_objects(raw) => canonical(raw),
        _ => dictionary(&DATA, log_name, &entries),
    }
}

/// A dictionary of lines, or of one line whose name is `own_name`.
fn dictionary(
    at: &Path<'_>,
    own_name: &str,
    entries: &[(String, &RawValue)],
) -> Result<LineInput, InvalidData> {
    let is_single = entries.iter().any(|(key, _)| key == "values")
        && entries
            .iter()
            .all(|(key, _)| matches!(key.as_str(), "steps" | "values" | "times"));
    let (mut steps, mut times) = (None, None);
    let mut lines = Vec::new();
    for (key, raw) in entries {
        let at_key = at.key(key);
        match key.as_str() {
            "steps" => steps = read_steps(&at_key, raw)?,
            "times" => times = read_times(&at_key, raw)?,
            name => {
                check_name(name).map_err(|e| at_key.wrong(format!("the line's name {e}")))?;
                lines.push((key, numbers_or_one(&at_key, raw)?));
            }
        }
    }
    check_lengths(at, steps.as_deref(), times.as_deref(), &lines)?;
    Ok(LineInput {
        lines: lines
            .into_iter()
            .map(|(name, values)| LinePoints {
                name: if is_single { own_name } else { name }.to_owned(),
                steps: steps.clone(),
                values,
                times: times.clone(),
            })
            .collect(),
    })
}

fn check_lengths(
    at: &Path<'_>,
    steps: Option<&[f64]>,
    times: Option<&[i64]>,
    lines: &[(&String, Vec<f64>)],
) -> Result<(), InvalidData> {
    if let (Some(steps), Some(times)) = (steps, times)
        && steps.len() != times.len()
    {
        let reason = unequal(times.len(), "time", steps.len(), "step");
        return Err(at.key("times").wrong(reason));
    }
    for (name, values) in lines {
        let of_column = |n: usize, noun| {
            let reason = unequal(values.len(), "value", n, noun);
            (n != values.len()).then(|| at.key(name).wrong(reason))
        };
        if let Some(error) = steps.and_then(|steps| of_column(steps.len(), "step")) {
            return Err(error);
        }
        if let Some(error) = times.and_then(|times| of_column(times.len(), "time")) {
            return Err(error);
        }
    }
    let n_points = steps
        .map_or(0, <[f64]>::len)
        .max(times.map_or(0, <[i64]>::len));
    if lines.is_empty() && n_points > 0 {
        return Err(at.wrong(format!("no values for {}", counted(n_points, "step"))));
    }
    Ok(())
}

fn unequal(n_found: usize, noun: &str, n_expected: usize, expected_noun: &str) -> String {
    format!(
        "{} for {}",
        counted(n_found, noun),
        counted(n_expected, expected_noun)
    )
}

/// Steps, or the one step of a one-point dictionary; `null` is none at all.
fn read_steps(at: &Path<'_>, raw: &RawValue) -> Result<Option<Vec<f64>>, InvalidData> {
    if Kind::of(raw) == Kind::Null {
        return Ok(None);
    }
    let steps = numbers_or_one(at, raw)?;
    match steps.iter().position(|step| !step.is_finite()) {
        Some(idx) => Err(at.index(idx).wrong("is not finite")),
        None => Ok(Some(steps)),
    }
}

/// Unix milliseconds, or the one time of a one-point dictionary; `null` is none at all.
fn read_times(at: &Path<'_>, raw: &RawValue) -> Result<Option<Vec<i64>>, InvalidData> {
    if Kind::of(raw) == Kind::Null {
        return Ok(None);
    }
    let times = numbers_or_one(at, raw)?;
    match times
        .iter()
        .position(|time| !(0.0..=MAX_UNIX_MILLIS).contains(time))
    {
        Some(idx) => Err(at
            .index(idx)
            .wrong("is no time between 1970 and 9999 in milliseconds")),
        None => Ok(Some(times.into_iter().map(|time| time as i64).collect())),
    }
}

/// Whether `raw` is a list that starts with an object, as the canonical lines do.
fn holds_objects(raw: &RawValue) -> bool {
    raw.get()
        .trim_start()
        .strip_prefix('[')
        .is_some_and(|rest| rest.trim_start().starts_with('{'))
}

fn canonical(raw: &RawValue) -> Result<LineInput, InvalidData> {
    let at = DATA.key("lines");
    let mut input = LineInput::default();
    for (idx, item) in items(&at, raw)?.into_iter().enumerate() {
        let at = at.index(idx);
        let mut entries = entries(&at, item)?;
        let Some(name_idx) = entries.iter().position(|(key, _)| key == "name") else {
            return Err(at.key("name").wrong("is missing"));
        };
        let (_, raw_name) = entries.remove(name_idx);
        let name = line_name(&at.key("name"), raw_name)?;
        if input.lines.iter().any(|line| line.name == name) {
            return Err(at.key("name").wrong("stands twice"));
        }
        if let Some((key, _)) = entries
            .iter()
            .find(|(key, _)| !matches!(key.as_str(), "steps" | "values" | "times"))
        {
            return Err(at.key(key).wrong("unexpected in a line"));
        }
        if !entries.iter().any(|(key, _)| key == "values") {
            return Err(at.key("values").wrong("is missing"));
        }
        input.lines.extend(dictionary(&at, &name, &entries)?.lines);
    }
    Ok(input)
}

fn line_name(at: &Path<'_>, raw: &RawValue) -> Result<String, InvalidData> {
    match Kind::of(raw) {
        Kind::Text => {
            let name: String = read(at, raw)?;
            check_name(&name).map_err(|e| at.wrong(e.to_string()))?;
            Ok(name)
        }
        found => Err(mismatch(at, "a text", found)),
    }
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

    #[test]
    fn the_step_of_a_request_goes_with_one_point_a_line() {
        let at_step = |json, step| {
            line("loss", serde_json::from_str(json).unwrap())
                .unwrap()
                .at_step(step)
                .map_err(|error| error.to_string())
        };
        let expected = input(&[("a", Some(&[3.0]), &[1.0])]);
        assert_eq!(at_step(r#"{"a": 1}"#, 3.0), Ok(expected));
        assert_eq!(
            at_step("[1, 2]", 3.0),
            Err("step: goes with one point on each line, found 2 points".into())
        );
        assert_eq!(
            at_step(r#"{"values": 1, "steps": 2}"#, 3.0),
            Err("step: the data has steps of its own".into())
        );
        assert_eq!(at_step("1", f64::NAN), Err("step: is not finite".into()));
    }
}
