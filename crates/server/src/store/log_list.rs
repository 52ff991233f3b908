//! The list of an experiment's logs, whole or since a revision.

use super::Store;
use super::error::{StoreError, Thing};
use super::lines::LineRow;
use runboard_model::wire::{LineSummary, LogList, LogSummary};
use runboard_model::{ExperimentId, LogType, Timestamp};
use serde_json::value::RawValue;
use sqlx::{FromRow, Row, SqliteConnection};
use std::collections::HashMap;

/// Data up to this size comes with lists.
pub(super) const MAX_INLINE_BYTES: i64 = 16 * 1024;

impl Store {
    /// The logs of an experiment in logged order; with `since`, where that is enough, only those
    /// that changed after that revision.
    pub async fn log_list(
        &self,
        id: ExperimentId,
        since: Option<u64>,
    ) -> Result<LogList, StoreError> {
        read(&mut *self.read().await?, id, since).await
    }
}

/// As [`Store::log_list`], of the moment of an open transaction.
pub(super) async fn read(
    conn: &mut SqliteConnection,
    id: ExperimentId,
    since: Option<u64>,
) -> Result<LogList, StoreError> {
    let (revision, relisted): (i64, i64) =
        sqlx::query_as("SELECT revision, relisted_revision FROM experiments WHERE id = $1")
            .bind(id.to_string())
            .fetch_optional(&mut *conn)
            .await?
            .ok_or_else(|| StoreError::NotFound(Thing::Experiment, id.to_string()))?;
    let known = since
        .and_then(|since| i64::try_from(since).ok())
        .filter(|since| (relisted..=revision).contains(since));
    Ok(LogList {
        items: changed_since(conn, id, known.unwrap_or(-1)).await?,
        next: None,
        revision: revision.unsigned_abs(),
        complete: known.is_none(),
    })
}

async fn changed_since(
    conn: &mut SqliteConnection,
    id: ExperimentId,
    revision: i64,
) -> Result<Vec<LogSummary>, StoreError> {
    let mut lines = lines_by_log(conn, id, revision).await?;
    let mut entries = entries_by_log(conn, id, revision).await?;
    let rows = sqlx::query(
        "SELECT id, name, log_type, version, created_at, updated_at FROM logs \
         WHERE experiment_id = $1 AND changed_revision > $2 ORDER BY position",
    )
    .bind(id.to_string())
    .bind(revision)
    .fetch_all(conn)
    .await?;
    let mut items = Vec::with_capacity(rows.len());
    for row in rows {
        let log_id: i64 = row.try_get("id")?;
        let log_type: String = row.try_get("log_type")?;
        let found = entries.remove(&log_id).unwrap_or_default();
        items.push(LogSummary {
            name: row.try_get("name")?,
            version: row.try_get::<i64, _>("version")?.unsigned_abs(),
            created_at: Timestamp::from_unix_millis(row.try_get("created_at")?),
            updated_at: Timestamp::from_unix_millis(row.try_get("updated_at")?),
            lines: (log_type == LogType::Line.as_str())
                .then(|| lines.remove(&log_id).unwrap_or_default()),
            steps: (!found.steps.is_empty()).then_some(found.steps),
            data: found.latest,
            log_type,
        });
    }
    Ok(items)
}

async fn lines_by_log(
    conn: &mut SqliteConnection,
    id: ExperimentId,
    revision: i64,
) -> Result<HashMap<i64, Vec<LineSummary>>, StoreError> {
    let rows = sqlx::query(
        "SELECT l.* FROM lines l JOIN logs g ON g.id = l.log_id \
         WHERE g.experiment_id = $1 AND g.changed_revision > $2 ORDER BY l.log_id, l.position",
    )
    .bind(id.to_string())
    .bind(revision)
    .fetch_all(conn)
    .await?;
    let mut lines: HashMap<i64, Vec<LineSummary>> = HashMap::new();
    for row in rows {
        let summary = LineRow::from_row(&row)?.into_summary();
        lines
            .entry(row.try_get("log_id")?)
            .or_default()
            .push(summary);
    }
    Ok(lines)
}

#[derive(Default)]
struct Entries {
    steps: Vec<f64>,
    latest: Option<Box<RawValue>>,
}

async fn entries_by_log(
    conn: &mut SqliteConnection,
    id: ExperimentId,
    revision: i64,
) -> Result<HashMap<i64, Entries>, StoreError> {
    // Only the latest entry's data is wanted, and only where it is small.
    let rows = sqlx::query(
        "SELECT n.log_id, n.step, CASE WHEN n.size_bytes <= $3 AND NOT EXISTS \
         (SELECT 1 FROM log_entries m WHERE m.log_id = n.log_id AND m.step > n.step) \
         THEN n.data END AS data \
         FROM log_entries n JOIN logs g ON g.id = n.log_id \
         WHERE g.experiment_id = $1 AND g.changed_revision > $2 ORDER BY n.log_id, n.step",
    )
    .bind(id.to_string())
    .bind(revision)
    .bind(MAX_INLINE_BYTES)
    .fetch_all(conn)
    .await?;
    let mut entries: HashMap<i64, Entries> = HashMap::new();
    for row in rows {
        let entry = entries.entry(row.try_get("log_id")?).or_default();
        entry.steps.extend(row.try_get::<Option<f64>, _>("step")?);
        if let Some(data) = row.try_get::<Option<String>, _>("data")? {
            entry.latest = Some(raw(data)?);
        }
    }
    Ok(entries)
}

/// Data of the database as it is answered.
pub(super) fn raw(data: String) -> Result<Box<RawValue>, StoreError> {
    RawValue::from_string(data)
        .map_err(|_| StoreError::Unreadable("text".to_owned(), "data of a log"))
}
