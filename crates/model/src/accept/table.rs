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
/// - `{"columns": [labels], "data": [[scalars], …]}`, or `rows` for `data` as in answers; with
///   `"index": [scalars]`, as pandas writes it, that is the first column.
pub fn table(data: &RawValue) -> Result<TableData, InvalidData> {
    let table = match Kind::of(data) {
        Kind::List => records(data)?,
        Kind::Dictionary => {
            let entries = entries(&DATA, data)?;
            if let Some(split) = Split::of(&entries)? {
                rows_of_columns(&split)?
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

/// The column that the row labels of pandas become; what its `reset_index` calls it.
const INDEX: &str = "index";

/// The parts of `{"columns": [..], "data": [[..], ..]}`, and the `index` that may stand beside them.
struct Split<'a> {
    columns: &'a RawValue,
    rows_key: &'static str,
    rows: &'a RawValue,
    index: Option<&'a RawValue>,
}

impl<'a> Split<'a> {
    /// The parts, if that is what `entries` are.
    ///
    /// Two columns that are called `columns` and `data` hold scalars, not lists.
    fn of(entries: &[(String, &'a RawValue)]) -> Result<Option<Self>, InvalidData> {
        let find = |key| {
            entries
                .iter()
                .find(|entry| entry.0 == key)
                .map(|entry| entry.1)
        };
        let columns = find("columns").filter(|raw| Kind::of(raw) == Kind::List);
        let rows = match (find("data"), find("rows")) {
            (Some(rows), None) => Some(("data", rows)),
            (None, Some(rows)) => Some(("rows", rows)),
            _ => None,
        };
        let (Some(columns), Some((rows_key, rows))) = (columns, rows) else {
            return Ok(None);
        };
        let first = rows.get().trim_start().strip_prefix('[');
        let first = first.and_then(|text| text.trim_start().chars().next());
        let other = entries
            .iter()
            .map(|(key, _)| key.as_str())
            .find(|key| ![rows_key, "columns", INDEX].contains(key));
        match (first, other) {
            (Some('['), Some(other)) => {
                let reason = format!("is not expected beside data.columns and data.{rows_key}");
                Err(DATA.key(other).wrong(reason))
            }
            (Some('[' | ']'), None) => Ok(Some(Self {
                columns,
                rows_key,
                rows,
                index: find(INDEX),
            })),
            _ => Ok(None),
        }
    }
}

fn rows_of_columns(split: &Split<'_>) -> Result<TableData, InvalidData> {
    let columns = labels(&DATA.key("columns"), split.columns)?;
    let at_rows = DATA.key(split.rows_key);
    let rows = items(&at_rows, split.rows)?;
    let at_index = DATA.key(INDEX);
    let index = split
        .index
        .map(|index| scalars(&at_index, items(&at_index, index)?))
        .transpose()?;
    if let Some(index) = index.as_ref().filter(|index| index.len() != rows.len()) {
        let found = counted(index.len(), "cell");
        return Err(at_index.wrong(format!("{found}, expected {}", rows.len())));
    }
    let n_columns = columns.len();
    let mut table = TableData {
        columns: index
            .iter()
            .map(|_| INDEX.to_owned())
            .chain(columns)
            .collect(),
        rows: Vec::new(),
    };
    let mut index = index.unwrap_or_default().into_iter();
    for (idx, row) in rows.into_iter().enumerate() {
        let at = at_rows.index(idx);
        let cells = items(&at, row)?;
        if cells.len() != n_columns {
            let found = counted(cells.len(), "cell");
            return Err(at.wrong(format!("{found}, expected {n_columns}")));
        }
        check_size(&at, idx + 1, table.columns.len())?;
        let cells = scalars(&at, cells)?;
        table
            .rows
            .push(index.next().into_iter().chain(cells).collect());
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

    /// pandas' `to_dict("split")` was refused as a list in a cell.
    #[test]
    fn an_index_is_the_first_column() {
        check(
            r#"{"index": ["r", 7], "columns": ["a"], "data": [[1], [2]]}"#,
            Ok(r#"{"columns": ["index", "a"], "rows": [["r", 1], [7, 2]]}"#),
        );
        check(
            r#"{"index": [], "columns": ["a"], "data": []}"#,
            Ok(r#"{"columns": ["index", "a"], "rows": []}"#),
        );
        // Three columns of these names.
        check(
            r#"{"index": [1], "columns": [2], "data": [3]}"#,
            Ok(r#"{"columns": ["index", "columns", "data"], "rows": [[1, 2, 3]]}"#),
        );
        check(
            r#"{"index": [0], "columns": ["a"], "data": [[1], [2]]}"#,
            Err("data.index: 1 cell, expected 2"),
        );
        check(
            r#"{"index": [["x", 1]], "columns": ["a"], "data": [[1]]}"#,
            Err("data.index[0]: expected a number, text, boolean or null, found a list"),
        );
        check(
            r#"{"index": 3, "columns": ["a"], "data": [[1]]}"#,
            Err("data.index: expected a list, found a number"),
        );
        check(
            r#"{"columns": ["a"], "index_names": [null], "data": [[1]]}"#,
            Err("data.index_names: is not expected beside data.columns and data.data"),
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
