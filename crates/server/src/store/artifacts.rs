//! Artifacts: files kept with an experiment.

use super::Store;
use super::artifact_rows;
use super::blob_files::StagedBlob;
use super::checked::checked_name;
use super::error::{StoreError, Thing};
use super::experiment_rows::check_is_there;
use super::logs::bump;
use super::writer::WriteTx;
use runboard_model::wire::Artifact;
use runboard_model::{ArtifactId, ExperimentId, Timestamp};
use sqlx::SqliteConnection;
use std::path::PathBuf;
use uuid::Uuid;

/// An artifact and where its bytes are.
#[derive(Debug)]
pub struct StoredArtifact {
    /// What is known of it.
    pub artifact: Artifact,
    /// The file that holds its bytes.
    pub path: PathBuf,
}

/// The artifact of this identifier or else this name.
async fn find(
    conn: &mut SqliteConnection,
    id: ExperimentId,
    id_or_name: &str,
) -> Result<Artifact, StoreError> {
    check_is_there(&mut *conn, id).await?;
    Ok(artifact_rows::find(conn, id, id_or_name).await?.artifact)
}

impl Store {
    /// The artifacts of an experiment by name.
    pub async fn artifacts(&self, id: ExperimentId) -> Result<Vec<Artifact>, StoreError> {
        let mut tx = self.read().await?;
        check_is_there(&mut tx, id).await?;
        let files = artifact_rows::files_of(&mut tx, id).await?;
        let mut artifacts: Vec<Artifact> = files.into_iter().map(|file| file.artifact).collect();
        artifacts
            .sort_by_cached_key(|artifact| (artifact.name.to_lowercase(), artifact.name.clone()));
        Ok(artifacts)
    }

    /// The artifact with this identifier or name.
    pub async fn artifact(
        &self,
        id: ExperimentId,
        id_or_name: &str,
    ) -> Result<StoredArtifact, StoreError> {
        let artifact = find(&mut *self.read().await?, id, id_or_name).await?;
        Ok(StoredArtifact {
            path: self.files.path(&artifact.sha256),
            artifact,
        })
    }

    /// Keeps a file with an experiment; one of the same name gives way.
    pub async fn put_artifact(
        &self,
        id: ExperimentId,
        name: String,
        bytes: StagedBlob,
        now: Timestamp,
    ) -> Result<Artifact, StoreError> {
        checked_name("name", &name)?;
        self.writer
            .write(move |tx| Box::pin(put(tx, id, name, bytes, now)))
            .await
    }

    /// Gives an artifact another name.
    pub async fn rename_artifact(
        &self,
        id: ExperimentId,
        id_or_name: String,
        new_name: String,
        now: Timestamp,
    ) -> Result<Artifact, StoreError> {
        checked_name("name", &new_name)?;
        self.writer
            .write(move |tx| Box::pin(rename(tx, id, id_or_name, new_name, now)))
            .await
    }

    /// Removes an artifact.
    pub async fn delete_artifact(
        &self,
        id: ExperimentId,
        id_or_name: String,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.writer
            .write(move |tx| Box::pin(delete(tx, id, id_or_name, now)))
            .await
    }
}

async fn put(
    tx: &mut WriteTx,
    id: ExperimentId,
    name: String,
    bytes: StagedBlob,
    now: Timestamp,
) -> Result<Artifact, StoreError> {
    bump(&mut tx.conn, id, now).await?;
    let replaced: Option<String> = sqlx::query_scalar(
        "DELETE FROM artifacts WHERE experiment_id = $1 AND name = $2 RETURNING sha256",
    )
    .bind(id.to_string())
    .bind(&name)
    .fetch_optional(&mut tx.conn)
    .await?;
    tx.touched_blobs.extend(replaced);
    tx.touched_blobs.insert(bytes.sha256.clone());
    let artifact = Artifact {
        id: ArtifactId(Uuid::new_v4()),
        name,
        size_bytes: bytes.size_bytes,
        sha256: bytes.sha256.clone(),
        created_at: now,
    };
    tx.files.put_in_place(bytes).await?;
    sqlx::query(
        "INSERT INTO artifacts (id, experiment_id, name, size_bytes, sha256, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(artifact.id.to_string())
    .bind(id.to_string())
    .bind(&artifact.name)
    .bind(artifact.size_bytes as i64)
    .bind(&artifact.sha256)
    .bind(now.unix_millis())
    .execute(&mut tx.conn)
    .await?;
    Ok(artifact)
}

async fn rename(
    tx: &mut WriteTx,
    id: ExperimentId,
    id_or_name: String,
    new_name: String,
    now: Timestamp,
) -> Result<Artifact, StoreError> {
    let artifact = find(&mut tx.conn, id, &id_or_name).await?;
    if artifact.name == new_name {
        return Ok(artifact);
    }
    bump(&mut tx.conn, id, now).await?;
    sqlx::query("UPDATE artifacts SET name = $2 WHERE id = $1")
        .bind(artifact.id.to_string())
        .bind(&new_name)
        .execute(&mut tx.conn)
        .await
        .map_err(|e| StoreError::or_name_taken(e, Thing::Artifact, &new_name))?;
    Ok(Artifact {
        name: new_name,
        ..artifact
    })
}

async fn delete(
    tx: &mut WriteTx,
    id: ExperimentId,
    id_or_name: String,
    now: Timestamp,
) -> Result<(), StoreError> {
    let artifact = find(&mut tx.conn, id, &id_or_name).await?;
    bump(&mut tx.conn, id, now).await?;
    sqlx::query("DELETE FROM artifacts WHERE id = $1")
        .bind(artifact.id.to_string())
        .execute(&mut tx.conn)
        .await?;
    tx.touched_blobs.insert(artifact.sha256);
    Ok(())
}
