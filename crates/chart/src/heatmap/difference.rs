//! What changed from one matrix to another, cell by cell.
//!
//! Cells are matched by the labels of their row and column; of equal labels on one axis, the first is matched with the
//! first, the second with the second. A cell that one of the two lacks, or whose value is not finite in either, has no
//! difference.

use super::{CellAt, ColourScale, Matrix, Said};
use crate::format;
use crate::heatmap_view::Normalisation;
use std::collections::BTreeMap;

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
        let ends = (self.before.min(self.after), self.before.max(self.after));
        let difference = self.difference();
        let [before, after, by] = match self.said {
            Said::Value => [
                format::in_range(self.before, ends),
                format::in_range(self.after, ends),
                format::significant(difference, 4),
            ],
            Said::Share => [self.before, self.after, difference].map(format::percent),
        };
        let sign = if difference > 0.0 { "+" } else { "" };
        format!("{sign}{by} ({before} to {after})")
    }
}

/// What `matrix` says more than `baseline`, with the labels of the baseline and then its own further ones, in
/// colours that diverge from none.
pub fn difference(matrix: &Matrix, baseline: &Matrix, normalisation: Normalisation) -> Matrix {
    let matched = Matched::new(matrix, baseline, normalisation);
    let row_values = |row: &Place| -> Vec<f64> {
        let values = matched.columns.iter().map(|column| matched.at(row, column));
        values
            .map(|values| values.map_or(f64::NAN, |(before, after)| after - before))
            .collect()
    };
    let values: Vec<Vec<f64>> = matched.rows.iter().map(row_values).collect();
    let finite = values.iter().flatten().filter(|value| value.is_finite());
    let reach = finite.fold(0.0, |reach: f64, value| reach.max(value.abs()));
    let reach = if reach > 0.0 { reach } else { 1.0 };
    let scale = match matrix.said(normalisation) {
        Said::Value => ColourScale::Difference(reach),
        Said::Share => ColourScale::ShareDifference(reach),
    };
    let labels = |places: &[Place]| -> Vec<String> {
        places.iter().map(|place| place.label.to_owned()).collect()
    };
    Matrix::new(&labels(&matched.columns), &labels(&matched.rows), &values).with_scale(scale)
}

/// The cells that changed most, the largest change first, unchanged ones left out.
pub fn most_changed(
    matrix: &Matrix,
    baseline: &Matrix,
    normalisation: Normalisation,
    limit: usize,
) -> Vec<ChangedCell> {
    let matched = Matched::new(matrix, baseline, normalisation);
    // Of hundreds of thousands of cells a few are kept; each with its change, the largest first.
    let mut largest: Vec<(f64, ChangedCell)> = Vec::new();
    for row in &matched.rows {
        for column in &matched.columns {
            let Some((before, after)) = matched.at(row, column) else {
                continue;
            };
            let change = (after - before).abs();
            let place = largest.partition_point(|(other, _)| *other >= change);
            if change > 0.0 && place < limit {
                let cell = ChangedCell {
                    row: row.label.to_owned(),
                    column: column.label.to_owned(),
                    before,
                    after,
                    said: matrix.said(normalisation),
                };
                largest.truncate(limit - 1);
                largest.insert(place, (change, cell));
            }
        }
    }
    largest.into_iter().map(|(_, cell)| cell).collect()
}

/// Two matrices, their rows and columns matched.
struct Matched<'a> {
    matrix: &'a Matrix,
    baseline: &'a Matrix,
    normalisation: Normalisation,
    rows: Vec<Place<'a>>,
    columns: Vec<Place<'a>>,
}

impl<'a> Matched<'a> {
    fn new(matrix: &'a Matrix, baseline: &'a Matrix, normalisation: Normalisation) -> Self {
        Self {
            matrix,
            baseline,
            normalisation,
            rows: places(baseline.rows(), matrix.rows()),
            columns: places(baseline.columns(), matrix.columns()),
        }
    }

    /// What the baseline and the other matrix say in a cell; `None` where one of them says nothing finite.
    fn at(&self, row: &Place, column: &Place) -> Option<(f64, f64)> {
        let shown = |matrix: &Matrix, row: Option<usize>, column: Option<usize>| {
            let at = CellAt {
                row: row?,
                column: column?,
            };
            Some(matrix.shown(at, self.normalisation)).filter(|value| value.is_finite())
        };
        Some((
            shown(self.baseline, row.before, column.before)?,
            shown(self.matrix, row.after, column.after)?,
        ))
    }
}

/// A row or a column, and where it stands in both matrices.
struct Place<'a> {
    label: &'a str,
    before: Option<usize>,
    after: Option<usize>,
}

