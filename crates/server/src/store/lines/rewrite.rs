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

/// Merges points at or before the last step into the chunks, or the tail, where they belong.
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
        rewrite_chunk(conn, row.id, &chunk, here).await?;
        in_chunks = later;
    }
    add_to_tail(conn, row, in_tail).await?;
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

/// The summary of a whole line, from the summaries of its chunks and the points of its tail.
pub(super) async fn recounted(
    conn: &mut SqliteConnection,
    line_id: i64,
) -> Result<ValueSummary, StoreError> {
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
    let tail = tail(conn, line_id).await?;
    Ok(chunks.and(ValueSummary::of(&tail)))
}
