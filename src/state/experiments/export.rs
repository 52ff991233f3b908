//! The table as text for other programs: what is shown, every number in full precision.

use super::Experiments;
use super::cells::CellsByField;
use runboard_chart::table::{Cell, CellRef, Cells, Column, Table, export};
use runboard_model::Timestamp;
use runboard_model::filter::Field;

/// The rows as comma-separated values. Headers are fields of the filter language, which no two columns
/// share; moments are RFC 3339 times in UTC, durations are seconds, tags have commas between as in
/// [`tags_text`](super::tags::tags_text).
pub fn csv(experiments: &Experiments, fields: &[Field], rows: &[u32], now: Timestamp) -> String {
    let named: Vec<Field> = std::iter::once(Field::Name)
        .chain(fields.iter().cloned())
        .collect();
    let cells = CellsByField::of(experiments, &named, now);
    let column = |field: &Field| Column {
        name: field.to_string(),
        cells: Cells::Mixed(
            (0..experiments.len())
                .filter_map(|row| u32::try_from(row).ok())
                .map(|row| exported(field, cells.cell(field, row)))
                .collect(),
        ),
    };
    export::csv(&Table::new(named.iter().map(column).collect()), rows)
}

fn exported(field: &Field, cell: CellRef<'_>) -> Cell {
    match (field, cell) {
        (Field::Started | Field::Ended | Field::Updated, CellRef::Integer(unix_millis)) => {
            Cell::Text(Timestamp::from_unix_millis(unix_millis).to_string())
        }
        (Field::Duration, CellRef::Integer(millis)) => Cell::Number(millis as f64 / 1e3),
        (_, CellRef::Empty) => Cell::Empty,
        (_, CellRef::Null) => Cell::Null,
        (_, CellRef::Bool(value)) => Cell::Bool(value),
        (_, CellRef::Integer(value)) => Cell::Integer(value),
        (_, CellRef::Number(value)) => Cell::Number(value),
        (_, CellRef::Text(text)) => Cell::Text(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::cells::tests::{NOW, experiment, experiments};
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_shown_is_exported_in_full() {
        let all = experiments(vec![
            experiment(0, json!({"parameters": {"lr": 0.1}, "tags": ["a", "b, c"]})),
            experiment(1, json!({"parameters": {"lr": "NaN"}, "name": "x, \"y\""})),
        ]);
        let fields = ["started", "duration", "tags", "params.lr"].map(|it| it.parse().unwrap());
        assert_eq!(
            csv(&all, &fields, &[1, 0], Timestamp::from_unix_millis(NOW)),
            "name,started,duration,tags,params.lr\r\n\
             \"x, \"\"y\"\"\",2025-12-31T23:00:00.000Z,1800,,NaN\r\n\
             exp0,2025-12-31T23:00:00.000Z,1800,\"a, \"\"b, c\"\"\",0.1\r\n"
        );
    }
}
