//! Files by the names that other clients know them under.

use super::Store;
use super::error::{StoreError, Thing};
use runboard_model::{ArtifactId, ExperimentId};
use sqlx::SqliteConnection;
use std::path::PathBuf;

/// A file that is looked for.
#[derive(Debug, Clone, Copy)]
pub struct WantedObject<'a> {
    /// The experiment that it belongs to.
    pub experiment_id: ExperimentId,
    /// The whole name.
    pub name: &'a str,
    /// What the name has instead of one that was kept: an artifact's identifier or a picture's hash.
    pub key: &'a str,
}

/// A file that is kept.
#[derive(Debug)]
pub struct StoredObject {
    /// SHA-256 of the bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// The file that holds the bytes.
    pub path: PathBuf,
}

impl Store {
    /// The file of an artifact, a console or a picture.
    pub async fn object(&self, wanted: WantedObject<'_>) -> Result<StoredObject, StoreError> {
        let found = find(&mut *self.read().await?, wanted).await?;
        let missing = || StoreError::NotFound(Thing::Upload, wanted.name.to_owned());
        let sha256 = found.ok_or_else(missing)?;
        Ok(StoredObject {
            path: self.files.path(&sha256),
            sha256,
        })
    }
}

async fn find(
    conn: &mut SqliteConnection,
    wanted: WantedObject<'_>,
) -> Result<Option<String>, sqlx::Error> {
    let artifact: Option<ArtifactId> = wanted.key.parse().ok();
    sqlx::query_scalar(
        "SELECT sha256 FROM artifacts WHERE experiment_id = $1 AND object_name = $2 \
         UNION ALL SELECT sha256 FROM console_files WHERE experiment_id = $1 AND object_name = $2 \
         UNION ALL SELECT sha256 FROM artifacts \
         WHERE experiment_id = $1 AND id = $3 AND object_name IS NULL \
         UNION ALL SELECT n.blob_sha256 FROM log_entries n JOIN logs l ON l.id = n.log_id \
         WHERE l.experiment_id = $1 AND n.blob_sha256 = $4 LIMIT 1",
    )
    .bind(wanted.experiment_id.to_string())
    .bind(wanted.name)
    .bind(artifact.map(|id| id.to_string()).unwrap_or_default())
    .bind(wanted.key)
    .fetch_optional(conn)
    .await
}
