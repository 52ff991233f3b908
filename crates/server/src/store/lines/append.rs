//! Writing points: to the tail when they come last, else into the chunk where they belong.

use super::chunk::{pack, unpack};
use super::point::{merged, sorted_last_wins};
use super::read::{LineRow, TailPart, rows_of_log, tail};
use super::summary::ValueSummary;
use super::{CHUNK_POINTS, Point};
use crate::store::error::StoreError;
use crate::store::rows::{nan_as_null, next_id};
use runboard_model::Timestamp;
use runboard_model::accept::{LineInput, LinePoints};
use runboard_model::error::InvalidData;
use sqlx::{QueryBuilder, Sqlite, SqliteConnection};

/// Rows of one insert into the tail; a database takes only so many parameters.
const ROWS_PER_INSERT: usize = 256;
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
    let mut rows = rows_of_log(conn, target.log_id).await?;
    for line in input.lines {
        let row_idx = match rows.iter().position(|row| row.name == line.name) {
            Some(idx) => idx,
            None => {
                rows.push(create(conn, target, &line.name, rows.len()).await?);
                rows.len() - 1
            }
        };
        if let Some(row) = rows.get_mut(row_idx) {
            let points = placed(line, row.last_step, target.now)?;
            append_points(conn, row, sorted_last_wins(points), target.revision).await?;
        }
    }
    Ok(())
}

async fn create(
    conn: &mut SqliteConnection,
    target: LineTarget,
    name: &str,
    position: usize,
) -> Result<LineRow, StoreError> {
    let row = LineRow {
        id: next_id(conn, "line").await?,
        name: name.to_owned(),
        epoch: target.revision,
        ..LineRow::default()
    };
    sqlx::query(
        "INSERT INTO lines (id, log_id, position, name, epoch, n_points, n_tail, n_non_finite) \
         VALUES ($1, $2, $3, $4, $5, 0, 0, 0)",
    )
    .bind(row.id)
    .bind(target.log_id)
    .bind(position as i64)
    .bind(name)
    .bind(row.epoch)
    .execute(conn)
    .await?;
    Ok(row)
}

