//! Reading the data of logs: one log whole, and the points of many lines.

use super::Store;
use super::error::{StoreError, Thing};
use super::lines;
use super::log_list::raw;
use super::rows::parsed;
use runboard_model::wire::{Entry, HeldPoints, Log, WantedLog};
use runboard_model::{ExperimentId, LineData, LineSeries, LogType};
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

/// What a reader lacks of a line.
#[derive(Debug, Clone, PartialEq)]
pub struct LackedPoints {
    /// The experiment.
    pub experiment_id: ExperimentId,
    /// The log's name.
    pub log: String,
    /// The log's version.
    pub version: u64,
    /// The line's epoch.
    pub epoch: u64,
    /// How many of the reader's points stay; the lacked ones come after them.
    pub n_kept: u64,
    /// The line's name and the lacked points.
    pub series: LineSeries,
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
    pub async fn lacked_points(&self, wanted: &[WantedLog]) -> Result<Vec<LackedPoints>, StoreError> {
        let mut tx = self.read().await?;
        let mut lacked = Vec::new();
        for log in wanted {
            match find(&mut tx, log.experiment_id, &log.name).await {
                Ok(row) => lacked.extend(lacked_of_log(&mut tx, log, &row).await?),
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
        super::experiment_rows::row_of(conn, id).await?;
        return Err(StoreError::NotFound(Thing::Log, name.to_owned()));
    };
    Ok(LogRow {
        id: log_id,
        log_type: parsed(&log_type, "type of a log")?,
        version: version.unsigned_abs(),
    })
}

async fn all_points(
    conn: &mut SqliteConnection,
    log_id: i64,
) -> Result<Box<RawValue>, StoreError> {
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
) -> Result<Vec<LackedPoints>, StoreError> {
    let mut lacked = Vec::new();
    for line in lines::rows_of_log(conn, row.id).await? {
        let epoch = line.epoch.unsigned_abs();
        let n_kept = match wanted.have.get(&line.name) {
            Some(HeldPoints { epoch: held, count }) if *held == epoch => *count,
            _ => 0,
        };
        // A reader that claims more points than there are has others.
        let n_kept = if n_kept > line.n_points() { 0 } else { n_kept };
        lacked.push(LackedPoints {
            experiment_id: wanted.experiment_id,
            log: wanted.name.clone(),
            version: row.version,
            epoch,
            n_kept,
            series: lines::points_from(conn, &line, n_kept).await?,
        });
    }
    Ok(lacked)
}
