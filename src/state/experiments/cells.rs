//! The cells of the table's columns: what each experiment has of a field.
//!
//! Moments are Unix milliseconds and durations are milliseconds, so that they sort as numbers. What
//! an experiment does not have is an empty cell.

use super::Experiments;
use super::tags::tags_text;
use crate::state::relative_time::run_millis;
use runboard_chart::table::{Cell, CellRef, Cells, Column};
use runboard_model::filter::{Field, Statistic};
use runboard_model::wire::{Experiment, LineSummary, NamedLineSummary};
use runboard_model::{Scalar, Timestamp};
use std::collections::HashMap;

/// The cells of some fields, a cell for each experiment.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CellsByField {
    columns: HashMap<Field, Column>,
}

impl CellsByField {
    /// The cells of these fields; `now` is when running experiments have run until.
    pub fn of(experiments: &Experiments, fields: &[Field], now: Timestamp) -> Self {
        let column = |field: &Field| {
            let mut hint = 0;
            let cells = experiments.iter().map(|it| cell(it, field, now, &mut hint));
            let column = Column {
                name: field.to_string(),
                cells: Cells::Mixed(cells.collect()),
            };
            (field.clone(), column)
        };
        Self {
            columns: fields.iter().map(column).collect(),
        }
    }

    /// The cells of a field, if they are here.
    pub fn column(&self, field: &Field) -> Option<&Column> {
        self.columns.get(field)
    }

    /// The cell of a row; empty where there is none.
    pub fn cell(&self, field: &Field, row: u32) -> CellRef<'_> {
        self.column(field)
            .map_or(CellRef::Empty, |column| column.cell(row as usize))
    }

    /// Whether two of the rows differ in the field.
    pub fn differ(&self, field: &Field, rows: &[u32]) -> bool {
        let cell = |row: &u32| self.cell(field, *row);
        let Some((first, rest)) = rows.split_first() else {
            return false;
        };
        let first = cell(first);
        rest.iter().any(|row| !is_same(cell(row), first))
    }

    /// Whether one of the rows has the field.
    pub fn is_anywhere(&self, field: &Field, rows: &[u32]) -> bool {
        rows.iter()
            .any(|row| self.cell(field, *row) != CellRef::Empty)
    }
}

/// Whether two cells say the same; two NaN do.
fn is_same(a: CellRef<'_>, b: CellRef<'_>) -> bool {
    match (a, b) {
        (CellRef::Number(a), CellRef::Number(b)) => a == b || (a.is_nan() && b.is_nan()),
        (a, b) => a == b,
    }
}

/// What an experiment has of a field; `hint` is the place at which the experiment before had it.
fn cell(experiment: &Experiment, field: &Field, now: Timestamp, hint: &mut usize) -> Cell {
    let moment = |time: Timestamp| Cell::Integer(time.unix_millis());
    let text = |text: &str| match text {
        "" => Cell::Empty,
        text => Cell::Text(text.to_owned()),
    };
    match field {
        Field::Name => text(&experiment.name),
        Field::Description => text(&experiment.description),
        Field::Status => text(experiment.status.as_str()),
        Field::Tags => text(&tags_text(&experiment.tags)),
        Field::Archived => Cell::Bool(experiment.archived),
        Field::Started => moment(experiment.created_at),
        Field::Ended => experiment.ended_at.map_or(Cell::Empty, moment),
        Field::Updated => moment(experiment.last_activity_at),
        Field::Duration => Cell::Integer(run_millis(experiment, now.unix_millis())),
        Field::Logs => Cell::Integer(i64::try_from(experiment.n_logs).unwrap_or(i64::MAX)),
        Field::Parameter(name) => scalar_cell(&experiment.parameters, name, hint),
        Field::Value(name) => scalar_cell(&experiment.values, name, hint),
        Field::Metric(name, statistic) => {
            let lines = &experiment.lines;
            let is_named = |idx: &usize| lines.get(*idx).is_some_and(|it| is_called(it, name));
            let place = Some(*hint)
                .filter(is_named)
                .or_else(|| (0..lines.len()).find(is_named));
            let line = place.and_then(|place| lines.get(place));
            *hint = place.unwrap_or(*hint);
            line.and_then(|line| statistic_cell(&line.summary, *statistic))
                .unwrap_or(Cell::Empty)
        }
    }
}

