//! Writing logs: points of lines, data that takes the place of the old, entries of steps.

use super::Store;
use super::blob_files::{BlobWriter, StagedBlob};
use super::checked::checked_log_name;
use super::error::{StoreError, Thing};
use super::lines::{self, LineTarget};
use super::rows::next_id;
use super::writer::WriteTx;
use runboard_model::accept::LineInput;
use runboard_model::error::InvalidData;
use runboard_model::wire::WrittenLog;
use runboard_model::{ExperimentId, ImageData, LogData, LogType, Timestamp};
use sqlx::SqliteConnection;

const DELETE_AT_STEP: &str =
    "DELETE FROM log_entries WHERE log_id = $1 AND step = $2 RETURNING blob_sha256";
const DELETE_WITHOUT_STEP: &str =
    "DELETE FROM log_entries WHERE log_id = $1 AND step IS NULL RETURNING blob_sha256";

/// What is logged under a name.
#[derive(Debug)]
pub struct LogWrite {
    /// The log's name.
    pub name: String,
    /// The data.
    pub content: LogContent,
}

/// The data of a log.
#[derive(Debug)]
pub enum LogContent {
    /// Points of a `LINE`.
    Points(LineInput, OldPoints),
    /// The data of any type but `LINE` and `IMAGE`.
    Data {
        /// Canonical data.
        data: LogData,
        /// The step whose entry this is; types that keep no steps leave it out.
        step: Option<f64>,
    },
    /// An `IMAGE`.
    Image {
        /// What is known of it.
        data: ImageData,
        /// Its bytes.
        bytes: StagedBlob,
        /// The step whose entry this is.
        step: Option<f64>,
    },
}

/// What becomes of the points that a line has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OldPoints {
    /// They stay.
    Keep,
    /// The new points take the place of all of them.
    Replace,
}

impl LogContent {
    fn log_type(&self) -> LogType {
        match self {
            Self::Points(..) => LogType::Line,
            Self::Data { data, .. } => data.log_type(),
            Self::Image { .. } => LogType::Image,
        }
    }
}

impl Store {
    /// A file to write the bytes of a picture or an artifact into.
    pub async fn create_blob(&self) -> Result<BlobWriter, StoreError> {
        Ok(self.files.create().await?)
    }

    /// Logs data to an experiment; returns when it is on disk.
    pub async fn write_log(
        &self,
        id: ExperimentId,
        log: LogWrite,
        now: Timestamp,
    ) -> Result<WrittenLog, StoreError> {
        checked_log_name("name", &log.name)?;
        self.writer
            .write(move |tx| Box::pin(write(tx, id, log, now)))
            .await
    }
}

/// Logs data in an open transaction.
pub(super) async fn write(
    tx: &mut WriteTx,
    id: ExperimentId,
    log: LogWrite,
    now: Timestamp,
) -> Result<WrittenLog, StoreError> {
    let log_type = log.content.log_type();
    let changed = bump(&mut tx.conn, id, now).await?;
    let (log_id, version) = open(tx, &changed, &log, now).await?;
    let target = LineTarget {
        log_id,
        revision: changed.revision,
        now,
    };
    match log.content {
        LogContent::Points(points, OldPoints::Keep) => {
            lines::append(&mut tx.conn, target, points).await?;
        }
        LogContent::Points(points, OldPoints::Replace) => {
            lines::replace(&mut tx.conn, target, points).await?;
        }
        LogContent::Data { data, step } => {
            let step = step.filter(|_| log_type.keeps_steps());
            put(tx, log_id, step, &data, None).await?;
        }
        LogContent::Image { data, bytes, step } => {
            let sha256 = data.sha256.clone();
            tx.touched_blobs.insert(sha256.clone());
            tx.files.put_in_place(bytes).await?;
            put(tx, log_id, step, &LogData::Image(data), Some(sha256)).await?;
        }
    }
    Ok(WrittenLog {
        name: log.name,
        log_type,
        version: version.unsigned_abs(),
    })
}

/// An experiment that is being changed.
pub(super) struct ChangedExperiment {
    id: String,
    /// Its revision with this change.
    pub(super) revision: i64,
    version_floor: i64,
}

/// Notes that an experiment changes.
pub(super) async fn bump(
    conn: &mut SqliteConnection,
    id: ExperimentId,
    now: Timestamp,
) -> Result<ChangedExperiment, StoreError> {
    let id = id.to_string();
    let found = sqlx::query_as(
        "UPDATE experiments SET revision = revision + 1, last_activity_at = $2 WHERE id = $1 \
         RETURNING revision, version_floor",
    )
    .bind(&id)
    .bind(now.unix_millis())
    .fetch_optional(conn)
    .await?;
    match found {
        Some((revision, version_floor)) => Ok(ChangedExperiment {
            id,
            revision,
            version_floor,
        }),
        None => Err(StoreError::NotFound(Thing::Experiment, id)),
    }
}

