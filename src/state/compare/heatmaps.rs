//! The heatmaps of several experiments as one table: a row for each cell of each.

use runboard_chart::table::{Cell, Cells, Column, Table};
use runboard_model::HeatmapData;

/// One experiment's matrix.
#[derive(Debug, Clone, Copy)]
pub struct HeatmapSource<'a> {
    /// The experiment's name.
    pub name: &'a str,
    /// Its cells.
    pub data: &'a HeatmapData,
    /// Whether the others are measured against it.
    pub is_baseline: bool,
}

/// Experiment, row, column and value of each cell, as logged; with a baseline also how much more the value is than in
/// the baseline's cell of the same labels, empty where that has none.
pub fn heatmap_table(sources: &[HeatmapSource<'_>]) -> Table {
    let baseline = sources.iter().find(|source| source.is_baseline);
    let (mut names, mut rows, mut columns) = (Vec::new(), Vec::new(), Vec::new());
    let (mut values, mut differences) = (Vec::new(), Vec::new());
    for source in sources {
        let data = source.data;
        // Where the baseline has the labels of the columns, found once.
        let places: Vec<_> = data.x.iter().map(|label| place(baseline, label)).collect();
        for (row, cells) in data.y.iter().zip(&data.values) {
            let measures = baseline
                .and_then(|baseline| {
                    let row = baseline.data.y.iter().position(|other| other == row)?;
                    baseline.data.values.get(row)
                })
                .filter(|_| !source.is_baseline);
            for ((column, value), place) in data.x.iter().zip(cells).zip(&places) {
                names.push(source.name.to_owned());
                rows.push(row.clone());
                columns.push(column.clone());
                values.push(*value);
                let measure = measures.and_then(|measures| measures.get((*place)?));
                let difference = measure.map(|measure| value - measure);
                differences.push(difference.map_or(Cell::Empty, Cell::Number));
            }
        }
    }
    let column = |name: &str, cells: Cells| Column {
        name: name.to_owned(),
        cells,
    };
    let mut table = vec![
        column("Experiment", Cells::Texts(names)),
        column("Row", Cells::Texts(rows)),
        column("Column", Cells::Texts(columns)),
        column("Value", Cells::Numbers(values)),
    ];
    if baseline.is_some() {
        table.push(column("Difference", Cells::Mixed(differences)));
    }
    Table::new(table)
}

fn place(source: Option<&HeatmapSource<'_>>, label: &str) -> Option<usize> {
    source?.data.x.iter().position(|other| other == label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use runboard_chart::table::export::csv;

    fn data(labels: &[&str], values: &[&[f64]]) -> HeatmapData {
        let labels: Vec<String> = labels.iter().map(|label| (*label).to_owned()).collect();
        HeatmapData {
            x: labels.clone(),
            y: labels,
            values: values.iter().map(|row| row.to_vec()).collect(),
        }
    }

    fn text(sources: &[HeatmapSource<'_>]) -> String {
        let table = heatmap_table(sources);
        let rows: Vec<u32> = (0..table.n_rows())
            .filter_map(|row| row.try_into().ok())
            .collect();
        csv(&table, &rows).replace("\r\n", "|")
    }

    #[test]
    fn each_cell_of_each_experiment_is_a_row() {
        let (first, second) = (
            data(&["a"], &[&[1.0]]),
            data(&["b", "a"], &[&[7.0, 8.0], &[9.0, 4.0]]),
        );
        let source = |name, data, is_baseline| HeatmapSource {
            name,
            data,
            is_baseline,
        };
        let plain = [source("x", &first, false), source("y", &second, false)];
        assert_eq!(
            text(&plain),
            "Experiment,Row,Column,Value|x,a,a,1|y,b,b,7|y,b,a,8|y,a,b,9|y,a,a,4|"
        );
        let measured = [source("x", &first, true), source("y", &second, false)];
        assert_eq!(
            text(&measured),
            "Experiment,Row,Column,Value,Difference|x,a,a,1,|y,b,b,7,|y,b,a,8,|y,a,b,9,|y,a,a,4,3|"
        );
        assert_eq!(text(&[]), "Experiment,Row,Column,Value|");
    }
}
