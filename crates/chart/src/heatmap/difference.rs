//! What changed from one matrix to another, cell by cell.
//!
//! Cells are matched by the labels of their row and column. A cell that one of the two lacks, or whose value is
//! not finite in either, has no difference.

use super::{CellAt, ColourScale, Matrix, Said};
use crate::format;
use crate::heatmap_view::Normalisation;

/// A cell and how it changed.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangedCell {
    /// The label of its row.
    pub row: String,
    /// The label of its column.
    pub column: String,
    /// What the baseline says there.
    pub before: f64,
    /// What the other matrix says there.
    pub after: f64,
    /// What these numbers are.
    pub said: Said,
}

impl ChangedCell {
    /// How much more it is.
    pub fn difference(&self) -> f64 {
        self.after - self.before
    }

    /// The change in words, in the numbers that the cells are written in: `+0.5 (1 to 1.5)`.
    pub fn change_text(&self) -> String {
        let said = |value: f64| match self.said {
            Said::Value => format::significant(value, 4),
            Said::Share => format::percent(value),
        };
        let difference = self.difference();
        let sign = if difference > 0.0 { "+" } else { "" };
        let (before, after) = (said(self.before), said(self.after));
        format!("{sign}{} ({before} to {after})", said(difference))
    }
}

/// What `matrix` says more than `baseline`, with the labels of the baseline and then its own further ones, in
/// colours that diverge from none.
pub fn difference(matrix: &Matrix, baseline: &Matrix, normalisation: Normalisation) -> Matrix {
    let columns = union(baseline.columns(), matrix.columns());
    let rows = union(baseline.rows(), matrix.rows());
    let row_values = |row: &String| -> Vec<f64> {
        let cell = |column: &String| {
            let cell = cell(matrix, baseline, (row, column), normalisation);
            cell.map_or(f64::NAN, |cell| cell.difference())
        };
        columns.iter().map(cell).collect()
    };
    let values: Vec<Vec<f64>> = rows.iter().map(row_values).collect();
    let finite = values.iter().flatten().filter(|value| value.is_finite());
    let reach = finite.fold(0.0, |reach: f64, value| reach.max(value.abs()));
    let reach = if reach > 0.0 { reach } else { 1.0 };
    let scale = match matrix.said(normalisation) {
        Said::Value => ColourScale::Difference(reach),
        Said::Share => ColourScale::ShareDifference(reach),
    };
    Matrix::new(&columns, &rows, &values).with_scale(scale)
}

/// The cells that changed most, the largest change first, unchanged ones left out.
pub fn most_changed(
    matrix: &Matrix,
    baseline: &Matrix,
    normalisation: Normalisation,
    limit: usize,
) -> Vec<ChangedCell> {
    let mut cells: Vec<ChangedCell> = matrix
        .rows()
        .iter()
        .flat_map(|row| matrix.columns().iter().map(move |column| (row, column)))
        .filter_map(|at| cell(matrix, baseline, at, normalisation))
        .filter(|cell| cell.difference() != 0.0)
        .collect();
    cells.sort_by(|a, b| b.difference().abs().total_cmp(&a.difference().abs()));
    cells.truncate(limit);
    cells
}

fn cell(
    matrix: &Matrix,
    baseline: &Matrix,
    (row, column): (&String, &String),
    normalisation: Normalisation,
) -> Option<ChangedCell> {
    let shown = |matrix: &Matrix| {
        let at = CellAt {
            row: matrix.rows().iter().position(|other| other == row)?,
            column: matrix.columns().iter().position(|other| other == column)?,
        };
        Some(matrix.shown(at, normalisation)).filter(|value| value.is_finite())
    };
    Some(ChangedCell {
        row: row.clone(),
        column: column.clone(),
        before: shown(baseline)?,
        after: shown(matrix)?,
        said: matrix.said(normalisation),
    })
}

fn union(first: &[String], second: &[String]) -> Vec<String> {
    let mut labels = first.to_vec();
    labels.extend(
        second
            .iter()
            .filter(|label| !first.contains(label))
            .cloned(),
    );
    labels
}

