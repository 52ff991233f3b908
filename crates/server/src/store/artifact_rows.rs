//! The rows of artifacts.

use super::error::{StoreError, Thing};
use super::rows::parsed;
use runboard_model::wire::Artifact;
use runboard_model::{ArtifactId, ExperimentId, Timestamp};
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row, SqliteConnection};

/// An artifact and what its client told of the file; nothing of that for one of our own API.
#[derive(Debug, Clone, PartialEq)]
pub struct ArtifactFile {
    /// What is known of it.
    pub artifact: Artifact,
    /// The experiment that keeps it.
    pub experiment_id: ExperimentId,
    /// What the file was called.
    pub file_name: Option<String>,
    /// The name under which it was sent.
    pub object_name: Option<String>,
    /// Whether it was sent in parts.
    pub is_large: Option<bool>,
}

/// The statement that reads artifacts; which ones comes after it.
macro_rules! select_artifacts {
    ($rest:literal) => {
        concat!(
            "SELECT id, experiment_id, name, size_bytes, sha256, created_at, file_name, \
             object_name, is_large FROM artifacts ",
            $rest
        )
    };
}

impl<'r> FromRow<'r, SqliteRow> for ArtifactFile {
    fn from_row(row: &'r SqliteRow) -> Result<Self, sqlx::Error> {
        let decode = |error: StoreError| sqlx::Error::Decode(error.into());
        let id: &str = row.try_get("id")?;
        let experiment: &str = row.try_get("experiment_id")?;
        Ok(Self {
            artifact: Artifact {
                id: parsed(id, "identifier of an artifact").map_err(decode)?,
                name: row.try_get("name")?,
                size_bytes: row.try_get::<i64, _>("size_bytes")?.unsigned_abs(),
                sha256: row.try_get("sha256")?,
                created_at: Timestamp::from_unix_millis(row.try_get("created_at")?),
            },
            experiment_id: parsed(experiment, "identifier of an experiment").map_err(decode)?,
            file_name: row.try_get("file_name")?,
            object_name: row.try_get("object_name")?,
            is_large: row.try_get("is_large")?,
        })
    }
}

/// The artifacts of an experiment.
pub(super) async fn files_of(
    conn: &mut SqliteConnection,
    id: ExperimentId,
) -> Result<Vec<ArtifactFile>, sqlx::Error> {
    sqlx::query_as(select_artifacts!("WHERE experiment_id = $1"))
        .bind(id.to_string())
        .fetch_all(conn)
        .await
}

/// The artifact of this identifier.
pub(super) async fn file(
    conn: &mut SqliteConnection,
    id: ArtifactId,
) -> Result<ArtifactFile, StoreError> {
    let found = sqlx::query_as(select_artifacts!("WHERE id = $1"))
        .bind(id.to_string())
        .fetch_optional(conn)
        .await?;
    found.ok_or_else(|| StoreError::NotFound(Thing::Artifact, id.to_string()))
}

/// The artifact of an experiment with this identifier or else this name.
pub(super) async fn find(
    conn: &mut SqliteConnection,
    id: ExperimentId,
    id_or_name: &str,
) -> Result<ArtifactFile, StoreError> {
    // Identifiers may be written in capitals.
    let artifact_id = id_or_name
        .parse()
        .map_or_else(|_| String::new(), |id: ArtifactId| id.to_string());
    let found = sqlx::query_as(select_artifacts!(
        "WHERE experiment_id = $1 AND (id = $2 OR name = $3) \
         ORDER BY CASE WHEN id = $2 THEN 0 ELSE 1 END LIMIT 1"
    ))
    .bind(id.to_string())
    .bind(artifact_id)
    .bind(id_or_name)
    .fetch_optional(conn)
    .await?;
    found.ok_or_else(|| StoreError::NotFound(Thing::Artifact, id_or_name.to_owned()))
}
