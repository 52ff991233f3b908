//! A line chart's data as a table, and as comma-separated values: every point, in full precision.

use super::ChartLine;
use crate::calendar::rfc3339;
use crate::format;
use crate::table::export::csv_field;
use crate::table::{Cell, Cells, Column, Table};
use runboard_series::order::sorted_by;

/// One row for each step, one column for each line; a line without a point at a step leaves its cell empty.
pub fn table(lines: &[ChartLine]) -> Table {
    let steps = lines
        .iter()
        .flat_map(|line| line.points.steps())
        .copied()
        .collect();
    let mut steps = sorted_by(steps, f64::total_cmp);
    steps.dedup();
    let mut columns = vec![Column {
        name: "step".to_owned(),
        cells: Cells::Numbers(steps.clone()),
    }];
    columns.extend(lines.iter().map(|line| Column {
        name: line.name.clone(),
        cells: values_at(line, &steps),
    }));
    Table::new(columns)
}

fn values_at(line: &ChartLine, steps: &[f64]) -> Cells {
    if line.points.len() == steps.len() {
        return Cells::Numbers(line.points.values().to_vec());
    }
    let mut points = line.points.iter().peekable();
    let cell = |step: &f64| {
        let point = points.next_if(|point| point.step == *step);
        point.map_or(Cell::Empty, |point| Cell::Number(point.value))
    };
    Cells::Mixed(steps.iter().map(cell).collect())
}

/// `line,step,value,time`, one row for each point (RFC 4180; times in RFC 3339, UTC).
pub fn csv(lines: &[ChartLine]) -> String {
    let mut text = String::from("line,step,value,time\r\n");
    for line in lines {
        let name = csv_field(&line.name);
        for point in line.points.iter() {
            let (step, value) = (format::full(point.step), format::full(point.value));
            let time = rfc3339(point.time_unix_millis);
            text.push_str(&format!("{name},{step},{value},{time}\r\n"));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::testing::line;
    use super::*;
    use crate::table::CellRef;

    #[test]
    fn lines_of_unequal_steps_share_the_rows_of_a_table() {
        let lines = [
            line("a", &[(0.0, 1.0), (2.0, 3.0)]),
            line("b", &[(2.0, f64::INFINITY), (5.0, 6.0)]),
        ];
        let table = table(&lines);
        assert_eq!(table.n_rows(), 3);
        let row = |row| {
            (0..3)
                .map(|column| table.cell(row, column))
                .collect::<Vec<_>>()
        };
        let (number, empty) = (CellRef::Number, CellRef::Empty);
        assert_eq!(row(0), [number(0.0), number(1.0), empty]);
        assert_eq!(row(1), [number(2.0), number(3.0), number(f64::INFINITY)]);
        assert_eq!(row(2), [number(5.0), empty, number(6.0)]);
    }

    #[test]
    fn every_point_is_exported_in_full_precision() {
        let lines = [line("a,\"b\"", &[(0.0, 1.0 / 3.0), (1e9, f64::NAN)])];
        assert_eq!(
            csv(&lines),
            "line,step,value,time\r\n\
             \"a,\"\"b\"\"\",0,0.3333333333333333,2026-11-23T21:44:03.000Z\r\n\
             \"a,\"\"b\"\"\",1000000000,NaN,2026-11-23T21:45:03.000Z\r\n"
        );
    }
}
