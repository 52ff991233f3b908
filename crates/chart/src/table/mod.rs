//! Tables of any size, column by column: what `TABLE` logs hold and what a chart's data becomes
//! when it is shown as a table.

pub mod columns_window;
pub mod comparison;
pub mod export;
pub mod order;
pub mod row_slots;
pub mod text;
pub mod width;
pub mod window;

use crate::format;
use runboard_series::extent::extent;
use runboard_series::gap::Placeable;

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// `null`, where that is what a value is and not the want of one.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number, shown in full.
    Integer(i64),
    /// Any other number, NaN and the infinities included.
    Number(f64),
    /// A text.
    Text(String),
}

/// One cell, borrowed from its table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum CellRef<'a> {
    /// Nothing.
    Empty,
    /// `null`, where that is what a value is and not the want of one.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number, shown in full.
    Integer(i64),
    /// Any other number, NaN and the infinities included.
    Number(f64),
    /// A text.
    Text(&'a str),
}

/// The cells of a column, from the first row to the last.
#[derive(Debug, Clone, PartialEq)]
pub enum Cells {
    /// Numbers, 8 bytes each.
    Numbers(Vec<f64>),
    /// Texts.
    Texts(Vec<String>),
    /// Cells of any kind.
    Mixed(Vec<Cell>),
}

impl Cells {
    fn len(&self) -> usize {
        match self {
            Self::Numbers(values) => values.len(),
            Self::Texts(texts) => texts.len(),
            Self::Mixed(cells) => cells.len(),
        }
    }
}

/// A named column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Name in the header.
    pub name: String,
    /// Its cells.
    pub cells: Cells,
}

/// A table: columns in order; a column shorter than the longest ends in empty cells.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    columns: Vec<Column>,
    n_rows: usize,
    /// How many digits each column's numbers are shown with.
    n_digits: Vec<usize>,
    /// What is shown of a number that is none.
    undefined: Option<&'static str>,
}

impl Table {
    /// A table of these columns.
    pub fn new(columns: Vec<Column>) -> Self {
        let n_rows = columns
            .iter()
            .map(|column| column.cells.len())
            .max()
            .unwrap_or(0);
        let n_digits = columns.iter().map(Column::n_digits).collect();
        Self {
            columns,
            n_rows,
            n_digits,
            undefined: None,
        }
    }

    /// The same table of scores: shown with so many digits, and a dash where a score is not defined.
    pub fn of_scores(self, n_digits: usize) -> Self {
        Self {
            n_digits: vec![n_digits; self.columns.len()],
            undefined: Some("–"),
            ..self
        }
    }

    /// A table of these rows; cells beyond the named columns are left out.
    pub fn from_rows(names: &[String], rows: impl IntoIterator<Item = Vec<Cell>>) -> Self {
        let mut columns: Vec<Vec<Cell>> = names.iter().map(|_| Vec::new()).collect();
        for row in rows {
            let mut cells = row.into_iter();
            for column in &mut columns {
                column.push(cells.next().unwrap_or(Cell::Empty));
            }
        }
        Self::new(
            names
                .iter()
                .zip(columns)
                .map(|(name, cells)| Column {
                    name: name.clone(),
                    cells: Cells::Mixed(cells),
                })
                .collect(),
        )
    }

    /// The columns in order.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Rows, empty ones included.
    pub fn n_rows(&self) -> usize {
        self.n_rows
    }

    /// The text of a cell in the page: numbers in few digits, as many as tell the column's apart; whole numbers in full.
    pub fn shown(&self, row: usize, column: usize) -> String {
        match (self.cell(row, column), self.n_digits.get(column)) {
            (CellRef::Number(value), Some(_)) if value.is_nan() && self.undefined.is_some() => {
                self.undefined.unwrap_or_default().to_owned()
            }
            (CellRef::Number(value), Some(n_digits)) => format::significant(value, *n_digits),
            (cell, _) => text::shown(cell),
        }
    }

    /// The cell in this row and column; empty outside the table.
    pub fn cell(&self, row: usize, column: usize) -> CellRef<'_> {
        self.columns
            .get(column)
            .map_or(CellRef::Empty, |column| column.cell(row))
    }
}

impl Column {
    /// How many digits tell its numbers apart, within a hundredth of what they span.
    fn n_digits(&self) -> usize {
        let numbers = (0..self.cells.len()).filter_map(|row| match self.cell(row) {
            CellRef::Number(value) => Some(value),
            _ => None,
        });
        format::digits_within(extent(numbers, Placeable::Finite))
    }

    /// The cell in this row; empty outside the column.
    pub fn cell(&self, row: usize) -> CellRef<'_> {
        match &self.cells {
            Cells::Numbers(values) => values.get(row).copied().map(CellRef::Number),
            Cells::Texts(texts) => texts.get(row).map(|text| CellRef::Text(text)),
            Cells::Mixed(cells) => cells.get(row).map(Cell::borrow),
        }
        .unwrap_or(CellRef::Empty)
    }
}

impl Cell {
    /// The same cell, borrowed.
    pub fn borrow(&self) -> CellRef<'_> {
        match self {
            Self::Empty => CellRef::Empty,
            Self::Null => CellRef::Null,
            Self::Bool(value) => CellRef::Bool(*value),
            Self::Integer(value) => CellRef::Integer(*value),
            Self::Number(value) => CellRef::Number(*value),
            Self::Text(text) => CellRef::Text(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_columns_end_in_empty_cells() {
        let table = Table::new(vec![
            Column {
                name: "step".into(),
                cells: Cells::Numbers(vec![0.0, 1.0]),
            },
            Column {
                name: "note".into(),
                cells: Cells::Texts(vec!["first".into()]),
            },
        ]);
        assert_eq!(table.n_rows(), 2);
        assert_eq!(table.cell(1, 0), CellRef::Number(1.0));
        assert_eq!(table.cell(0, 1), CellRef::Text("first"));
        assert_eq!(table.cell(1, 1), CellRef::Empty);
        assert_eq!(table.cell(9, 9), CellRef::Empty);
    }

    #[test]
    fn ragged_rows_fit_the_named_columns() {
        let names = ["a".to_owned(), "b".to_owned()];
        let table = Table::from_rows(
            &names,
            [
                vec![Cell::Integer(1)],
                vec![Cell::Bool(true), Cell::Empty, Cell::Integer(9)],
            ],
        );
        assert_eq!(table.columns().len(), 2);
        assert_eq!(table.cell(0, 1), CellRef::Empty);
        assert_eq!(table.cell(1, 0), CellRef::Bool(true));
    }
}
