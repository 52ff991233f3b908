//! Adding points to lines: where each goes, and what it changes of the summary.

use super::Point;
use super::point::sorted_last_wins;
use super::read::{LineRow, rows_of_log};
use super::rewrite::{extremes, rewrite};
use super::summary::ValueSummary;
use super::tail::{add_to_tail, insert_first, n_in_tail};
use crate::store::error::StoreError;
use crate::store::rows::{nan_as_null, next_ids};
use runboard_model::Timestamp;
use runboard_model::accept::{LineInput, LinePoints};
use runboard_model::error::InvalidData;
use sqlx::sqlite::SqliteArguments;
use sqlx::{Sqlite, SqliteConnection};
use std::collections::HashMap;

/// Beyond this, adding one to a step may not change it.
const MAX_COUNTED_STEP: f64 = 9_007_199_254_740_992.0;

/// The log whose lines are written, and the moment.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LineTarget {
    /// The log.
    pub(crate) log_id: i64,
    /// The experiment's revision with this change; it becomes the epoch of what is rewritten.
    pub(crate) revision: i64,
    /// The time of points that bring none.
    pub(crate) now: Timestamp,
}

/// Puts the points in place of all that the log has.
pub(crate) async fn replace(
    conn: &mut SqliteConnection,
    target: LineTarget,
    input: LineInput,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM lines WHERE log_id = $1")
        .bind(target.log_id)
        .execute(&mut *conn)
        .await?;
    append(conn, target, input).await
}

/// Adds the points to the log's lines; lines that are not there yet are made.
pub(crate) async fn append(
    conn: &mut SqliteConnection,
    target: LineTarget,
    input: LineInput,
) -> Result<(), StoreError> {
    let rows = rows_of_log(conn, target.log_id).await?;
    let mut next_position = rows.len();
    let mut rows: HashMap<String, LineRow> = rows
        .into_iter()
        .map(|row| (row.name.clone(), row))
        .collect();
    let is_new = |line: &&LinePoints| !rows.contains_key(&line.name);
    let n_new = input.lines.iter().filter(is_new).count();
    let mut next_new_id = match n_new {
        0 => 0,
        _ => next_ids(conn, "line", n_new).await?,
    };
    for line in input.lines {
        if let Some(row) = rows.get_mut(&line.name) {
            let points = sorted_last_wins(placed(line, row.last_step, target.now)?);
            append_points(conn, row, points, target.revision).await?;
            continue;
        }
        let row = LineRow {
            id: next_new_id,
            name: line.name.clone(),
            epoch: target.revision,
            ..LineRow::default()
        };
        let points = sorted_last_wins(placed(line, None, target.now)?);
        let row = create(conn, target, row, next_position, &points).await?;
        next_new_id += 1;
        next_position += 1;
        rows.insert(row.name.clone(), row);
    }
    Ok(())
}

/// Makes a line of these sorted points.
async fn create(
    conn: &mut SqliteConnection,
    target: LineTarget,
    mut row: LineRow,
    position: usize,
    points: &[Point],
) -> Result<LineRow, StoreError> {
    // Its row comes first, since the others refer to it; so what it will tell of them is told now.
    row.values = ValueSummary::of(points);
    row.n_tail = n_in_tail(points) as i64;
    row.first_step = points.first().map(|point| point.step);
    row.last_step = points.last().map(|point| point.step);
    row.last_value = points.last().and_then(|point| nan_as_null(point.value));
    let insert = sqlx::query(
        "INSERT INTO lines (id, epoch, n_points, n_tail, n_non_finite, first_step, last_step, \
         last_value, min_value, max_value, log_id, position, name) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    );
    with_facts(insert, &row)
        .bind(target.log_id)
        .bind(position as i64)
        .bind(&row.name)
        .execute(&mut *conn)
        .await?;
    insert_first(conn, row.id, points).await?;
    Ok(row)
}

/// The points with their steps and times: where none were given, steps go on from the last one.
fn placed(
    line: LinePoints,
    last_step: Option<f64>,
    now: Timestamp,
) -> Result<Vec<Point>, InvalidData> {
    let first_step = last_step.map_or(0.0, |step| step + 1.0);
    let is_countable = first_step.abs() < MAX_COUNTED_STEP
        && first_step + line.values.len() as f64 <= MAX_COUNTED_STEP;
    if line.steps.is_none() && !is_countable && !line.values.is_empty() {
        let reason = format!("cannot go on by ones from step {first_step}: give the steps");
        return Err(InvalidData::new("data.steps", reason));
    }
    let point = |(idx, value): (usize, f64)| {
        let given = line.steps.as_ref().and_then(|steps| steps.get(idx));
        let time = line.times.as_ref().and_then(|times| times.get(idx));
        Point {
            // Adding zero turns -0 into 0: they are one step.
            step: given.copied().unwrap_or(first_step + idx as f64) + 0.0,
            value,
            time: time.copied().unwrap_or(now.unix_millis()),
        }
    };
    Ok(line.values.into_iter().enumerate().map(point).collect())
}

/// Adds sorted points to one line and keeps its summary exact.
async fn append_points(
    conn: &mut SqliteConnection,
    row: &mut LineRow,
    points: Vec<Point>,
    revision: i64,
) -> Result<(), StoreError> {
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return Ok(());
    };
    let n_within = row
        .last_step
        .map_or(0, |end| points.partition_point(|point| point.step <= end));
    let (within, after) = points.split_at(n_within);
    if !within.is_empty() {
        rewrite(conn, row, within).await?;
        row.epoch = revision;
    }
    add_to_tail(conn, row, after).await?;
    row.values = row.values.and(ValueSummary::of(after));
    if !within.is_empty() {
        // A point that was put in place of another may have been the smallest or the largest.
        (row.values.min, row.values.max) = extremes(conn, row.id).await?;
    }
    row.first_step = Some(
        row.first_step
            .map_or(first.step, |step| step.min(first.step)),
    );
    if row.last_step.is_none_or(|step| step <= last.step) {
        row.last_step = Some(last.step);
        row.last_value = nan_as_null(last.value);
    }
    update(conn, row).await
}

async fn update(conn: &mut SqliteConnection, row: &LineRow) -> Result<(), StoreError> {
    let update = sqlx::query(
        "UPDATE lines SET epoch = $2, n_points = $3, n_tail = $4, n_non_finite = $5, \
         first_step = $6, last_step = $7, last_value = $8, min_value = $9, max_value = $10 \
         WHERE id = $1",
    );
    with_facts(update, row).execute(conn).await?;
    Ok(())
}

type LineQuery<'q> = sqlx::query::Query<'q, Sqlite, SqliteArguments>;

/// Binds what is known of a line to `$1` to `$10`, its identifier first.
fn with_facts<'q>(query: LineQuery<'q>, row: &LineRow) -> LineQuery<'q> {
    query
        .bind(row.id)
        .bind(row.epoch)
        .bind(row.values.n_points)
        .bind(row.n_tail)
        .bind(row.values.n_non_finite)
        .bind(row.first_step)
        .bind(row.last_step)
        .bind(row.last_value)
        .bind(row.values.min)
        .bind(row.values.max)
}
