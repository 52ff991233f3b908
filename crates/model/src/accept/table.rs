//! `TABLE`: columns and rows of scalars.

use super::DATA;
use super::path::{Path, counted};
use super::raw::{Kind, entries, items, labels, mismatch};
use super::value::{scalar, scalars};
use crate::error::InvalidData;
use crate::{Scalar, TableData};
use serde_json::value::RawValue;
use std::collections::HashMap;

/// The columns of a table that was logged as a dictionary of scalars.
pub(super) const NAME_AND_VALUE: [&str; 2] = ["name", "value"];

/// The most cells of one table. Rows that each bring a column of their own would otherwise make
/// terabytes of empty cells out of a few megabytes.
const MAX_CELLS: usize = 4_000_000;

/// Reads any of the four shapes:
///
/// - `{"name": scalar, …}`: two columns, `name` and `value`;
/// - `{"column": [scalars], …}`: columns of equal lengths;
/// - `[{"column": scalar, …}, …]`: the columns in the order in which they are first seen, a cell
///   that a row does not have is null;
/// - `{"columns": [labels], "data": [[scalars], …]}`, or `rows` for `data` as in answers.
pub fn table(data: &RawValue) -> Result<TableData, InvalidData> {
    let table = match Kind::of(data) {
        Kind::List => records(data)?,
        Kind::Dictionary => {
            let entries = entries(&DATA, data)?;
            if let Some((columns, rows_key, rows)) = columns_and_rows(&entries) {
                rows_of_columns(columns, rows_key, rows)?
            } else if entries.iter().any(|(_, raw)| Kind::of(raw) == Kind::List) {
                columns_of_cells(&entries)?
            } else {
                names_and_values(entries)?
            }
        }
        found => return Err(mismatch(&DATA, "an object or a list of objects", found)),
    };
    Ok(table)
}

