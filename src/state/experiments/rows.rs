//! Which experiments are shown, and in which order.

use super::Experiments;
use super::cells::CellsByField;
use super::view::{ArchivedRows, SortBy};
use runboard_chart::table::{CellRef, order};
use runboard_model::Timestamp;
use runboard_model::filter::Filter;
use std::cmp::Ordering;

/// The rows that the filter wants, the newest first. Archived ones stay out of the way unless they
/// are shown; a filter that asks for `archived` still only chooses among what is shown.
pub fn chosen_rows(
    experiments: &Experiments,
    filter: &Filter,
    archived: ArchivedRows,
    now: Timestamp,
) -> Vec<u32> {
    let is_chosen = |row: &u32| {
        experiments.get(*row as usize).is_some_and(|experiment| {
            (archived == ArchivedRows::Shown || !experiment.archived)
                && filter.matches(experiment, now)
        })
    };
    let n_rows = u32::try_from(experiments.len()).unwrap_or(u32::MAX);
    (0..n_rows).rev().filter(is_chosen).collect()
}

/// Sorts rows that are the newest first; those that are equal in all keys stay so.
///
/// The order is that of the API's lists but for texts, whose numbers count here (`run 2` before `run 10`), and for equal
/// ones, which are in the order of creation there.
pub fn sort_rows(rows: &mut [u32], sort: &[SortBy], cells: &CellsByField) {
    let keys: Vec<_> = sort
        .iter()
        .filter_map(|key| Some((cells.column(&key.field)?, key)))
        .collect();
    rows.sort_by(|a, b| {
        keys.iter()
            .map(|(column, key)| {
                let cell = |row: u32| -> CellRef<'_> { column.cell(row as usize) };
                order::compare_in(cell(*a), cell(*b), key.direction)
            })
            .find(|ordering| ordering.is_ne())
            .unwrap_or(Ordering::Equal)
    });
}

#[cfg(test)]
mod tests {
    use super::super::cells::tests::{NOW, experiment, experiments};
    use super::super::codec::view_of;
    use super::*;
    use runboard_chart::table_view::Direction;
    use runboard_model::filter::Field;
    use serde_json::json;

    fn four() -> Experiments {
        experiments(vec![
            experiment(0, json!({"parameters": {"lr": 0.1, "name": "b"}})),
            experiment(
                1,
                json!({"parameters": {"lr": 0.1, "name": "a"}, "archived": true}),
            ),
            experiment(
                2,
                json!({"parameters": {"lr": "NaN", "name": "a"}, "status": "failed"}),
            ),
            experiment(3, json!({"parameters": {"lr": 0.01}, "status": "failed"})),
        ])
    }

    #[track_caller]
    fn check(query: &str, expected: &[u32]) {
        let (experiments, now) = (four(), Timestamp::from_unix_millis(NOW));
        let view = view_of(query);
        let filter = Filter::parse(&view.filter).unwrap();
        let fields: Vec<_> = view.sort.iter().map(|key| key.field.clone()).collect();
        let cells = CellsByField::of(&experiments, &fields, now);
        let mut rows = chosen_rows(&experiments, &filter, view.archived, now);
        sort_rows(&mut rows, &view.sort, &cells);
        assert_eq!(rows, expected, "{query}");
    }

    #[test]
    fn the_newest_come_first() {
        check("", &[3, 2, 0]);
        check("archived=shown", &[3, 2, 1, 0]);
    }

    #[test]
    fn a_filter_chooses_among_what_is_shown() {
        check("filter=status %3D failed", &[3, 2]);
        check("filter=archived %3D true", &[]);
        check("filter=archived %3D true&archived=shown", &[1]);
    }

    #[test]
    fn nan_and_nothing_stand_last_either_way() {
        check("sort=params.lr", &[3, 0, 2]);
        check("sort=-params.lr", &[0, 3, 2]);
        check("sort=-params.name", &[0, 2, 3]);
        check("sort=values.gone", &[3, 2, 0]);
    }

    #[test]
    fn later_keys_decide_among_equals() {
        check("archived=shown&sort=params.name,params.lr", &[1, 2, 0, 3]);
        check("archived=shown&sort=-status,params.lr", &[1, 0, 3, 2]);
        check("archived=shown&sort=params.lr,-params.name", &[3, 0, 1, 2]);
    }

    /// The page had booleans before texts, and `null` among them, or a text "null" where `null` stands: the same list was
    /// another one from the API.
    #[test]
    fn values_of_all_kinds_are_in_the_order_of_the_api() {
        let now = Timestamp::from_unix_millis(NOW);
        let values = json!([
            true,
            "adam",
            null,
            2,
            "NaN",
            0.5,
            "sgd",
            false,
            "-Infinity",
            "null",
            2,
            null,
            true
        ]);
        let with = |(ordinal, value): (usize, &serde_json::Value)| {
            experiment(ordinal as u64, json!({"parameters": {"x": value}}))
        };
        let mut all: Vec<_> = values
            .as_array()
            .unwrap()
            .iter()
            .enumerate()
            .map(with)
            .collect();
        all.push(experiment(all.len() as u64, json!({})));
        let all = experiments(all);
        let field: Field = "params.x".parse().unwrap();
        let cells = CellsByField::of(&all, std::slice::from_ref(&field), now);
        for direction in [Direction::Ascending, Direction::Descending] {
            let mut rows: Vec<u32> = (0..all.len() as u32).rev().collect();
            let mut expected = rows.clone();
            let key = SortBy {
                field: field.clone(),
                direction,
            };
            sort_rows(&mut rows, &[key], &cells);
            let value = |row: u32| field.sort_value(&all[row as usize], now);
            expected.sort_by(|a, b| match (value(*a), value(*b)) {
                (Some(a), Some(b)) if direction == Direction::Ascending => a.compare(&b),
                (Some(a), Some(b)) => b.compare(&a),
                (a, b) => b.is_some().cmp(&a.is_some()),
            });
            // What is not in the API's list by its value, NaN and nothing, has an order of its own here.
            let listed = |rows: &[u32]| {
                rows.iter()
                    .copied()
                    .filter(|row| value(*row).is_some())
                    .collect::<Vec<_>>()
            };
            assert_eq!(listed(&rows), listed(&expected), "{direction:?}");
            assert!(
                rows[..11].iter().all(|row| value(*row).is_some()),
                "{rows:?}"
            );
        }
    }
}
