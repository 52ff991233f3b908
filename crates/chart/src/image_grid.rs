//! The grid of pictures, experiment by step: its columns, what stands in a cell, and which cells exist while
//! it scrolls.
//!
//! An entry is a picture of one step; `None` is the picture of a log that was logged without steps.

use crate::space::SizePx;
use std::ops::Range;

/// Height of the row of steps.
pub const HEAD_HEIGHT_PX: f64 = 26.0;

/// The space around a picture within its cell, on each side.
pub const CELL_PADDING_PX: f64 = 3.0;

/// A picture in a cell is at least and at most so high.
const MIN_CELL_HEIGHT_PX: f64 = 84.0;
const MAX_CELL_HEIGHT_PX: f64 = 420.0;

/// A cell is no wider than this share of what can be seen: the next one shows that there is more.
const MAX_WIDTH_SHARE: f64 = 0.7;

/// The narrowest cell; a step must be readable above it.
const MIN_CELL_WIDTH_PX: f64 = 64.0;

/// Width of the column of names, and on a narrow screen.
const HEAD_WIDTH_PX: f64 = 148.0;
const NARROW_HEAD_PX: f64 = 92.0;
const NARROW_PX: f64 = 520.0;

/// So many cells beyond those that are seen exist on each side.
const MARGIN_CELLS: usize = 2;

/// What stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellEntry {
    /// The entry at this place of the row.
    Entry(usize),
    /// Nothing was logged at the step; the nearest earlier entry is at this place, if there is one.
    Missing(Option<usize>),
}

/// The columns of a grid whose rows have these entries: each step once, ascending, and last the one for
/// pictures without a step.
pub fn columns<'a>(rows: impl IntoIterator<Item = &'a [Option<f64>]>) -> Vec<Option<f64>> {
    let mut columns: Vec<Option<f64>> = rows.into_iter().flatten().copied().collect();
    columns.sort_by(compare);
    columns.dedup();
    columns
}

/// What a row with these entries, in the order of their steps, shows in a column.
pub fn cell_entry(entries: &[Option<f64>], column: Option<f64>) -> CellEntry {
    let after = entries.partition_point(|entry| compare(entry, &column).is_lt());
    match entries.get(after) {
        Some(entry) if *entry == column => CellEntry::Entry(after),
        _ => CellEntry::Missing(after.checked_sub(1)),
    }
}

/// The order of columns.
fn compare(a: &Option<f64>, b: &Option<f64>) -> std::cmp::Ordering {
    match (a, b) {
        (Some(a), Some(b)) => a.total_cmp(b),
        (a, b) => a.is_none().cmp(&b.is_none()),
    }
}

/// The size of a cell: all rows at once where they fit, and as wide as a picture of that aspect needs.
pub fn cell_size(seen: SizePx, n_rows: usize, aspect: f64) -> SizePx {
    let room_px = (seen.height_px - HEAD_HEIGHT_PX) / n_rows.max(1) as f64;
    let height_px = room_px
        .clamp(MIN_CELL_HEIGHT_PX, MAX_CELL_HEIGHT_PX)
        .floor();
    let aspect = if aspect.is_finite() && aspect > 0.0 {
        aspect
    } else {
        1.0
    };
    let widest_px = (seen.width_px * MAX_WIDTH_SHARE).max(MIN_CELL_WIDTH_PX);
    let width_px = (height_px - 2.0 * CELL_PADDING_PX) * aspect + 2.0 * CELL_PADDING_PX;
    let width_px = width_px.clamp(MIN_CELL_WIDTH_PX, widest_px).round();
    SizePx::new(width_px, height_px)
}

/// The cells along one side that exist when `seen_px` can be seen from `scrolled_px` on.
pub fn existing(n_cells: usize, cell_px: f64, scrolled_px: f64, seen_px: f64) -> Range<usize> {
    if cell_px <= 0.0 {
        return 0..0;
    }
    let first = (scrolled_px.max(0.0) / cell_px) as usize;
    let end = ((scrolled_px + seen_px).max(0.0) / cell_px).ceil() as usize;
    let end = (end + MARGIN_CELLS).min(n_cells);
    first.saturating_sub(MARGIN_CELLS).min(end)..end
}

