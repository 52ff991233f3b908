//! Reading the data of logs: one log whole, and the points of many lines.

use super::Store;
use super::error::{StoreError, Thing};
use super::experiment_rows::check_is_there;
use super::lines;
use super::log_list::raw;
use super::rows::parsed;
use runboard_model::lines_binary::{LineSlice, LogLines};
use runboard_model::wire::{Entry, Log, WantedLog};
use runboard_model::{ExperimentId, LineData, LogType};
use serde_json::value::RawValue;
use sqlx::SqliteConnection;

/// Which entries of a log are read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum WantedEntry {
    /// All of them; the data is the latest.
    All,
    /// Only that of this step.
    AtStep(f64),
}

struct LogRow {
    id: i64,
    log_type: LogType,
    version: u64,
}

impl Store {
    /// A log with its data.
    pub async fn log(
        &self,
        id: ExperimentId,
        name: &str,
        wanted: WantedEntry,
    ) -> Result<Log, StoreError> {
        let mut tx = self.read().await?;
        let row = find(&mut tx, id, name).await?;
        let mut log = Log {
            name: name.to_owned(),
            log_type: row.log_type,
            version: row.version,
            data: RawValue::NULL.to_owned(),
            entries: None,
        };
        if row.log_type == LogType::Line {
            log.data = all_points(&mut tx, row.id).await?;
            return Ok(log);
        }
        let entries = entries(&mut tx, row.id, wanted).await?;
        let Some((last_step, last)) = entries.last() else {
            let step = match wanted {
                WantedEntry::AtStep(step) => format!("{name} at step {step}"),
                WantedEntry::All => name.to_owned(),
            };
            return Err(StoreError::NotFound(Thing::Entry, step));
        };
        log.data = last.clone();
        log.entries = last_step.is_some().then(|| {
            let entry = |(step, data): (Option<f64>, _)| step.map(|step| Entry { step, data });
            entries.into_iter().filter_map(entry).collect()
        });
        Ok(log)
    }

    /// What readers lack of the lines of these logs; a log that is not there is left out.
    pub async fn lacked_points(&self, wanted: &[WantedLog]) -> Result<Vec<LogLines>, StoreError> {
        let mut tx = self.read().await?;
        let mut lacked = Vec::new();
        for log in wanted {
            match find(&mut tx, log.experiment_id, &log.name).await {
                Ok(row) => lacked.push(lacked_of_log(&mut tx, log, &row).await?),
                Err(StoreError::NotFound(..)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(lacked)
    }
}

async fn find(
    conn: &mut SqliteConnection,
    id: ExperimentId,
    name: &str,
) -> Result<LogRow, StoreError> {
    let found: Option<(i64, String, i64)> = sqlx::query_as(
        "SELECT id, log_type, version FROM logs WHERE experiment_id = $1 AND name = $2",
    )
    .bind(id.to_string())
    .bind(name)
    .fetch_optional(&mut *conn)
    .await?;
    let Some((log_id, log_type, version)) = found else {
        // An experiment that is not there is the better answer.
        check_is_there(conn, id).await?;
        return Err(StoreError::NotFound(Thing::Log, name.to_owned()));
    };
    Ok(LogRow {
        id: log_id,
        log_type: parsed(&log_type, "type of a log")?,
        version: version.unsigned_abs(),
    })
}

async fn all_points(conn: &mut SqliteConnection, log_id: i64) -> Result<Box<RawValue>, StoreError> {
    let mut data = LineData::default();
    for line in lines::rows_of_log(conn, log_id).await? {
        data.lines.push(lines::points_from(conn, &line, 0).await?);
    }
    serde_json::value::to_raw_value(&data)
        .map_err(|_| StoreError::Unreadable(log_id.to_string(), "line that JSON can write"))
}

async fn entries(
    conn: &mut SqliteConnection,
    log_id: i64,
    wanted: WantedEntry,
) -> Result<Vec<(Option<f64>, Box<RawValue>)>, StoreError> {
    let step = match wanted {
        WantedEntry::All => None,
        WantedEntry::AtStep(step) => Some(step + 0.0),
    };
    let rows: Vec<(Option<f64>, String)> = sqlx::query_as(
        "SELECT step, data FROM log_entries WHERE log_id = $1 AND ($2 IS NULL OR step = $2) \
         ORDER BY step",
    )
    .bind(log_id)
    .bind(step)
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|(step, data)| Ok((step, raw(data)?)))
        .collect()
}

async fn lacked_of_log(
    conn: &mut SqliteConnection,
    wanted: &WantedLog,
    row: &LogRow,
) -> Result<LogLines, StoreError> {
    let mut lacked = Vec::new();
    for line in lines::rows_of_log(conn, row.id).await? {
        let epoch = line.epoch.unsigned_abs();
        let first_index = match wanted.have.get(&line.name) {
            // A reader that claims more points than there are has others.
            Some(held) if held.epoch == epoch && held.count <= line.n_points() => held.count,
            _ => 0,
        };
        let series = lines::points_from(conn, &line, first_index).await?;
        lacked.push(LineSlice {
            name: line.name,
            epoch,
            first_index,
            steps: series.steps,
            values: series.values,
            times: series.times,
        });
    }
    Ok(LogLines {
        experiment_id: wanted.experiment_id,
        name: wanted.name.clone(),
        version: row.version,
        lines: lacked,
    })
}
