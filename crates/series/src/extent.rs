//! The smallest and the largest of many values.

use crate::gap::Placeable;

/// The smallest and the largest value that has a place; `None` where none has.
pub fn extent(values: impl IntoIterator<Item = f64>, placeable: Placeable) -> Option<(f64, f64)> {
    let mut min = f64::INFINITY;
    let mut max = f64::NEG_INFINITY;
    for value in values {
        if placeable.holds(value) {
            min = min.min(value);
            max = max.max(value);
        }
    }
    (min <= max).then_some((min, max))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_has_a_place_counts() {
        let values = [3.0, f64::NAN, -2.0, f64::INFINITY, 7.0, 0.0];
        assert_eq!(extent(values, Placeable::Finite), Some((-2.0, 7.0)));
        assert_eq!(extent(values, Placeable::Positive), Some((3.0, 7.0)));
        assert_eq!(extent([f64::NAN], Placeable::Finite), None);
        assert_eq!(extent([], Placeable::Finite), None);
        assert_eq!(extent([5.0], Placeable::Finite), Some((5.0, 5.0)));
    }
}