/// The labels of the first axis and then the further ones of the second.
///
/// The tokens of a sentence and rounded edges of bins are labels that stand more than once: the second of one axis is
/// the second of the other.
fn places<'a>(before: &'a [String], after: &'a [String]) -> Vec<Place<'a>> {
    let mut afters: BTreeMap<(&str, usize), usize> = numbered(after).zip(0..).collect();
    let mut places: Vec<Place> = numbered(before)
        .zip(0..)
        .map(|(label, index)| Place {
            label: label.0,
            before: Some(index),
            after: afters.remove(&label),
        })
        .collect();
    let further = numbered(after).filter_map(|label| Some((label.0, afters.remove(&label)?)));
    places.extend(further.map(|(label, index)| Place {
        label,
        before: None,
        after: Some(index),
    }));
    places
}

/// Each label with how many of the same stand before it.
fn numbered(labels: &[String]) -> impl Iterator<Item = (&str, usize)> {
    let mut counts = BTreeMap::new();
    labels.iter().map(move |label| {
        let count = counts.entry(label.as_str()).or_insert(0);
        *count += 1;
        (label.as_str(), *count - 1)
    })
}

/// The range that all these matrices have together, as one has it by itself.
pub fn shared_range(matrices: &[Matrix]) -> (f64, f64) {
    let ranges = matrices
        .iter()
        .filter(|matrix| matrix.extent.is_some())
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

    /// The list said `+0.3 (1000 to 1000)`.
    #[test]
    fn a_small_change_of_large_values_is_told() {
        let told = |before: f64, after: f64| {
            let (before, after) = (matrix(&["a"], &[&[before]]), matrix(&["a"], &[&[after]]));
            let changed = most_changed(&after, &before, Normalisation::None, 1);
            changed.first().map(ChangedCell::change_text)
        };
        assert_eq!(
            told(1000.25, 1000.75).as_deref(),
            Some("+0.5 (1000.25 to 1000.75)")
        );
        assert_eq!(
            told(2e9 + 4.0, 2e9).as_deref(),
            Some("-4 (2.000000004e9 to 2e9)")
        );
        assert_eq!(told(0.1, 0.25).as_deref(), Some("+0.15 (0.1 to 0.25)"));
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

    /// An attention map of `the cat the` said that nothing had changed, since both `the` were read in the first one's place.
    #[test]
    fn a_label_that_stands_twice_is_matched_in_its_order() {
        let labels = ["the", "cat", "the"];
        let baseline = matrix(&labels, &[&[1.0; 3], &[1.0; 3], &[1.0; 3]]);
        let values: [&[f64]; 3] = [&[1.0, 1.0, 11.0], &[1.0; 3], &[1.0, 1.0, 101.0]];
        let other = matrix(&labels, &values);
        let difference = difference(&other, &baseline, Normalisation::None);
        assert_eq!(
            all(&difference),
            [0.0, 0.0, 10.0, 0.0, 0.0, 0.0, 0.0, 0.0, 100.0]
        );
        let changed = most_changed(&other, &baseline, Normalisation::None, 5);
        let told: Vec<f64> = changed.iter().map(ChangedCell::difference).collect();
        assert_eq!(told, [100.0, 10.0]);
    }

    #[test]
    fn a_label_that_stands_once_more_in_one_has_a_place_of_its_own() {
        let once = matrix(&["a", "b"], &[&[1.0, 2.0], &[3.0, 4.0]]);
        let values: [&[f64]; 3] = [&[1.0, 9.0, 2.0], &[9.0; 3], &[3.0, 9.0, 5.0]];
        let twice = matrix(&["a", "a", "b"], &values);
        let difference = difference(&twice, &once, Normalisation::None);
        assert_eq!(difference.columns(), ["a", "b", "a"]);
        assert_eq!(difference.value(CellAt { row: 1, column: 1 }), 1.0);
        assert!(difference.value(CellAt { row: 2, column: 2 }).is_nan());
        let changed = most_changed(&twice, &once, Normalisation::None, 5);
        assert_eq!(changed.len(), 1);
    }

    /// A page with a heatmap of 500 labels stood still for nine seconds: each cell was looked for along both axes, twice.
    #[test]
    fn large_matrices_are_matched_at_once() {
        const N: usize = 500;
        let labels: Vec<String> = (0..N).map(|index| format!("class {index}")).collect();
        let turned: Vec<String> = labels.iter().rev().cloned().collect();
        let mut values = vec![vec![0.0; N]; N];
        let baseline = Matrix::new(&labels, &labels, &values);
        values[1][2] = 7.0;
        let other = Matrix::new(&turned, &turned, &values);
        let difference = difference(&other, &baseline, Normalisation::None);
        let at = CellAt {
            row: N - 2,
            column: N - 3,
        };
        assert_eq!(difference.value(at), 7.0);
        let changed = most_changed(&other, &baseline, Normalisation::None, 5);
        let [cell] = changed.as_slice() else {
            panic!("{changed:?}");
        };
        assert_eq!((&*cell.row, &*cell.column), ("class 498", "class 497"));
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
