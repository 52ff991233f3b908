//! A line chart's data as a table, and as comma-separated values: every point, in full precision.

use super::ChartLine;
use crate::calendar::rfc3339;
use crate::format;
use crate::table::export::csv_field;
use crate::table::{Cell, Cells, Column, Table};
use runboard_series::order::sorted_by;

/// One row for each step, one column for each line; a line without a point at a step leaves its cell empty.
///
/// After a line that stands for many come the edges of its band and how many members count.
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
    for line in lines {
        let mut column = |name: String, cells: Cells| columns.push(Column { name, cells });
        let numbers = |values: &[f64]| numbers_at(line, &steps, values);
        column(line.name.clone(), numbers(line.points.values()));
        if let Some(band) = &line.beside.band {
            let counts = band.counts.iter();
            let counts = counts.map(|count| Cell::Integer(i64::from(*count)));
            column(format!("{} lower", line.name), numbers(&band.lows));
            column(format!("{} upper", line.name), numbers(&band.highs));
            let counts = cells_at(line, &steps, counts);
            column(format!("{} n", line.name), Cells::Mixed(counts));
        }
    }
    Table::new(columns)
}

/// The numbers that a line has at its points, at these steps.
fn numbers_at(line: &ChartLine, steps: &[f64], values: &[f64]) -> Cells {
    if line.points.len() == steps.len() {
        return Cells::Numbers(values.to_vec());
    }
    let cells = values.iter().copied().map(Cell::Number);
    Cells::Mixed(cells_at(line, steps, cells))
}

/// What a line has at its points, at these steps, which hold all of its own.
fn cells_at(line: &ChartLine, steps: &[f64], of_points: impl Iterator<Item = Cell>) -> Vec<Cell> {
    let mut points = line.points.steps().iter().zip(of_points).peekable();
    let cell = |step: &f64| {
        let own = points.next_if(|(own_step, _)| *own_step == step);
        own.map_or(Cell::Empty, |(_, cell)| cell)
    };
    steps.iter().map(cell).collect()
}

/// `line,step,value,time`, one row for each point (RFC 4180; times in RFC 3339, UTC).
///
/// Where any line stands for many, `lower,upper,n` follow: the edges of its band and how many members count.
pub fn csv(lines: &[ChartLine]) -> String {
    let has_bands = lines.iter().any(|line| line.beside.band.is_some());
    let mut text = String::from("line,step,value,time");
    text.push_str(if has_bands {
        ",lower,upper,n\r\n"
    } else {
        "\r\n"
    });
    for line in lines {
        let name = csv_field(&line.name);
        for (idx, point) in line.points.iter().enumerate() {
            let (step, value) = (format::full(point.step), format::full(point.value));
            let time = rfc3339(point.time_unix_millis);
            text.push_str(&format!("{name},{step},{value},{time}"));
            if has_bands {
                text.push_str(&band_fields(line, idx));
            }
            text.push_str("\r\n");
        }
    }
    text
}

/// Empty fields for a line without a band.
fn band_fields(line: &ChartLine, idx: usize) -> String {
    let band = line.beside.band.as_ref();
    band.and_then(|band| band.at(idx))
        .map_or(",,,".to_owned(), |band| {
            let (low, high) = (format::full(band.low), format::full(band.high));
            format!(",{low},{high},{}", band.n_members)
        })
}

#[cfg(test)]
mod tests {
    use super::super::beside::Band;
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

    /// Of a group only the middle was exported, and nobody could tell how far its members spread.
    #[test]
    fn a_group_is_exported_with_its_band_and_the_number_of_members() {
        let mut group = line("lr = 1 (2)", &[(0.0, 1.5), (2.0, 3.0)]);
        group.beside.band = Some(std::sync::Arc::new(Band {
            lows: vec![1.0, 3.0],
            highs: vec![2.0, 3.0],
            counts: vec![2, 1],
        }));
        let lines = [group, line("a", &[(1.0, 7.0)])];
        let table = table(&lines);
        let names: Vec<&str> = table.columns().iter().map(|it| it.name.as_str()).collect();
        let of_group = [
            "lr = 1 (2)",
            "lr = 1 (2) lower",
            "lr = 1 (2) upper",
            "lr = 1 (2) n",
        ];
        assert_eq!(names[1..5], of_group);
        let row = |row| {
            (1..6)
                .map(|column| table.cell(row, column))
                .collect::<Vec<_>>()
        };
        let (number, empty) = (CellRef::Number, CellRef::Empty);
        let n_members = CellRef::Integer;
        assert_eq!(
            row(0),
            [number(1.5), number(1.0), number(2.0), n_members(2), empty]
        );
        assert_eq!(row(1), [empty, empty, empty, empty, number(7.0)]);
        assert_eq!(
            row(2),
            [number(3.0), number(3.0), number(3.0), n_members(1), empty]
        );
        let text = csv(&lines);
        let fields: Vec<_> = text
            .lines()
            .map(|line| line.split(',').collect::<Vec<_>>())
            .collect();
        assert_eq!(
            fields[0],
            ["line", "step", "value", "time", "lower", "upper", "n"]
        );
        assert_eq!(fields[1][4..], ["1", "2", "2"]);
        assert_eq!(fields[3][4..], ["", "", ""]);
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
