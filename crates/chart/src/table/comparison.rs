//! The tables of several experiments cell by cell: which value is the best, and how each stands to the baseline's.
//!
//! Rows belong together that have the same key. The key is the first column that names each row: in every
//! table it holds texts, whole numbers or booleans, and nothing twice. Tables of one row of numbers need no key.
//! Where there is none, nothing is compared: rows that only stand at the same place may be about anything.
//! Values that are not finite are never the best.

use super::{CellRef, Column, Table, text};
use crate::better::Better;
use crate::line::beside::{ChangeReading, Verdict, change_text};
use runboard_series::delta::Change;
use std::collections::{HashMap, HashSet};

/// Tables of more cells in all are not compared.
const MAX_CELLS: usize = 200_000;
/// What `best` takes beside a value, in characters.
const BEST_CH: usize = 7;

/// How a cell stands among those of the other tables.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct CellMark {
    /// Whether none is better, and some is worse.
    pub is_best: bool,
    /// How it stands to the baseline's, where it is another value.
    pub change: Option<ChangeReading>,
}

/// The marks of one table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TableMarks {
    cells: HashMap<(usize, usize), CellMark>,
    directions: HashMap<String, Better>,
}

impl TableMarks {
    /// The mark of the cell in this row and column; none by default.
    pub fn cell(&self, row: usize, column: usize) -> CellMark {
        self.cells.get(&(row, column)).copied().unwrap_or_default()
    }

    /// Whether more or less is better in the column of that name; `None` where nothing is compared by it.
    pub fn direction(&self, column: &str) -> Option<Better> {
        self.directions.get(column).copied()
    }

    /// How many characters the marks of each of so many columns take beside its values.
    pub fn widths_ch(&self, n_columns: usize) -> Vec<usize> {
        let mut widths = vec![0; n_columns];
        for ((_, column), mark) in &self.cells {
            let change = mark.change.map(|read| change_text(read.change));
            let change_ch = change.map_or(0, |change| change.chars().count() + 1);
            let mark_ch = usize::from(mark.is_best) * BEST_CH + change_ch;
            if let Some(width) = widths.get_mut(*column) {
                *width = mark_ch.max(*width);
            }
        }
        widths
    }
}

/// The marks of each of these tables; `better` says of the name of a column whether more or less is better.
///
/// Of tables of names with values, as parameters are, the name of the row says it.
pub fn table_marks(
    tables: &[&Table],
    baseline_idx: Option<usize>,
    better: impl Fn(&str) -> Better,
) -> Vec<TableMarks> {
    let mut marks = vec![TableMarks::default(); tables.len()];
    let n_cells = |table: &&Table| table.n_rows() * table.columns().len();
    let is_too_large = tables.iter().map(n_cells).sum::<usize>() > MAX_CELLS;
    let Some(matched) = Some(tables)
        .filter(|tables| tables.len() > 1 && !is_too_large)
        .and_then(matched_rows)
    else {
        return marks;
    };
    let of_rows = is_named_values(tables);
    let all_places: Vec<HashMap<&str, usize>> = tables.iter().map(|table| places(table)).collect();
    for name in compared_names(tables, matched.key_column.as_deref()) {
        let places: Vec<Option<usize>> = (all_places.iter())
            .map(|places| places.get(name).copied())
            .collect();
        let of_column = better(name);
        let mut has_numbers = false;
        for (key, rows) in &matched.rows {
            let direction = if of_rows { better(key) } else { of_column };
            let values: Vec<Option<f64>> = (tables.iter().zip(rows).zip(&places))
                .map(|((table, row), column)| number(table.cell((*row)?, (*column)?)))
                .collect();
            has_numbers |= !of_rows && values.iter().flatten().count() > 1;
            let best = direction.best(&values);
            let baseline = baseline_idx.and_then(|idx| values.get(idx).copied().flatten());
            for (idx, own) in marks.iter_mut().enumerate() {
                let at = rows.get(idx).copied().flatten();
                let at = at.zip(places.get(idx).copied().flatten());
                let (Some(at), Some(value)) = (at, values.get(idx).copied().flatten()) else {
                    continue;
                };
                let mark = CellMark {
                    is_best: best.contains(&idx),
                    change: baseline
                        .filter(|_| Some(idx) != baseline_idx)
                        .and_then(|baseline| change(baseline, value, direction)),
                };
                if mark != CellMark::default() {
                    own.cells.insert(at, mark);
                }
            }
        }
        if has_numbers {
            for own in &mut marks {
                own.directions.insert(name.to_owned(), of_column);
            }
        }
    }
    marks
}

