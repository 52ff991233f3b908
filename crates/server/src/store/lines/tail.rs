//! The tail: the points after the last chunk, few enough to be rows of their own.

use super::chunk::unpack;
use super::insert::{insert_chunk, insert_tail};
use super::point::merged;
use super::read::{LineRow, tail};
use super::{CHUNK_POINTS, MAX_TAIL_POINTS, MIN_CHUNKED_POINTS, Point};
use crate::store::error::StoreError;
use sqlx::SqliteConnection;

/// Merges sorted points after the last chunk into the tail; one that grows too long, or by much at
/// once, goes, merged, into the last chunk and new ones.
///
/// `row.n_tail` counts a step that the tail already has once more.
pub(super) async fn add_to_tail(
    conn: &mut SqliteConnection,
    row: &mut LineRow,
    new: &[Point],
) -> Result<(), StoreError> {
    let are_few = new.len() < MIN_CHUNKED_POINTS;
    if are_few && row.n_tail as usize + new.len() < MAX_TAIL_POINTS {
        row.n_tail += new.len() as i64;
        return insert_tail(conn, row.id, new).await;
    }
    let mut points = Vec::new();
    if row.values.n_points > row.n_tail {
        points = take_last_chunk_with_room(conn, row.id).await?;
    }
    if row.n_tail > 0 {
        points.extend(merged(&tail(conn, row.id).await?, new));
        sqlx::query("DELETE FROM line_tail WHERE line_id = $1")
            .bind(row.id)
            .execute(&mut *conn)
            .await?;
        row.n_tail = 0;
    } else {
        points.extend(new);
    }
    for chunk in points.chunks(CHUNK_POINTS) {
        insert_chunk(conn, row.id, chunk).await?;
    }
    Ok(())
}

/// How many of the first points of a line are in its tail.
pub(super) fn n_in_tail(points: &[Point]) -> usize {
    match points.len() {
        n_points if n_points < MIN_CHUNKED_POINTS => n_points,
        _ => 0,
    }
}

/// Adds the first points of a line.
pub(super) async fn insert_first(
    conn: &mut SqliteConnection,
    line_id: i64,
    points: &[Point],
) -> Result<(), StoreError> {
    if n_in_tail(points) > 0 {
        return insert_tail(conn, line_id, points).await;
    }
    for chunk in points.chunks(CHUNK_POINTS) {
        insert_chunk(conn, line_id, chunk).await?;
    }
    Ok(())
}

/// Removes the last chunk if it is not full, and gives its points.
async fn take_last_chunk_with_room(
    conn: &mut SqliteConnection,
    line_id: i64,
) -> Result<Vec<Point>, StoreError> {
    let blob: Option<Vec<u8>> = sqlx::query_scalar(
        "DELETE FROM line_chunks WHERE line_id = $1 AND n_points < $2 AND first_step = \
         (SELECT MAX(first_step) FROM line_chunks WHERE line_id = $1) RETURNING points",
    )
    .bind(line_id)
    .bind(CHUNK_POINTS as i64)
    .fetch_optional(conn)
    .await?;
    Ok(blob
        .map(|blob| unpack(&blob))
        .transpose()?
        .unwrap_or_default())
}
