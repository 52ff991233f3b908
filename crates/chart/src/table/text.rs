//! How cells read, and how wide a column must be for them.

use super::comparison::TableMarks;
use super::{CellRef, Column, Table};
use crate::format;

/// Rows that are looked at when a column's width is chosen.
const N_SAMPLED_ROWS: usize = 200;
/// A whole number that stands alone and has more than nine digits is not counted any more, and would not fit.
const LONGEST_WHOLE: u64 = 999_999_999;

/// The text of a cell in the page: numbers in few digits, whole numbers in full.
pub fn shown(cell: CellRef<'_>) -> String {
    match cell {
        CellRef::Number(value) => format::number(value),
        other => full(other),
    }
}

/// The text of a cell in full precision, as it is copied and downloaded.
pub fn full(cell: CellRef<'_>) -> String {
    match cell {
        CellRef::Empty => String::new(),
        CellRef::Null => "null".to_owned(),
        CellRef::Bool(value) => value.to_string(),
        CellRef::Integer(value) => value.to_string(),
        CellRef::Number(value) => format::full(value),
        CellRef::Text(text) => text.to_owned(),
    }
}

/// The text of a cell that stands alone or with the same of other experiments.
pub fn shown_alone(cell: CellRef<'_>) -> String {
    match cell {
        CellRef::Integer(value) if value.unsigned_abs() > LONGEST_WHOLE => {
            format::number(value as f64)
        }
        other => shown(other),
    }
}

/// One sentence that says what a table holds, and how many of its rows a search shows, for a screen reader.
pub fn description(table: &Table, n_shown: usize) -> String {
    let rows = rows_text(n_shown, table.n_rows());
    let n_columns = table.columns().len();
    let noun = if n_columns == 1 { "column" } else { "columns" };
    format!("Table, {rows}, {n_columns} {noun}")
}

/// How many rows are shown, of how many where that is not all: `51 of 5000 rows`.
pub fn rows_text(n_shown: usize, n_rows: usize) -> String {
    let noun = if n_rows == 1 { "row" } else { "rows" };
    if n_shown == n_rows {
        format!("{n_rows} {noun}")
    } else {
        format!("{n_shown} of {n_rows} {noun}")
    }
}

/// The side at which a column's cells stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alignment {
    /// Texts start at the left.
    Start,
    /// Numbers end at the right, so that they compare at a glance.
    End,
}

/// Numbers stand at the right, if the column has nothing else.
pub fn alignment(column: &Column, n_rows: usize) -> Alignment {
    let mut has_number = false;
    for row in 0..n_rows {
        match column.cell(row) {
            CellRef::Integer(_) | CellRef::Number(_) => has_number = true,
            CellRef::Empty | CellRef::Null => {}
            CellRef::Bool(_) | CellRef::Text(_) => return Alignment::Start,
        }
    }
    if has_number {
        Alignment::End
    } else {
        Alignment::Start
    }
}

/// The name of each column and the side at which its cells stand.
pub fn headers(table: &Table) -> Vec<(String, Alignment)> {
    let header = |column: &Column| (column.name.clone(), alignment(column, table.n_rows()));
    table.columns().iter().map(header).collect()
}

/// The width of each column in characters: as wide as its name, its first cells and their marks need, within reason.
///
/// It is fixed before the rows are drawn, so that columns do not move while a table scrolls.
pub fn widths_ch(table: &Table, marks: &TableMarks) -> Vec<usize> {
    let n_rows = table.n_rows().min(N_SAMPLED_ROWS);
    let marks_ch = marks.widths_ch(table.columns().len());
    let width = |((idx, column), marks_ch): ((usize, &Column), usize)| {
        let cells_ch = (0..n_rows).map(|row| table.shown(row, idx).chars().count());
        let cells_ch = cells_ch.max().unwrap_or(0).clamp(4, 40) + marks_ch;
        cells_ch.max(head_ch(
            &column.name,
            marks.direction(&column.name).is_some(),
        ))
    };
    let columns = table.columns().iter().enumerate();
    columns.zip(marks_ch).map(width).collect()
}

/// The width of a head: the name beside the arrow that shows the sort, and the button that turns the direction.
fn head_ch(name: &str, has_direction: bool) -> usize {
    let button_ch = if has_direction { 4 } else { 0 };
    (name.chars().count() + 2).min(24) + button_ch
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Cell, Cells};

    fn mixed(cells: Vec<Cell>) -> Column {
        Column {
            name: "c".into(),
            cells: Cells::Mixed(cells),
        }
    }

    #[track_caller]
    fn check_text(cell: CellRef<'_>, expected_shown: &str, expected_full: &str) {
        assert_eq!(shown(cell), expected_shown);
        assert_eq!(full(cell), expected_full);
    }

    #[test]
    fn cells_read_short_in_the_page_and_in_full_elsewhere() {
        check_text(CellRef::Empty, "", "");
        check_text(CellRef::Null, "null", "null");
        check_text(CellRef::Bool(true), "true", "true");
        check_text(CellRef::Integer(123_456_789), "123456789", "123456789");
        check_text(CellRef::Number(1.0 / 3.0), "0.333333", "0.3333333333333333");
        check_text(CellRef::Number(f64::NAN), "NaN", "NaN");
        check_text(CellRef::Text("a b"), "a b", "a b");
    }

    #[test]
    fn a_table_is_described_by_its_size() {
        assert_eq!(
            description(&Table::default(), 0),
            "Table, 0 rows, 0 columns"
        );
        let one = Table::new(vec![mixed(vec![Cell::Empty])]);
        assert_eq!(description(&one, 1), "Table, 1 row, 1 column");
        // While a search showed a few rows, or none, the sentence went on naming all.
        assert_eq!(description(&one, 0), "Table, 0 of 1 row, 1 column");
        assert_eq!(rows_text(51, 5000), "51 of 5000 rows");
    }

    #[test]
    fn only_numbers_stand_at_the_right() {
        let numbers = vec![Cell::Empty, Cell::Integer(1), Cell::Null, Cell::Number(0.5)];
        assert_eq!(alignment(&mixed(numbers), 4), Alignment::End);
        assert_eq!(alignment(&mixed(vec![Cell::Empty]), 1), Alignment::Start);
        let texts = mixed(vec![Cell::Integer(1), Cell::Text("x".into())]);
        assert_eq!(alignment(&texts, 2), Alignment::Start);
    }

    #[test]
    fn widths_follow_the_cells_within_reason() {
        let width_ch = |cells| {
            let table = Table::new(vec![mixed(cells)]);
            widths_ch(&table, &TableMarks::default())
        };
        assert_eq!(width_ch(vec![]), [4]);
        assert_eq!(width_ch(vec![Cell::Text("a".repeat(12))]), [12]);
        assert_eq!(width_ch(vec![Cell::Text("a".repeat(900))]), [40]);
        // Numbers that differ late were wider than their column.
        let late = vec![Cell::Number(1e9), Cell::Number(1e9 + 0.001)];
        assert_eq!(width_ch(late), ["1.000000000001e9".len()]);
    }

    #[test]
    fn a_whole_number_that_stands_alone_has_room() {
        for (value, expected) in [
            (132, "132"),
            (25_557_032, "25557032"),
            (-123_456_789_012_345_678, "-1.23457e17"),
            (1_000_000_000, "1e9"),
        ] {
            assert_eq!(shown_alone(CellRef::Integer(value)), expected);
        }
    }
}
