//! The store: all SQL, and the files beside the database.
//!
//! Reads run on a few connections that see one moment each; writes are queued to the one writer
//! (see `writer`). Every function that writes takes the moment as a parameter.

mod artifact_files;
mod artifact_rows;
mod artifacts;
mod bases;
mod batches;
mod blob_files;
mod blobs;
mod checked;
mod commits;
mod console;
mod console_files;
mod details;
mod details_cache;
mod error;
mod experiment_deletion;
mod experiment_list;
mod experiment_order;
mod experiment_rows;
mod experiments;
mod former_names;
mod lines;
mod log_changes;
mod log_ids;
mod log_list;
mod log_reads;
mod log_updates;
mod logs;
mod objects;
mod projects;
mod revisions;
mod rows;
mod schema;
mod scope;
mod token_desk;
mod tokens;
mod uploads;
mod views;
mod waiting_files;
mod writer;

pub use artifact_files::{ArtifactFilePatch, NewArtifactFile};
pub use artifact_rows::ArtifactFile;
pub use artifacts::StoredArtifact;
pub use batches::{Batch, BatchOutcome};
pub use blob_files::{BlobWriter, StagedBlob};
pub use blobs::StoredBlob;
pub use console::{ConsoleSlice, ConsoleWrite, WantedLines};
pub use console_files::ConsoleFile;
pub use error::{StoreError, Thing};
pub use experiment_list::{ListExperiments, ListedPart};
pub use experiment_order::{SortKey, SortOrder};
pub use experiments::{CreateExperiment, ExperimentPlace};
pub use log_ids::{LogId, LogPlace, WantedPoints, WholeLog};
pub use log_reads::WantedEntry;
pub use log_updates::{LogUpdate, OldLog};
pub use logs::{LogContent, LogWrite, OldPoints};
pub use objects::{StoredObject, WantedObject};
pub use token_desk::{NewToken, TokenDesk};
pub use tokens::StoredToken;
pub use uploads::UploadedPart;

use blob_files::BlobFiles;
use details_cache::DetailsCache;
use sqlx::{Sqlite, SqlitePool, Transaction};
use std::fs::{File, TryLockError};
use std::path::Path;
use tokio_util::sync::CancellationToken;
use uploads::Uploads;
use writer::Writer;

/// A data directory: the database and the files beside it.
pub struct Store {
    readers: SqlitePool,
    writer: Writer,
    files: BlobFiles,
    // Cancelled when the server is about to end.
    ending: CancellationToken,
    uploads: Uploads,
    details: DetailsCache,
    // Locked for as long as the store is open.
    _lock: File,
}

impl Store {
    /// Opens the data directory, which is made where it is missing; a crash's leavings go.
    pub async fn open(data_dir: &Path) -> Result<Self, StoreError> {
        std::fs::create_dir_all(data_dir)?;
        let lock = locked(data_dir)?;
        let mut conn = schema::open_writer(data_dir).await?;
        let files = BlobFiles::open(data_dir)?;
        let used = blobs::all_references(&mut conn).await?;
        let n_removed = files.sweep(&used)?;
        if n_removed > 0 {
            tracing::info!(n_removed, "removed files that nothing refers to");
        }
        Ok(Self {
            readers: schema::readers(data_dir),
            writer: Writer::start(conn, files.clone()),
            files,
            ending: CancellationToken::new(),
            uploads: Uploads::open(data_dir)?,
            details: DetailsCache::default(),
            _lock: lock,
        })
    }

    /// Finishes what is queued and closes the database; later writes are refused.
    pub async fn close(&self) {
        self.writer.stop().await;
        self.readers.close().await;
    }

    /// A connection that sees the database as it is at its first query.
    async fn read(&self) -> Result<Transaction<'static, Sqlite>, StoreError> {
        Ok(self.readers.begin().await?)
    }
}

fn locked(data_dir: &Path) -> Result<File, StoreError> {
    // A file of that name that somebody else put there keeps what is in it.
    // Opened for reading, too: Windows locks no file that is only appended to.
    let lock = File::options()
        .create(true)
        .read(true)
        .append(true)
        .open(data_dir.join("lock"))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse(data_dir.display().to_string())),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}
