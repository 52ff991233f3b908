//! The rows of a project's table: what is shown of each experiment.
//!
//! The columns after the fixed ones are the first few values that any experiment logged; where none
//! logged a value, the last points of the first few lines stand there instead.

use crate::components::experiment_table::{CellText, ExperimentRow, MomentText};
use crate::components::from_model::cell_from_scalar;
use crate::state::relative_time::{ago, duration};
use runboard_chart::palette::Slot;
use runboard_chart::table::{Cell, text};
use runboard_model::Timestamp;
use runboard_model::wire::{Experiment, Status};

/// How many value columns a table has at most.
const MAX_COLUMNS: usize = 6;

/// The names of the value columns.
pub fn value_columns(experiments: &[Experiment]) -> Vec<String> {
    let mut values = Vec::new();
    let mut lines = Vec::new();
    for experiment in experiments {
        for (name, _) in &experiment.values {
            push_new(&mut values, name.clone());
        }
        for line in &experiment.lines {
            push_new(&mut lines, line_name(&line.log, &line.summary.name));
        }
    }
    let mut columns = if values.is_empty() { lines } else { values };
    columns.truncate(MAX_COLUMNS);
    columns
}

fn push_new(names: &mut Vec<String>, name: String) {
    if !names.contains(&name) {
        names.push(name);
    }
}

/// The name of a line: the log's, with the line's own where it has one.
fn line_name(log: &str, line: &str) -> String {
    if log == line {
        log.to_owned()
    } else {
        format!("{log} {line}")
    }
}

/// A row for each experiment, in the given order.
pub fn experiment_rows(
    experiments: &[Experiment],
    columns: &[String],
    now_unix_millis: i64,
    href: impl Fn(&str) -> String,
) -> Vec<ExperimentRow> {
    let row = |experiment: &Experiment| ExperimentRow {
        name: experiment.name.clone(),
        href: href(&experiment.name),
        colour_property: colour_property(experiment.ordinal),
        status: experiment.status,
        tags: experiment.tags.clone(),
        started: moment(experiment.created_at, now_unix_millis),
        duration: duration(run_millis(experiment, now_unix_millis)),
        last_activity: moment(experiment.last_activity_at, now_unix_millis),
        values: columns
            .iter()
            .map(|column| cell(experiment, column))
            .collect(),
    };
    experiments.iter().map(row).collect()
}

/// How long it ran, or has run so far.
pub fn run_millis(experiment: &Experiment, now_unix_millis: i64) -> i64 {
    let end = match (experiment.ended_at, experiment.status) {
        (Some(ended_at), _) => ended_at.unix_millis(),
        (None, Status::Running) => now_unix_millis,
        (None, _) => experiment.last_activity_at.unix_millis(),
    };
    end - experiment.created_at.unix_millis()
}

/// The custom property that holds an experiment's colour.
pub fn colour_property(ordinal: u64) -> String {
    let slot = Slot(usize::try_from(ordinal).unwrap_or_default());
    format!("--series-{}", slot.color_index() + 1)
}

fn moment(time: Timestamp, now_unix_millis: i64) -> MomentText {
    MomentText {
        said: ago(time.unix_millis(), now_unix_millis),
        exact: time.to_string(),
    }
}

fn cell(experiment: &Experiment, column: &str) -> CellText {
    if let Some((_, value)) = experiment.values.iter().find(|(name, _)| name == column) {
        return cell_text(&cell_from_scalar(value));
    }
    let line = experiment
        .lines
        .iter()
        .find(|line| line_name(&line.log, &line.summary.name) == column);
    line.and_then(|line| line.summary.last)
        .map(|value| cell_text(&Cell::Number(value)))
        .unwrap_or_default()
}

fn cell_text(cell: &Cell) -> CellText {
    CellText {
        shown: text::shown_alone(cell.borrow()),
        exact: text::full(cell.borrow()),
    }
}