/// The range that all these matrices have together, as one has it by itself.
pub fn shared_range(matrices: &[Matrix]) -> (f64, f64) {
    let ranges = matrices
        .iter()
        .filter(|matrix| matrix.extent().is_some())
        .map(|matrix| matrix.range(Normalisation::None));
    let union = |(a, b): (f64, f64), (c, d): (f64, f64)| (a.min(c), b.max(d));
    ranges.reduce(union).unwrap_or((0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matrix(labels: &[&str], values: &[&[f64]]) -> Matrix {
        let labels: Vec<String> = labels.iter().map(|label| (*label).to_owned()).collect();
        let values: Vec<Vec<f64>> = values.iter().map(|row| row.to_vec()).collect();
        Matrix::new(&labels, &labels, &values)
    }

    fn all(matrix: &Matrix) -> Vec<f64> {
        let n = matrix.columns().len();
        let at = |index: usize| CellAt {
            row: index / n,
            column: index % n,
        };
        (0..n * matrix.rows().len())
            .map(|index| matrix.value(at(index)))
            .collect()
    }

    #[test]
    fn cells_are_subtracted_by_their_labels() {
        let baseline = matrix(&["a", "b"], &[&[5.0, 1.0], &[2.0, 4.0]]);
        let turned = matrix(&["b", "a"], &[&[9.0, 2.0], &[0.0, 5.0]]);
        let difference = difference(&turned, &baseline, Normalisation::None);
        assert_eq!(all(&difference), [0.0, -1.0, 0.0, 5.0]);
        assert_eq!(difference.range(Normalisation::None), (-5.0, 5.0));
        let changed = most_changed(&turned, &baseline, Normalisation::None, 10);
        let told: Vec<_> = changed
            .iter()
            .map(|cell| (cell.row.as_str(), cell.column.as_str(), cell.difference()))
            .collect();
        assert_eq!(told, [("b", "b", 5.0), ("a", "b", -1.0)]);
        assert_eq!(
            most_changed(&turned, &baseline, Normalisation::None, 1).len(),
            1
        );
    }

    #[test]
    fn shares_are_subtracted_where_they_are_shown() {
        let baseline = matrix(&["a", "b"], &[&[1.0, 1.0], &[0.0, 2.0]]);
        let better = matrix(&["a", "b"], &[&[3.0, 1.0], &[0.0, 9.0]]);
        let difference = difference(&better, &baseline, Normalisation::Row);
        assert_eq!(all(&difference), [0.25, -0.25, 0.0, 0.0]);
        assert_eq!(difference.said(Normalisation::None), Said::Share);
    }

    /// Cells once said 38.9 % where the list of changes said 0.3895.
    #[test]
    fn changes_are_told_in_the_numbers_of_the_cells() {
        let baseline = matrix(&["a", "b"], &[&[1.0, 1.0], &[0.0, 2.0]]);
        let better = matrix(&["a", "b"], &[&[3.0, 1.0], &[0.0, 9.0]]);
        let told = |normalisation| {
            let changed = most_changed(&better, &baseline, normalisation, 1);
            changed.first().map(ChangedCell::change_text)
        };
        assert_eq!(told(Normalisation::None).as_deref(), Some("+7 (2 to 9)"));
        assert_eq!(
            told(Normalisation::Row).as_deref(),
            Some("+25 % (50 % to 75 %)")
        );
    }

    #[test]
    fn what_one_lacks_has_no_difference() {
        let small = matrix(&["a"], &[&[1.0]]);
        let large = matrix(&["a", "b"], &[&[1.0, 7.0], &[f64::NAN, 7.0]]);
        let difference = difference(&large, &small, Normalisation::None);
        let cells = all(&difference);
        assert_eq!(cells[0], 0.0);
        assert!(cells[1..].iter().all(|value| value.is_nan()));
        assert!(most_changed(&large, &small, Normalisation::None, 9).is_empty());
    }

    #[test]
    fn a_shared_range_holds_all_values() {
        let matrices = [
            matrix(&["a"], &[&[-3.0]]),
            matrix(&["a"], &[&[8.0]]),
            Matrix::default(),
        ];
        assert_eq!(shared_range(&matrices), (-3.0, 8.0));
        assert_eq!(shared_range(&[]), (0.0, 1.0));
    }
}
