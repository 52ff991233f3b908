//! How wide a column is unless somebody resized it: as wide as its header and its cells need, within
//! reason, in CSS pixels.

use super::cells::CellsByField;
use super::columns::title;
use runboard_chart::table::{CellRef, text};
use runboard_model::filter::Field;

/// Cells that are looked at: those of the newest experiments, which are shown first.
const N_SAMPLED_ROWS: usize = 100;

/// About the width of a character.
const CHARACTER_PX: f64 = 7.4;

/// Most numbers have no more characters: `-0.00404123`.
const N_NUMBER_CH: usize = 11;

/// What stands beside the text in a cell and in a header.
const CELL_PADDING_PX: f64 = 24.0;
const HEADER_PADDING_PX: f64 = 44.0;

/// The width of the column of a field that has so many cells.
pub fn default_width_px(field: &Field, cells: &CellsByField, n_rows: usize) -> f64 {
    let widest_ch = match field {
        // The swatch and the tools stand beside the name.
        Field::Name => sampled_ch(field, cells, n_rows) + 8,
        Field::Status => 11,
        // Each tag has room around it.
        Field::Tags => sampled_ch(field, cells, n_rows) + 4,
        // `59 min ago`, `23 h 59 min`
        Field::Started | Field::Ended | Field::Updated | Field::Duration => 11,
        _ => sampled_ch(field, cells, n_rows),
    };
    let cells_px = widest_ch.clamp(6, 40) as f64 * CHARACTER_PX + CELL_PADDING_PX;
    let title_ch = title(field).chars().count().min(22);
    let header_px = title_ch as f64 * CHARACTER_PX + HEADER_PADDING_PX;
    cells_px.max(header_px).ceil()
}

fn sampled_ch(field: &Field, cells: &CellsByField, n_rows: usize) -> usize {
    let Some(column) = cells.column(field) else {
        return 0;
    };
    (n_rows.saturating_sub(N_SAMPLED_ROWS)..n_rows)
        .map(|row| column.cell(row))
        .map(|cell| match cell {
            CellRef::Empty => 0,
            // Another row may have a longer one.
            CellRef::Number(_) => N_NUMBER_CH,
            cell => text::shown(cell).chars().count(),
        })
        .max()
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::super::cells::tests::{NOW, experiment, experiments};
    use super::*;
    use runboard_model::Timestamp;
    use serde_json::json;

    #[test]
    fn columns_are_as_wide_as_they_need_within_reason() {
        let all = experiments(vec![experiment(
            0,
            json!({"parameters": {"a": "x".repeat(900), "b": 1, ("c".repeat(99)): 1}}),
        )]);
        let width = |field: Field| {
            let fields = [field.clone()];
            let cells = CellsByField::of(&all, &fields, Timestamp::from_unix_millis(NOW));
            default_width_px(&field, &cells, all.len())
        };
        let parameter = |name: &str| Field::Parameter(name.to_owned());
        assert_eq!(width(parameter("a")), 320.0);
        assert_eq!(width(parameter("b")), 69.0);
        assert_eq!(width(parameter(&"c".repeat(99))), 207.0);
        assert_eq!(width(Field::Status), 106.0);
    }
    /// The oldest were looked at, and the long names of the newest, which are shown first, were cut.
    #[test]
    fn the_newest_experiments_have_room() {
        let mut all: Vec<_> = (0..150).map(|idx| experiment(idx, json!({}))).collect();
        all.push(experiment(150, json!({"name": "x".repeat(30)})));
        let all = experiments(all);
        let cells = CellsByField::of(&all, &[Field::Name], Timestamp::from_unix_millis(NOW));
        let width_px = |n_rows| default_width_px(&Field::Name, &cells, n_rows);
        assert_eq!((width_px(150), width_px(151)), (128.0, 306.0));
    }
}
