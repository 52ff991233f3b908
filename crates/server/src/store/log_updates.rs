//! Changes of logs that are more than one: logged only where there is nothing, changed in name and
//! data, deleted several at once. Each is taken whole or not at all.

use super::Store;
use super::checked::checked_log_name;
use super::error::{StoreError, Thing};
use super::experiment_rows::check_is_there;
use super::log_changes;
use super::log_ids::{LogId, place};
use super::logs::{self, LogContent, LogWrite};
use super::writer::WriteTx;
use runboard_model::wire::WrittenLog;
use runboard_model::{ExperimentId, LogType, Timestamp};

/// What changes of a log.
#[derive(Debug, Default)]
pub struct LogUpdate {
    /// A new name.
    pub name: Option<String>,
    /// Data of the log's type.
    pub content: Option<LogContent>,
}

/// What becomes of new data where a log of the name is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OldLog {
    /// It takes the data.
    Takes,
    /// It is in the way.
    Refuses,
}

impl Store {
    /// Refuses what could not be logged to the experiment: under a name that is none, of another type than
    /// the log of that name, or where that one refuses it.
    pub async fn check_log(
        &self,
        id: ExperimentId,
        name: &str,
        log_type: LogType,
        old: OldLog,
    ) -> Result<(), StoreError> {
        checked_log_name("name", name)?;
        let mut tx = self.read().await?;
        check_is_there(&mut tx, id).await?;
        match logs::type_of(&mut tx, &id.to_string(), name).await? {
            None => Ok(()),
            Some(_) if old == OldLog::Refuses => {
                Err(StoreError::NameTaken(Thing::Log, name.to_owned()))
            }
            Some(logged) if logged == log_type.as_str() => Ok(()),
            Some(logged) => Err(StoreError::TypeConflict {
                name: name.to_owned(),
                logged,
                found: log_type,
            }),
        }
    }

    /// Logs data under a name that nothing was logged under.
    pub async fn write_new_log(
        &self,
        id: ExperimentId,
        log: LogWrite,
        now: Timestamp,
    ) -> Result<WrittenLog, StoreError> {
        checked_log_name("name", &log.name)?;
        self.writer
            .write(move |tx| Box::pin(write_new(tx, id, log, now)))
            .await
    }

    /// Changes a log's data, its name, or both.
    pub async fn update_log(
        &self,
        id: LogId,
        update: LogUpdate,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        if let Some(name) = &update.name {
            checked_log_name("name", name)?;
        }
        self.writer
            .write(move |tx| Box::pin(change(tx, id, update, now)))
            .await
    }

    /// Removes a log.
    pub async fn delete_log_by_id(&self, id: LogId, now: Timestamp) -> Result<(), StoreError> {
        self.writer
            .write(move |tx| Box::pin(delete(tx, id, now)))
            .await
    }

    /// Removes logs of an experiment; those that are not in it are let be.
    pub async fn delete_logs_by_id(
        &self,
        id: ExperimentId,
        logs: Vec<LogId>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.writer
            .write(move |tx| Box::pin(delete_all(tx, id, logs, now)))
            .await
    }
}

async fn write_new(
    tx: &mut WriteTx,
    id: ExperimentId,
    log: LogWrite,
    now: Timestamp,
) -> Result<WrittenLog, StoreError> {
    match logs::type_of(&mut tx.conn, &id.to_string(), &log.name).await? {
        Some(_) => Err(StoreError::NameTaken(Thing::Log, log.name)),
        None => logs::write(tx, id, log, now).await,
    }
}

async fn change(
    tx: &mut WriteTx,
    id: LogId,
    update: LogUpdate,
    now: Timestamp,
) -> Result<(), StoreError> {
    let place = place(&mut tx.conn, id).await?;
    let experiment = place.experiment_id;
    if let Some(content) = update.content {
        let name = place.name.clone();
        logs::write(tx, experiment, LogWrite { name, content }, now).await?;
    }
    if let Some(name) = update.name {
        log_changes::rename(tx, experiment, place.name, name, now).await?;
    }
    Ok(())
}

async fn delete(tx: &mut WriteTx, id: LogId, now: Timestamp) -> Result<(), StoreError> {
    let place = place(&mut tx.conn, id).await?;
    log_changes::delete(tx, place.experiment_id, place.name, now).await
}

async fn delete_all(
    tx: &mut WriteTx,
    id: ExperimentId,
    logs: Vec<LogId>,
    now: Timestamp,
) -> Result<(), StoreError> {
    check_is_there(&mut tx.conn, id).await?;
    for log in logs {
        match place(&mut tx.conn, log).await {
            Ok(place) if place.experiment_id == id => {
                log_changes::delete(tx, id, place.name, now).await?;
            }
            Ok(_) | Err(StoreError::NotFound(..)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
