//! New rows of chunks and tails.

use super::Point;
use super::chunk::pack;
use super::summary::ValueSummary;
use crate::store::error::StoreError;
use crate::store::rows::nan_as_null;
use sqlx::{QueryBuilder, Sqlite, SqliteConnection};

/// Rows of one insert into the tail, at most. Each number of rows is a statement of its own, which is
/// prepared once: so there are only powers of two.
const ROWS_PER_INSERT: usize = 64;

/// Adds a chunk of sorted points that overlaps no other.
pub(super) async fn insert_chunk(
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

/// Adds points to the tail, or puts them in place of those at their steps.
pub(super) async fn insert_tail(
    conn: &mut SqliteConnection,
    line_id: i64,
    points: &[Point],
) -> Result<(), StoreError> {
    let mut rest = points;
    while !rest.is_empty() {
        let n_rows = 1 << rest.len().min(ROWS_PER_INSERT).ilog2();
        let (rows, later) = rest.split_at(n_rows);
        rest = later;
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
        insert.build().execute(&mut *conn).await?;
    }
    Ok(())
}
