//! The heatmap, from a labelled matrix to scenes; every stage is a value.
//!
//! A [`Matrix`] gets a [`frame`](frame::HeatmapFrame) from the view and the size, and becomes
//! [scenes](scene). Values that are not finite have no colour: they are marked.

pub mod color;
pub mod difference;
pub mod frame;
pub mod legend;
pub mod picture;
pub mod reading;
pub mod scene;
pub mod window;

use crate::format;
use crate::heatmap_view::Normalisation;
use crate::text_fit;
use crate::ticks::TICK_LABEL_SIZE_PX;
use runboard_series::extent::extent;
use runboard_series::gap::Placeable;

/// A cell by its position, from the top and from the left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CellAt {
    /// Its row.
    pub row: usize,
    /// Its column.
    pub column: usize,
}

/// A matrix with labels and the sums that shares are taken of.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Matrix {
    columns: Vec<String>,
    rows: Vec<String>,
    /// With how many of its first characters another label of the same axis begins, for each.
    n_shared_of_columns: Vec<usize>,
    n_shared_of_rows: Vec<usize>,
    /// Row by row.
    values: Vec<f64>,
    /// The smallest and the largest finite value.
    extent: Option<(f64, f64)>,
    /// NaN where any value is negative: a sum may be anything then, and a share of it would say nothing.
    row_sums: Vec<f64>,
    column_sums: Vec<f64>,
    scale: ColourScale,
}

/// What the colours of a matrix stand for.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum ColourScale {
    /// Its own values, from the smallest to the largest.
    #[default]
    Own,
    /// A range that it shares with others, so that equal colours are equal values.
    Shared((f64, f64)),
    /// Differences, up to this far to either side of none.
    Difference(f64),
    /// Differences of shares.
    ShareDifference(f64),
}

/// What the number of a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// A value, as logged.
    Value,
    /// A share, or a difference of shares: said in per cent.
    Share,
}

impl Matrix {
    /// The matrix of these labels and rows; a cell that is missing is NaN.
    pub fn new(columns: &[String], rows: &[String], values: &[Vec<f64>]) -> Self {
        let mut row_sums = vec![0.0; rows.len()];
        let mut column_sums = vec![0.0; columns.len()];
        let mut flat = Vec::with_capacity(rows.len() * columns.len());
        for (row, row_sum) in row_sums.iter_mut().enumerate() {
            for (column, column_sum) in column_sums.iter_mut().enumerate() {
                let value = values.get(row).and_then(|row| row.get(column));
                let value = value.copied().unwrap_or(f64::NAN);
                let summand = summand(value);
                *row_sum += summand;
                *column_sum += summand;
                flat.push(value);
            }
        }
        let shared = |labels: &[String]| {
            let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
            text_fit::shared_chars(&labels)
        };
        Self {
            n_shared_of_columns: shared(columns),
            n_shared_of_rows: shared(rows),
            columns: columns.to_vec(),
            rows: rows.to_vec(),
            extent: extent(flat.iter().copied(), Placeable::Finite),
            values: flat,
            row_sums,
            column_sums,
            scale: ColourScale::Own,
        }
    }

    /// The same matrix with colours that stand for something else.
    pub fn with_scale(self, scale: ColourScale) -> Self {
        Self { scale, ..self }
    }

    /// What its colours stand for.
    pub fn scale(&self) -> ColourScale {
        self.scale
    }

    /// Column labels, from left to right.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// Row labels, from top to bottom.
    pub fn rows(&self) -> &[String] {
        &self.rows
    }

    /// The label of that column, shortened to the room so that it is told from the others.
    fn fitted_column(&self, index: usize, room_px: f64) -> String {
        fitted_label(&self.columns, &self.n_shared_of_columns, index, room_px)
    }

    /// The label of that row, shortened to the room so that it is told from the others.
    fn fitted_row(&self, index: usize, room_px: f64) -> String {
        fitted_label(&self.rows, &self.n_shared_of_rows, index, room_px)
    }

    /// Whether it has no cells.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The value of a cell; NaN outside the matrix.
    pub fn value(&self, at: CellAt) -> f64 {
        if at.column >= self.columns.len() {
            return f64::NAN;
        }
        let index = at
            .row
            .saturating_mul(self.columns.len())
            .saturating_add(at.column);
        self.values.get(index).copied().unwrap_or(f64::NAN)
    }

