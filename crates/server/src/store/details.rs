//! What experiments show of their logs: tags, parameters, values and the summaries of lines.

use super::details_cache::DetailsCache;
use super::error::StoreError;
use super::experiment_rows::ExperimentRow;
use super::lines::LineRow;
use super::log_list::MAX_INLINE_BYTES;
use runboard_model::wire::{Experiment, NamedLineSummary, PARAMETERS};
use runboard_model::{LogType, Scalar, TableData};
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, QueryBuilder, Row, Sqlite, SqliteConnection};
use std::collections::HashMap;
use std::sync::Arc;

/// Identifiers in one statement; a database takes only so many parameters.
const IDS_PER_QUERY: usize = 500;

/// The experiments of these rows, whole, in the same order.
pub(super) async fn experiments(
    conn: &mut SqliteConnection,
    rows: Vec<ExperimentRow>,
) -> Result<Vec<Experiment>, StoreError> {
    let mut whole = Vec::with_capacity(rows.len());
    for part in rows.chunks(IDS_PER_QUERY) {
        let ids: Vec<&str> = part.iter().map(|row| row.id.as_str()).collect();
        let mut details = read(conn, &ids).await?;
        for row in part {
            let found = details.remove(&row.id).unwrap_or_default();
            whole.push(found.complete(row)?);
        }
    }
    Ok(whole)
}

/// As [`experiments`], where a reader keeps what it read for the next one.
pub(super) async fn kept_experiments(
    conn: &mut SqliteConnection,
    rows: Vec<ExperimentRow>,
    cache: &DetailsCache,
) -> Result<Vec<Experiment>, StoreError> {
    let mut details = cache.held(&rows);
    let is_lacking = |row: &&ExperimentRow| !details.contains_key(&row.id);
    let lacking: Vec<&ExperimentRow> = rows.iter().filter(is_lacking).collect();
    for part in lacking.chunks(IDS_PER_QUERY) {
        let ids: Vec<&str> = part.iter().map(|row| row.id.as_str()).collect();
        let mut found = read(conn, &ids).await?;
        for row in part {
            let of_row = Arc::new(found.remove(&row.id).unwrap_or_default());
            cache.keep(row, Arc::clone(&of_row));
            details.insert(row.id.clone(), of_row);
        }
    }
    let whole = |row: &ExperimentRow| {
        let details = details.get(&row.id);
        let details = details.map(|details| Details::clone(details));
        details.unwrap_or_default().complete(row)
    };
    rows.iter().map(whole).collect()
}

/// What an experiment shows of its logs.
#[derive(Debug, Clone, Default)]
pub(super) struct Details {
    tags: Vec<String>,
    parameters: Vec<(String, Scalar)>,
    values: Vec<(String, Scalar)>,
    lines: Vec<NamedLineSummary>,
}

impl Details {
    /// How many things it holds, itself among them.
    pub(super) fn n_cells(&self) -> usize {
        1 + self.tags.len() + self.parameters.len() + self.values.len() + self.lines.len()
    }

    /// The experiment of a row with its details.
    fn complete(self, row: &ExperimentRow) -> Result<Experiment, StoreError> {
        Ok(Experiment {
            tags: self.tags,
            parameters: self.parameters,
            values: self.values,
            lines: self.lines,
            ..row.clone().into_wire()?
        })
    }
}

/// An experiment without its details.
pub(super) fn without_details(experiment: Experiment) -> Experiment {
    let none = Details::default();
    Experiment {
        tags: none.tags,
        parameters: none.parameters,
        values: none.values,
        lines: none.lines,
        ..experiment
    }
}

async fn read(
    conn: &mut SqliteConnection,
    ids: &[&str],
) -> Result<HashMap<String, Details>, StoreError> {
    let mut details: HashMap<String, Details> = HashMap::new();
    let tags = "SELECT experiment_id, tag FROM experiment_tags WHERE experiment_id IN (";
    for row in rows(conn, tags, ids, ") ORDER BY tag").await? {
        details_of_row(&mut details, &row)?
            .tags
            .push(row.try_get("tag")?);
    }
    let small = "SELECT l.experiment_id, l.name, l.log_type, n.data \
         FROM logs l JOIN log_entries n ON n.log_id = l.id WHERE l.experiment_id IN (";
    let (value, table) = (LogType::Value.as_str(), LogType::Table.as_str());
    // A few texts of megabytes would make every list as long.
    let which = format!(
        ") AND ((l.log_type = '{value}' AND n.size_bytes <= {MAX_INLINE_BYTES}) \
         OR (l.log_type = '{table}' AND l.name = '{PARAMETERS}')) ORDER BY l.position, n.step"
    );
    for row in rows(conn, small, ids, &which).await? {
        let (name, data): (String, String) = (row.try_get("name")?, row.try_get("data")?);
        if row.try_get::<&str, _>("log_type")? == value {
            details_of_row(&mut details, &row)?
                .values
                .push((name, read_json(&data)?));
        } else {
            details_of_row(&mut details, &row)?.parameters = parameters(read_json(&data)?);
        }
    }
    let lines = "SELECT g.experiment_id, g.name AS log_name, l.* \
         FROM lines l JOIN logs g ON g.id = l.log_id WHERE g.experiment_id IN (";
    for row in rows(conn, lines, ids, ") ORDER BY g.position, l.position").await? {
        details_of_row(&mut details, &row)?
            .lines
            .push(NamedLineSummary {
                log: row.try_get("log_name")?,
                summary: LineRow::from_row(&row)?.into_summary(),
            });
    }
    Ok(details)
}

/// The details of the experiment that a row belongs to.
fn details_of_row<'a>(
    details: &'a mut HashMap<String, Details>,
    row: &SqliteRow,
) -> Result<&'a mut Details, sqlx::Error> {
    Ok(details.entry(row.try_get("experiment_id")?).or_default())
}

async fn rows(
    conn: &mut SqliteConnection,
    before: &'static str,
    ids: &[&str],
    after: &str,
) -> Result<Vec<SqliteRow>, sqlx::Error> {
    let mut query = QueryBuilder::<Sqlite>::new(before);
    let mut list = query.separated(", ");
    for id in ids {
        list.push_bind(*id);
    }
    query.push(after);
    query
        .build()
        .persistent(ids.len() == 1)
        .fetch_all(conn)
        .await
}

fn read_json<T: serde::de::DeserializeOwned>(data: &str) -> Result<T, StoreError> {
    serde_json::from_str(data)
        .map_err(|_| StoreError::Unreadable(data.chars().take(80).collect(), "data of a log"))
}

/// The rows of a table of two columns; any other table holds no parameters.
fn parameters(table: TableData) -> Vec<(String, Scalar)> {
    let pair = |row: Vec<Scalar>| match <[Scalar; 2]>::try_from(row) {
        Ok([Scalar::Text(name), value]) => Some((name, value)),
        _ => None,
    };
    table.rows.into_iter().filter_map(pair).collect()
}
