//! Which rows of a table are shown, and in which order.
//!
//! Ascending order puts numbers first (smallest first), then texts in the order a person expects
//! (`item 2` before `item 10`, capitals beside small letters), then `false`, `true` and `null`: the kinds stand as in the
//! lists of the API.
//! NaN and empty cells stand last whichever way the column is sorted.
//! Rows that are equal keep the order in which they were logged.

use super::{CellRef, Column, Table, text};
use crate::table_view::{Direction, TableView};
use std::cmp::Ordering;

/// The rows to show, from the top; positions in the table as it was logged.
pub fn visible_rows(table: &Table, view: &TableView) -> Vec<u32> {
    // Above four thousand million rows the rest could not be shown anyway.
    let n_rows = u32::try_from(table.n_rows()).unwrap_or(u32::MAX);
    let mut rows: Vec<u32> = match Query::new(&view.search) {
        None => (0..n_rows).collect(),
        Some(query) => (0..n_rows)
            .filter(|row| query.is_in_row(table, *row as usize))
            .collect(),
    };
    if let Some(sort) = &view.sort
        && let Some(column) = table
            .columns()
            .iter()
            .find(|column| column.name == sort.column)
    {
        sort_rows(&mut rows, column, sort.direction);
    }
    rows
}

fn sort_rows(rows: &mut [u32], column: &Column, direction: Direction) {
    let cell = |row: u32| column.cell(row as usize);
    rows.sort_by(|a, b| compare_in(cell(*a), cell(*b), direction));
}

/// The order of two cells in a column that is sorted in this direction.
pub fn compare_in(a: CellRef<'_>, b: CellRef<'_>, direction: Direction) -> Ordering {
    is_last(a).cmp(&is_last(b)).then_with(|| {
        let ascending = compare(a, b);
        match direction {
            Direction::Ascending => ascending,
            Direction::Descending => ascending.reverse(),
        }
    })
}

/// Whether a cell stands after all others: 0 for those that do not, then NaN, then empty ones.
fn is_last(cell: CellRef<'_>) -> u8 {
    match cell {
        CellRef::Empty => 2,
        CellRef::Number(value) if value.is_nan() => 1,
        _ => 0,
    }
}

/// The ascending order of two cells of any kind.
pub fn compare(a: CellRef<'_>, b: CellRef<'_>) -> Ordering {
    match (a, b) {
        (CellRef::Integer(a), CellRef::Integer(b)) => a.cmp(&b),
        (CellRef::Number(a), CellRef::Number(b)) => a.partial_cmp(&b).unwrap_or(Ordering::Equal),
        (CellRef::Integer(a), CellRef::Number(b)) => compare_mixed(a, b),
        (CellRef::Number(a), CellRef::Integer(b)) => compare_mixed(b, a).reverse(),
        (CellRef::Bool(a), CellRef::Bool(b)) => a.cmp(&b),
        (CellRef::Text(a), CellRef::Text(b)) => compare_texts(a, b),
        (a, b) => kind(a).cmp(&kind(b)),
    }
}

/// The exact order of an integer and a number: rounded to a number, two integers can become equal that are not,
/// and then there would be no order of all three.
fn compare_mixed(integer: i64, number: f64) -> Ordering {
    match (integer as f64).partial_cmp(&number) {
        // A number that an integer is rounded to is itself an integer, and no larger than 2^63.
        Some(Ordering::Equal) => i128::from(integer).cmp(&(number as i128)),
        order => order.unwrap_or(Ordering::Equal),
    }
}

fn kind(cell: CellRef<'_>) -> u8 {
    match cell {
        CellRef::Integer(_) | CellRef::Number(_) => 0,
        CellRef::Text(_) => 1,
        CellRef::Bool(_) => 2,
        CellRef::Null => 3,
        CellRef::Empty => 4,
    }
}

/// Compares texts by runs: digits by their number, all else by small letters; equal texts then by
/// their characters.
fn compare_texts(a: &str, b: &str) -> Ordering {
    let (mut rest_a, mut rest_b) = (a, b);
    loop {
        let (Some(first_a), Some(first_b)) = (rest_a.chars().next(), rest_b.chars().next()) else {
            return rest_a.len().cmp(&rest_b.len()).then_with(|| a.cmp(b));
        };
        let order;
        if first_a.is_ascii_digit() && first_b.is_ascii_digit() {
            let (digits_a, after_a) = split_digits(rest_a);
            let (digits_b, after_b) = split_digits(rest_b);
            order = digits_a
                .len()
                .cmp(&digits_b.len())
                .then_with(|| digits_a.cmp(digits_b));
            (rest_a, rest_b) = (after_a, after_b);
        } else {
            order = first_a.to_lowercase().cmp(first_b.to_lowercase());
            (rest_a, rest_b) = (after_first(rest_a), after_first(rest_b));
        }
        if order.is_ne() {
            return order;
        }
    }
}

