//! Values that have no place on an axis, and therefore interrupt a line.

/// Which values an axis can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placeable {
    /// Every finite number.
    Finite,
    /// Every finite number above zero, as on a logarithmic axis.
    Positive,
}

impl Placeable {
    /// Whether the value has a place.
    pub fn holds(self, value: f64) -> bool {
        match self {
            Self::Finite => value.is_finite(),
            Self::Positive => value > 0.0 && value < f64::INFINITY,
        }
    }
}

/// Why a value has no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum GapKind {
    /// It is not a number.
    NotANumber,
    /// It is above every number.
    Infinity,
    /// It is below every number.
    NegativeInfinity,
    /// It is zero or less, on an axis that has no place for it.
    NotPositive,
}

impl GapKind {
    /// What keeps the value off an axis; `None` where it has a place on it.
    pub fn of(value: f64, placeable: Placeable) -> Option<Self> {
        if placeable.holds(value) {
            None
        } else if value.is_nan() {
            Some(Self::NotANumber)
        } else if value == f64::INFINITY {
            Some(Self::Infinity)
        } else if value == f64::NEG_INFINITY {
            Some(Self::NegativeInfinity)
        } else {
            Some(Self::NotPositive)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_value_without_a_place_has_a_reason() {
        let (finite, positive) = (Placeable::Finite, Placeable::Positive);
        for (value, placeable, expected) in [
            (1.0, finite, None),
            (-1.0, finite, None),
            (5e-324, positive, None),
            (0.0, positive, Some(GapKind::NotPositive)),
            (-0.0, positive, Some(GapKind::NotPositive)),
            (f64::NAN, positive, Some(GapKind::NotANumber)),
            (f64::INFINITY, positive, Some(GapKind::Infinity)),
            (f64::NEG_INFINITY, finite, Some(GapKind::NegativeInfinity)),
        ] {
            assert_eq!(GapKind::of(value, placeable), expected, "{value}");
        }
    }
}