    /// The cell's share of the sum of its row; NaN where there is no such share.
    pub fn share_of_row(&self, at: CellAt) -> f64 {
        share(self.value(at), self.row_sums.get(at.row))
    }

    /// The cell's share of the sum of its column; NaN where there is no such share.
    pub fn share_of_column(&self, at: CellAt) -> f64 {
        share(self.value(at), self.column_sums.get(at.column))
    }

    /// What a cell says: its value or one of its shares.
    pub fn shown(&self, at: CellAt, normalisation: Normalisation) -> f64 {
        match normalisation {
            Normalisation::None => self.value(at),
            Normalisation::Row => self.share_of_row(at),
            Normalisation::Column => self.share_of_column(at),
        }
    }

    /// What the numbers of its cells are.
    pub fn said(&self, normalisation: Normalisation) -> Said {
        match (self.scale, normalisation) {
            (ColourScale::Difference(_), _) => Said::Value,
            (ColourScale::ShareDifference(_), _) => Said::Share,
            (_, Normalisation::None) => Said::Value,
            (_, Normalisation::Row | Normalisation::Column) => Said::Share,
        }
    }

    /// Whether its cells are how much they differ from those of another.
    pub fn is_difference(&self) -> bool {
        matches!(
            self.scale,
            ColourScale::Difference(_) | ColourScale::ShareDifference(_)
        )
    }

    /// The range of the colours: shares from 0 to 1, values from the smallest to the largest, and
    /// from 0 where none is negative and 0 is not far.
    pub fn range(&self, normalisation: Normalisation) -> (f64, f64) {
        match (self.scale, normalisation) {
            (ColourScale::Difference(reach) | ColourScale::ShareDifference(reach), _) => {
                return (-reach, reach);
            }
            (_, Normalisation::Row | Normalisation::Column) => return (0.0, 1.0),
            (ColourScale::Shared(range), Normalisation::None) => return range,
            (ColourScale::Own, Normalisation::None) => {}
        }
        match self.extent {
            None => (0.0, 1.0),
            Some((min, max)) if min >= 0.0 && min <= max * 0.5 => (0.0, max),
            Some(extent) => extent,
        }
    }

    /// Whether any cell has no colour.
    pub fn has_gaps(&self, normalisation: Normalisation) -> bool {
        self.all_shown(normalisation)
            .any(|value| !value.is_finite())
    }

    /// What the legend says of cells without a colour; `None` where there are none.
    pub fn gaps_text(&self, normalisation: Normalisation) -> Option<&'static str> {
        let text = match normalisation {
            Normalisation::None => "no number",
            Normalisation::Row | Normalisation::Column => "no share",
        };
        self.has_gaps(normalisation).then_some(text)
    }

    /// Whether any cell has a colour.
    pub fn has_values(&self, normalisation: Normalisation) -> bool {
        self.all_shown(normalisation).any(f64::is_finite)
    }

    fn all_shown(&self, normalisation: Normalisation) -> impl Iterator<Item = f64> {
        let n_columns = self.columns.len().max(1);
        (0..self.values.len()).map(move |index| {
            let at = CellAt {
                row: index / n_columns,
                column: index % n_columns,
            };
            self.shown(at, normalisation)
        })
    }

    /// How many digits tell its values apart.
    fn n_digits(&self) -> usize {
        format::digits_within(self.extent)
    }

    /// The sentence for a screen reader: `Heatmap, 3 rows, 3 columns, values 0 to 41`.
    pub fn description(&self) -> String {
        let counted = |n: usize, noun: &str| format!("{n} {noun}{}", if n == 1 { "" } else { "s" });
        let rows = counted(self.rows.len(), "row");
        let columns = counted(self.columns.len(), "column");
        let values = self.extent.map(|(min, max)| {
            let (min, max) = format::range(min, max);
            format!(", values {min} to {max}")
        });
        let n_gaps = self
            .values
            .iter()
            .filter(|value| !value.is_finite())
            .count();
        let gaps = match n_gaps {
            0 => String::new(),
            n => format!(", {n} not finite"),
        };
        format!(
            "Heatmap, {rows}, {columns}{}{gaps}",
            values.unwrap_or_default()
        )
    }
}

fn fitted_label(labels: &[String], n_shared: &[usize], index: usize, room_px: f64) -> String {
    let label = labels.get(index).map_or("", String::as_str);
    let n_shared = n_shared.get(index).copied().unwrap_or(0);
    text_fit::fitted_apart(label, n_shared, room_px, TICK_LABEL_SIZE_PX)
}

