//! What trainings print: lines that are only ever added, read from any of them on.

use super::Store;
use super::error::StoreError;
use super::experiment_rows::check_is_there;
use super::logs::bump;
use super::writer::WriteTx;
use runboard_model::error::InvalidData;
use runboard_model::wire::ConsoleLine;
use runboard_model::{ExperimentId, Timestamp};
use sqlx::{QueryBuilder, Sqlite, SqliteConnection};
use std::ops::RangeInclusive;

/// Rows of one insert; a database takes only so many parameters.
const ROWS_PER_INSERT: usize = 200;
/// The longest name of a section, in bytes.
const MAX_PART_BYTES: usize = 1024;
/// The most lines of one request: the others who write wait for about a third of a second.
const MAX_LINES: usize = 100_000;
/// How much text is read at once, if it is more than one line.
const MAX_READ_BYTES: u64 = 8 << 20;

/// The lengths of lines from a position on. None of their text is read.
const LENGTHS_FROM: &str = "SELECT position, OCTET_LENGTH(text) FROM console_lines \
    WHERE experiment_id = $1 AND position >= $2 ORDER BY position LIMIT $3";
/// The same of the last lines, the last one first.
const LAST_LENGTHS: &str = "SELECT position, OCTET_LENGTH(text) FROM console_lines \
    WHERE experiment_id = $1 AND position >= $2 ORDER BY position DESC LIMIT $3";

/// Lines to add.
#[derive(Debug)]
pub struct ConsoleWrite {
    part: String,
    lines: Vec<String>,
    at: Timestamp,
}

impl ConsoleWrite {
    /// Lines of a section that were printed then.
    pub fn new(part: String, lines: Vec<String>, at: Timestamp) -> Result<Self, InvalidData> {
        if part.len() > MAX_PART_BYTES {
            let reason = format!("is {} bytes long, at most {MAX_PART_BYTES}", part.len());
            return Err(InvalidData::new("part", reason));
        }
        check_n_lines("text", lines.len())?;
        Ok(Self { part, lines, at })
    }

    /// How many lines they are.
    pub(super) fn n_lines(&self) -> usize {
        self.lines.len()
    }
}

/// Refuses more lines than one request may have.
pub(super) fn check_n_lines(field: &str, n_lines: usize) -> Result<(), InvalidData> {
    if n_lines <= MAX_LINES {
        return Ok(());
    }
    let reason = format!("{n_lines} lines, at most {MAX_LINES}");
    Err(InvalidData::new(field, reason))
}

/// Which lines are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WantedLines {
    /// Those from this position on.
    From(u64),
    /// The last ones.
    Last,
}

/// The part of a console that was asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct ConsoleSlice {
    /// Lines in order.
    pub lines: Vec<ConsoleLine>,
    /// How many lines there are in all.
    pub n_lines: u64,
}

impl Store {
    /// Adds lines to an experiment's console; answers the position after the last one.
    pub async fn add_console_lines(
        &self,
        id: ExperimentId,
        new: ConsoleWrite,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        self.writer
            .write(move |tx| Box::pin(add(tx, id, vec![new], now)))
            .await
    }

    /// Lines of an experiment's console, at most `limit` of them: fewer where they are long, but one where there is any.
    pub async fn console_lines(
        &self,
        id: ExperimentId,
        wanted: WantedLines,
        limit: u64,
    ) -> Result<ConsoleSlice, StoreError> {
        let mut tx = self.read().await?;
        check_is_there(&mut tx, id).await?;
        let n_lines = n_lines(&mut tx, id).await?;
        let lines = match fitting(&mut tx, id, wanted, limit).await? {
            Some(positions) => lines(&mut tx, id, positions).await?,
            None => Vec::new(),
        };
        Ok(ConsoleSlice { lines, n_lines })
    }
}