/// Width of the column of names, when that much of the grid can be seen.
pub fn head_width_px(seen_width_px: f64) -> f64 {
    if seen_width_px < NARROW_PX {
        NARROW_HEAD_PX
    } else {
        HEAD_WIDTH_PX
    }
}

/// Where to scroll to so that all of the cell is seen; as little as is needed, and where it is if that is not at all.
pub fn scrolled_to(cell: usize, cell_px: f64, scrolled_px: f64, seen_px: f64) -> f64 {
    let start_px = cell as f64 * cell_px;
    let latest_px = start_px + cell_px - seen_px;
    // A cell that is larger than what can be seen shows its beginning.
    scrolled_px.max(latest_px).min(start_px)
}

/// The chosen column, and what its place depends on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChosenColumn {
    /// Its place among all columns.
    pub column: usize,
    /// How many columns there are.
    pub n_columns: usize,
    /// Width of a column.
    pub cell_px: f64,
    /// Width of what can be seen of the columns.
    pub seen_px: f64,
}

impl ChosenColumn {
    /// Where to scroll to so that all of it is seen; see [`scrolled_to`].
    fn scrolled_to(self, scrolled_px: f64) -> f64 {
        scrolled_to(self.column, self.cell_px, scrolled_px, self.seen_px)
    }

    /// Whether all of it is seen; browsers round where an element is scrolled to.
    fn is_seen(self, scrolled_px: f64) -> bool {
        (self.scrolled_to(scrolled_px) - scrolled_px).abs() < 1.0
    }
}

