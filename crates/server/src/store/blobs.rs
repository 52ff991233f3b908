//! Which files are referred to: pictures by entries of logs, others by artifacts and consoles.

use super::Store;
use super::error::{StoreError, Thing};
use super::writer::WriteTx;
use runboard_model::{ExperimentId, ImageData, ProjectId};
use sqlx::SqliteConnection;
use std::collections::HashSet;
use std::path::PathBuf;

/// The bytes of a picture.
#[derive(Debug)]
pub struct StoredBlob {
    /// `image/png`, `image/jpeg`, `image/gif` or `image/webp`.
    pub media_type: String,
    /// The file that holds them.
    pub path: PathBuf,
}

/// What is about to lose its blobs.
#[derive(Debug, Clone, Copy)]
pub(super) enum BlobsOf {
    /// Everything in a project.
    Project(ProjectId),
    /// Everything in an experiment.
    Experiment(ExperimentId),
    /// The logs of an experiment.
    LogsOf(ExperimentId),
    /// All entries of a log.
    Log(i64),
}

/// The statements that read the blobs of some experiments: of their logs, artifacts and consoles.
macro_rules! select_blobs {
    ($chosen:literal) => {
        [
            concat!(
                "SELECT n.blob_sha256 FROM log_entries n JOIN logs l ON l.id = n.log_id \
                 JOIN experiments e ON e.id = l.experiment_id \
                 WHERE n.blob_sha256 IS NOT NULL AND ",
                $chosen
            ),
            concat!(
                "SELECT a.sha256 FROM artifacts a \
                 JOIN experiments e ON e.id = a.experiment_id WHERE ",
                $chosen
            ),
            concat!(
                "SELECT c.sha256 FROM console_files c \
                 JOIN experiments e ON e.id = c.experiment_id WHERE ",
                $chosen
            ),
        ]
    };
}

const OF_EXPERIMENT: [&str; 3] = select_blobs!("e.id = $1");
const OF_PROJECT: [&str; 3] = select_blobs!("e.project_id = $1");

/// Notes the blobs of what is about to be deleted, so that those without another reference go.
pub(super) async fn touch_all(tx: &mut WriteTx, of: BlobsOf) -> Result<(), sqlx::Error> {
    let [of_logs, ..] = OF_EXPERIMENT;
    let (statements, id): (&[&'static str], String) = match of {
        BlobsOf::Log(id) => return touch_log(tx, id).await,
        BlobsOf::LogsOf(id) => (&[of_logs], id.to_string()),
        BlobsOf::Experiment(id) => (&OF_EXPERIMENT, id.to_string()),
        BlobsOf::Project(id) => (&OF_PROJECT, id.to_string()),
    };
    for statement in statements {
        let blobs: Vec<String> = sqlx::query_scalar(*statement)
            .bind(&id)
            .fetch_all(&mut tx.conn)
            .await?;
        tx.touched_blobs.extend(blobs);
    }
    Ok(())
}

async fn touch_log(tx: &mut WriteTx, id: i64) -> Result<(), sqlx::Error> {
    let blobs: Vec<String> = sqlx::query_scalar(
        "SELECT blob_sha256 FROM log_entries WHERE log_id = $1 AND blob_sha256 IS NOT NULL",
    )
    .bind(id)
    .fetch_all(&mut tx.conn)
    .await?;
    tx.touched_blobs.extend(blobs);
    Ok(())
}

/// How many entries, artifacts and consoles refer to a blob.
pub(super) async fn n_references(
    conn: &mut SqliteConnection,
    sha256: &str,
) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT (SELECT COUNT(*) FROM log_entries WHERE blob_sha256 = $1) \
         + (SELECT COUNT(*) FROM artifacts WHERE sha256 = $1) \
         + (SELECT COUNT(*) FROM console_files WHERE sha256 = $1)",
    )
    .bind(sha256)
    .fetch_one(conn)
    .await
}

/// Every blob that is referred to.
pub(super) async fn all_references(
    conn: &mut SqliteConnection,
) -> Result<HashSet<String>, sqlx::Error> {
    let blobs: Vec<String> = sqlx::query_scalar(
        "SELECT blob_sha256 FROM log_entries WHERE blob_sha256 IS NOT NULL \
         UNION SELECT sha256 FROM artifacts UNION SELECT sha256 FROM console_files",
    )
    .fetch_all(conn)
    .await?;
    Ok(blobs.into_iter().collect())
}

impl Store {
    /// The bytes of the picture with this hash; those of artifacts are not given out here.
    pub async fn blob(&self, sha256: &str) -> Result<StoredBlob, StoreError> {
        let not_found = || StoreError::NotFound(Thing::Blob, sha256.to_owned());
        let data: Option<String> =
            sqlx::query_scalar("SELECT data FROM log_entries WHERE blob_sha256 = $1 LIMIT 1")
                .bind(sha256)
                .fetch_optional(&mut *self.read().await?)
                .await?;
        let image: ImageData = serde_json::from_str(&data.ok_or_else(not_found)?)
            .map_err(|_| StoreError::Unreadable(sha256.to_owned(), "data of an image"))?;
        Ok(StoredBlob {
            media_type: image.media_type,
            path: self.files.path(sha256),
        })
    }
}
