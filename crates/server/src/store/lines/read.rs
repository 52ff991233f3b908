//! Reading lines: their rows, which hold the summaries, and their points.

use super::Point;
use super::chunk::unpack;
use super::summary::ValueSummary;
use crate::store::error::StoreError;
use futures_util::TryStreamExt;
use runboard_model::LineSeries;
use runboard_model::wire::LineSummary;
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row, SqliteConnection};

/// The row of a line: its summary, and where its points are.
#[derive(Debug, Clone, Default)]
pub(crate) struct LineRow {
    /// The line.
    pub(super) id: i64,
    /// The line's own name.
    pub(crate) name: String,
    /// Grows when the line changes other than by points after its last step.
    pub(crate) epoch: i64,
    /// Counts and extremes.
    pub(super) values: ValueSummary,
    /// How many of the points are in the tail.
    pub(super) n_tail: i64,
    /// The smallest step.
    pub(super) first_step: Option<f64>,
    /// The largest step.
    pub(super) last_step: Option<f64>,
    /// The value at the largest step; `None` for a NaN, and when there is no point.
    pub(super) last_value: Option<f64>,
}

impl<'r> FromRow<'r, SqliteRow> for LineRow {
    fn from_row(row: &'r SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: row.try_get("id")?,
            name: row.try_get("name")?,
            epoch: row.try_get("epoch")?,
            values: ValueSummary {
                n_points: row.try_get("n_points")?,
                n_non_finite: row.try_get("n_non_finite")?,
                min: row.try_get("min_value")?,
                max: row.try_get("max_value")?,
            },
            n_tail: row.try_get("n_tail")?,
            first_step: row.try_get("first_step")?,
            last_step: row.try_get("last_step")?,
            last_value: row.try_get("last_value")?,
        })
    }
}

impl LineRow {
    /// How many points the line has.
    pub(crate) fn n_points(&self) -> u64 {
        self.values.n_points.unsigned_abs()
    }

    /// The summary as it is answered.
    pub(crate) fn into_summary(self) -> LineSummary {
        LineSummary {
            count: self.n_points(),
            n_non_finite: self.values.n_non_finite.unsigned_abs(),
            first_step: self.first_step,
            last_step: self.last_step,
            last: self.last_step.map(|_| self.last_value.unwrap_or(f64::NAN)),
            min: self.values.min,
            max: self.values.max,
            epoch: self.epoch.unsigned_abs(),
            name: self.name,
        }
    }
}

/// The lines of a log in logged order.
pub(crate) async fn rows_of_log(
    conn: &mut SqliteConnection,
    log_id: i64,
) -> Result<Vec<LineRow>, sqlx::Error> {
    sqlx::query_as("SELECT * FROM lines WHERE log_id = $1 ORDER BY position")
        .bind(log_id)
        .fetch_all(conn)
        .await
}

/// The points of a line's tail, sorted.
pub(super) async fn tail(
    conn: &mut SqliteConnection,
    line_id: i64,
) -> Result<Vec<Point>, sqlx::Error> {
    let rows: Vec<(f64, Option<f64>, i64)> =
        sqlx::query_as("SELECT step, value, time FROM line_tail WHERE line_id = $1 ORDER BY step")
            .bind(line_id)
            .fetch_all(conn)
            .await?;
    let point = |(step, value, time): (f64, Option<f64>, i64)| Point {
        step,
        value: value.unwrap_or(f64::NAN),
        time,
    };
    Ok(rows.into_iter().map(point).collect())
}

/// The points of a line, but for its first `n_held`.
pub(crate) async fn points_from(
    conn: &mut SqliteConnection,
    line: &LineRow,
    n_held: u64,
) -> Result<LineSeries, StoreError> {
    let n_held = i64::try_from(n_held).unwrap_or(i64::MAX);
    let n_in_chunks = line.values.n_points - line.n_tail;
    let mut series = LineSeries {
        name: line.name.clone(),
        ..LineSeries::default()
    };
    if n_held < n_in_chunks {
        push_chunks(conn, line, n_held, &mut series).await?;
    }
    let n_skipped = usize::try_from(n_held - n_in_chunks).unwrap_or(0);
    let tail = tail(conn, line.id).await?;
    push(&mut series, tail.get(n_skipped..).unwrap_or_default());
    Ok(series)
}

async fn push_chunks(
    conn: &mut SqliteConnection,
    line: &LineRow,
    n_held: i64,
    series: &mut LineSeries,
) -> Result<(), StoreError> {
    let (start, mut n_skipped) = chunk_at(conn, line, n_held).await?;
    let mut blobs = sqlx::query_scalar::<_, Vec<u8>>(
        "SELECT points FROM line_chunks WHERE line_id = $1 AND first_step >= $2 ORDER BY first_step",
    )
    .bind(line.id)
    .bind(start)
    .fetch(conn);
    while let Some(blob) = blobs.try_next().await? {
        let points = unpack(&blob)?;
        push(series, points.get(n_skipped..).unwrap_or_default());
        n_skipped = 0;
    }
    Ok(())
}

/// Where the chunk starts that holds the point of this index, and the point's index within it. Counted
/// from the end: who follows a line lacks its last points.
async fn chunk_at(
    conn: &mut SqliteConnection,
    line: &LineRow,
    point_idx: i64,
) -> Result<(f64, usize), sqlx::Error> {
    if point_idx > 0 {
        let mut chunks = sqlx::query_as::<_, (f64, i64)>(
            "SELECT first_step, n_points FROM line_chunks WHERE line_id = $1 \
             ORDER BY first_step DESC",
        )
        .bind(line.id)
        .fetch(conn);
        let mut n_before = line.values.n_points - line.n_tail;
        while let Some((first_step, n_points)) = chunks.try_next().await? {
            n_before -= n_points;
            if n_before <= point_idx {
                return Ok((
                    first_step,
                    usize::try_from(point_idx - n_before).unwrap_or(0),
                ));
            }
        }
    }
    Ok((f64::NEG_INFINITY, 0))
}

fn push(series: &mut LineSeries, points: &[Point]) {
    series.steps.extend(points.iter().map(|point| point.step));
    series.values.extend(points.iter().map(|point| point.value));
    series.times.extend(points.iter().map(|point| point.time));
}
