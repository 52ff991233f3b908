//! Which experiments a press on a checkbox of the table means where Shift is held.

/// The numbers from the one that was pressed before to the one that is pressed now, both with it, out of those of the
/// rows in their order; the pressed one alone where the one before is not among them.
pub(super) fn numbers_between(
    in_order: &[u64],
    pressed_before: Option<u64>,
    pressed: u64,
) -> Vec<u64> {
    let place_of = |number: u64| in_order.iter().position(|it| *it == number);
    let ends = pressed_before.and_then(place_of).zip(place_of(pressed));
    ends.and_then(|(one, other)| in_order.get(one.min(other)..=one.max(other)))
        .map_or_else(|| vec![pressed], <[u64]>::to_vec)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pressed_before: Option<u64>, pressed: u64, expected: &[u64]) {
        let in_order = [9, 3, 7, 1, 4];
        assert_eq!(
            numbers_between(&in_order, pressed_before, pressed),
            expected
        );
    }

    /// Shift was not heard: of five rows, the first and the last were selected.
    #[test]
    fn rows_between_two_presses_are_meant_either_way() {
        check(Some(3), 4, &[3, 7, 1, 4]);
        check(Some(1), 9, &[9, 3, 7, 1]);
        check(Some(7), 7, &[7]);
    }

    #[test]
    fn a_press_is_alone_where_none_was_before_or_its_row_is_gone() {
        check(None, 7, &[7]);
        check(Some(2), 7, &[7]);
        check(Some(7), 2, &[2]);
    }
}