/// Rows with the same key: for each table the row that has it.
struct Matched {
    key_column: Option<String>,
    rows: Vec<(String, Vec<Option<usize>>)>,
}

/// `None` where no column names the rows.
fn matched_rows(tables: &[&Table]) -> Option<Matched> {
    let is_row_of_numbers = |table: &&Table| {
        let mut columns = table.columns().iter();
        table.n_rows() == 1 && columns.all(|column| !matches!(column.cell(0), CellRef::Text(_)))
    };
    if tables.iter().all(is_row_of_numbers) {
        return Some(Matched {
            key_column: None,
            rows: vec![(String::new(), vec![Some(0); tables.len()])],
        });
    }
    let candidates = tables.iter().find(|table| table.n_rows() > 0)?.columns();
    let (name, keys) = candidates.iter().find_map(|candidate| {
        let keys = |table: &&Table| match place(table, &candidate.name) {
            Some(column) => keys(table.columns().get(column)?, table.n_rows()),
            None => (table.n_rows() == 0).then(Vec::new),
        };
        let keys = tables.iter().map(keys).collect::<Option<Vec<_>>>()?;
        Some((candidate.name.clone(), keys))
    })?;
    let mut rows: Vec<(String, Vec<Option<usize>>)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for (idx, keys) in keys.into_iter().enumerate() {
        for (row, key) in keys.into_iter().enumerate() {
            let place = *places.entry(key.clone()).or_insert_with(|| {
                rows.push((key, vec![None; tables.len()]));
                rows.len() - 1
            });
            if let Some(own) = rows
                .get_mut(place)
                .and_then(|(_, places)| places.get_mut(idx))
            {
                *own = Some(row);
            }
        }
    }
    Some(Matched {
        key_column: Some(name),
        rows,
    })
}

/// The keys of all rows, where the column names each of them.
fn keys(column: &Column, n_rows: usize) -> Option<Vec<String>> {
    let key = |row| match column.cell(row) {
        cell @ (CellRef::Text(_) | CellRef::Integer(_) | CellRef::Bool(_)) => {
            Some(text::full(cell))
        }
        CellRef::Empty | CellRef::Null | CellRef::Number(_) => None,
    };
    let keys = (0..n_rows).map(key).collect::<Option<Vec<_>>>()?;
    let distinct: HashSet<&String> = keys.iter().collect();
    (distinct.len() == keys.len()).then_some(keys)
}

/// The names of all columns but the key's, each once.
fn compared_names<'a>(tables: &[&'a Table], key_column: Option<&str>) -> Vec<&'a str> {
    let mut seen: HashSet<&str> = key_column.into_iter().collect();
    let columns = tables.iter().flat_map(|table| table.columns());
    let names = columns.map(|column| column.name.as_str());
    names.filter(|name| seen.insert(name)).collect()
}

/// Whether the tables list names with values, as parameters are.
fn is_named_values(tables: &[&Table]) -> bool {
    let is_so = |table: &&Table| {
        let names = table.columns().iter().map(|column| column.name.as_str());
        names.eq(["name", "value"])
    };
    tables.iter().all(is_so)
}

/// Where the columns stand by their names; of several of one name, the first.
fn places(table: &Table) -> HashMap<&str, usize> {
    let columns = table.columns().iter().enumerate().rev();
    columns
        .map(|(place, column)| (column.name.as_str(), place))
        .collect()
}

fn place(table: &Table, name: &str) -> Option<usize> {
    let mut columns = table.columns().iter();
    columns.position(|column| column.name == name)
}