/// The digits at the start without leading zeros, and what follows them.
fn split_digits(text: &str) -> (&str, &str) {
    let end = text
        .find(|character: char| !character.is_ascii_digit())
        .unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    (digits.trim_start_matches('0'), rest)
}

fn after_first(text: &str) -> &str {
    let mut characters = text.chars();
    characters.next();
    characters.as_str()
}

/// A search text, ready to be looked for.
struct Query {
    lowercase: String,
    /// Whether what is shown of a number could contain it; formatting every number would be slow.
    may_be_in_number: bool,
}

impl Query {
    fn new(search: &str) -> Option<Self> {
        let lowercase = search.trim().to_lowercase();
        let may_be_in_number = lowercase
            .chars()
            .all(|character| character.is_ascii_digit() || "+-–.einfatyn".contains(character));
        (!lowercase.is_empty()).then_some(Self {
            lowercase,
            may_be_in_number,
        })
    }

    fn is_in_row(&self, table: &Table, row: usize) -> bool {
        (0..table.columns().len()).any(|column| self.is_in_cell(table, row, column))
    }

    fn is_in_cell(&self, table: &Table, row: usize, column: usize) -> bool {
        let holds = |text: &str| text.to_lowercase().contains(&self.lowercase);
        match table.cell(row, column) {
            CellRef::Empty => false,
            CellRef::Text(text) => holds(text),
            cell @ (CellRef::Bool(_) | CellRef::Null) => holds(&text::full(cell)),
            cell @ CellRef::Integer(_) => self.may_be_in_number && holds(&text::full(cell)),
            cell @ CellRef::Number(_) => {
                self.may_be_in_number
                    && (holds(&text::full(cell)) || holds(&table.shown(row, column)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Cell, Cells};
    use crate::table_view::Sort;
    use proptest::prelude::*;

    fn table() -> Table {
        Table::new(vec![
            Column {
                name: "name".into(),
                cells: Cells::Texts(
                    ["item 10", "Item 2", "other", "item 2"]
                        .map(String::from)
                        .to_vec(),
                ),
            },
            Column {
                name: "value".into(),
                cells: Cells::Numbers(vec![f64::NAN, 0.871_234_567, f64::NEG_INFINITY, 2e9]),
            },
            Column {
                name: "mixed".into(),
                cells: Cells::Mixed(vec![
                    Cell::Text("b".into()),
                    Cell::Empty,
                    Cell::Integer(3),
                    Cell::Bool(true),
                ]),
            },
        ])
    }

    #[track_caller]
    fn check_sort(column: &str, direction: Direction, rows: &[u32]) {
        let view = TableView {
            sort: Some(Sort {
                column: column.into(),
                direction,
            }),
            search: String::new(),
        };
        assert_eq!(
            visible_rows(&table(), &view),
            rows,
            "{column} {direction:?}"
        );
    }

    #[track_caller]
    fn check_search(search: &str, rows: &[u32]) {
        let view = TableView::default().with_search(search);
        assert_eq!(visible_rows(&table(), &view), rows, "{search:?}");
    }

    #[test]
    fn texts_sort_as_people_expect() {
        check_sort("name", Direction::Ascending, &[1, 3, 0, 2]);
        check_sort("name", Direction::Descending, &[2, 0, 3, 1]);
    }

    #[test]
    fn nan_and_empty_stand_last_either_way() {
        check_sort("value", Direction::Ascending, &[2, 1, 3, 0]);
        check_sort("value", Direction::Descending, &[3, 1, 2, 0]);
        check_sort("mixed", Direction::Ascending, &[2, 0, 3, 1]);
        check_sort("mixed", Direction::Descending, &[3, 0, 2, 1]);
    }

    #[test]
    fn an_unknown_column_leaves_the_logged_order() {
        check_sort("gone", Direction::Ascending, &[0, 1, 2, 3]);
    }

    #[test]
    fn search_looks_into_every_kind_of_cell() {
        check_search("", &[0, 1, 2, 3]);
        check_search("  ", &[0, 1, 2, 3]);
        check_search("ITEM", &[0, 1, 3]);
        check_search("0.871234567", &[1]);
        check_search("nan", &[0]);
        check_search("true", &[3]);
        check_search("nowhere", &[]);
    }

    /// The scores of a confusion matrix show 0.667, and a search for it found no row.
    #[test]
    fn search_finds_numbers_as_their_column_shows_them() {
        let numbers = |values: &[f64]| {
            let cells = Cells::Numbers(values.to_vec());
            let name = "recall".to_owned();
            Table::new(vec![Column { name, cells }])
        };
        let found = |table: &Table, search: &str| {
            let view = TableView::default().with_search(search);
            visible_rows(table, &view)
        };
        let scores = numbers(&[2.0 / 3.0, f64::NAN, 0.5]).of_scores(3);
        assert_eq!(found(&scores, "0.667"), [0]);
        assert_eq!(found(&scores, "0.66666666"), [0]);
        assert_eq!(found(&scores, "–"), [1]);
        let late = numbers(&[1e9, 1e9 + 0.001]);
        assert_eq!(found(&late, "1.000000000001e9"), [1]);
        assert_eq!(found(&late, "1000000000.001"), [1]);
    }

    fn any_cell() -> impl Strategy<Value = Cell> {
        const EXACT: i64 = 1 << 53;
        let integer = prop_oneof![
            EXACT - 3..=EXACT + 3,
            -EXACT - 3..=-EXACT + 3,
            -2_i64..=2,
            Just(i64::MAX),
            Just(i64::MIN),
        ];
        let number = prop_oneof![
            (EXACT - 3..=EXACT + 3).prop_map(|value| value as f64),
            (-EXACT - 3..=-EXACT + 3).prop_map(|value| value as f64),
            (-4_i32..=4).prop_map(|value| f64::from(value) / 2.0),
            prop_oneof![Just(i64::MAX as f64), Just(i64::MIN as f64), Just(-0.0)],
            prop_oneof![Just(f64::NAN), Just(f64::INFINITY), Just(f64::NEG_INFINITY)],
        ];
        prop_oneof![
            3 => integer.prop_map(Cell::Integer),
            3 => number.prop_map(Cell::Number),
            1 => any::<bool>().prop_map(Cell::Bool),
            1 => "[aA01é]{0,3}".prop_map(Cell::Text),
            1 => Just(Cell::Empty),
            1 => Just(Cell::Null),
        ]
    }

    proptest! {
        /// What a table shows is what people search for.
        #[test]
        fn what_a_cell_shows_finds_its_row(cells in prop::collection::vec(any_cell(), 1..12), n_digits in 0_usize..9) {
            let n_rows = cells.len();
            let cells = Cells::Mixed(cells);
            let plain = Table::new(vec![Column { name: "any".into(), cells }]);
            for table in [plain.clone(), plain.of_scores(n_digits)] {
                for row in 0..n_rows {
                    let view = TableView::default().with_search(&table.shown(row, 0));
                    prop_assert!(visible_rows(&table, &view).contains(&(row as u32)), "{view:?}");
                }
            }
        }

        /// Integers were compared exactly and as rounded numbers, so that of 2^53, 2^53 + 1 and the number between
        /// each was equal to its neighbour and the ends were not: sorting a column of them panicked.
        #[test]
        fn cells_of_all_kinds_have_one_order(cells in prop::collection::vec(any_cell(), 12)) {
            let n_cells = cells.len();
            let cells = Cells::Mixed(cells);
            let column = Column { name: "any".into(), cells };
            for direction in [Direction::Ascending, Direction::Descending] {
                let order = |a: usize, b: usize| compare_in(column.cell(a), column.cell(b), direction);
                for a in 0..n_cells {
                    for b in 0..n_cells {
                        prop_assert_eq!(order(a, b), order(b, a).reverse());
                        for c in 0..n_cells {
                            if order(a, b).is_le() && order(b, c).is_le() {
                                prop_assert!(order(a, c).is_le());
                            }
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn an_integer_and_a_number_compare_exactly() {
        for (integer, number, order) in [
            (
                9_007_199_254_740_993,
                9_007_199_254_740_992.0,
                Ordering::Greater,
            ),
            (
                9_007_199_254_740_992,
                9_007_199_254_740_992.0,
                Ordering::Equal,
            ),
            (
                -9_007_199_254_740_993,
                -9_007_199_254_740_992.0,
                Ordering::Less,
            ),
            (i64::MAX, i64::MAX as f64, Ordering::Less),
            (i64::MAX, f64::INFINITY, Ordering::Less),
            (1, 1.5, Ordering::Less),
            (0, -0.0, Ordering::Equal),
        ] {
            let (integer, number) = (CellRef::Integer(integer), CellRef::Number(number));
            assert_eq!(compare(integer, number), order, "{integer:?} {number:?}");
            assert_eq!(
                compare(number, integer),
                order.reverse(),
                "{number:?} {integer:?}"
            );
        }
    }

    #[track_caller]
    fn check_texts(a: &str, b: &str, order: Ordering) {
        assert_eq!(compare_texts(a, b), order, "{a:?} {b:?}");
        assert_eq!(compare_texts(b, a), order.reverse(), "{b:?} {a:?}");
    }

    #[test]
    fn texts_compare_by_runs() {
        check_texts("", "", Ordering::Equal);
        check_texts("", "a", Ordering::Less);
        check_texts("a9", "a10", Ordering::Less);
        check_texts("a010", "a9", Ordering::Greater);
        check_texts("a1b", "a1", Ordering::Greater);
        check_texts("B", "a", Ordering::Greater);
        check_texts("é", "z", Ordering::Greater);
        check_texts(
            "99999999999999999999999",
            "100000000000000000000000",
            Ordering::Less,
        );
    }
}