/// The points with their steps and times: where none were given, steps go on from the last one.
fn placed(
    line: LinePoints,
    last_step: Option<f64>,
    now: Timestamp,
) -> Result<Vec<Point>, InvalidData> {
    let first_step = last_step.map_or(0.0, |step| step + 1.0);
    let is_countable =
        first_step > -MAX_COUNTED_STEP && first_step + line.values.len() as f64 <= MAX_COUNTED_STEP;
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
    extend(conn, row, after).await?;
    row.values = if within.is_empty() {
        row.values.and(ValueSummary::of(after))
    } else {
        recounted(conn, row.id).await?
    };
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

/// Adds points after the last one: to the tail, and from there whole chunks.
async fn extend(
    conn: &mut SqliteConnection,
    row: &mut LineRow,
    after: &[Point],
) -> Result<(), StoreError> {
    if row.n_tail as usize + after.len() < CHUNK_POINTS {
        row.n_tail += after.len() as i64;
        return insert_tail(conn, row.id, after).await;
    }
    let mut points = tail(conn, row.id, TailPart::ALL).await?;
    points.extend_from_slice(after);
    sqlx::query("DELETE FROM line_tail WHERE line_id = $1")
        .bind(row.id)
        .execute(&mut *conn)
        .await?;
    let (chunks, rest) = points.as_chunks::<CHUNK_POINTS>();
    for chunk in chunks {
        insert_chunk(conn, row.id, chunk).await?;
    }
    row.n_tail = rest.len() as i64;
    insert_tail(conn, row.id, rest).await
}

/// Merges points at or before the last step into the chunks, or the tail, where they belong.
async fn rewrite(
    conn: &mut SqliteConnection,
    row: &mut LineRow,
    within: &[Point],
) -> Result<(), StoreError> {
    let chunks_end: Option<f64> = sqlx::query_scalar(
        "SELECT last_step FROM line_chunks WHERE line_id = $1 ORDER BY first_step DESC LIMIT 1",
    )
    .bind(row.id)
    .fetch_optional(&mut *conn)
    .await?;
    let n_in_chunks = chunks_end.map_or(0, |end| within.partition_point(|point| point.step <= end));
    let (mut in_chunks, in_tail) = within.split_at(n_in_chunks);
    while let Some(first) = in_chunks.first() {
        let Some(chunk) = chunk_of(conn, row.id, first.step).await? else {
            break;
        };
        let n_here = chunk.bound.map_or(in_chunks.len(), |bound| {
            in_chunks.partition_point(|point| point.step < bound)
        });
        let (here, later) = in_chunks.split_at(n_here);
        rewrite_chunk(conn, row.id, &chunk, here).await?;
        in_chunks = later;
    }
    insert_tail(conn, row.id, in_tail).await?;
    row.n_tail = sqlx::query_scalar("SELECT COUNT(*) FROM line_tail WHERE line_id = $1")
        .bind(row.id)
        .fetch_one(conn)
        .await?;
    Ok(())
}

/// A chunk and where the next one starts.
struct ChunkPlace {
    first_step: f64,
    points: Vec<Point>,
    bound: Option<f64>,
}

/// The chunk in which a point at `step` belongs: the last one that starts at or before it, or else
/// the first one.
async fn chunk_of(
    conn: &mut SqliteConnection,
    line_id: i64,
    step: f64,
) -> Result<Option<ChunkPlace>, StoreError> {
    let before = sqlx::query_as(
        "SELECT first_step, points FROM line_chunks WHERE line_id = $1 AND first_step <= $2 \
         ORDER BY first_step DESC LIMIT 1",
    );
    let first = sqlx::query_as(
        "SELECT first_step, points FROM line_chunks WHERE line_id = $1 ORDER BY first_step LIMIT 1",
    );
    let mut found: Option<(f64, Vec<u8>)> = before
        .bind(line_id)
        .bind(step)
        .fetch_optional(&mut *conn)
        .await?;
    if found.is_none() {
        found = first.bind(line_id).fetch_optional(&mut *conn).await?;
    }
    let Some((first_step, blob)) = found else {
        return Ok(None);
    };
    let bound = sqlx::query_scalar(
        "SELECT first_step FROM line_chunks WHERE line_id = $1 AND first_step > $2 \
         ORDER BY first_step LIMIT 1",
    )
    .bind(line_id)
    .bind(first_step)
    .fetch_optional(conn)
    .await?;
    Ok(Some(ChunkPlace {
        first_step,
        points: unpack(&blob)?,
        bound,
    }))
}

/// Merges points into a chunk; one that grows too long becomes several of about the same length.
async fn rewrite_chunk(
    conn: &mut SqliteConnection,
    line_id: i64,
    chunk: &ChunkPlace,
    new: &[Point],
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM line_chunks WHERE line_id = $1 AND first_step = $2")
        .bind(line_id)
        .bind(chunk.first_step)
        .execute(&mut *conn)
        .await?;
    let points = merged(&chunk.points, new);
    let n_chunks = points.len().div_ceil(CHUNK_POINTS);
    for part in points.chunks(points.len().div_ceil(n_chunks.max(1)).max(1)) {
        insert_chunk(conn, line_id, part).await?;
    }
    Ok(())
}

async fn insert_chunk(
    conn: &mut SqliteConnection,
    line_id: i64,
    points: &[Point],
) -> Result<(), StoreError> {
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return Ok(());
    };
    let values = ValueSummary::of(points);
    sqlx::query(
        "INSERT INTO line_chunks \
         (line_id, first_step, last_step, n_points, n_non_finite, min_value, max_value, points) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(line_id)
    .bind(first.step)
    .bind(last.step)
    .bind(values.n_points)
    .bind(values.n_non_finite)
    .bind(values.min)
    .bind(values.max)
    .bind(pack(points))
    .execute(conn)
    .await?;
    Ok(())
}

async fn insert_tail(
    conn: &mut SqliteConnection,
    line_id: i64,
    points: &[Point],
) -> Result<(), StoreError> {
    for rows in points.chunks(ROWS_PER_INSERT) {
        let mut insert =
            QueryBuilder::<Sqlite>::new("INSERT INTO line_tail (line_id, step, value, time) ");
        insert.push_values(rows, |mut row, point| {
            row.push_bind(line_id)
                .push_bind(point.step)
                .push_bind(nan_as_null(point.value))
                .push_bind(point.time);
        });
        insert.push(
            " ON CONFLICT (line_id, step) DO UPDATE SET value = excluded.value, time = excluded.time",
        );
        // Only the statement for one row is met again and again.
        let insert = insert.build().persistent(rows.len() == 1);
        insert.execute(&mut *conn).await?;
    }
    Ok(())
}

/// The summary of a whole line, from the summaries of its chunks and the points of its tail.
async fn recounted(conn: &mut SqliteConnection, line_id: i64) -> Result<ValueSummary, StoreError> {
    let (n_points, n_non_finite, min, max) = sqlx::query_as(
        "SELECT CAST(COALESCE(SUM(n_points), 0) AS BIGINT), \
         CAST(COALESCE(SUM(n_non_finite), 0) AS BIGINT), MIN(min_value), MAX(max_value) \
         FROM line_chunks WHERE line_id = $1",
    )
    .bind(line_id)
    .fetch_one(&mut *conn)
    .await?;
    let chunks = ValueSummary {
        n_points,
        n_non_finite,
        min,
        max,
    };
    let tail = tail(conn, line_id, TailPart::ALL).await?;
    Ok(chunks.and(ValueSummary::of(&tail)))
}

async fn update(conn: &mut SqliteConnection, row: &LineRow) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE lines SET epoch = $2, n_points = $3, n_tail = $4, n_non_finite = $5, \
         first_step = $6, last_step = $7, last_value = $8, min_value = $9, max_value = $10 \
         WHERE id = $1",
    )
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
    .execute(conn)
    .await?;
    Ok(())
}
