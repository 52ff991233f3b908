//! The single values of several experiments as text for other programs.

use super::values::value_rows;
use super::view::CompareView;
use runboard_chart::table::{Cell, Table, export};
use runboard_model::Scalar;
use runboard_model::wire::Experiment;

/// The values side by side as comma-separated values: a row for each, a column for each experiment, every number in full.
pub fn values_csv(compared: &[&Experiment], view: &CompareView) -> String {
    let rows = value_rows(compared, None, |name| view.better(name));
    let names: Vec<String> = std::iter::once("value".to_owned())
        .chain(compared.iter().map(|one| one.name.clone()))
        .collect();
    let n_rows = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let cells = rows.into_iter().map(|row| {
        let own = row.cells.iter().map(|cell| match cell {
            Some(cell) => exported(&cell.value),
            None => Cell::Empty,
        });
        std::iter::once(Cell::Text(row.name.clone()))
            .chain(own)
            .collect()
    });
    let order: Vec<u32> = (0..n_rows).collect();
    export::csv(&Table::from_rows(&names, cells), &order)
}

fn exported(value: &Scalar) -> Cell {
    match value {
        Scalar::Null => Cell::Null,
        Scalar::Bool(value) => Cell::Bool(*value),
        Scalar::Int(value) => Cell::Integer(*value),
        Scalar::Float(value) => Cell::Number(*value),
        Scalar::Text(text) => Cell::Text(text.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::experiments::cells::tests::experiment;
    use serde_json::json;

    #[test]
    fn values_stand_side_by_side_in_full() {
        let fields = [
            json!({"name": "a, b", "values": {"best": 0.1, "epochs": 3, "note": null}}),
            json!({"name": "c", "values": {"best": "NaN", "note": "say \"x\""}}),
        ];
        let all: Vec<Experiment> = fields.into_iter().map(|own| experiment(0, own)).collect();
        let all: Vec<&Experiment> = all.iter().collect();
        assert_eq!(
            values_csv(&all, &CompareView::default()),
            "value,\"a, b\",c\r\nbest,0.1,NaN\r\nepochs,3,\r\nnote,null,\"say \"\"x\"\"\"\r\n"
        );
        assert_eq!(values_csv(&[], &CompareView::default()), "value\r\n");
    }
}