/// A logged `null` is no empty cell.
fn scalar_cell(named: &[(String, Scalar)], name: &str, hint: &mut usize) -> Cell {
    let is_named = |idx: &usize| named.get(*idx).is_some_and(|(found, _)| found == name);
    let place = Some(*hint)
        .filter(is_named)
        .or_else(|| (0..named.len()).find(is_named));
    *hint = place.unwrap_or(*hint);
    match place.and_then(|place| named.get(place)) {
        None => Cell::Empty,
        Some((_, Scalar::Null)) => Cell::Null,
        // On the wire NaN and the infinities are texts.
        Some((_, Scalar::Text(text))) => match Scalar::Text(text.clone()).as_f64() {
            Some(value) => Cell::Number(value),
            None => Cell::Text(text.clone()),
        },
        Some((_, Scalar::Bool(value))) => Cell::Bool(*value),
        Some((_, Scalar::Int(value))) => Cell::Integer(*value),
        Some((_, Scalar::Float(value))) => Cell::Number(*value),
    }
}

/// Whether the filter language knows the line by this name; as
/// [`metric_name`](super::columns::metric_name), without making a text for every cell.
fn is_called(line: &NamedLineSummary, name: &str) -> bool {
    if line.log == line.summary.name {
        return line.log == name;
    }
    name.strip_prefix(&line.log)
        .and_then(|rest| rest.strip_prefix('/'))
        .is_some_and(|rest| rest == line.summary.name)
}

