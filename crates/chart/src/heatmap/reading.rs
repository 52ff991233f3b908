//! What is read at a cell.

use super::{CellAt, Matrix, Said};
use crate::format;
use crate::heatmap_view::Normalisation;

/// A cell that is pointed at.
#[derive(Debug, Clone, PartialEq)]
pub struct HeatmapReading {
    /// Where it is.
    pub at: CellAt,
    /// The label of its row.
    pub row: String,
    /// The label of its column.
    pub column: String,
    /// Its value.
    pub value: f64,
    /// How many digits tell the values of all cells apart.
    pub n_digits: usize,
    /// What the value is: of a difference it may be a share.
    pub said: Said,
    /// Its share of the sum of its row, if there is one: `12.5 %`.
    pub share_of_row: Option<String>,
    /// Its share of the sum of its column, if there is one.
    pub share_of_column: Option<String>,
}

impl HeatmapReading {
    /// The value in few digits, as many as tell the cells apart.
    pub fn value_text(&self) -> String {
        match self.said {
            Said::Share if self.value.is_finite() => format::percent(self.value),
            Said::Share | Said::Value => format::significant(self.value, self.n_digits),
        }
    }

    /// The sentence for a screen reader: `row car, column bus, value 3, 12.5 % of row, 30 % of column`.
    pub fn spoken(&self) -> String {
        let Self { row, column, .. } = self;
        let share = |share: &Option<String>, of: &str| {
            share
                .as_ref()
                .map(|share| format!(", {share} of {of}"))
                .unwrap_or_default()
        };
        format!(
            "row {row}, column {column}, value {}{}{}",
            self.value_text(),
            share(&self.share_of_row, "row"),
            share(&self.share_of_column, "column"),
        )
    }
}

/// What is read at a cell; `None` outside the matrix.
pub fn reading(matrix: &Matrix, at: CellAt) -> Option<HeatmapReading> {
    Some(HeatmapReading {
        at,
        row: matrix.rows().get(at.row)?.clone(),
        column: matrix.columns().get(at.column)?.clone(),
        value: matrix.value(at),
        n_digits: matrix.n_digits(),
        said: matrix.said(Normalisation::None),
        // A share of a sum of differences would say nothing.
        share_of_row: percent(matrix.share_of_row(at)).filter(|_| !matrix.is_difference()),
        share_of_column: percent(matrix.share_of_column(at)).filter(|_| !matrix.is_difference()),
    })
}

/// A share in per cent with three digits; `None` if there is no share.
fn percent(share: f64) -> Option<String> {
    share.is_finite().then(|| format::percent(share))
}

#[cfg(test)]
mod tests {
    use super::super::ColourScale;
    use super::*;

    #[track_caller]
    fn check(values: &[Vec<f64>], expected: &str) {
        let names = ["car".to_owned(), "bus".to_owned()];
        let matrix = Matrix::new(&names, &names, values);
        let read = reading(&matrix, CellAt { row: 0, column: 1 }).unwrap();
        assert_eq!(read.spoken(), expected);
    }

    #[test]
    fn a_cell_is_read_with_its_shares() {
        check(
            &[vec![7.0, 1.0], vec![0.0, 2.0]],
            "row car, column bus, value 1, 12.5 % of row, 33.3 % of column",
        );
        check(
            &[vec![-7.0, 1.0], vec![0.0, -2.0]],
            "row car, column bus, value 1",
        );
        check(
            &[vec![1.0, f64::NAN], vec![0.0, 2.0]],
            "row car, column bus, value NaN",
        );
    }

    #[test]
    fn a_difference_of_shares_is_one_of_per_cents() {
        let names = ["car".to_owned(), "bus".to_owned()];
        let matrix = Matrix::new(&names, &names, &[vec![0.25, 0.125], vec![0.0, 0.0]])
            .with_scale(ColourScale::ShareDifference(0.25));
        let read = reading(&matrix, CellAt { row: 0, column: 1 }).unwrap();
        assert_eq!(read.spoken(), "row car, column bus, value 12.5 %");
    }

    /// Both cells were read as 1.23457e6.
    #[test]
    fn cells_that_differ_late_are_told_apart() {
        let names = ["a".to_owned(), "b".to_owned()];
        let matrix = Matrix::new(&names, &names[..1], &[vec![1_234_567.0, 1_234_568.0]]);
        let read = |column| reading(&matrix, CellAt { row: 0, column });
        let read = |column| read(column).unwrap().value_text();
        assert_eq!(
            (read(0), read(1)),
            ("1.234567e6".into(), "1.234568e6".into())
        );
    }

    #[test]
    fn there_is_nothing_to_read_outside() {
        assert_eq!(
            reading(&Matrix::default(), CellAt { row: 0, column: 0 }),
            None
        );
    }
}
