//! `HEATMAP`: a matrix with labelled rows and columns.

use super::DATA;
use super::numbers::numbers;
use super::path::counted;
use super::raw::{entries, items, labels};
use crate::HeatmapData;
use crate::error::InvalidData;
use serde_json::value::RawValue;

/// The label of the extra column of a confusion matrix: what was there and was not found.
const MISSED: &str = "FN";
/// The label of the extra row of a confusion matrix: what was found and was not there.
const INVENTED: &str = "FP";

/// Reads `{"categories": [N], "values": N×N or (N+1)×(N+1)}` or
/// `{"x": [C], "y": [R], "values": R×C}`.
///
/// Categories label both columns and rows; in an (N+1)×(N+1) matrix the last column is labelled
/// `FN` and the last row `FP`.
pub fn heatmap(data: &RawValue) -> Result<HeatmapData, InvalidData> {
    let (mut categories, mut x, mut y, mut values) = (None, None, None, None);
    for (key, raw) in entries(&DATA, data)? {
        let at = DATA.key(&key);
        match key.as_str() {
            "categories" => categories = Some(labels(&at, raw)?),
            "x" => x = Some(labels(&at, raw)?),
            "y" => y = Some(labels(&at, raw)?),
            "values" => values = Some(matrix(raw)?),
            _ => return Err(at.wrong("unexpected beside categories or x, y, and values")),
        }
    }
    let missing = |key| DATA.key(key).wrong("is missing");
    let values = values.ok_or_else(|| missing("values"))?;
    let (x, y) = match (categories, x, y) {
        (Some(_), Some(_), _) => return Err(DATA.key("x").wrong("not together with categories")),
        (Some(_), _, Some(_)) => return Err(DATA.key("y").wrong("not together with categories")),
        (Some(categories), None, None) => labels_of_categories(categories, values.len())?,
        (None, Some(x), Some(y)) => (x, y),
        (None, Some(_), None) => return Err(missing("y")),
        (None, None, Some(_)) => return Err(missing("x")),
        (None, None, None) => return Err(missing("categories")),
    };
    check_size(x.len(), y.len(), &values)?;
    Ok(HeatmapData { x, y, values })
}

fn matrix(raw: &RawValue) -> Result<Vec<Vec<f64>>, InvalidData> {
    let at = DATA.key("values");
    items(&at, raw)?
        .into_iter()
        .enumerate()
        .map(|(idx, row)| numbers(&at.index(idx), row))
        .collect()
}

/// Column and row labels of a square matrix of `n_rows` rows.
fn labels_of_categories(
    categories: Vec<String>,
    n_rows: usize,
) -> Result<(Vec<String>, Vec<String>), InvalidData> {
    let n_labels = categories.len();
    let (mut x, mut y) = (categories.clone(), categories);
    if n_rows == n_labels + 1 {
        x.push(MISSED.to_owned());
        y.push(INVENTED.to_owned());
    } else if n_rows != n_labels {
        let expected = match n_rows.checked_sub(1) {
            Some(n_rows_but_last) => format!("{n_rows} or {n_rows_but_last}"),
            None => "0".to_owned(),
        };
        return Err(DATA.key("categories").wrong(format!(
            "{} for {}, expected {expected}",
            counted(n_labels, "label"),
            counted(n_rows, "row")
        )));
    }
    Ok((x, y))
}

fn check_size(n_columns: usize, n_rows: usize, values: &[Vec<f64>]) -> Result<(), InvalidData> {
    let at = DATA.key("values");
    if values.len() != n_rows {
        let found = counted(values.len(), "row");
        return Err(at.wrong(format!("{found}, expected {n_rows}")));
    }
    match values.iter().position(|row| row.len() != n_columns) {
        Some(idx) => {
            let n_found = values.get(idx).map_or(0, Vec::len);
            let found = counted(n_found, "value");
            Err(at
                .index(idx)
                .wrong(format!("{found}, expected {n_columns}")))
        }
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(json: &str, expected: Result<&str, &str>) {
        let found = heatmap(serde_json::from_str(json).unwrap());
        let expected = expected.map(|json| serde_json::from_str::<HeatmapData>(json).unwrap());
        assert_eq!(
            found.map_err(|error| error.to_string()),
            expected.map_err(str::to_owned)
        );
    }

    #[test]
    fn categories_label_both_sides() {
        check(
            r#"{"categories": ["a", 2], "values": [[1, 2], [3, 4]]}"#,
            Ok(r#"{"x": ["a", "2"], "y": ["a", "2"], "values": [[1, 2], [3, 4]]}"#),
        );
    }

    #[test]
    fn the_extra_column_is_fn_and_the_extra_row_fp() {
        check(
            r#"{"categories": ["a"], "values": [[1, 2], [3, 0]]}"#,
            Ok(r#"{"x": ["a", "FN"], "y": ["a", "FP"], "values": [[1, 2], [3, 0]]}"#),
        );
        check(
            r#"{"categories": [], "values": [[5]]}"#,
            Ok(r#"{"x": ["FN"], "y": ["FP"], "values": [[5]]}"#),
        );
    }

    #[test]
    fn x_labels_columns_and_y_labels_rows() {
        let json = r#"{"x": ["a", "b", "c"], "y": ["r"], "values": [[1, 2.5, 3]]}"#;
        check(json, Ok(json));
        check(
            r#"{"x": ["a"], "y": [], "values": []}"#,
            Ok(r#"{"x": ["a"], "y": [], "values": []}"#),
        );
    }

    #[test]
    fn non_finite_values_are_kept() {
        let json = r#"{"x": ["a", "b"], "y": ["r"], "values": [["NaN", "-Infinity"]]}"#;
        let found = heatmap(serde_json::from_str(json).unwrap()).unwrap();
        assert!(found.values[0][0].is_nan());
        assert_eq!(found.values[0][1], f64::NEG_INFINITY);
    }

    #[test]
    fn wrong_shapes_say_where() {
        check(
            r#"{"categories": ["a"], "values": [[1, 2, 3], [4, 5, 6], [7, 8, 9]]}"#,
            Err("data.categories: 1 label for 3 rows, expected 3 or 2"),
        );
        check(
            r#"{"categories": ["a"], "values": []}"#,
            Err("data.categories: 1 label for 0 rows, expected 0"),
        );
        check(
            r#"{"categories": ["a", "b"], "values": [[1, 2], [3]]}"#,
            Err("data.values[1]: 1 value, expected 2"),
        );
        check(
            r#"{"categories": ["a", "b"], "values": [[1, 2, 3], [1, 2, 3]]}"#,
            Err("data.values[0]: 3 values, expected 2"),
        );
        check(
            r#"{"x": ["a"], "y": ["r", "s"], "values": [[1]]}"#,
            Err("data.values: 1 row, expected 2"),
        );
        check(
            r#"{"categories": ["a"], "values": [[true]]}"#,
            Err("data.values[0][0]: expected a number, found a boolean"),
        );
        check(
            r#"{"categories": ["a"], "values": [1]}"#,
            Err("data.values[0]: expected a list of numbers, found a number"),
        );
        check(r#"{"values": [[1]]}"#, Err("data.categories: is missing"));
        check(
            r#"{"x": ["a"], "values": [[1]]}"#,
            Err("data.y: is missing"),
        );
        check(r#"{"categories": ["a"]}"#, Err("data.values: is missing"));
        check(
            r#"{"categories": ["a"], "x": ["a"], "values": [[1]]}"#,
            Err("data.x: not together with categories"),
        );
        check("[[1]]", Err("data: expected an object, found a list"));
    }
}
