//! Artifacts with the names of their files, by identifiers alone, as other clients keep them.

use super::Store;
use super::artifact_rows::{ArtifactFile, file, files_of};
use super::blob_files::StagedBlob;
use super::checked::checked_name;
use super::error::{StoreError, Thing};
use super::experiment_rows::check_is_there;
use super::logs::bump;
use super::writer::WriteTx;
use runboard_model::{ArtifactId, ExperimentId, Timestamp};
use uuid::Uuid;

/// A new artifact.
#[derive(Debug)]
pub struct NewArtifactFile {
    /// Its name, unique in the experiment.
    pub name: String,
    /// What the file is called.
    pub file_name: String,
    /// The name under which it was sent.
    pub object_name: String,
    /// Whether it was sent in parts.
    pub is_large: bool,
    /// Its bytes.
    pub bytes: StagedBlob,
}

/// What changes of an artifact; what is `None` stays.
#[derive(Debug, Default)]
pub struct ArtifactFilePatch {
    /// A new name.
    pub name: Option<String>,
    /// What the file is called.
    pub file_name: Option<String>,
    /// Whether it was sent in parts.
    pub is_large: Option<bool>,
    /// Another file, and the name under which it was sent.
    pub object: Option<(String, StagedBlob)>,
}

impl Store {
    /// The artifacts of an experiment in the order in which they came.
    pub async fn artifact_files(&self, id: ExperimentId) -> Result<Vec<ArtifactFile>, StoreError> {
        let mut tx = self.read().await?;
        check_is_there(&mut tx, id).await?;
        let mut files = files_of(&mut tx, id).await?;
        files.sort_by(|a, b| {
            let key = |file: &ArtifactFile| (file.artifact.created_at, file.artifact.name.clone());
            key(a).cmp(&key(b))
        });
        Ok(files)
    }

    /// The artifact of this identifier.
    pub async fn artifact_file(&self, id: ArtifactId) -> Result<ArtifactFile, StoreError> {
        file(&mut *self.read().await?, id).await
    }

    /// Refuses what cannot be the name of an artifact of the experiment: one that is none, or that another
    /// one than `own` has.
    pub async fn check_artifact_name(
        &self,
        id: ExperimentId,
        name: &str,
        own: Option<ArtifactId>,
    ) -> Result<(), StoreError> {
        checked_name("name", name)?;
        let files = files_of(&mut *self.read().await?, id).await?;
        let other = files.iter().find(|file| file.artifact.name == name);
        match other.is_none_or(|other| Some(other.artifact.id) == own) {
            true => Ok(()),
            false => Err(StoreError::NameTaken(Thing::Artifact, name.to_owned())),
        }
    }

    /// Keeps a file as an artifact; a name that is taken is refused.
    pub async fn create_artifact_file(
        &self,
        id: ExperimentId,
        new: NewArtifactFile,
        now: Timestamp,
    ) -> Result<ArtifactFile, StoreError> {
        checked_name("name", &new.name)?;
        self.writer
            .write(move |tx| Box::pin(create(tx, id, new, now)))
            .await
    }

    /// Changes what the patch names.
    pub async fn patch_artifact_file(
        &self,
        id: ArtifactId,
        patch: ArtifactFilePatch,
        now: Timestamp,
    ) -> Result<ArtifactFile, StoreError> {
        if let Some(name) = &patch.name {
            checked_name("name", name)?;
        }
        self.writer
            .write(move |tx| Box::pin(change(tx, id, patch, now)))
            .await
    }

    /// Removes artifacts of an experiment; those that are not in it are let be.
    pub async fn delete_artifact_files(
        &self,
        id: ExperimentId,
        artifacts: Vec<ArtifactId>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.writer
            .write(move |tx| Box::pin(delete_all(tx, id, artifacts, now)))
            .await
    }
}

async fn create(
    tx: &mut WriteTx,
    id: ExperimentId,
    new: NewArtifactFile,
    now: Timestamp,
) -> Result<ArtifactFile, StoreError> {
    bump(&mut tx.conn, id, now).await?;
    let artifact = ArtifactId(Uuid::new_v4());
    tx.touched_blobs.insert(new.bytes.sha256.clone());
    sqlx::query(
        "INSERT INTO artifacts (id, experiment_id, name, size_bytes, sha256, created_at, \
         file_name, object_name, is_large) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(artifact.to_string())
    .bind(id.to_string())
    .bind(&new.name)
    .bind(new.bytes.size_bytes as i64)
    .bind(&new.bytes.sha256)
    .bind(now.unix_millis())
    .bind(&new.file_name)
    .bind(&new.object_name)
    .bind(new.is_large)
    .execute(&mut tx.conn)
    .await
    .map_err(|e| StoreError::or_name_taken(e, Thing::Artifact, &new.name))?;
    tx.files.put_in_place(new.bytes).await?;
    file(&mut tx.conn, artifact).await
}

async fn change(
    tx: &mut WriteTx,
    id: ArtifactId,
    patch: ArtifactFilePatch,
    now: Timestamp,
) -> Result<ArtifactFile, StoreError> {
    let before = file(&mut tx.conn, id).await?;
    bump(&mut tx.conn, before.experiment_id, now).await?;
    let name = patch.name.unwrap_or(before.artifact.name);
    sqlx::query(
        "UPDATE artifacts SET name = $2, file_name = COALESCE($3, file_name), \
         is_large = COALESCE($4, is_large) WHERE id = $1",
    )
    .bind(id.to_string())
    .bind(&name)
    .bind(patch.file_name)
    .bind(patch.is_large)
    .execute(&mut tx.conn)
    .await
    .map_err(|e| StoreError::or_name_taken(e, Thing::Artifact, &name))?;
    if let Some((object_name, bytes)) = patch.object {
        tx.touched_blobs.insert(before.artifact.sha256);
        tx.touched_blobs.insert(bytes.sha256.clone());
        sqlx::query(
            "UPDATE artifacts SET object_name = $2, sha256 = $3, size_bytes = $4, \
             created_at = $5 WHERE id = $1",
        )
        .bind(id.to_string())
        .bind(object_name)
        .bind(&bytes.sha256)
        .bind(bytes.size_bytes as i64)
        .bind(now.unix_millis())
        .execute(&mut tx.conn)
        .await?;
        tx.files.put_in_place(bytes).await?;
    }
    file(&mut tx.conn, id).await
}

async fn delete_all(
    tx: &mut WriteTx,
    id: ExperimentId,
    artifacts: Vec<ArtifactId>,
    now: Timestamp,
) -> Result<(), StoreError> {
    bump(&mut tx.conn, id, now).await?;
    for artifact in artifacts {
        let gone: Option<String> = sqlx::query_scalar(
            "DELETE FROM artifacts WHERE id = $1 AND experiment_id = $2 RETURNING sha256",
        )
        .bind(artifact.to_string())
        .bind(id.to_string())
        .fetch_optional(&mut tx.conn)
        .await?;
        tx.touched_blobs.extend(gone);
    }
    Ok(())
}