fn number(cell: CellRef<'_>) -> Option<f64> {
    match cell {
        CellRef::Integer(value) => Some(value as f64),
        CellRef::Number(value) => Some(value),
        CellRef::Empty | CellRef::Null | CellRef::Bool(_) | CellRef::Text(_) => None,
    }
}

/// Nothing for the same value: a table of zeros would only be in the way. Nothing where either is not finite, either.
fn change(baseline: f64, value: f64, better: Better) -> Option<ChangeReading> {
    let change = Change::between(baseline, value);
    (change.difference != 0.0 && change.difference.is_finite()).then(|| ChangeReading {
        change,
        verdict: Verdict::on(change, better),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Cell, Cells};

    fn texts(name: &str, texts: &[&str]) -> Column {
        Column {
            name: name.into(),
            cells: Cells::Texts(texts.iter().map(|text| (*text).to_owned()).collect()),
        }
    }

    fn numbers(name: &str, values: &[f64]) -> Column {
        Column {
            name: name.into(),
            cells: Cells::Numbers(values.to_vec()),
        }
    }

    fn integers(name: &str, values: &[i64]) -> Column {
        Column {
            name: name.into(),
            cells: Cells::Mixed(values.iter().map(|value| Cell::Integer(*value)).collect()),
        }
    }

    /// The marks as text, for each table its rows: `best`, and the change.
    fn marked(tables: &[Table], baseline_idx: Option<usize>) -> Vec<Vec<String>> {
        let borrowed: Vec<&Table> = tables.iter().collect();
        let all = table_marks(&borrowed, baseline_idx, Better::guessed);
        let row = |marks: &TableMarks, table: &Table, row: usize| {
            let cells = (0..table.columns().len()).map(|column| marks.cell(row, column));
            let cell = |mark: CellMark| {
                let change = mark.change.map(|read| {
                    format!("{} {:?}", change_text(read.change), read.verdict).to_lowercase()
                });
                let best = mark.is_best.then(|| "best".to_owned());
                let parts: Vec<String> = best.into_iter().chain(change).collect();
                parts.join(" ")
            };
            cells.map(cell).collect::<Vec<_>>().join("|")
        };
        let table = |(marks, table): (&TableMarks, &Table)| {
            (0..table.n_rows())
                .map(|place| row(marks, table, place))
                .collect()
        };
        all.iter().zip(tables).map(table).collect()
    }

    #[test]
    fn rows_of_the_same_name_are_compared_wherever_they_stand() {
        let first = Table::new(vec![
            texts("class", &["cat", "dog"]),
            numbers("ap", &[0.5, 0.5]),
        ]);
        let second = Table::new(vec![
            texts("class", &["dog", "cow", "cat"]),
            numbers("ap", &[0.75, 0.1, 0.25]),
        ]);
        let tables = [first, second];
        assert_eq!(
            marked(&tables, Some(0)),
            [
                vec!["|best", "|"],
                vec!["|best +0.25, ×1.5 better", "|", "|-0.25, ×0.5 worse"],
            ]
        );
        let without_baseline = [vec!["|best", "|"], vec!["|best", "|", "|"]];
        assert_eq!(marked(&tables, None), without_baseline);
    }

    #[test]
    fn the_name_of_a_column_or_of_a_row_tells_what_is_better() {
        let by_column = |loss: f64| {
            Table::new(vec![
                integers("epoch", &[1, 2]),
                numbers("loss", &[loss, 1.0]),
            ])
        };
        assert_eq!(
            marked(&[by_column(0.5), by_column(1.0)], Some(0)),
            [["|best", "|"], ["|+0.5, ×2 worse", "|"]]
        );
        let by_row = |loss: f64, accuracy: f64| {
            Table::new(vec![
                texts("name", &["loss", "accuracy"]),
                numbers("value", &[loss, accuracy]),
            ])
        };
        assert_eq!(
            marked(&[by_row(1.0, 1.0), by_row(2.0, 2.0)], None),
            [["|best", "|"], ["|", "|best"]]
        );
    }

    #[test]
    fn a_single_row_is_compared_by_its_name_too() {
        let named = |name: &str, value: f64| {
            Table::new(vec![texts("name", &[name]), numbers("value", &[value])])
        };
        assert_eq!(
            marked(&[named("loss", 1.0), named("loss", 2.0)], None),
            [["|best"], ["|"]]
        );
        assert_eq!(
            marked(&[named("lr", 0.1), named("momentum", 0.9)], None),
            [["|"], ["|"]]
        );
    }

    #[test]
    fn rows_without_a_key_are_compared_only_where_there_is_one() {
        let table = |values: &[f64]| Table::new(vec![numbers("score", values)]);
        assert_eq!(
            marked(&[table(&[1.0]), table(&[3.0])], Some(0)),
            [["".to_owned()], ["best +2, ×3 better".to_owned()]]
        );
        assert_eq!(
            marked(&[table(&[1.0, 2.0]), table(&[3.0, 4.0])], Some(0)),
            [["", ""], ["", ""]]
        );
        // A text that stands twice names nothing; whole numbers beside it may.
        let named_twice = |score: f64| {
            Table::new(vec![
                texts("class", &["cat", "cat"]),
                integers("image", &[7, 8]),
                numbers("score", &[score, 0.0]),
            ])
        };
        assert_eq!(
            marked(&[named_twice(1.0), named_twice(2.0)], None),
            [["||", "||"], ["||best", "||"]]
        );
    }

    #[test]
    fn what_is_no_number_or_equal_has_no_mark() {
        let table = |values: &[f64]| {
            Table::new(vec![
                texts("class", &["a", "b", "c"]),
                numbers("ap", values),
            ])
        };
        let (first, second) = (
            table(&[f64::NAN, 1.0, f64::INFINITY]),
            table(&[1.0, 1.0, 2.0]),
        );
        let marks = marked(&[first, second], Some(0));
        assert_eq!(marks[0], ["|", "|", "|"]);
        // Cells said `1 NaN` and `2 -Infinity, ×0`; a number is better than none.
        assert_eq!(marks[1], ["|best", "|", "|"]);
        let one = [table(&[1.0, 2.0, 3.0])];
        assert_eq!(marked(&one, Some(0)), [["|", "|", "|"]]);
        assert_eq!(table_marks(&[], None, Better::guessed), []);
    }

    #[test]
    fn columns_that_are_compared_have_a_direction_and_room_for_their_marks() {
        let table = |ap: f64| {
            Table::new(vec![
                texts("class", &["cat"]),
                numbers("ap", &[ap]),
                texts("note", &["x"]),
            ])
        };
        let (first, second) = (table(0.5), table(0.75));
        let marks = table_marks(&[&first, &second], Some(0), Better::guessed);
        assert_eq!(marks[1].direction("ap"), Some(Better::More));
        assert_eq!(marks[1].direction("note"), None);
        let width_ch = BEST_CH + " +0.25, ×1.5".chars().count();
        assert_eq!(marks[1].widths_ch(3), [0, width_ch, 0]);
    }

    /// Two tables of 5,000 columns held up the page for seconds: for the width of each column all marks were looked through.
    #[test]
    fn wide_tables_are_compared_at_once() {
        const N_COLUMNS: usize = 5000;
        let table = |value: f64| {
            let names = (0..N_COLUMNS).map(|idx| format!("recall {idx}"));
            let key = texts("class", &["cat", "dog"]);
            let columns = names.map(|name| numbers(&name, &[value, value]));
            Table::new(std::iter::once(key).chain(columns).collect())
        };
        let (first, second) = (table(0.5), table(0.75));
        let marks = table_marks(&[&first, &second], Some(0), Better::guessed);
        let widths = text::widths_ch(&second, &marks[1]);
        let width_ch = "0.75".len() + BEST_CH + " +0.25, ×1.5".chars().count();
        assert_eq!(widths[N_COLUMNS], width_ch);
        assert_eq!(marks[1].direction("recall 7"), Some(Better::More));
    }
}
