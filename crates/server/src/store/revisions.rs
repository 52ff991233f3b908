//! Where the revisions of experiments begin.
//!
//! A client may choose an experiment's identifier, and so one of an experiment that was deleted. Who knows
//! that one asks for what is newer than its revision, and so a new one starts above: the revisions of an
//! identifier never go back.

use sqlx::SqliteConnection;

/// The revision of a new experiment, above that of every deleted one.
pub(super) async fn first(conn: &mut SqliteConnection) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar("SELECT next_id FROM sequences WHERE name = 'revision'")
        .fetch_one(conn)
        .await
}

/// Notes that an experiment of this revision was deleted.
pub(super) async fn retire(conn: &mut SqliteConnection, revision: i64) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE sequences SET next_id = $1 + 1 WHERE name = 'revision' AND next_id <= $1")
        .bind(revision)
        .execute(conn)
        .await
        .map(drop)
}