/// Where to scroll to for the chosen column after what was `before`; `None` leaves it.
///
/// Another choice is brought into view. Where columns were added or sizes changed, the chosen one stays in view
/// if it was there: who looked at something else is not taken away from it.
pub fn scrolled_to_chosen(
    before: Option<ChosenColumn>,
    now: ChosenColumn,
    scrolled_px: f64,
) -> Option<f64> {
    let is_choice = |before: ChosenColumn| {
        let moved = ChosenColumn {
            column: now.column,
            ..before
        };
        before != now && moved == now
    };
    let follows = before.is_none_or(|before| is_choice(before) || before.is_seen(scrolled_px));
    let target_px = now.scrolled_to(scrolled_px);
    (follows && target_px != scrolled_px).then_some(target_px)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(steps: &[f64]) -> Vec<Option<f64>> {
        steps.iter().copied().map(Some).collect()
    }

    #[test]
    fn columns_are_all_steps_once_and_last_the_one_without() {
        let rows = [steps(&[0.0, 5.0]), steps(&[2.0, 5.0]), vec![None], vec![]];
        let found = columns(rows.iter().map(Vec::as_slice));
        assert_eq!(found, [Some(0.0), Some(2.0), Some(5.0), None]);
        assert_eq!(columns([]), []);
    }

    #[track_caller]
    fn check(entries: &[Option<f64>], column: Option<f64>, expected: CellEntry) {
        assert_eq!(
            cell_entry(entries, column),
            expected,
            "{column:?} in {entries:?}"
        );
    }

    #[test]
    fn a_cell_without_entry_knows_the_nearest_earlier_one() {
        let entries = steps(&[1.0, 5.0, 9.0]);
        check(&entries, Some(5.0), CellEntry::Entry(1));
        check(&entries, Some(8.0), CellEntry::Missing(Some(1)));
        check(&entries, Some(99.0), CellEntry::Missing(Some(2)));
        check(&entries, Some(0.0), CellEntry::Missing(None));
        check(&entries, None, CellEntry::Missing(Some(2)));
        check(&[None], None, CellEntry::Entry(0));
        check(&[None], Some(3.0), CellEntry::Missing(None));
        check(&[], Some(3.0), CellEntry::Missing(None));
    }

    #[track_caller]
    fn check_size(width_px: f64, height_px: f64, n_rows: usize, aspect: f64, cell: (f64, f64)) {
        let size = cell_size(SizePx::new(width_px, height_px), n_rows, aspect);
        assert_eq!((size.width_px, size.height_px), cell);
    }

    #[test]
    fn rows_share_the_height_and_stay_large_enough() {
        check_size(1000.0, 426.0, 2, 1.0, (200.0, 200.0));
        check_size(1000.0, 426.0, 200, 1.0, (84.0, 84.0));
        check_size(1000.0, 5000.0, 1, 1.0, (420.0, 420.0));
        check_size(300.0, 426.0, 2, 10.0, (210.0, 200.0));
        check_size(1000.0, 426.0, 2, 0.01, (64.0, 200.0));
        check_size(0.0, 0.0, 0, f64::NAN, (64.0, 84.0));
    }

    #[test]
    fn what_is_seen_exists_with_a_margin() {
        assert_eq!(existing(300, 100.0, 0.0, 500.0), 0..7);
        assert_eq!(existing(300, 100.0, 1050.0, 500.0), 8..18);
        assert_eq!(existing(300, 100.0, 29_500.0, 500.0), 293..300);
        assert_eq!(existing(300, 100.0, 1e9, 500.0), 300..300);
        assert_eq!(existing(3, 100.0, 0.0, 500.0), 0..3);
        assert_eq!(existing(0, 100.0, 0.0, 500.0), 0..0);
        assert_eq!(existing(3, 0.0, 0.0, 500.0), 0..0);
    }

    #[test]
    fn a_cell_is_scrolled_to_only_as_far_as_needed() {
        assert_eq!(scrolled_to(3, 100.0, 250.0, 500.0), 250.0);
        assert_eq!(scrolled_to(0, 100.0, 250.0, 500.0), 0.0);
        assert_eq!(scrolled_to(9, 100.0, 250.0, 500.0), 500.0);
        assert_eq!(scrolled_to(9, 100.0, 250.0, 50.0), 900.0);
    }

    /// A row of columns of 100 px in a window of 300 px.
    fn chosen(column: usize, n_columns: usize) -> ChosenColumn {
        ChosenColumn {
            column,
            n_columns,
            cell_px: 100.0,
            seen_px: 300.0,
        }
    }

    #[track_caller]
    fn check_scroll(
        before: Option<ChosenColumn>,
        now: ChosenColumn,
        scrolled_px: f64,
        expected_px: Option<f64>,
    ) {
        let found = scrolled_to_chosen(before, now, scrolled_px);
        assert_eq!(found, expected_px, "{before:?}, {now:?} at {scrolled_px}");
    }

    #[test]
    fn a_choice_is_brought_into_view() {
        check_scroll(None, chosen(9, 10), 0.0, Some(700.0));
        check_scroll(None, chosen(1, 10), 0.0, None);
        check_scroll(Some(chosen(9, 10)), chosen(2, 10), 700.0, Some(200.0));
        // Also from where it was not in view.
        check_scroll(Some(chosen(9, 10)), chosen(8, 10), 0.0, Some(600.0));
    }

    #[test]
    fn new_columns_scroll_only_who_looks_at_the_chosen_one() {
        check_scroll(Some(chosen(9, 10)), chosen(10, 11), 700.0, Some(800.0));
        check_scroll(Some(chosen(9, 10)), chosen(10, 11), 699.6, Some(800.0));
        check_scroll(Some(chosen(9, 10)), chosen(10, 11), 100.0, None);
        check_scroll(Some(chosen(2, 10)), chosen(2, 11), 500.0, None);
    }

    #[test]
    fn new_sizes_keep_the_chosen_column_in_view() {
        let wider = ChosenColumn {
            cell_px: 150.0,
            ..chosen(9, 10)
        };
        check_scroll(Some(chosen(9, 10)), wider, 700.0, Some(1200.0));
        check_scroll(Some(chosen(9, 10)), wider, 0.0, None);
        // The height alone.
        check_scroll(Some(chosen(9, 10)), chosen(9, 10), 0.0, None);
    }
}
