//! Precision and recall of each category of a confusion matrix.
//!
//! Rows are the truth, columns the prediction. In an (N+1)×(N+1) matrix the last column, `FN`, holds
//! what was there and not found, and so counts against recall; the last row, `FP`, holds what was
//! found and not there, and so counts against precision.

use crate::format;
use crate::heatmap::{CellAt, Matrix};
use crate::table::{Cells, Column, Table};

/// How many digits scores are read with: five columns fit beside one another in a card.
const N_DIGITS: usize = 3;

/// How well one category was recognised; NaN where nothing was there or nothing was found.
#[derive(Debug, Clone, PartialEq)]
pub struct CategoryScore {
    /// The category.
    pub label: String,
    /// The share of what was predicted to be of the category that is of it.
    pub precision: f64,
    /// The share of what is of the category that was predicted to be.
    pub recall: f64,
    /// The harmonic mean of both.
    pub f1: f64,
    /// How much there is of the category.
    pub support: f64,
}

/// The scores of a confusion matrix in the order of its categories; `FP` and `FN` are none.
pub fn scores(matrix: &Matrix) -> Vec<CategoryScore> {
    let (rows, columns) = (matrix.rows(), matrix.columns());
    let n_categories = rows
        .iter()
        .zip(columns)
        .take_while(|(row, column)| row == column)
        .count();
    let category = |(index, label): (usize, &String)| {
        let at = |row, column| matrix.value(CellAt { row, column });
        let right = at(index, index);
        let support = (0..columns.len())
            .map(|column| at(index, column))
            .sum::<f64>();
        let found = (0..rows.len()).map(|row| at(row, index)).sum::<f64>();
        CategoryScore {
            label: label.clone(),
            precision: ratio(right, found),
            recall: ratio(right, support),
            f1: ratio(2.0 * right, support + found),
            support,
        }
    };
    rows.iter()
        .take(n_categories)
        .enumerate()
        .map(category)
        .collect()
}

/// The share of everything that lies on the diagonal; NaN for an empty matrix.
///
/// What stands in the corner of an (N+1)×(N+1) matrix was neither there nor found: it is no error.
pub fn accuracy(matrix: &Matrix) -> f64 {
    let n_categories = scores(matrix).len();
    let is_extra = |at: CellAt| at.row >= n_categories && at.column >= n_categories;
    let right: f64 = (0..n_categories)
        .map(|index| {
            matrix.value(CellAt {
                row: index,
                column: index,
            })
        })
        .sum();
    let all: f64 = (0..matrix.rows().len())
        .flat_map(|row| (0..matrix.columns().len()).map(move |column| CellAt { row, column }))
        .filter(|at| !is_extra(*at))
        .map(|at| matrix.value(at))
        .sum();
    ratio(right, all)
}

/// The sentence for a screen reader: `Confusion matrix, 10 categories, accuracy 0.97`.
pub fn description(matrix: &Matrix) -> String {
    let n_categories = scores(matrix).len();
    let noun = if n_categories == 1 {
        "category"
    } else {
        "categories"
    };
    let accuracy = accuracy(matrix);
    let accuracy = if accuracy.is_finite() {
        format!(", accuracy {}", format::significant(accuracy, 4))
    } else {
        String::new()
    };
    format!("Confusion matrix, {n_categories} {noun}{accuracy}")
}

/// The scores as a table.
pub fn table(scores: &[CategoryScore]) -> Table {
    let numbers = |name: &str, of: fn(&CategoryScore) -> f64| Column {
        name: name.to_owned(),
        cells: Cells::Numbers(scores.iter().map(of).collect()),
    };
    Table::new(vec![
        Column {
            name: "Category".to_owned(),
            cells: Cells::Texts(scores.iter().map(|score| score.label.clone()).collect()),
        },
        numbers("Precision", |score| score.precision),
        numbers("Recall", |score| score.recall),
        numbers("F1", |score| score.f1),
        numbers("Support", |score| score.support),
    ])
    .of_scores(N_DIGITS)
}

fn ratio(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { f64::NAN }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matrix(columns: &[&str], rows: &[&str], values: &[&[f64]]) -> Matrix {
        let names = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
        let values: Vec<Vec<f64>> = values.iter().map(|row| row.to_vec()).collect();
        Matrix::new(&names(columns), &names(rows), &values)
    }

    #[track_caller]
    fn check(score: &CategoryScore, precision: f64, recall: f64, f1: f64, support: f64) {
        assert_eq!(
            (score.precision, score.recall, score.f1, score.support),
            (precision, recall, f1, support),
            "{}",
            score.label
        );
    }

    #[test]
    fn rows_are_the_truth_and_columns_the_prediction() {
        let matrix = matrix(
            &["cat", "dog"],
            &["cat", "dog"],
            &[&[3.0, 1.0], &[3.0, 5.0]],
        );
        let scores = scores(&matrix);
        assert_eq!(scores.len(), 2);
        check(&scores[0], 0.5, 0.75, 0.6, 4.0);
        check(&scores[1], 5.0 / 6.0, 0.625, 10.0 / 14.0, 8.0);
        assert_eq!(accuracy(&matrix), 8.0 / 12.0);
        assert_eq!(
            description(&matrix),
            "Confusion matrix, 2 categories, accuracy 0.6667"
        );
    }

    #[test]
    fn what_was_missed_lowers_recall_and_what_was_invented_precision() {
        let matrix = matrix(
            &["cat", "dog", "FN"],
            &["cat", "dog", "FP"],
            &[&[3.0, 0.0, 1.0], &[0.0, 4.0, 0.0], &[9.0, 0.0, 0.0]],
        );
        let scores = scores(&matrix);
        assert_eq!(scores.len(), 2);
        check(&scores[0], 0.25, 0.75, 0.375, 4.0);
        check(&scores[1], 1.0, 1.0, 1.0, 4.0);
    }

    #[test]
    fn what_was_neither_there_nor_found_is_no_error() {
        // Those 38 lowered the accuracy to 0.301.
        let matrix = matrix(
            &["class 0", "FN"],
            &["class 0", "FP"],
            &[&[31.0, 32.0], &[2.0, 38.0]],
        );
        assert_eq!(accuracy(&matrix), 31.0 / 65.0);
    }

    #[test]
    fn a_category_without_cases_has_no_scores() {
        let matrix = matrix(
            &["cat", "dog"],
            &["cat", "dog"],
            &[&[0.0, 0.0], &[0.0, 5.0]],
        );
        let cat = &scores(&matrix)[0];
        assert!(cat.precision.is_nan() && cat.recall.is_nan() && cat.f1.is_nan());
        assert!(accuracy(&Matrix::default()).is_nan());
        assert_eq!(
            description(&Matrix::default()),
            "Confusion matrix, 0 categories"
        );
    }

    #[test]
    fn scores_become_a_table() {
        let matrix = matrix(&["cat"], &["cat"], &[&[2.0]]);
        let table = table(&scores(&matrix));
        assert_eq!((table.n_rows(), table.columns().len()), (1, 5));
    }

    #[test]
    fn scores_are_short_and_a_dash_where_there_are_none() {
        // The table was wider than its card: 0.333333 with all digits, and `NaN` for what was never there.
        let matrix = matrix(
            &["cat", "dog"],
            &["cat", "dog"],
            &[&[1.0, 2.0], &[0.0, 0.0]],
        );
        let table = table(&scores(&matrix));
        assert_eq!(table.shown(0, 2), "0.333");
        assert_eq!(table.shown(1, 2), "–");
        assert_eq!(table.shown(0, 4), "3");
    }
}
