//! What experiments start from.

use super::Store;
use super::error::StoreError;
use super::experiment_rows::row_of;
use super::logs::{self, LogContent, LogWrite};
use super::rows::parsed;
use super::writer::WriteTx;
use runboard_model::error::InvalidData;
use runboard_model::wire::{LABELMAP, PARAMETERS};
use runboard_model::{ArtifactId, ExperimentId, LogData, LogType, ProjectId, Timestamp};
use std::collections::HashMap;
use uuid::Uuid;

impl Store {
    /// The experiment that this one started from, if it is still there.
    pub async fn base_of(&self, id: ExperimentId) -> Result<Option<ExperimentId>, StoreError> {
        let base: Option<Option<String>> =
            sqlx::query_scalar("SELECT base_experiment_id FROM experiments WHERE id = $1")
                .bind(id.to_string())
                .fetch_optional(&mut *self.read().await?)
                .await?;
        let base = base.flatten();
        base.map(|base| parsed(&base, "identifier of an experiment"))
            .transpose()
    }

    /// The experiments of a project that started from another, with that other.
    pub async fn bases_in(
        &self,
        project: ProjectId,
    ) -> Result<HashMap<ExperimentId, ExperimentId>, StoreError> {
        let rows: Vec<(String, String)> = sqlx::query_as(
            "SELECT id, base_experiment_id FROM experiments \
             WHERE project_id = $1 AND base_experiment_id IS NOT NULL",
        )
        .bind(project.to_string())
        .fetch_all(&mut *self.read().await?)
        .await?;
        let pair = |(id, base): (String, String)| {
            let what = "identifier of an experiment";
            Ok((parsed(&id, what)?, parsed(&base, what)?))
        };
        rows.into_iter().map(pair).collect()
    }

    /// Lets an experiment start from another one of its project, as if it were made so.
    pub async fn set_base(
        &self,
        id: ExperimentId,
        base: ExperimentId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.writer
            .write(move |tx| Box::pin(start_from(tx, id, base, now)))
            .await
    }
}

/// Lets an experiment start from another one of its project: it gets what that one has and it lacks of
/// parameters, labels and artifacts.
pub(super) async fn start_from(
    tx: &mut WriteTx,
    id: ExperimentId,
    base: ExperimentId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let own = row_of(&mut tx.conn, id).await?;
    let other = row_of(&mut tx.conn, base).await?;
    let refused = |reason| Err(InvalidData::new("base_experiment_id", reason).into());
    if id == base {
        return refused("is the experiment itself");
    }
    if own.project_id != other.project_id {
        return refused("is in another project");
    }
    logs::bump(&mut tx.conn, id, now).await?;
    sqlx::query("UPDATE experiments SET base_experiment_id = $2 WHERE id = $1")
        .bind(id.to_string())
        .bind(base.to_string())
        .execute(&mut tx.conn)
        .await?;
    for (name, log_type) in [(PARAMETERS, LogType::Table), (LABELMAP, LogType::Labelmap)] {
        copy_log(tx, id, base, (name, log_type), now).await?;
    }
    copy_artifacts(tx, id, base, now).await
}

/// Copies the latest data of a log, unless there is one of that name already.
async fn copy_log(
    tx: &mut WriteTx,
    id: ExperimentId,
    base: ExperimentId,
    (name, log_type): (&str, LogType),
    now: Timestamp,
) -> Result<(), StoreError> {
    let data: Option<String> = sqlx::query_scalar(
        "SELECT n.data FROM log_entries n JOIN logs l ON l.id = n.log_id \
         WHERE l.experiment_id = $1 AND l.name = $2 AND l.log_type = $3 \
         AND NOT EXISTS (SELECT 1 FROM logs o WHERE o.experiment_id = $4 AND o.name = $2) \
         ORDER BY n.step DESC NULLS LAST LIMIT 1",
    )
    .bind(base.to_string())
    .bind(name)
    .bind(log_type.as_str())
    .bind(id.to_string())
    .fetch_optional(&mut tx.conn)
    .await?;
    let Some(data) = data else {
        return Ok(());
    };
    let data = LogData::from_json(log_type, &data)
        .map_err(|_| StoreError::Unreadable(name.to_owned(), "log that can be copied"))?;
    let copy = LogWrite {
        name: name.to_owned(),
        content: LogContent::Data { data, step: None },
    };
    logs::write(tx, id, copy, now).await?;
    Ok(())
}

/// Copies all artifacts, unless there are some already; the bytes are shared.
async fn copy_artifacts(
    tx: &mut WriteTx,
    id: ExperimentId,
    base: ExperimentId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let has_some: Option<String> =
        sqlx::query_scalar("SELECT id FROM artifacts WHERE experiment_id = $1 LIMIT 1")
            .bind(id.to_string())
            .fetch_optional(&mut tx.conn)
            .await?;
    if has_some.is_some() {
        return Ok(());
    }
    let ids: Vec<String> = sqlx::query_scalar("SELECT id FROM artifacts WHERE experiment_id = $1")
        .bind(base.to_string())
        .fetch_all(&mut tx.conn)
        .await?;
    for artifact in ids {
        sqlx::query(
            "INSERT INTO artifacts \
             (id, experiment_id, name, size_bytes, sha256, created_at, file_name, is_large) \
             SELECT $2, $3, name, size_bytes, sha256, $4, file_name, is_large \
             FROM artifacts WHERE id = $1",
        )
        .bind(artifact)
        .bind(ArtifactId(Uuid::new_v4()).to_string())
        .bind(id.to_string())
        .bind(now.unix_millis())
        .execute(&mut tx.conn)
        .await?;
    }
    Ok(())
}
