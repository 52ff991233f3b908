//! The console's output as a file that a script sent, at most one for each experiment.

use super::Store;
use super::blob_files::StagedBlob;
use super::error::{StoreError, Thing};
use super::experiment_rows::check_is_there;
use super::logs::bump;
use super::rows::parsed;
use super::writer::WriteTx;
use runboard_model::{ExperimentId, Timestamp};
use sqlx::SqliteConnection;
use std::path::PathBuf;
use uuid::Uuid;

/// The output of a training as a file.
#[derive(Debug, Clone, PartialEq)]
pub struct ConsoleFile {
    /// Identifies it.
    pub id: Uuid,
    /// The experiment that it belongs to.
    pub experiment_id: ExperimentId,
    /// The name under which it was sent.
    pub object_name: String,
    /// Length in bytes.
    pub size_bytes: u64,
    /// SHA-256 of the bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// When it was sent.
    pub created_at: Timestamp,
}

impl Store {
    /// The file of an experiment's console.
    pub async fn console_file_of(&self, id: ExperimentId) -> Result<ConsoleFile, StoreError> {
        let mut tx = self.read().await?;
        check_is_there(&mut tx, id).await?;
        file_of_experiment(&mut tx, id).await
    }

    /// The file of this identifier.
    pub async fn console_file(&self, id: Uuid) -> Result<ConsoleFile, StoreError> {
        file_by_id(&mut *self.read().await?, id).await
    }

    /// Where the bytes of a file are.
    pub fn console_file_path(&self, file: &ConsoleFile) -> PathBuf {
        self.files.path(&file.sha256)
    }

    /// Keeps a file as the output of an experiment; the one before gives way, but for its identifier.
    pub async fn put_console_file(
        &self,
        id: ExperimentId,
        object_name: String,
        bytes: StagedBlob,
        now: Timestamp,
    ) -> Result<ConsoleFile, StoreError> {
        self.writer
            .write(move |tx| Box::pin(put(tx, id, object_name, bytes, now)))
            .await
    }

    /// Removes a file.
    pub async fn delete_console_file(&self, id: Uuid, now: Timestamp) -> Result<(), StoreError> {
        self.writer
            .write(move |tx| Box::pin(delete(tx, id, now)))
            .await
    }
}

type FileRow = (String, String, String, i64, String, i64);

/// The rows of files, each a [`FileRow`].
macro_rules! select_files {
    ($chosen:literal) => {
        concat!(
            "SELECT id, experiment_id, object_name, size_bytes, sha256, created_at \
             FROM console_files WHERE ",
            $chosen
        )
    };
}

/// The file of this identifier.
async fn file_by_id(conn: &mut SqliteConnection, id: Uuid) -> Result<ConsoleFile, StoreError> {
    let found = sqlx::query_as(select_files!("id = $1"))
        .bind(id.to_string())
        .fetch_optional(conn)
        .await?;
    file_from_row(found, id)
}

/// The file of an experiment's console.
async fn file_of_experiment(
    conn: &mut SqliteConnection,
    id: ExperimentId,
) -> Result<ConsoleFile, StoreError> {
    let found = sqlx::query_as(select_files!("experiment_id = $1"))
        .bind(id.to_string())
        .fetch_optional(conn)
        .await?;
    file_from_row(found, id)
}

fn file_from_row(row: Option<FileRow>, wanted: impl ToString) -> Result<ConsoleFile, StoreError> {
    let not_found = || StoreError::NotFound(Thing::ConsoleFile, wanted.to_string());
    let (id, experiment_id, object_name, size_bytes, sha256, created_at) =
        row.ok_or_else(not_found)?;
    Ok(ConsoleFile {
        id: parsed(&id, "identifier of a console's file")?,
        experiment_id: parsed(&experiment_id, "identifier of an experiment")?,
        object_name,
        size_bytes: size_bytes.unsigned_abs(),
        sha256,
        created_at: Timestamp::from_unix_millis(created_at),
    })
}

async fn put(
    tx: &mut WriteTx,
    id: ExperimentId,
    object_name: String,
    bytes: StagedBlob,
    now: Timestamp,
) -> Result<ConsoleFile, StoreError> {
    bump(&mut tx.conn, id, now).await?;
    match file_of_experiment(&mut tx.conn, id).await {
        Ok(before) => drop(tx.touched_blobs.insert(before.sha256)),
        Err(StoreError::NotFound(..)) => {}
        Err(error) => return Err(error),
    }
    tx.touched_blobs.insert(bytes.sha256.clone());
    sqlx::query(
        "INSERT INTO console_files (id, experiment_id, object_name, size_bytes, sha256, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (experiment_id) DO UPDATE SET \
         object_name = excluded.object_name, size_bytes = excluded.size_bytes, \
         sha256 = excluded.sha256, created_at = excluded.created_at",
    )
    .bind(Uuid::new_v4().to_string())
    .bind(id.to_string())
    .bind(object_name)
    .bind(bytes.size_bytes as i64)
    .bind(&bytes.sha256)
    .bind(now.unix_millis())
    .execute(&mut tx.conn)
    .await?;
    tx.files.put_in_place(bytes).await?;
    file_of_experiment(&mut tx.conn, id).await
}

async fn delete(tx: &mut WriteTx, id: Uuid, now: Timestamp) -> Result<(), StoreError> {
    let file = file_by_id(&mut tx.conn, id).await?;
    bump(&mut tx.conn, file.experiment_id, now).await?;
    tx.touched_blobs.insert(file.sha256);
    sqlx::query("DELETE FROM console_files WHERE id = $1")
        .bind(id.to_string())
        .execute(&mut tx.conn)
        .await?;
    Ok(())
}
