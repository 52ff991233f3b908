//! The data of logs as the client shows it to its user: in a shape that can be logged again. Pure.
//!
//! A NaN is `null`, as the client sends it; the infinities are the words for them.

use super::object_name::ObjectName;
use runboard_model::number::Number;
use runboard_model::{
    ExperimentId, HeatmapData, ImageData, LineData, LineSeries, LogData, Scalar, TableData,
};
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

/// Names that stand for something else among the lines of a dictionary.
const RESERVED: [&str; 3] = ["steps", "times", "values"];

/// Data with the names that some shapes need.
pub(super) struct ClientData<'a> {
    pub(super) experiment_id: ExperimentId,
    pub(super) log_name: &'a str,
    pub(super) data: &'a LogData,
}

impl Serialize for ClientData<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.data {
            LogData::Value(value) => scalar(value, serializer),
            LogData::Line(data) => lines(self.log_name, data, serializer),
            LogData::Bar(data) => {
                let mut map = serializer.serialize_map(Some(2))?;
                map.serialize_entry("x", &data.x)?;
                map.serialize_entry("y", &Column(&data.y))?;
                map.end()
            }
            LogData::Table(data) => table(data, serializer),
            LogData::Image(data) => image(self, data, serializer),
            LogData::Heatmap(data) => heatmap(data, serializer),
            LogData::Labelmap(labels) => labels.serialize(serializer),
        }
    }
}

/// A scalar; the client cannot read `null` as the data of a log.
fn scalar<S: Serializer>(value: &Scalar, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Scalar::Null => serializer.serialize_str(""),
        value => value.serialize(serializer),
    }
}

/// `{"steps", "values"}` for the line that has the log's name, `{"steps", "loss", …}` for lines over
/// the same steps, and the canonical list for all others.
fn lines<S: Serializer>(log_name: &str, data: &LineData, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    let steps = data.lines.first().map(|line| line.steps.as_slice());
    let steps = steps.unwrap_or_default();
    let is_shared = data
        .lines
        .iter()
        .all(|line| line.steps == steps && !RESERVED.contains(&line.name.as_str()));
    match data.lines.as_slice() {
        [line] if line.name == log_name => {
            map.serialize_entry("steps", &Column(&line.steps))?;
            map.serialize_entry("values", &Column(&line.values))?;
        }
        [] => {
            map.serialize_entry("steps", &Column(&[]))?;
            map.serialize_entry("values", &Column(&[]))?;
        }
        all if is_shared => {
            map.serialize_entry("steps", &Column(steps))?;
            for line in all {
                map.serialize_entry(&line.name, &Column(&line.values))?;
            }
        }
        all => {
            let lines: Vec<_> = all.iter().map(Line).collect();
            map.serialize_entry("lines", &lines)?;
        }
    }
    map.end()
}

struct Line<'a>(&'a LineSeries);

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("name", &self.0.name)?;
        map.serialize_entry("steps", &Column(&self.0.steps))?;
        map.serialize_entry("values", &Column(&self.0.values))?;
        map.end()
    }
}

/// A dictionary, if that is what a table of names and values was; else `{"columns", "data"}`.
fn table<S: Serializer>(table: &TableData, serializer: S) -> Result<S::Ok, S::Error> {
    if let Some(pairs) = pairs(table) {
        let mut map = serializer.serialize_map(Some(pairs.len()))?;
        for (name, value) in pairs {
            map.serialize_entry(name, &Cell(value))?;
        }
        return map.end();
    }
    let rows: Vec<Vec<Cell<'_>>> = table
        .rows
        .iter()
        .map(|row| row.iter().map(Cell).collect())
        .collect();
    let mut map = serializer.serialize_map(Some(2))?;
    map.serialize_entry("columns", &table.columns)?;
    map.serialize_entry("data", &rows)?;
    map.end()
}

