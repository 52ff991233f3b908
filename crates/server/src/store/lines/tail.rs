//! The tail: the points after the last chunk, few enough to be rows of their own.

use super::chunk::unpack;
use super::insert::{insert_chunk, insert_tail};
use super::point::merged;
use super::read::{LineRow, tail};
use super::{CHUNK_POINTS, MAX_TAIL_POINTS, Point};
use crate::store::error::StoreError;
use sqlx::SqliteConnection;

/// Merges sorted points after the last chunk into the tail; one that grows too long goes, merged,
/// into the last chunk and new ones.
///
/// `row.n_tail` counts a step that the tail already has once more.
pub(super) async fn add_to_tail(
    conn: &mut SqliteConnection,
    row: &mut LineRow,
    new: &[Point],
) -> Result<(), StoreError> {
    if row.n_tail as usize + new.len() < MAX_TAIL_POINTS {
        row.n_tail += new.len() as i64;
        return insert_tail(conn, row.id, new).await;
    }
    let mut points = take_last_chunk_with_room(conn, row.id).await?;
    points.extend(merged(&tail(conn, row.id).await?, new));
    sqlx::query("DELETE FROM line_tail WHERE line_id = $1")
        .bind(row.id)
        .execute(&mut *conn)
        .await?;
    row.n_tail = 0;
    for chunk in points.chunks(CHUNK_POINTS) {
        insert_chunk(conn, row.id, chunk).await?;
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
