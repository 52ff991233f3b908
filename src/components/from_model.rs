//! From logged data to what components show.

use runboard_chart::heatmap::frame::AxisTitles;
use runboard_chart::table::{Cell, Cells, Column, Table};
use runboard_model::Scalar;
use runboard_model::data::{BarData, HeatmapData, LabelmapData, TableData};

/// The cell of a logged scalar.
pub fn cell_from_scalar(scalar: &Scalar) -> Cell {
    match scalar {
        Scalar::Null => Cell::Null,
        Scalar::Bool(value) => Cell::Bool(*value),
        Scalar::Int(value) => Cell::Integer(*value),
        Scalar::Float(value) => Cell::Number(*value),
        Scalar::Text(text) => Cell::Text(text.clone()),
    }
}

/// The cell of a value that stands alone: on the wire NaN and the infinities are texts, here they are numbers.
pub fn cell_from_value(value: &Scalar) -> Cell {
    match value.as_f64() {
        Some(number) if matches!(value, Scalar::Text(_)) => Cell::Number(number),
        _ => cell_from_scalar(value),
    }
}

/// The table of a `TABLE` log.
///
/// On the wire NaN and the infinities are texts; in a column whose other cells are numbers they are
/// read back as numbers.
pub fn table_from_table(data: &TableData) -> Table {
    let column = |(idx, name): (usize, &String)| {
        let scalars: Vec<&Scalar> = data
            .rows
            .iter()
            .map(|row| row.get(idx).unwrap_or(&Scalar::Null))
            .collect();
        let is_numeric = scalars
            .iter()
            .all(|scalar| matches!(scalar, Scalar::Null) || scalar.as_f64().is_some());
        let cell = |scalar: &&Scalar| match (*scalar, scalar.as_f64()) {
            // Also where a row is short.
            (Scalar::Null, _) => Cell::Empty,
            (Scalar::Text(_), Some(value)) if is_numeric => Cell::Number(value),
            (scalar, _) => cell_from_scalar(scalar),
        };
        Column {
            name: name.clone(),
            cells: Cells::Mixed(scalars.iter().map(cell).collect()),
        }
    };
    Table::new(data.columns.iter().enumerate().map(column).collect())
}

/// The table of a `LABELMAP` log, in the order of the identifiers' numbers.
pub fn table_from_labelmap(data: &LabelmapData) -> Table {
    let mut labels: Vec<(Cell, &String)> = data
        .iter()
        .map(|(id, label)| {
            (
                id.parse().map_or(Cell::Text(id.clone()), Cell::Integer),
                label,
            )
        })
        .collect();
    labels.sort_by(|(a, _), (b, _)| runboard_chart::table::order::compare(a.borrow(), b.borrow()));
    let (ids, labels) = labels
        .into_iter()
        .map(|(id, label)| (id, label.clone()))
        .unzip();
    Table::new(vec![
        Column {
            name: "Id".to_owned(),
            cells: Cells::Mixed(ids),
        },
        Column {
            name: "Label".to_owned(),
            cells: Cells::Texts(labels),
        },
    ])
}

/// The data of a `BAR` log as a table, in logged order.
pub fn table_from_bar(data: &BarData) -> Table {
    Table::new(vec![
        Column {
            name: "Category".to_owned(),
            cells: Cells::Texts(data.x.clone()),
        },
        Column {
            name: "Value".to_owned(),
            cells: Cells::Numbers(data.y.clone()),
        },
    ])
}

/// The data of a `HEATMAP` log as a table: a row for each row, a column for each column.
pub fn table_from_heatmap(data: &HeatmapData) -> Table {
    let labels = Column {
        name: "Row".to_owned(),
        cells: Cells::Texts(data.y.clone()),
    };
    let values = data.x.iter().enumerate().map(|(idx, name)| Column {
        name: name.clone(),
        cells: Cells::Numbers(
            data.values
                .iter()
                .map(|row| row.get(idx).copied().unwrap_or(f64::NAN))
                .collect(),
        ),
    });
    Table::new(std::iter::once(labels).chain(values).collect())
}

/// What rows and columns of a matrix are.
pub fn titles_of_heatmap(data: &HeatmapData) -> AxisTitles {
    if data.is_confusion_matrix() {
        AxisTitles::TruthAndPrediction
    } else {
        AxisTitles::None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use runboard_chart::table::CellRef;
    use runboard_chart::table::export::csv;

    fn text_of(table: &Table) -> String {
        let rows: Vec<u32> = (0..table.n_rows())
            .filter_map(|row| row.try_into().ok())
            .collect();
        csv(table, &rows).replace("\r\n", "|")
    }

    #[test]
    fn a_table_keeps_its_cells() {
        let data: TableData = serde_json::from_str(
            r#"{"columns": ["name", "loss", "note"], "rows": [["a", "NaN", "NaN"], [null, 3, "text"]]}"#,
        )
        .unwrap();
        let table = table_from_table(&data);
        assert!(matches!(table.cell(0, 1), CellRef::Number(value) if value.is_nan()));
        assert_eq!(table.cell(0, 2), CellRef::Text("NaN"));
        assert_eq!(text_of(&table), "name,loss,note|a,NaN,NaN|,3,text|");
    }

    /// NaN once had the small letters of a text among the numbers.
    #[test]
    fn a_value_that_is_not_finite_is_a_number() {
        let cell = |json: &str| cell_from_value(&serde_json::from_str(json).unwrap());
        assert!(matches!(cell("\"NaN\""), Cell::Number(value) if value.is_nan()));
        assert_eq!(cell("\"-Infinity\""), Cell::Number(f64::NEG_INFINITY));
        assert_eq!(cell("\"adam\""), Cell::Text("adam".to_owned()));
        assert_eq!(cell("3"), Cell::Integer(3));
        assert_eq!(cell("null"), Cell::Null);
    }

    #[test]
    fn labels_stand_in_the_order_of_their_numbers() {
        let pairs = [("10", "car"), ("2", "person"), ("x", "other")];
        let data = pairs
            .map(|(id, label)| (id.to_owned(), label.to_owned()))
            .into();
        assert_eq!(
            text_of(&table_from_labelmap(&data)),
            "Id,Label|2,person|10,car|x,other|"
        );
    }

    #[test]
    fn charts_become_tables() {
        let bar = BarData {
            x: vec!["car".into()],
            y: vec![0.5],
        };
        assert_eq!(text_of(&table_from_bar(&bar)), "Category,Value|car,0.5|");
        let heatmap = HeatmapData {
            x: vec!["car".into(), "FN".into()],
            y: vec!["car".into(), "FP".into()],
            values: vec![vec![5.0, 1.0], vec![2.0, 0.0]],
        };
        assert_eq!(
            text_of(&table_from_heatmap(&heatmap)),
            "Row,car,FN|car,5,1|FP,2,0|"
        );
    }
}
