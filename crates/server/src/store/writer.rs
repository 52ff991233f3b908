//! The one writer: it takes what is queued into one transaction, commits, then acknowledges.
//!
//! Every job runs in a savepoint of its own, so a refused one leaves nothing behind and does not
//! touch its neighbours. What was acknowledged is on disk; many clients share one flush.

use super::blob_files::BlobFiles;
use super::error::StoreError;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use sqlx::{Connection, SqliteConnection};
use std::collections::BTreeSet;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use tokio::sync::{Mutex, Notify, mpsc, oneshot, watch};
use tokio::task::JoinHandle;

/// The most jobs of one transaction.
const MAX_JOBS_PER_COMMIT: usize = 256;
/// The most jobs that wait; then callers wait.
const MAX_QUEUED_JOBS: usize = 1024;

/// What a job works on.
pub(super) struct WriteTx {
    /// The only connection that writes; a transaction is open.
    pub(super) conn: SqliteConnection,
    /// The files beside the database.
    pub(super) files: BlobFiles,
    /// Blobs that were put in place or lost a reference: without any reference, they go after the
    /// transaction.
    pub(super) touched_blobs: BTreeSet<String>,
    /// Whether so much was deleted that the database's file should shrink after the transaction.
    pub(super) space: FreedSpace,
}

impl WriteTx {
    /// Starts a part of a job that may be undone by itself.
    pub(super) async fn begin_part(&mut self) -> Result<(), sqlx::Error> {
        execute(&mut self.conn, "SAVEPOINT part").await
    }

    /// Ends the part and keeps its changes.
    pub(super) async fn keep_part(&mut self) -> Result<(), sqlx::Error> {
        execute(&mut self.conn, "RELEASE SAVEPOINT part").await
    }

    /// Ends the part and undoes its changes.
    pub(super) async fn undo_part(&mut self) -> Result<(), sqlx::Error> {
        let sql = "ROLLBACK TO SAVEPOINT part; RELEASE SAVEPOINT part";
        execute(&mut self.conn, sql).await
    }
}

/// What deletions left in the database's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FreedSpace {
    /// Nothing that the next writes will not fill.
    Little,
    /// The room of a project, an experiment or all its logs.
    Much,
}

/// Work that is queued: it runs once, then its caller hears how it ended.
trait Job: Send {
    /// Does the work; tells whether its changes are to stay.
    fn run<'c>(&'c mut self, tx: &'c mut WriteTx) -> BoxFuture<'c, Kept>;
    /// Tells the caller the result, or that the transaction failed.
    fn finish(self: Box<Self>, commit: Commit);
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kept {
    Yes,
    No,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Commit {
    Done,
    NoRoom,
    Failed,
}

impl Commit {
    /// What becomes of a transaction that failed; the log says why.
    fn failed(error: sqlx::Error) -> Self {
        match StoreError::from(error) {
            // Each of the callers says so.
            StoreError::DiskFull => Self::NoRoom,
            error => {
                tracing::error!(error = &error as &dyn std::error::Error, "a commit failed");
                Self::Failed
            }
        }
    }
}

struct Pending<F, T> {
    work: Option<F>,
    result: Option<Result<T, StoreError>>,
    caller: oneshot::Sender<Result<T, StoreError>>,
}

impl<F, T> Job for Pending<F, T>
where
    F: for<'c> FnOnce(&'c mut WriteTx) -> BoxFuture<'c, Result<T, StoreError>> + Send,
    T: Send,
{
    fn run<'c>(&'c mut self, tx: &'c mut WriteTx) -> BoxFuture<'c, Kept> {
        Box::pin(async move {
            if let Some(work) = self.work.take() {
                self.result = Some(work(tx).await);
            }
            match self.result {
                Some(Ok(_)) => Kept::Yes,
                Some(Err(_)) | None => Kept::No,
            }
        })
    }

    fn finish(self: Box<Self>, commit: Commit) {
        let result = match (self.result, commit) {
            (Some(Err(refusal)), _) => Err(refusal),
            (Some(result), Commit::Done) => result,
            (Some(Ok(_)) | None, Commit::NoRoom) => Err(StoreError::DiskFull),
            (Some(Ok(_)), Commit::Failed) | (None, _) => Err(StoreError::Unavailable),
        };
        // A caller that went away does not want to know.
        let _ = self.caller.send(result);
    }
}

/// The queue of the writer.
pub(super) struct Writer {
    jobs: mpsc::Sender<Box<dyn Job>>,
    commits: watch::Receiver<u64>,
    stop: Arc<Notify>,
    task: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    /// Starts the writer on its connection.
    pub(super) fn start(conn: SqliteConnection, files: BlobFiles) -> Self {
        let (jobs, queue) = mpsc::channel(MAX_QUEUED_JOBS);
        let (committed, commits) = watch::channel(0);
        let stop = Arc::new(Notify::new());
        let tx = WriteTx {
            conn,
            files,
            touched_blobs: BTreeSet::new(),
            space: FreedSpace::Little,
        };
        let task = tokio::spawn(write_all(queue, stop.clone(), tx, committed));
        Self {
            jobs,
            commits,
            stop,
            task: Mutex::new(Some(task)),
        }
    }

