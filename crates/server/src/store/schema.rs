//! Opening the database and bringing its tables up to date.

use super::error::StoreError;
use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::sqlite::{
    SqliteAutoVacuum, SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{ConnectOptions, SqlSafeStr, SqliteConnection, SqlitePool};
use std::path::Path;
use std::time::Duration;

/// Connections that read; SQLite works off each on a thread of its own.
const MAX_READERS: u32 = 4;
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// All changes of the tables, oldest first. Those that were released never change.
const MIGRATIONS: &[(i64, &str, &str)] = &[
    (1, "initial", include_str!("migrations/0001_initial.sql")),
    (
        2,
        "names and views",
        include_str!("migrations/0002_names_and_views.sql"),
    ),
    (3, "tokens", include_str!("migrations/0003_tokens.sql")),
    (4, "batches", include_str!("migrations/0004_batches.sql")),
    (5, "clients", include_str!("migrations/0005_clients.sql")),
    (6, "extremes", include_str!("migrations/0006_extremes.sql")),
    (
        7,
        "revisions",
        include_str!("migrations/0007_revisions.sql"),
    ),
];

/// The writing connection to the database in `data_dir`, which is made where it is missing.
pub(super) async fn open_writer(data_dir: &Path) -> Result<SqliteConnection, StoreError> {
    let mut conn = options(data_dir)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .auto_vacuum(SqliteAutoVacuum::Incremental)
        // What was acknowledged survives a crash of the machine, too.
        .synchronous(SqliteSynchronous::Full)
        .connect()
        .await?;
    let migration = |&(version, description, sql): &(i64, &'static str, &'static str)| {
        let sql = sql.into_sql_str();
        Migration::new(
            version,
            description.into(),
            MigrationType::Simple,
            sql,
            false,
        )
    };
    Migrator::with_migrations(MIGRATIONS.iter().map(migration).collect())
        .run(&mut conn)
        .await
        .map_err(|error| match error {
            MigrateError::VersionMissing(_) => StoreError::Newer,
            error => error.into(),
        })?;
    Ok(conn)
}

/// A second writing connection to a database that a server has open.
pub(super) async fn join_writer(data_dir: &Path) -> Result<SqliteConnection, StoreError> {
    Ok(options(data_dir).connect().await?)
}

/// Gives some of the pages of deleted rows back to the file system; tells how many more it can.
///
/// Other databases do so by themselves.
pub(super) async fn shrink(conn: &mut SqliteConnection) -> Result<i64, sqlx::Error> {
    let n_before = n_free_pages(conn).await?;
    sqlx::query("PRAGMA incremental_vacuum(1000)")
        .fetch_all(&mut *conn)
        .await?;
    let n_left = n_free_pages(conn).await?;
    // A file that was made by other means may not be able to shrink at all.
    if 0 < n_left && n_left < n_before {
        return Ok(n_left);
    }
    // The pages are given back when the log of changes is written into the file.
    sqlx::query("PRAGMA wal_checkpoint(PASSIVE)")
        .fetch_all(conn)
        .await?;
    Ok(0)
}

/// Begins a transaction that holds the database for writing from its start: tokens are issued by another
/// process, and one that read before such a change could not write after it.
///
/// Other databases begin it with `BEGIN`, and wait where two meet.
pub(super) async fn begin_writing(conn: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    sqlx::raw_sql("BEGIN IMMEDIATE").execute(conn).await?;
    Ok(())
}

async fn n_free_pages(conn: &mut SqliteConnection) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar("PRAGMA freelist_count")
        .fetch_one(conn)
        .await
}

/// Connections that only read.
pub(super) fn readers(data_dir: &Path) -> SqlitePool {
    SqlitePoolOptions::new()
        .max_connections(MAX_READERS)
        .connect_lazy_with(options(data_dir).read_only(true))
}

fn options(data_dir: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(data_dir.join("runboard.db"))
        .foreign_keys(true)
        .busy_timeout(BUSY_TIMEOUT)
        .disable_statement_logging()
}

#[cfg(test)]
mod tests {
    use super::*;
    use sqlx::Connection;

    #[tokio::test]
    async fn a_database_of_a_newer_program_is_known_as_such() {
        let dir = tempfile::TempDir::new().unwrap();
        let mut conn = open_writer(dir.path()).await.unwrap();
        let next_version = "UPDATE _sqlx_migrations SET version = 1000 WHERE version = 1";
        sqlx::query(next_version).execute(&mut conn).await.unwrap();
        conn.close().await.unwrap();
        let error = open_writer(dir.path()).await.unwrap_err();
        assert!(matches!(error, StoreError::Newer), "{error}");
    }
}
