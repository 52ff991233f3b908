//! Batches of logs: each is taken once, however often it is sent.
//!
//! A client numbers its batches upwards. What came with a batch and the number of that batch are one
//! transaction, so a client that did not hear the answer may send the same batch again.

use super::Store;
use super::checked::{checked_label, checked_log_name};
use super::console::{self, ConsoleWrite};
use super::error::{StoreError, Thing};
use super::logs::{self, LogWrite};
use super::writer::WriteTx;
use runboard_model::error::InvalidData;
use runboard_model::{ExperimentId, Timestamp};

/// A numbered batch of logs.
#[derive(Debug)]
pub struct Batch {
    /// Who numbers the batches: a name of the client's choice.
    pub client: String,
    /// The number, larger than that of the client's batch before.
    pub sequence: u64,
    /// What is logged, in this order.
    pub logs: Vec<LogWrite>,
    /// What was printed meanwhile.
    pub console: Vec<ConsoleWrite>,
}

/// What became of a batch.
#[derive(Debug)]
pub enum BatchOutcome {
    /// It was taken; for each log why it was refused, or `None`.
    Applied(Vec<Option<StoreError>>),
    /// It, or a later one, had been taken before.
    Repeated,
}

impl Store {
    /// Logs a batch to an experiment; returns when it is on disk.
    ///
    /// A log that is refused leaves nothing behind and does not touch the others.
    pub async fn write_batch(
        &self,
        id: ExperimentId,
        batch: Batch,
        now: Timestamp,
    ) -> Result<BatchOutcome, StoreError> {
        checked_label("client", &batch.client)?;
        let n_lines = batch.console.iter().map(ConsoleWrite::n_lines).sum();
        console::check_n_lines("console", n_lines)?;
        self.writer
            .write(move |tx| Box::pin(write(tx, id, batch, now)))
            .await
    }
}

async fn write(
    tx: &mut WriteTx,
    id: ExperimentId,
    batch: Batch,
    now: Timestamp,
) -> Result<BatchOutcome, StoreError> {
    let sequence =
        i64::try_from(batch.sequence).map_err(|_| InvalidData::new("sequence", "is too large"))?;
    if !advance(tx, id, &batch.client, sequence).await? {
        return Ok(BatchOutcome::Repeated);
    }
    let mut refusals = Vec::with_capacity(batch.logs.len());
    for log in batch.logs {
        refusals.push(write_one(tx, id, log, now).await?);
    }
    if !batch.console.is_empty() {
        console::add(tx, id, batch.console, now).await?;
    }
    Ok(BatchOutcome::Applied(refusals))
}

/// Notes the number, unless it or a later one was noted before.
async fn advance(
    tx: &mut WriteTx,
    id: ExperimentId,
    client: &str,
    sequence: i64,
) -> Result<bool, StoreError> {
    let noted = sqlx::query(
        "INSERT INTO batches (experiment_id, client, last_sequence) \
         SELECT id, $2, $3 FROM experiments WHERE id = $1 \
         ON CONFLICT (experiment_id, client) DO UPDATE SET last_sequence = excluded.last_sequence \
         WHERE excluded.last_sequence > batches.last_sequence",
    )
    .bind(id.to_string())
    .bind(client)
    .bind(sequence)
    .execute(&mut tx.conn)
    .await?;
    if noted.rows_affected() > 0 {
        return Ok(true);
    }
    let n_found: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM experiments WHERE id = $1")
        .bind(id.to_string())
        .fetch_one(&mut tx.conn)
        .await?;
    if n_found == 0 {
        return Err(StoreError::NotFound(Thing::Experiment, id.to_string()));
    }
    Ok(false)
}

/// Logs one log of a batch; answers why it was refused, if it was.
async fn write_one(
    tx: &mut WriteTx,
    id: ExperimentId,
    log: LogWrite,
    now: Timestamp,
) -> Result<Option<StoreError>, StoreError> {
    tx.begin_part().await?;
    let written = match checked_log_name("name", &log.name) {
        Ok(()) => logs::write(tx, id, log, now).await,
        Err(error) => Err(error),
    };
    match written {
        Ok(_) => {
            tx.keep_part().await?;
            Ok(None)
        }
        Err(refusal @ (StoreError::Invalid(_) | StoreError::TypeConflict { .. })) => {
            tx.undo_part().await?;
            Ok(Some(refusal))
        }
        Err(error) => Err(error),
    }
}
