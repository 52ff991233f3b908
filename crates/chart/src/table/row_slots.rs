//! Which place in the page shows which row of a long table.
//!
//! Making the cells of a row costs many times what filling them anew does. So a place outlives its
//! row: rows that stay keep theirs, with the focus and whatever a person has selected in it, and rows that
//! come take over the places of rows that go.

use std::collections::{HashMap, HashSet, VecDeque};

/// A place and the row that it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowSlot {
    /// What tells the place from the others.
    pub slot: usize,
    /// The row.
    pub row: u32,
}

/// The places of these rows, in their order, after those of `before`; each row stands in `rows` once.
pub fn reused(before: &[RowSlot], rows: &[u32]) -> Vec<RowSlot> {
    let slot_of: HashMap<u32, usize> = before.iter().map(|it| (it.row, it.slot)).collect();
    let shown: HashSet<u32> = rows.iter().copied().collect();
    let is_free = |it: &&RowSlot| !shown.contains(&it.row);
    let taken: HashSet<usize> = before.iter().map(|it| it.slot).collect();
    // A place that stands where a row comes is best: nothing has to move in the page.
    let at_its_place = |place: usize, row: &u32| {
        let held = slot_of.get(row).copied();
        held.or_else(|| before.get(place).filter(is_free).map(|it| it.slot))
    };
    let chosen: Vec<Option<usize>> = rows
        .iter()
        .enumerate()
        .map(|(place, row)| at_its_place(place, row))
        .collect();
    let used: HashSet<usize> = chosen.iter().copied().flatten().collect();
    let mut left: VecDeque<usize> = before
        .iter()
        .filter(is_free)
        .map(|it| it.slot)
        .filter(|slot| !used.contains(slot))
        .collect();
    let mut fresh = (0..).filter(|slot| !taken.contains(slot));
    rows.iter()
        .zip(chosen)
        .filter_map(|(row, slot)| {
            let slot = slot.or_else(|| left.pop_front()).or_else(|| fresh.next())?;
            Some(RowSlot { slot, row: *row })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn slots(pairs: &[(usize, u32)]) -> Vec<RowSlot> {
        let slot = |&(slot, row): &(usize, u32)| RowSlot { slot, row };
        pairs.iter().map(slot).collect()
    }

    #[track_caller]
    fn check(before: &[(usize, u32)], rows: &[u32], expected: &[(usize, u32)]) {
        assert_eq!(reused(&slots(before), rows), slots(expected));
    }

    #[test]
    fn new_places_are_made_where_none_is_left() {
        check(&[], &[], &[]);
        check(&[], &[7, 3], &[(0, 7), (1, 3)]);
        check(&[(1, 7)], &[7, 3, 4], &[(1, 7), (0, 3), (2, 4)]);
        check(&[(0, 7), (1, 3)], &[], &[]);
    }

    #[test]
    fn another_order_fills_places_where_they_stand() {
        check(
            &[(0, 1), (1, 2), (2, 3)],
            &[9, 8, 7],
            &[(0, 9), (1, 8), (2, 7)],
        );
        check(
            &[(0, 1), (1, 2), (2, 3)],
            &[3, 8, 7],
            &[(2, 3), (1, 8), (0, 7)],
        );
    }

    #[test]
    fn what_scrolls_out_of_sight_makes_room_for_what_comes() {
        check(
            &[(0, 1), (1, 2), (2, 3)],
            &[2, 3, 4],
            &[(1, 2), (2, 3), (0, 4)],
        );
        check(
            &[(0, 2), (1, 3), (2, 4)],
            &[1, 2, 3],
            &[(2, 1), (0, 2), (1, 3)],
        );
    }

    fn rows() -> impl Strategy<Value = Vec<u32>> {
        prop::collection::hash_set(0..40_u32, 0..20)
            .prop_map(|rows| rows.into_iter().collect::<Vec<_>>())
            .prop_shuffle()
    }

    proptest! {
        #[test]
        fn each_row_has_one_place_and_keeps_it(before in rows(), after in rows()) {
            let first = reused(&[], &before);
            let second = reused(&first, &after);
            let shown: Vec<u32> = second.iter().map(|it| it.row).collect();
            prop_assert_eq!(&shown, &after);
            let slots: HashSet<usize> = second.iter().map(|it| it.slot).collect();
            prop_assert_eq!(slots.len(), after.len());
            for kept in first.iter().filter(|it| after.contains(&it.row)) {
                prop_assert!(second.contains(kept));
            }
            // No more places than the larger of both needs.
            let n_slots = slots.iter().max().map_or(0, |slot| slot + 1);
            prop_assert!(n_slots <= before.len().max(after.len()));
        }
    }
}