/// What a value adds to the sums that shares are taken of: what is not finite nothing, a negative one takes them away.
fn summand(value: f64) -> f64 {
    match value {
        _ if value < 0.0 => f64::NAN,
        _ if value.is_finite() => value,
        _ => 0.0,
    }
}

fn share(value: f64, sum: Option<&f64>) -> f64 {
    match sum {
        Some(sum) if *sum > 0.0 && value >= 0.0 => value / sum,
        _ => f64::NAN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matrix(values: &[&[f64]]) -> Matrix {
        let names = |n: usize| (0..n).map(|idx| format!("c{idx}")).collect::<Vec<_>>();
        let n_columns = values.iter().map(|row| row.len()).max().unwrap_or(0);
        let rows: Vec<Vec<f64>> = values.iter().map(|row| row.to_vec()).collect();
        Matrix::new(&names(n_columns), &names(values.len()), &rows)
    }

    fn at(row: usize, column: usize) -> CellAt {
        CellAt { row, column }
    }

    #[test]
    fn shares_are_taken_of_rows_and_columns() {
        let matrix = matrix(&[&[3.0, 1.0], &[1.0, 0.0]]);
        assert_eq!(matrix.value(at(0, 1)), 1.0);
        assert_eq!(matrix.share_of_row(at(0, 0)), 0.75);
        assert_eq!(matrix.share_of_column(at(1, 0)), 0.25);
        assert_eq!(matrix.shown(at(1, 0), Normalisation::Row), 1.0);
        assert!(matrix.value(at(0, 2)).is_nan() && matrix.value(at(2, 0)).is_nan());
    }

    #[test]
    fn there_is_no_share_of_nothing() {
        let matrix = matrix(&[&[0.0, 0.0], &[-1.0, 2.0]]);
        assert!(matrix.share_of_row(at(0, 0)).is_nan());
        assert!(matrix.share_of_row(at(1, 0)).is_nan());
        assert!(matrix.has_gaps(Normalisation::Row));
        assert!(!matrix.has_gaps(Normalisation::None));
    }

    #[test]
    fn a_negative_value_leaves_its_row_and_column_without_shares() {
        // A cell of 2 beside -1 was 200 % of its column.
        let matrix = matrix(&[
            &[-1.0, 1.0],
            &[2.0, -3.0],
            &[4.0, f64::NEG_INFINITY],
            &[1.0, 3.0],
        ]);
        for row in 0..4 {
            for column in 0..2 {
                assert!(matrix.share_of_column(at(row, column)).is_nan());
            }
        }
        for row in 0..3 {
            assert!(matrix.share_of_row(at(row, 0)).is_nan(), "{row}");
        }
        assert_eq!(matrix.share_of_row(at(3, 1)), 0.75);
        assert!(matrix.has_values(Normalisation::Row));
        assert!(!matrix.has_values(Normalisation::Column));
    }

    #[test]
    fn cells_without_a_colour_say_why() {
        let negative = matrix(&[&[-1.0, 1.0], &[2.0, 3.0]]);
        assert_eq!(negative.gaps_text(Normalisation::None), None);
        assert_eq!(negative.gaps_text(Normalisation::Row), Some("no share"));
        let missing = matrix(&[&[f64::NAN, 1.0]]);
        assert_eq!(missing.gaps_text(Normalisation::None), Some("no number"));
    }

    #[test]
    fn missing_cells_are_nan() {
        let matrix = matrix(&[&[1.0, 2.0], &[3.0]]);
        assert!(matrix.value(at(1, 1)).is_nan());
        assert_eq!(matrix.share_of_column(at(0, 1)), 1.0);
        assert_eq!(
            matrix.description(),
            "Heatmap, 2 rows, 2 columns, values 1 to 3, 1 not finite"
        );
    }

    #[track_caller]
    fn check_range(values: &[f64], expected: (f64, f64)) {
        assert_eq!(matrix(&[values]).range(Normalisation::None), expected);
        assert_eq!(matrix(&[values]).range(Normalisation::Row), (0.0, 1.0));
    }

    #[test]
    fn counts_begin_at_zero_and_the_rest_at_its_smallest() {
        check_range(&[1.0, 9.0], (0.0, 9.0));
        check_range(&[100.0, 110.0], (100.0, 110.0));
        check_range(&[-0.5, 1.0], (-0.5, 1.0));
        check_range(&[f64::NAN], (0.0, 1.0));
        check_range(&[], (0.0, 1.0));
    }
}