fn pairs<'a>(table: &'a TableData) -> Option<Vec<(&'a str, &'a Scalar)>> {
    if table.columns != ["name", "value"] {
        return None;
    }
    let pair = |row: &'a Vec<Scalar>| match row.as_slice() {
        [Scalar::Text(name), value] => Some((name.as_str(), value)),
        _ => None,
    };
    table.rows.iter().map(pair).collect()
}

/// `{"categories", "values"}` where rows and columns have the same labels, but for the extra ones of
/// a confusion matrix; else `{"x", "y", "values"}`.
fn heatmap<S: Serializer>(data: &HeatmapData, serializer: S) -> Result<S::Ok, S::Error> {
    let rows: Vec<Column<'_>> = data.values.iter().map(|row| Column(row)).collect();
    let mut map = serializer.serialize_map(None)?;
    let categories = match (data.x.split_last(), data.y.split_last()) {
        _ if data.x == data.y => Some(data.x.as_slice()),
        (Some((missed, x)), Some((invented, y)))
            if missed == "FN" && invented == "FP" && x == y =>
        {
            Some(x)
        }
        _ => None,
    };
    match categories {
        Some(categories) => map.serialize_entry("categories", categories)?,
        None => {
            map.serialize_entry("x", &data.x)?;
            map.serialize_entry("y", &data.y)?;
        }
    }
    map.serialize_entry("values", &rows)?;
    map.end()
}

/// What is known of a picture, with the name under which the client can download it.
fn image<S: Serializer>(
    log: &ClientData<'_>,
    data: &ImageData,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let object = ObjectName::of_picture(log.experiment_id, log.log_name, data);
    let mut map = serializer.serialize_map(None)?;
    map.serialize_entry("object_name", &object.to_string())?;
    map.serialize_entry("filename", object.file_name())?;
    map.serialize_entry("name", object.file_name())?;
    map.serialize_entry("large", &false)?;
    map.serialize_entry("content_type", &data.media_type)?;
    map.serialize_entry("width", &data.width)?;
    map.serialize_entry("height", &data.height)?;
    map.serialize_entry("size_bytes", &data.size_bytes)?;
    map.end()
}

/// Numbers of which a NaN is `null`.
struct Column<'a>(&'a [f64]);

impl Serialize for Column<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut seq = serializer.serialize_seq(Some(self.0.len()))?;
        for value in self.0 {
            seq.serialize_element(&(!value.is_nan()).then_some(Number(*value)))?;
        }
        seq.end()
    }
}

/// A cell of which a NaN is `null`.
struct Cell<'a>(&'a Scalar);

