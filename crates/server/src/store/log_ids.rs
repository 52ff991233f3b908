//! Logs by identifiers of their own, which stay when the log is renamed, with all their data.

use super::Store;
use super::error::{StoreError, Thing};
use super::experiment_rows::check_is_there;
use super::lines;
use super::rows::parsed;
use runboard_model::{ExperimentId, LineData, LogData, LogType, Timestamp};
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row, SqliteConnection};
use std::fmt;

/// Identifies a log on this server; it is never used again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LogId(pub u64);

impl fmt::Display for LogId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl LogId {
    /// The number as the database keeps it; one that it cannot keep is that of no log.
    pub(super) fn key(self) -> i64 {
        i64::try_from(self.0).unwrap_or(-1)
    }
}

/// Where a log is and what it is called.
#[derive(Debug, Clone, PartialEq)]
pub struct LogPlace {
    /// The log.
    pub id: LogId,
    /// The experiment that it belongs to.
    pub experiment_id: ExperimentId,
    /// Its name.
    pub name: String,
    /// Its type.
    pub log_type: LogType,
    /// When it was first logged.
    pub created_at: Timestamp,
    /// When it was last logged.
    pub updated_at: Timestamp,
}

/// Which points of a log's lines are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WantedPoints {
    /// All of them.
    All,
    /// The last ones, so many in all; at least one of each line.
    Last(u64),
}

/// A log with its canonical data; the latest entry's where there are step entries.
#[derive(Debug, Clone, PartialEq)]
pub struct WholeLog {
    /// What it is.
    pub place: LogPlace,
    /// The points of a line that were wanted, or the latest data.
    pub data: LogData,
}

impl<'r> FromRow<'r, SqliteRow> for LogPlace {
    fn from_row(row: &'r SqliteRow) -> Result<Self, sqlx::Error> {
        let decode = |error: StoreError| sqlx::Error::Decode(error.into());
        let experiment: &str = row.try_get("experiment_id")?;
        let log_type: &str = row.try_get("log_type")?;
        let time = |column: &str| row.try_get(column).map(Timestamp::from_unix_millis);
        Ok(Self {
            id: LogId(row.try_get::<i64, _>("id")?.unsigned_abs()),
            experiment_id: parsed(experiment, "identifier of an experiment").map_err(decode)?,
            name: row.try_get("name")?,
            log_type: parsed(log_type, "type of a log").map_err(decode)?,
            created_at: time("created_at")?,
            updated_at: time("updated_at")?,
        })
    }
}

impl Store {
    /// Where the log of this identifier is.
    pub async fn log_place(&self, id: LogId) -> Result<LogPlace, StoreError> {
        place(&mut *self.read().await?, id).await
    }

    /// The logs of an experiment in logged order, without their data.
    pub async fn log_places(&self, id: ExperimentId) -> Result<Vec<LogPlace>, StoreError> {
        places(&mut *self.read().await?, id).await
    }

    /// The log of this identifier with its data.
    pub async fn whole_log(&self, id: LogId, wanted: WantedPoints) -> Result<WholeLog, StoreError> {
        let mut tx = self.read().await?;
        let place = place(&mut tx, id).await?;
        whole(&mut tx, place, wanted).await
    }

    /// The log of this name with its data.
    pub async fn whole_log_named(
        &self,
        id: ExperimentId,
        name: &str,
        wanted: WantedPoints,
    ) -> Result<WholeLog, StoreError> {
        let mut tx = self.read().await?;
        let place = place_named(&mut tx, id, name).await?;
        whole(&mut tx, place, wanted).await
    }

    /// These logs with their data; those that are gone meanwhile are left out.
    pub async fn whole_logs(&self, places: Vec<LogPlace>) -> Result<Vec<WholeLog>, StoreError> {
        let mut tx = self.read().await?;
        let mut logs = Vec::with_capacity(places.len());
        for place in places {
            match whole(&mut tx, place, WantedPoints::All).await {
                Ok(log) => logs.push(log),
                Err(StoreError::NotFound(..)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(logs)
    }
}

/// The log of this identifier.
pub(super) async fn place(conn: &mut SqliteConnection, id: LogId) -> Result<LogPlace, StoreError> {
    let found = sqlx::query_as(
        "SELECT id, experiment_id, name, log_type, created_at, updated_at FROM logs WHERE id = $1",
    )
    .bind(id.key())
    .fetch_optional(conn)
    .await?;
    found.ok_or_else(|| StoreError::NotFound(Thing::Log, id.to_string()))
}

async fn place_named(
    conn: &mut SqliteConnection,
    id: ExperimentId,
    name: &str,
) -> Result<LogPlace, StoreError> {
    let found = sqlx::query_as(
        "SELECT id, experiment_id, name, log_type, created_at, updated_at FROM logs \
         WHERE experiment_id = $1 AND name = $2",
    )
    .bind(id.to_string())
    .bind(name)
    .fetch_optional(&mut *conn)
    .await?;
    if found.is_none() {
        // An experiment that is not there is the better answer.
        check_is_there(conn, id).await?;
    }
    found.ok_or_else(|| StoreError::NotFound(Thing::Log, name.to_owned()))
}

async fn places(
    conn: &mut SqliteConnection,
    id: ExperimentId,
) -> Result<Vec<LogPlace>, StoreError> {
    check_is_there(conn, id).await?;
    let places = sqlx::query_as(
        "SELECT id, experiment_id, name, log_type, created_at, updated_at FROM logs \
         WHERE experiment_id = $1 ORDER BY position",
    )
    .bind(id.to_string())
    .fetch_all(conn)
    .await?;
    Ok(places)
}

async fn whole(
    conn: &mut SqliteConnection,
    place: LogPlace,
    wanted: WantedPoints,
) -> Result<WholeLog, StoreError> {
    let data = if place.log_type == LogType::Line {
        LogData::Line(points(conn, place.id, wanted).await?)
    } else {
        latest(conn, &place).await?
    };
    Ok(WholeLog { place, data })
}

async fn points(
    conn: &mut SqliteConnection,
    id: LogId,
    wanted: WantedPoints,
) -> Result<LineData, StoreError> {
    let rows = lines::rows_of_log(conn, id.key()).await?;
    let n_points: u64 = rows.iter().map(lines::LineRow::n_points).sum();
    let n_of_each = match wanted {
        WantedPoints::Last(n_last) if n_last < n_points => (n_last / rows.len() as u64).max(1),
        _ => u64::MAX,
    };
    let mut data = LineData::default();
    for row in rows {
        let n_left_out = row.n_points().saturating_sub(n_of_each);
        let read = lines::points_from(conn, &row, n_left_out).await?;
        data.lines.push(read);
    }
    Ok(data)
}

async fn latest(conn: &mut SqliteConnection, place: &LogPlace) -> Result<LogData, StoreError> {
    let json: Option<String> = sqlx::query_scalar(
        "SELECT data FROM log_entries WHERE log_id = $1 ORDER BY step DESC NULLS LAST LIMIT 1",
    )
    .bind(place.id.key())
    .fetch_optional(conn)
    .await?;
    let json = json.ok_or_else(|| StoreError::NotFound(Thing::Entry, place.name.clone()))?;
    LogData::from_json(place.log_type, &json)
        .map_err(|_| StoreError::Unreadable(place.name.clone(), "log of its type"))
}
