//! Renaming and deleting logs.

use super::Store;
use super::blobs::{self, BlobsOf};
use super::checked::checked_log_name;
use super::error::{StoreError, Thing};
use super::experiment_rows::check_is_there;
use super::logs::bump;
use super::rows::parsed;
use super::writer::{FreedSpace, WriteTx};
use runboard_model::wire::WrittenLog;
use runboard_model::{ExperimentId, Timestamp};

impl Store {
    /// Gives a log another name.
    pub async fn rename_log(
        &self,
        id: ExperimentId,
        name: String,
        new_name: String,
        now: Timestamp,
    ) -> Result<WrittenLog, StoreError> {
        checked_log_name("name", &new_name)?;
        self.writer
            .write(move |tx| Box::pin(rename(tx, id, name, new_name, now)))
            .await
    }

    /// Removes a log.
    pub async fn delete_log(
        &self,
        id: ExperimentId,
        name: String,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.writer
            .write(move |tx| Box::pin(delete(tx, id, name, now)))
            .await
    }

    /// Removes all logs of an experiment.
    pub async fn delete_logs(&self, id: ExperimentId, now: Timestamp) -> Result<(), StoreError> {
        self.writer
            .write(move |tx| Box::pin(delete_all(tx, id, now)))
            .await
    }
}

pub(super) async fn rename(
    tx: &mut WriteTx,
    id: ExperimentId,
    name: String,
    new_name: String,
    now: Timestamp,
) -> Result<WrittenLog, StoreError> {
    if name == new_name {
        return unchanged(tx, id, name).await;
    }
    relist(tx, id, Some(&name), now).await?;
    let renamed: Option<(i64, String, i64, i64)> = sqlx::query_as(
        "UPDATE logs SET name = $3, version = version + 1, updated_at = $4, changed_revision = \
         (SELECT revision FROM experiments WHERE id = $1) \
         WHERE experiment_id = $1 AND name = $2 \
         RETURNING id, log_type, version, changed_revision",
    )
    .bind(id.to_string())
    .bind(&name)
    .bind(&new_name)
    .bind(now.unix_millis())
    .fetch_optional(&mut tx.conn)
    .await
    .map_err(|e| StoreError::or_name_taken(e, Thing::Log, &new_name))?;
    let Some((log_id, log_type, version, revision)) = renamed else {
        return Err(StoreError::NotFound(Thing::Log, name));
    };
    // The line that carries the log's own name goes on under the new one.
    sqlx::query(
        "UPDATE lines SET name = $3, epoch = $4 WHERE log_id = $1 AND name = $2 \
         AND NOT EXISTS (SELECT 1 FROM lines WHERE log_id = $1 AND name = $3)",
    )
    .bind(log_id)
    .bind(&name)
    .bind(&new_name)
    .bind(revision)
    .execute(&mut tx.conn)
    .await?;
    Ok(WrittenLog {
        name: new_name,
        log_type: parsed(&log_type, "type of a log")?,
        version: version.unsigned_abs(),
    })
}

/// A log as it is: to give it the name that it has changes nothing.
async fn unchanged(
    tx: &mut WriteTx,
    id: ExperimentId,
    name: String,
) -> Result<WrittenLog, StoreError> {
    check_is_there(&mut tx.conn, id).await?;
    let found: Option<(String, i64)> =
        sqlx::query_as("SELECT log_type, version FROM logs WHERE experiment_id = $1 AND name = $2")
            .bind(id.to_string())
            .bind(&name)
            .fetch_optional(&mut tx.conn)
            .await?;
    let Some((log_type, version)) = found else {
        return Err(StoreError::NotFound(Thing::Log, name));
    };
    Ok(WrittenLog {
        name,
        log_type: parsed(&log_type, "type of a log")?,
        version: version.unsigned_abs(),
    })
}

pub(super) async fn delete(
    tx: &mut WriteTx,
    id: ExperimentId,
    name: String,
    now: Timestamp,
) -> Result<(), StoreError> {
    relist(tx, id, Some(&name), now).await?;
    let log_id: Option<i64> =
        sqlx::query_scalar("SELECT id FROM logs WHERE experiment_id = $1 AND name = $2")
            .bind(id.to_string())
            .bind(&name)
            .fetch_optional(&mut tx.conn)
            .await?;
    let log_id = log_id.ok_or(StoreError::NotFound(Thing::Log, name))?;
    blobs::touch_all(tx, BlobsOf::Log(log_id)).await?;
    sqlx::query("DELETE FROM logs WHERE id = $1")
        .bind(log_id)
        .execute(&mut tx.conn)
        .await?;
    Ok(())
}

async fn delete_all(tx: &mut WriteTx, id: ExperimentId, now: Timestamp) -> Result<(), StoreError> {
    relist(tx, id, None, now).await?;
    blobs::touch_all(tx, BlobsOf::LogsOf(id)).await?;
    tx.space = FreedSpace::Much;
    sqlx::query("DELETE FROM logs WHERE experiment_id = $1")
        .bind(id.to_string())
        .execute(&mut tx.conn)
        .await?;
    Ok(())
}

/// Notes that names of logs go away: that of `name`, or for none all.
///
/// Readers who know an earlier revision get the whole list, and a new log of such a name starts
/// above the version of the one that is gone.
async fn relist(
    tx: &mut WriteTx,
    id: ExperimentId,
    name: Option<&str>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let changed = bump(&mut tx.conn, id, now).await?;
    sqlx::query(
        "UPDATE experiments SET relisted_revision = $2, version_floor = (SELECT \
         COALESCE(MAX(v), 0) FROM (SELECT version_floor AS v FROM experiments WHERE id = $1 \
         UNION ALL SELECT version FROM logs WHERE experiment_id = $1 AND ($3 IS NULL OR name = $3)) \
         AS versions) WHERE id = $1",
    )
    .bind(id.to_string())
    .bind(changed.revision)
    .bind(name)
    .execute(&mut tx.conn)
    .await?;
    Ok(())
}