    /// Changes with every commit.
    pub(super) fn commits(&self) -> watch::Receiver<u64> {
        self.commits.clone()
    }

    /// Returns when everything that was queued is done; later jobs are refused.
    pub(super) async fn stop(&self) {
        self.stop.notify_one();
        if let Some(task) = self.task.lock().await.take()
            && task.await.is_err()
        {
            tracing::error!("the writer had ended before it was stopped");
        }
    }

    /// Does `work` in a transaction; returns when its changes are on disk.
    pub(super) async fn write<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        F: for<'c> FnOnce(&'c mut WriteTx) -> BoxFuture<'c, Result<T, StoreError>> + Send + 'static,
        T: Send + 'static,
    {
        let (caller, answer) = oneshot::channel();
        let job = Box::new(Pending {
            work: Some(work),
            result: None,
            caller,
        });
        let sent = self.jobs.send(job).await;
        sent.map_err(|_| StoreError::Unavailable)?;
        answer.await.map_err(|_| StoreError::Unavailable)?
    }
}

async fn write_all(
    mut queue: mpsc::Receiver<Box<dyn Job>>,
    stop: Arc<Notify>,
    mut tx: WriteTx,
    committed: watch::Sender<u64>,
) {
    let mut jobs = Vec::with_capacity(MAX_JOBS_PER_COMMIT);
    loop {
        tokio::select! {
            biased;
            // What is queued when the stop comes is still done: a closed queue gives out its rest.
            () = stop.notified() => {
                queue.close();
                continue;
            }
            n_jobs = queue.recv_many(&mut jobs, MAX_JOBS_PER_COMMIT) => {
                if n_jobs == 0 {
                    break;
                }
            }
            // While nobody waits, a little at a time.
            () = std::future::ready(()), if tx.space == FreedSpace::Much => {
                give_back_space(&mut tx).await;
                continue;
            }
        }
        let commit = match commit_all(&mut jobs, &mut tx).await {
            Ok(()) => Commit::Done,
            Err(error) => {
                // Fails where the database has rolled back by itself, which is as well.
                let _ = execute(&mut tx.conn, "ROLLBACK").await;
                Commit::failed(error)
            }
        };
        remove_unused_blobs(&mut tx).await;
        for job in jobs.drain(..) {
            job.finish(commit);
        }
        committed.send_modify(|n_commits| *n_commits += 1);
    }
    if let Err(error) = tx.conn.close().await {
        tracing::warn!(
            error = &error as &dyn std::error::Error,
            "closing the database failed"
        );
    }
}

/// Gives some of the room that is not needed any more back to the file system.
async fn give_back_space(tx: &mut WriteTx) {
    match super::schema::shrink(&mut tx.conn).await {
        Ok(0) => tx.space = FreedSpace::Little,
        Ok(_) => {}
        Err(error) => {
            tx.space = FreedSpace::Little;
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "the file did not shrink"
            );
        }
    }
}

async fn commit_all(jobs: &mut [Box<dyn Job>], tx: &mut WriteTx) -> Result<(), sqlx::Error> {
    super::schema::begin_writing(&mut tx.conn).await?;
    execute(&mut tx.conn, "SAVEPOINT job").await?;
    for job in jobs {
        // A job that panics is refused like any other, and the writer goes on.
        let run = AssertUnwindSafe(job.run(tx)).catch_unwind().await;
        let next = match run.unwrap_or(Kept::No) {
            Kept::Yes => "RELEASE SAVEPOINT job; SAVEPOINT job",
            // The savepoint stays, for the next job.
            Kept::No => "ROLLBACK TO SAVEPOINT job",
        };
        execute(&mut tx.conn, next).await?;
    }
    execute(&mut tx.conn, "RELEASE SAVEPOINT job; COMMIT").await
}

async fn execute(conn: &mut SqliteConnection, sql: &'static str) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(sql).execute(conn).await.map(drop)
}

/// Removes the files of touched blobs that nothing refers to (any more).
///
/// It runs between transactions of the only writer, so nothing can refer to them meanwhile.
async fn remove_unused_blobs(tx: &mut WriteTx) {
    for sha256 in std::mem::take(&mut tx.touched_blobs) {
        let removed = match super::blobs::n_references(&mut tx.conn, &sha256).await {
            Ok(0) => tx.files.remove(&sha256).await.map_err(StoreError::from),
            Ok(_) => Ok(()),
            Err(error) => Err(StoreError::Database(error)),
        };
        if let Err(error) = removed {
            // The next start removes it.
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                sha256,
                "an unused file stays"
            );
        }
    }
}