/// The positions of the lines that are wanted, as far as they can be read at once.
async fn fitting(
    conn: &mut SqliteConnection,
    id: ExperimentId,
    wanted: WantedLines,
    limit: u64,
) -> Result<Option<RangeInclusive<i64>>, sqlx::Error> {
    // From the end that is wanted for sure.
    let (statement, from) = match wanted {
        WantedLines::From(position) => (LENGTHS_FROM, position),
        WantedLines::Last => (LAST_LENGTHS, 0),
    };
    let lengths: Vec<(i64, i64)> = sqlx::query_as(statement)
        .bind(id.to_string())
        .bind(i64::try_from(from).unwrap_or(i64::MAX))
        .bind(i64::try_from(limit).unwrap_or(i64::MAX))
        .fetch_all(conn)
        .await?;
    let n_fitting = n_fitting(lengths.iter().map(|(_, n_bytes)| n_bytes.unsigned_abs()));
    let positions = lengths
        .iter()
        .take(n_fitting)
        .map(|(position, _)| *position);
    let (first, last) = (positions.clone().min(), positions.max());
    Ok(first.zip(last).map(|(first, last)| first..=last))
}

/// How many of the texts of these lengths are read at once.
fn n_fitting(lengths: impl Iterator<Item = u64>) -> usize {
    let mut n_bytes = 0;
    let fits = |(idx, length): &(usize, u64)| {
        n_bytes += length;
        *idx == 0 || n_bytes <= MAX_READ_BYTES
    };
    lengths.enumerate().take_while(fits).count()
}

async fn lines(
    conn: &mut SqliteConnection,
    id: ExperimentId,
    positions: RangeInclusive<i64>,
) -> Result<Vec<ConsoleLine>, sqlx::Error> {
    let rows: Vec<(i64, i64, String, String)> = sqlx::query_as(
        "SELECT position, time, part, text FROM console_lines \
         WHERE experiment_id = $1 AND position BETWEEN $2 AND $3 ORDER BY position",
    )
    .bind(id.to_string())
    .bind(positions.start())
    .bind(positions.end())
    .fetch_all(conn)
    .await?;
    let line = |(position, time, part, text): (i64, i64, String, String)| ConsoleLine {
        position: position.unsigned_abs(),
        time: Timestamp::from_unix_millis(time),
        part,
        text,
    };
    Ok(rows.into_iter().map(line).collect())
}

async fn n_lines(conn: &mut SqliteConnection, id: ExperimentId) -> Result<u64, sqlx::Error> {
    let last: Option<i64> =
        sqlx::query_scalar("SELECT MAX(position) FROM console_lines WHERE experiment_id = $1")
            .bind(id.to_string())
            .fetch_one(conn)
            .await?;
    Ok(last.map_or(0, |last| last.unsigned_abs() + 1))
}

/// Adds lines as one change of the experiment; answers the position after the last one.
pub(super) async fn add(
    tx: &mut WriteTx,
    id: ExperimentId,
    new: Vec<ConsoleWrite>,
    now: Timestamp,
) -> Result<u64, StoreError> {
    bump(&mut tx.conn, id, now).await?;
    let start = n_lines(&mut tx.conn, id).await?;
    let mut position = start as i64;
    let lines: Vec<(&ConsoleWrite, &String)> = new
        .iter()
        .flat_map(|write| write.lines.iter().map(move |text| (write, text)))
        .collect();
    for rows in lines.chunks(ROWS_PER_INSERT) {
        let mut insert = QueryBuilder::<Sqlite>::new(
            "INSERT INTO console_lines (experiment_id, position, time, part, text) ",
        );
        insert.push_values(rows, |mut row, (write, text)| {
            row.push_bind(id.to_string())
                .push_bind(position)
                .push_bind(write.at.unix_millis())
                .push_bind(&write.part)
                .push_bind(*text);
            position += 1;
        });
        // Only the statement for one line is met again and again.
        let insert = insert.build().persistent(rows.len() == 1);
        insert.execute(&mut tx.conn).await?;
    }
    Ok(position.unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(lengths: &[u64], expected: usize) {
        assert_eq!(n_fitting(lengths.iter().copied()), expected, "{lengths:?}");
    }

    #[test]
    fn lines_are_read_up_to_a_length_in_all_and_one_whatever_its_length() {
        check(&[], 0);
        check(&[0, 1, 2], 3);
        check(&[MAX_READ_BYTES - 1, 1, 0], 3);
        check(&[MAX_READ_BYTES - 1, 2, 0], 1);
        check(&[MAX_READ_BYTES + 1, 0], 1);
        check(&[u64::MAX >> 1], 1);
    }
}