/// The log of this name, made where it is missing, and its new version.
async fn open(
    tx: &mut WriteTx,
    experiment: &ChangedExperiment,
    log: &LogWrite,
    now: Timestamp,
) -> Result<(i64, i64), StoreError> {
    let log_type = log.content.log_type();
    let found = sqlx::query_as(
        "UPDATE logs SET version = version + 1, changed_revision = $4, updated_at = $5 \
         WHERE experiment_id = $1 AND name = $2 AND log_type = $3 RETURNING id, version",
    )
    .bind(&experiment.id)
    .bind(&log.name)
    .bind(log_type.as_str())
    .bind(experiment.revision)
    .bind(now.unix_millis())
    .fetch_optional(&mut tx.conn)
    .await?;
    if let Some(id_and_version) = found {
        return Ok(id_and_version);
    }
    match type_of(&mut tx.conn, &experiment.id, &log.name).await? {
        Some(logged) => Err(StoreError::TypeConflict {
            name: log.name.clone(),
            logged,
            found: log_type,
        }),
        None => create(&mut tx.conn, experiment, log, now).await,
    }
}

/// The type of the log of this name; `None` where there is none.
pub(super) async fn type_of(
    conn: &mut SqliteConnection,
    experiment_id: &str,
    name: &str,
) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar("SELECT log_type FROM logs WHERE experiment_id = $1 AND name = $2")
        .bind(experiment_id)
        .bind(name)
        .fetch_optional(conn)
        .await
}

async fn create(
    conn: &mut SqliteConnection,
    experiment: &ChangedExperiment,
    log: &LogWrite,
    now: Timestamp,
) -> Result<(i64, i64), StoreError> {
    let id = next_id(conn, "log").await?;
    let version = experiment.version_floor + 1;
    let position: i64 = sqlx::query_scalar(
        "UPDATE experiments SET next_position = next_position + 1 WHERE id = $1 \
         RETURNING next_position - 1",
    )
    .bind(&experiment.id)
    .fetch_one(&mut *conn)
    .await?;
    sqlx::query(
        "INSERT INTO logs (id, experiment_id, position, name, log_type, version, \
         changed_revision, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)",
    )
    .bind(id)
    .bind(&experiment.id)
    .bind(position)
    .bind(&log.name)
    .bind(log.content.log_type().as_str())
    .bind(version)
    .bind(experiment.revision)
    .bind(now.unix_millis())
    .execute(conn)
    .await?;
    Ok((id, version))
}

/// Puts data in the place of the entry of the same step; without a step, of everything there was.
async fn put(
    tx: &mut WriteTx,
    log_id: i64,
    step: Option<f64>,
    data: &LogData,
    blob_sha256: Option<String>,
) -> Result<(), StoreError> {
    if step.is_some_and(|step| !step.is_finite()) {
        return Err(InvalidData::new("step", "is not finite").into());
    }
    // Adding zero turns -0 into 0: they are one step.
    let step = step.map(|step| step + 0.0);
    remove_replaced(tx, log_id, step).await?;
    let json = serde_json::to_string(data)
        .map_err(|_| InvalidData::new("data", "cannot be written as JSON"))?;
    sqlx::query(
        "INSERT INTO log_entries (log_id, step, blob_sha256, size_bytes, data) \
         VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(log_id)
    .bind(step)
    .bind(blob_sha256)
    .bind(json.len() as i64)
    .bind(json)
    .execute(&mut tx.conn)
    .await?;
    Ok(())
}

/// Removes what data of this step, or of none, take the place of.
async fn remove_replaced(
    tx: &mut WriteTx,
    log_id: i64,
    step: Option<f64>,
) -> Result<(), StoreError> {
    let replaced: Vec<Option<String>> = match step {
        None => {
            sqlx::query_scalar("DELETE FROM log_entries WHERE log_id = $1 RETURNING blob_sha256")
                .bind(log_id)
                .fetch_all(&mut tx.conn)
                .await?
        }
        Some(step) => {
            // One statement for both would read every entry of the log.
            let mut replaced = sqlx::query_scalar(DELETE_AT_STEP)
                .bind(log_id)
                .bind(step)
                .fetch_all(&mut tx.conn)
                .await?;
            let stepless = sqlx::query_scalar(DELETE_WITHOUT_STEP).bind(log_id);
            replaced.extend(stepless.fetch_all(&mut tx.conn).await?);
            replaced
        }
    };
    tx.touched_blobs.extend(replaced.into_iter().flatten());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::schema::open_writer;
    use super::*;

    /// One entry after the other took longer and longer: each put read all that were there.
    #[tokio::test]
    async fn the_entry_of_a_step_is_found_by_its_index() {
        let dir = tempfile::TempDir::new().unwrap();
        let mut conn = open_writer(dir.path()).await.unwrap();
        for statement in [DELETE_AT_STEP, DELETE_WITHOUT_STEP] {
            let explain = format!("EXPLAIN QUERY PLAN {statement}");
            let plan: (i64, i64, i64, String) = sqlx::query_as(sqlx::AssertSqlSafe(explain))
                .fetch_one(&mut conn)
                .await
                .unwrap();
            assert!(plan.3.ends_with("(log_id=? AND step=?)"), "{}", plan.3);
        }
    }
}
