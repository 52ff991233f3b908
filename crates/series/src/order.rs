//! Stable orders, sorted by one piece of code whatever is sorted.
//!
//! Each `sort_by` of the standard library is 4 KB of machine code of its own for each type that is sorted; the page is
//! downloaded by everybody. What is sorted in many places or seldom goes through here.

use std::cmp::Ordering;

/// The indices of so many things in the order of a comparison of their indices; of equal ones, the earlier comes first.
fn stable_order(n_items: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..n_items).collect();
    order.sort_by(|a, b| compare(*a, *b));
    order
}

/// The items in the order of a comparison; of equal ones, the earlier comes first.
pub fn sorted_by<T>(items: Vec<T>, compare: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    // Most of what is logged comes in order.
    if items.is_sorted_by(|a, b| compare(a, b).is_le()) {
        return items;
    }
    let order = stable_order(
        items.len(),
        &mut |a, b| match (items.get(a), items.get(b)) {
            (Some(a), Some(b)) => compare(a, b),
            _ => Ordering::Equal,
        },
    );
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    order
        .into_iter()
        .filter_map(|index| items.get_mut(index)?.take())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn order_is_that_of_a_stable_sort(keys in prop::collection::vec(0..5u8, 0..50)) {
            let items: Vec<(u8, usize)> = keys.into_iter().zip(0..).collect();
            let mut expected = items.clone();
            expected.sort_by_key(|(key, _)| *key);
            prop_assert_eq!(sorted_by(items, |(a, _), (b, _)| a.cmp(b)), expected);
        }
    }
}