impl Serialize for Cell<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Scalar::Float(value) if value.is_nan() => serializer.serialize_none(),
            value => value.serialize(serializer),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use runboard_model::LogType;
    use runboard_model::accept::{Accepted, accept};
    use serde_json::Value;
    use uuid::Uuid;

    /// Reads what is written, and expects that it could be logged with the same effect.
    #[track_caller]
    fn check(log_type: LogType, canonical: &str, expected: &str) {
        let data = LogData::from_json(log_type, canonical).unwrap();
        let shown = ClientData {
            experiment_id: ExperimentId(Uuid::nil()),
            log_name: "logs",
            data: &data,
        };
        let shown = serde_json::to_string(&shown).unwrap();
        let expected: Value = serde_json::from_str(expected).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&shown).unwrap(), expected);
        let raw = serde_json::from_str(&shown).unwrap();
        match accept(log_type, "logs", raw) {
            Ok(Accepted::Data(again)) => assert_eq!(again, data),
            Ok(Accepted::Line(again)) => {
                let LogData::Line(data) = data else {
                    panic!("a line from {log_type}");
                };
                let names: Vec<_> = again.lines.iter().map(|line| &line.name).collect();
                let expected: Vec<_> = data.lines.iter().map(|line| &line.name).collect();
                assert_eq!(names, expected);
            }
            Err(error) => panic!("{shown} is not taken: {error}"),
        }
    }

    #[test]
    fn lines_are_shown_as_they_are_logged() {
        let point = r#""steps": [0, 2], "values": [0.5, "Infinity"], "times": [1, 2]"#;
        let one = format!(r#"{{"lines": [{{"name": "logs", {point}}}]}}"#);
        check(
            LogType::Line,
            &one,
            r#"{"steps": [0, 2], "values": [0.5, "Infinity"]}"#,
        );
        let two = format!(r#"{{"lines": [{{"name": "a", {point}}}, {{"name": "b", {point}}}]}}"#);
        let expected = r#"{"steps": [0, 2], "a": [0.5, "Infinity"], "b": [0.5, "Infinity"]}"#;
        check(LogType::Line, &two, expected);
        let other = r#""steps": [1], "values": ["NaN"], "times": [1]"#;
        let two = format!(r#"{{"lines": [{{"name": "a", {point}}}, {{"name": "b", {other}}}]}}"#);
        let expected = r#"{"lines": [{"name": "a", "steps": [0, 2], "values": [0.5, "Infinity"]},
            {"name": "b", "steps": [1], "values": [null]}]}"#;
        check(LogType::Line, &two, expected);
        let reserved = format!(r#"{{"lines": [{{"name": "times", {other}}}]}}"#);
        let expected = r#"{"lines": [{"name": "times", "steps": [1], "values": [null]}]}"#;
        check(LogType::Line, &reserved, expected);
    }

    #[test]
    fn tables_of_names_and_values_are_dictionaries() {
        let pairs = r#"{"columns": ["name", "value"], "rows": [["lr", 0.1], ["n", null]]}"#;
        check(LogType::Table, pairs, r#"{"lr": 0.1, "n": null}"#);
        let other = r#"{"columns": ["epoch", "loss"], "rows": [[1, 0.5], [2, null]]}"#;
        let expected = r#"{"columns": ["epoch", "loss"], "data": [[1, 0.5], [2, null]]}"#;
        check(LogType::Table, other, expected);
        let numbers = r#"{"columns": ["name", "value"], "rows": [[1, 2]]}"#;
        check(
            LogType::Table,
            numbers,
            r#"{"columns": ["name", "value"], "data": [[1, 2]]}"#,
        );
    }

    #[test]
    fn heatmaps_are_shown_by_their_categories() {
        let plain = r#"{"x": ["a", "b"], "y": ["a", "b"], "values": [[1, 2], [3, 4]]}"#;
        let expected = r#"{"categories": ["a", "b"], "values": [[1, 2], [3, 4]]}"#;
        check(LogType::Heatmap, plain, expected);
        let extra = r#"{"x": ["a", "FN"], "y": ["a", "FP"], "values": [[1, 2], [3, 0]]}"#;
        let expected = r#"{"categories": ["a"], "values": [[1, 2], [3, 0]]}"#;
        check(LogType::Heatmap, extra, expected);
        let sides = r#"{"x": ["a", "b"], "y": ["c"], "values": [[1, "NaN"]]}"#;
        let sides_expected = r#"{"x": ["a", "b"], "y": ["c"], "values": [[1, null]]}"#;
        let data = LogData::from_json(LogType::Heatmap, sides).unwrap();
        let shown = ClientData {
            experiment_id: ExperimentId(Uuid::nil()),
            log_name: "logs",
            data: &data,
        };
        let expected: Value = serde_json::from_str(sides_expected).unwrap();
        assert_eq!(serde_json::to_value(shown).unwrap(), expected);
    }

    #[test]
    fn the_rest_is_shown_as_it_is_kept() {
        check(LogType::Value, "0.5", "0.5");
        check(LogType::Value, "\"NaN\"", "\"NaN\"");
        check(
            LogType::Bar,
            r#"{"x": ["a"], "y": [3]}"#,
            r#"{"x": ["a"], "y": [3]}"#,
        );
        check(LogType::Labelmap, r#"{"1": "car"}"#, r#"{"1": "car"}"#);
    }
}
