//! What the SQL of several files shares: numbers as the database keeps them, and new identifiers.

use super::error::StoreError;
use runboard_model::error::InvalidData;
use runboard_model::names::{check_label, check_log_name, check_name};
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

/// The longest description.
const MAX_DESCRIPTION_BYTES: usize = 64 << 10;

/// Refuses a description that is too long.
pub(super) fn checked_description(text: &str) -> Result<(), StoreError> {
    if text.len() <= MAX_DESCRIPTION_BYTES {
        return Ok(());
    }
    let reason = format!(
        "is {} bytes long, at most {MAX_DESCRIPTION_BYTES}",
        text.len()
    );
    Err(InvalidData::new("description", reason).into())
}

/// Refuses a text that is no name of a log, as the field of a request.
pub(super) fn checked_log_name(field: &str, name: &str) -> Result<(), StoreError> {
    check_log_name(name).map_err(|error| InvalidData::new(field, error.to_string()).into())
}

/// Refuses a text that is no name of a project, an experiment or an artifact, as the field of a request.
pub(super) fn checked_name(field: &str, name: &str) -> Result<(), StoreError> {
    check_name(name).map_err(|error| InvalidData::new(field, error.to_string()).into())
}

/// Refuses a text that is no tag and no name of a token or a client, as the field of a request.
pub(super) fn checked_label(field: &str, text: &str) -> Result<(), StoreError> {
    check_label(text).map_err(|error| InvalidData::new(field, error.to_string()).into())
}