/// The parts of `{"columns": [..], "data": [[..], ..]}`, if that is what `entries` are.
///
/// Two columns that are called `columns` and `data` hold scalars, not lists.
fn columns_and_rows<'a>(
    entries: &[(String, &'a RawValue)],
) -> Option<(&'a RawValue, &'static str, &'a RawValue)> {
    let find = |key| {
        entries
            .iter()
            .find(|entry| entry.0 == key)
            .map(|entry| entry.1)
    };
    let columns = find("columns").filter(|raw| Kind::of(raw) == Kind::List)?;
    let (key, rows) = match (entries.len(), find("data"), find("rows")) {
        (2, Some(rows), None) => ("data", rows),
        (2, None, Some(rows)) => ("rows", rows),
        _ => return None,
    };
    let first = rows.get().trim_start().strip_prefix('[')?.trim_start();
    first
        .starts_with(['[', ']'])
        .then_some((columns, key, rows))
}

fn rows_of_columns(
    columns: &RawValue,
    rows_key: &str,
    rows: &RawValue,
) -> Result<TableData, InvalidData> {
    let columns = labels(&DATA.key("columns"), columns)?;
    let at = DATA.key(rows_key);
    let mut table = TableData {
        columns,
        rows: Vec::new(),
    };
    for (idx, row) in items(&at, rows)?.into_iter().enumerate() {
        let at = at.index(idx);
        let cells = items(&at, row)?;
        if cells.len() != table.columns.len() {
            let found = counted(cells.len(), "cell");
            return Err(at.wrong(format!("{found}, expected {}", table.columns.len())));
        }
        check_size(&at, idx + 1, table.columns.len())?;
        table.rows.push(scalars(&at, cells)?);
    }
    Ok(table)
}

fn records(data: &RawValue) -> Result<TableData, InvalidData> {
    let mut columns: Vec<String> = Vec::new();
    let mut column_of_key: HashMap<String, usize> = HashMap::new();
    let mut rows: Vec<Vec<Scalar>> = Vec::new();
    for (idx, record) in items(&DATA, data)?.into_iter().enumerate() {
        let at = DATA.index(idx);
        let mut row = vec![Scalar::Null; columns.len()];
        for (key, raw) in entries(&at, record)? {
            let cell = scalar(&at.key(&key), raw)?;
            match column_of_key.get(&key).and_then(|&idx| row.get_mut(idx)) {
                Some(place) => *place = cell,
                None => {
                    column_of_key.insert(key.clone(), columns.len());
                    columns.push(key);
                    row.push(cell);
                }
            }
        }
        check_size(&at, idx + 1, columns.len())?;
        rows.push(row);
    }
    for row in &mut rows {
        row.resize(columns.len(), Scalar::Null);
    }
    Ok(TableData { columns, rows })
}

fn columns_of_cells(entries: &[(String, &RawValue)]) -> Result<TableData, InvalidData> {
    let mut columns = Vec::with_capacity(entries.len());
    let mut cells: Vec<std::vec::IntoIter<Scalar>> = Vec::with_capacity(entries.len());
    let mut n_rows = None;
    for (key, raw) in entries {
        let at = DATA.key(key);
        let column = scalars(&at, items(&at, raw)?)?;
        let n_expected = *n_rows.get_or_insert(column.len());
        if column.len() != n_expected {
            let found = counted(column.len(), "cell");
            return Err(at.wrong(format!("{found}, expected {n_expected}")));
        }
        check_size(&at, n_expected, columns.len() + 1)?;
        columns.push(key.clone());
        cells.push(column.into_iter());
    }
    let rows = (0..n_rows.unwrap_or(0))
        .map(|_| cells.iter_mut().filter_map(Iterator::next).collect())
        .collect();
    Ok(TableData { columns, rows })
}

fn names_and_values(entries: Vec<(String, &RawValue)>) -> Result<TableData, InvalidData> {
    let rows = entries
        .into_iter()
        .map(|(name, raw)| {
            let value = scalar(&DATA.key(&name), raw)?;
            Ok(vec![Scalar::Text(name), value])
        })
        .collect::<Result<_, InvalidData>>()?;
    Ok(TableData {
        columns: NAME_AND_VALUE.map(str::to_owned).to_vec(),
        rows,
    })
}

fn check_size(at: &Path<'_>, n_rows: usize, n_columns: usize) -> Result<(), InvalidData> {
    if n_rows.saturating_mul(n_columns) > MAX_CELLS {
        return Err(at.wrong(format!(
            "the table grows over {MAX_CELLS} cells ({n_rows} rows of {n_columns} columns)"
        )));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(json: &str, expected: Result<&str, &str>) {
        let found = table(serde_json::from_str(json).unwrap());
        let expected = expected.map(|json| serde_json::from_str::<TableData>(json).unwrap());
        assert_eq!(
            found.map_err(|error| error.to_string()),
            expected.map_err(str::to_owned)
        );
    }

    #[test]
    fn a_dictionary_of_scalars_has_two_columns() {
        check(
            r#"{"lr": 0.1, "opt": "adam", "amp": true, "seed": null}"#,
            Ok(r#"{"columns": ["name", "value"],
                   "rows": [["lr", 0.1], ["opt", "adam"], ["amp", true], ["seed", null]]}"#),
        );
        check("{}", Ok(r#"{"columns": ["name", "value"], "rows": []}"#));
        check(
            r#"{"columns": 2, "data": 3}"#,
            Ok(r#"{"columns": ["name", "value"], "rows": [["columns", 2], ["data", 3]]}"#),
        );
    }

    #[test]
    fn columns_are_turned_into_rows() {
        check(
            r#"{"b": [1, 2], "a": ["x", null]}"#,
            Ok(r#"{"columns": ["b", "a"], "rows": [[1, "x"], [2, null]]}"#),
        );
        check(
            r#"{"columns": [1, 2], "data": [3, 4]}"#,
            Ok(r#"{"columns": ["columns", "data"], "rows": [[1, 3], [2, 4]]}"#),
        );
        check(r#"{"a": []}"#, Ok(r#"{"columns": ["a"], "rows": []}"#));
    }

    #[test]
    fn records_share_their_columns() {
        check(
            r#"[{"a": 1}, {"b": true, "a": 2}, {}]"#,
            Ok(r#"{"columns": ["a", "b"], "rows": [[1, null], [2, true], [null, null]]}"#),
        );
        check("[]", Ok(r#"{"columns": [], "rows": []}"#));
    }

    #[test]
    fn columns_and_data_are_taken_as_they_are() {
        let expected = r#"{"columns": ["a", "1"], "rows": [[1, "x"], [2.5, null]]}"#;
        check(
            r#"{"columns": ["a", 1], "data": [[1, "x"], [2.5, null]]}"#,
            Ok(expected),
        );
        check(expected, Ok(expected));
        check(
            r#"{"data": [], "columns": ["a"]}"#,
            Ok(r#"{"columns": ["a"], "rows": []}"#),
        );
    }

    #[test]
    fn wrong_shapes_say_where() {
        check(
            r#"{"a": [1, 2], "b": [1]}"#,
            Err("data.b: 1 cell, expected 2"),
        );
        check(
            r#"{"a": [1], "b": 2}"#,
            Err("data.b: expected a list, found a number"),
        );
        check(
            r#"{"a": {"b": 1}}"#,
            Err("data.a: expected a number, text, boolean or null, found an object"),
        );
        check(
            r#"{"a": [1, [2]]}"#,
            Err("data.a[1]: expected a number, text, boolean or null, found a list"),
        );
        check(
            r#"[{"a": 1}, 7]"#,
            Err("data[1]: expected an object, found a number"),
        );
        check(
            r#"[{"a": [1]}]"#,
            Err("data[0].a: expected a number, text, boolean or null, found a list"),
        );
        check(
            r#"{"columns": ["a", "b"], "data": [[1, 2], [3]]}"#,
            Err("data.data[1]: 1 cell, expected 2"),
        );
        check(
            r#"{"columns": ["a"], "data": [[1], 3]}"#,
            Err("data.data[1]: expected a list, found a number"),
        );
        check(
            r#"{"columns": ["a"], "data": [[{}]]}"#,
            Err("data.data[0][0]: expected a number, text, boolean or null, found an object"),
        );
        check(
            "true",
            Err("data: expected an object or a list of objects, found a boolean"),
        );
    }

    #[test]
    fn records_that_would_unfold_too_far_are_refused() {
        let records: Vec<String> = (0..3_000).map(|idx| format!(r#"{{"c{idx}":1}}"#)).collect();
        let json = format!("[{}]", records.join(","));
        let error = table(serde_json::from_str(&json).unwrap()).unwrap_err();
        assert_eq!(error.field, "data[2000]");
    }
}
