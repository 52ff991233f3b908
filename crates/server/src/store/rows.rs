//! What the SQL of several files shares: numbers as the database keeps them, and new identifiers.

use super::error::StoreError;
use sqlx::SqliteConnection;
use std::str::FromStr;

/// A float as the database keeps it: SQLite has no NaN.
pub(super) fn nan_as_null(value: f64) -> Option<f64> {
    (!value.is_nan()).then_some(value)
}

/// The next number of a sequence.
pub(super) async fn next_id(
    conn: &mut SqliteConnection,
    sequence: &'static str,
) -> Result<i64, sqlx::Error> {
    next_ids(conn, sequence, 1).await
}

/// The first of so many next numbers of a sequence.
pub(super) async fn next_ids(
    conn: &mut SqliteConnection,
    sequence: &'static str,
    n_ids: usize,
) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar(
        "UPDATE sequences SET next_id = next_id + $2 WHERE name = $1 RETURNING next_id - $2",
    )
    .bind(sequence)
    .bind(n_ids as i64)
    .fetch_one(conn)
    .await
}

/// A value that was written as text, such as an identifier.
pub(super) fn parsed<T: FromStr>(text: &str, what: &'static str) -> Result<T, StoreError> {
    text.parse()
        .map_err(|_| StoreError::Unreadable(text.to_owned(), what))
}
