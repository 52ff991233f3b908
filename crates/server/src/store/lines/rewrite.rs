//! Points at or before the last step: each goes into the chunk, or the tail, where it belongs.

use super::chunk::unpack;
use super::insert::insert_chunk;
use super::point::merged;
use super::read::{LineRow, tail};
use super::summary::ValueSummary;
use super::tail::add_to_tail;
use super::{CHUNK_POINTS, Point};
use crate::store::error::StoreError;
use sqlx::SqliteConnection;

/// Merges points at or before the last step into the chunks, or the tail, where they belong; keeps the
/// line's counts, but not its extremes, exact.
///
/// What it costs depends on the points and the chunks that they belong into, not on the length of the line.
pub(super) async fn rewrite(
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
        let points = merged(&chunk.points, here);
        count(row, &chunk.points, &points);
        rewrite_chunk(conn, row.id, chunk.first_step, &points).await?;
        in_chunks = later;
    }
    if !in_tail.is_empty() {
        let before = tail(conn, row.id).await?;
        count(row, &before, &merged(&before, in_tail));
    }
    add_to_tail(conn, row, in_tail).await?;
    row.n_tail = sqlx::query_scalar("SELECT COUNT(*) FROM line_tail WHERE line_id = $1")
        .bind(row.id)
        .fetch_one(conn)
        .await?;
    Ok(())
}

/// Counts the points of a part of the line as they are now in place of those before.
fn count(row: &mut LineRow, before: &[Point], now: &[Point]) {
    let (before, now) = (ValueSummary::of(before), ValueSummary::of(now));
    row.values.n_points += now.n_points - before.n_points;
    row.values.n_non_finite += now.n_non_finite - before.n_non_finite;
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

/// Puts points in place of those of a chunk; too many become several chunks of about the same length.
async fn rewrite_chunk(
    conn: &mut SqliteConnection,
    line_id: i64,
    first_step: f64,
    points: &[Point],
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM line_chunks WHERE line_id = $1 AND first_step = $2")
        .bind(line_id)
        .bind(first_step)
        .execute(&mut *conn)
        .await?;
    let n_chunks = points.len().div_ceil(CHUNK_POINTS);
    for part in points.chunks(points.len().div_ceil(n_chunks.max(1)).max(1)) {
        insert_chunk(conn, line_id, part).await?;
    }
    Ok(())
}

/// The smallest and the largest finite value of a whole line. Each chunk's are in an index, so that it costs
/// the same however many chunks there are.
pub(super) async fn extremes(
    conn: &mut SqliteConnection,
    line_id: i64,
) -> Result<(Option<f64>, Option<f64>), StoreError> {
    let (min, max) = sqlx::query_as(
        "SELECT (SELECT MIN(min_value) FROM line_chunks WHERE line_id = $1), \
         (SELECT MAX(max_value) FROM line_chunks WHERE line_id = $1)",
    )
    .bind(line_id)
    .fetch_one(&mut *conn)
    .await?;
    let chunks = ValueSummary {
        min,
        max,
        ..ValueSummary::default()
    };
    let all = chunks.and(ValueSummary::of(&tail(conn, line_id).await?));
    Ok((all.min, all.max))
}