fn statistic_cell(line: &LineSummary, statistic: Statistic) -> Option<Cell> {
    match statistic {
        Statistic::Last => line.last.map(Cell::Number),
        Statistic::Min => line.min.map(Cell::Number),
        Statistic::Max => line.max.map(Cell::Number),
        Statistic::Count => i64::try_from(line.count).ok().map(Cell::Integer),
        Statistic::Step => line.last_step.map(Cell::Number),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use serde_json::{Value, json};
    use std::sync::Arc;

    /// The moment at which everything in these tests is looked at.
    pub(crate) const NOW: i64 = 1_767_225_600_000;

    /// An experiment of this number; `more` has what is not as in a new one, lines as
    /// `[log, line, last]`.
    pub(crate) fn experiment(ordinal: u64, more: Value) -> Experiment {
        let lines = more["lines"].as_array().cloned().unwrap_or_default();
        let line = |line: &Value| {
            json!({
                "log": line[0], "name": line[1], "count": 3, "n_non_finite": 0, "first_step": 0,
                "last_step": 2, "last": line[2], "min": 0.25, "max": 4, "epoch": 1,
            })
        };
        let mut whole = json!({
            "id": format!("00000000-0000-0000-0000-{ordinal:012}"),
            "project_id": "00000000-0000-0000-0000-000000000000",
            "project_name": "p", "name": format!("exp{ordinal}"), "description": "",
            "status": "success", "tags": [], "archived": false, "ordinal": ordinal,
            "created_at": "2025-12-31T23:00:00Z", "ended_at": "2025-12-31T23:30:00Z",
            "last_activity_at": "2025-12-31T23:30:00Z", "revision": 1, "n_logs": 0,
            "parameters": {}, "values": {},
        });
        for (key, value) in more.as_object().unwrap() {
            whole[key] = value.clone();
        }
        whole["lines"] = lines.iter().map(line).collect();
        serde_json::from_value(whole).unwrap()
    }

    pub(crate) fn experiments(all: Vec<Experiment>) -> Experiments {
        all.into_iter().map(Arc::new).collect()
    }

    #[track_caller]
    fn check(field: &str, expected: &[Cell]) {
        let all = experiments(vec![
            experiment(
                0,
                json!({
                    "description": "first", "tags": ["a", "b"],
                    "parameters": {"lr": 0.5, "name": "adam", "none": null},
                    "values": {"best": "NaN"}, "lines": [["loss", "loss", 0.5], ["both", "train", 2]],
                }),
            ),
            experiment(
                1,
                json!({
                    "status": "running", "ended_at": null, "parameters": {"name": 7, "lr": 2},
                    "lines": [["both", "train", "NaN"]],
                }),
            ),
        ]);
        let field: Field = field.parse().unwrap();
        let cells = CellsByField::of(
            &all,
            std::slice::from_ref(&field),
            Timestamp::from_unix_millis(NOW),
        );
        let found: Vec<CellRef<'_>> = [0, 1].map(|row| cells.cell(&field, row)).into();
        let same = found
            .iter()
            .zip(expected)
            .all(|(a, b)| is_same(*a, b.borrow()));
        assert!(same, "{field}: {found:?}");
    }

    #[test]
    fn cells_say_what_experiments_have() {
        let text = |text: &str| Cell::Text(text.to_owned());
        check("name", &[text("exp0"), text("exp1")]);
        check("description", &[text("first"), Cell::Empty]);
        check("status", &[text("success"), text("running")]);
        check("tags", &[text("a, b"), Cell::Empty]);
        check(
            "started",
            &[
                Cell::Integer(NOW - 3_600_000),
                Cell::Integer(NOW - 3_600_000),
            ],
        );
        check("ended", &[Cell::Integer(NOW - 1_800_000), Cell::Empty]);
        check(
            "duration",
            &[Cell::Integer(1_800_000), Cell::Integer(3_600_000)],
        );
        check("params.lr", &[Cell::Number(0.5), Cell::Integer(2)]);
        check("params.name", &[text("adam"), Cell::Integer(7)]);
        check("params.none", &[Cell::Null, Cell::Empty]);
        check("values.best", &[Cell::Number(f64::NAN), Cell::Empty]);
        check("metrics.loss", &[Cell::Number(0.5), Cell::Empty]);
        check("metrics.loss.min", &[Cell::Number(0.25), Cell::Empty]);
        check(
            "metrics.both/train",
            &[Cell::Number(2.0), Cell::Number(f64::NAN)],
        );
        check(
            "metrics.both/train.max",
            &[Cell::Number(4.0), Cell::Number(4.0)],
        );
        check("metrics.gone", &[Cell::Empty, Cell::Empty]);
    }

    #[test]
    fn columns_differ_where_two_rows_do() {
        let all = experiments(vec![
            experiment(
                0,
                json!({"parameters": {"a": 1, "b": "NaN", "c": 1, "d": null}}),
            ),
            experiment(
                1,
                json!({"parameters": {"a": 1, "b": "NaN", "c": 1, "d": null}}),
            ),
            experiment(2, json!({"parameters": {"a": 1, "b": "NaN", "d": "null"}})),
        ]);
        let fields: Vec<Field> = ["params.a", "params.b", "params.c", "params.d"]
            .map(|field| field.parse().unwrap())
            .into();
        let cells = CellsByField::of(&all, &fields, Timestamp::from_unix_millis(NOW));
        let differ = |rows: &[u32]| [0, 1, 2, 3].map(|idx| cells.differ(&fields[idx], rows));
        // A text "null" is another value than `null`.
        assert_eq!(differ(&[0, 1, 2]), [false, false, true, true]);
        assert_eq!(differ(&[0, 1]), [false; 4]);
        assert_eq!(differ(&[]), [false; 4]);
        assert!(!cells.is_anywhere(&fields[2], &[2]));
        assert!(cells.is_anywhere(&fields[2], &[2, 0]));
    }
}
