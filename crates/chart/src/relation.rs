//! How the quantities of many individuals relate: parallel coordinates, a scatter plot, and brushes that select.
//!
//! An individual has one value of each quantity, or none; what is not finite is none. A brush keeps those whose
//! value lies in its range. All is in plot pixels as in [`crate::scene`].

mod parallel;
pub mod plot;
pub mod reading;
mod scatter;

use crate::format;
use crate::interval::Interval;
use crate::palette::Slot;
use crate::scale::{Scale, ScaleKind};
use std::collections::{BTreeMap, BTreeSet};

/// One quantity of all individuals.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// Its name.
    pub name: String,
    /// The value of each individual, in their order.
    pub values: Vec<Option<f64>>,
    /// How its values lie along an axis.
    pub scale: ScaleKind,
}

/// From this ratio of the largest value to the smallest, the smaller ones would all lie at the foot of a linear axis.
const LOG_RATIO: f64 = 100.0;

impl Quantity {
    /// The quantity of that name; values that are not finite are none.
    ///
    /// Its axis is logarithmic where all values are positive and span two decades or more.
    pub fn new(name: String, values: impl IntoIterator<Item = Option<f64>>) -> Self {
        let finite = |value: Option<f64>| value.filter(|value| value.is_finite());
        let mut quantity = Self {
            name,
            values: values.into_iter().map(finite).collect(),
            scale: ScaleKind::Linear,
        };
        let is_wide = |(min, max): (f64, f64)| min > 0.0 && max / min >= LOG_RATIO;
        if quantity.extent().is_some_and(is_wide) {
            quantity.scale = ScaleKind::Log;
        }
        quantity
    }

    /// The same quantity on a linear axis.
    pub fn on_linear_axis(self) -> Self {
        Self {
            scale: ScaleKind::Linear,
            ..self
        }
    }

    /// What is said of its axis after its name.
    fn scale_note(&self) -> &'static str {
        match self.scale {
            ScaleKind::Linear => "",
            ScaleKind::Log => " (log)",
        }
    }

    /// The smallest and the largest value; `None` without any.
    pub fn extent(&self) -> Option<(f64, f64)> {
        let values = self.values.iter().flatten().copied();
        values.fold(None, |extent, value| {
            Some(extent.map_or((value, value), |(min, max): (f64, f64)| {
                (min.min(value), max.max(value))
            }))
        })
    }

    /// Whether it tells individuals apart.
    pub fn varies(&self) -> bool {
        self.extent().is_some_and(|(min, max)| min < max)
    }

    /// The value of one individual, with as many digits as tell it from the others'; `–` without one.
    fn text(&self, individual: usize) -> String {
        let value = self.value(individual);
        value.map_or("–".to_owned(), |value| self.number(value))
    }

    /// A value with as many digits as tell the smallest from the largest.
    fn number(&self, value: f64) -> String {
        let (min, max) = self.extent().unwrap_or((value, value));
        let n_digits = format::digits_to_tell(min.abs().max(max.abs()), max - min);
        format::significant(value, n_digits)
    }

    fn value(&self, individual: usize) -> Option<f64> {
        self.values.get(individual).copied().flatten()
    }
}

/// How one individual is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Individual {
    /// Its colour.
    pub slot: Slot,
    /// Whether the brushes keep it.
    pub standing: Standing,
}

/// Whether an individual is among those that are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is.
    Selected,
    /// It is drawn pale, behind the others.
    Excluded,
}

impl Standing {
    fn opacity(self) -> f64 {
        match self {
            Self::Selected => 1.0,
            Self::Excluded => 0.15,
        }
    }
}

/// The ranges that are kept, by the names of quantities.
pub type Brushes = BTreeMap<String, Interval>;

/// What stands over the individuals.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Overlay {
    /// The brushes, those that are being drawn among them.
    pub brushes: Brushes,
    /// The individuals that stand out.
    pub lit: BTreeSet<usize>,
}

/// The positions of the individuals that a brush leaves out; one without a value is left out, and a brush on a
/// quantity that is not there leaves out nobody.
pub fn excluded(quantities: &[Quantity], brushes: &Brushes) -> BTreeSet<usize> {
    let mut excluded = BTreeSet::new();
    for quantity in quantities {
        let Some(range) = brushes.get(&quantity.name) else {
            continue;
        };
        let is_out = |value: &Option<f64>| !value.is_some_and(|value| range.contains(value));
        let values = quantity.values.iter().enumerate();
        excluded.extend(
            values
                .filter(|(_, value)| is_out(value))
                .map(|(idx, _)| idx),
        );
    }
    excluded
}

/// Where the end of a brush is along an axis; below all that a logarithmic one can show, at its foot.
fn brush_px(scale: &Scale, value: f64) -> f64 {
    scale.px_from_data(if scale.can_place(value) {
        value
    } else {
        f64::MIN_POSITIVE
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(brushes: &[(&str, f64, f64)], expected: &[usize]) {
        let quantities = [
            Quantity::new("lr".into(), [Some(0.1), Some(0.2), None, Some(f64::NAN)]),
            Quantity::new("loss".into(), [Some(1.0), Some(2.0), Some(3.0), Some(4.0)]),
        ];
        let brush = |(name, min, max): &(&str, f64, f64)| {
            ((*name).to_owned(), Interval::new(*min, *max).unwrap())
        };
        let brushes: Brushes = brushes.iter().map(brush).collect();
        let excluded: Vec<usize> = excluded(&quantities, &brushes).into_iter().collect();
        assert_eq!(excluded, expected);
    }

    #[test]
    fn brushes_keep_what_lies_in_all_of_them() {
        check(&[], &[]);
        check(&[("loss", 2.0, 3.0)], &[0, 3]);
        check(&[("lr", 0.0, 0.15)], &[1, 2, 3]);
        check(&[("lr", 0.0, 1.0), ("loss", 0.0, 1.5)], &[1, 2, 3]);
        check(&[("gone", 0.0, 1.0)], &[]);
    }

    #[test]
    fn positive_values_over_two_decades_lie_on_a_logarithmic_axis() {
        // Learning rates of 0.0001, 0.001 and 0.1 were one dot at the foot of the axis and one at its head.
        let scale = |values: &[f64]| {
            let values = values.iter().copied().map(Some);
            Quantity::new("lr".into(), values).scale
        };
        assert_eq!(scale(&[0.0001, 0.001, 0.1]), ScaleKind::Log);
        assert_eq!(scale(&[1.0, 100.0]), ScaleKind::Log);
        assert_eq!(scale(&[1.0, 99.0]), ScaleKind::Linear);
        assert_eq!(scale(&[0.0, 0.001, 0.1]), ScaleKind::Linear);
        assert_eq!(scale(&[-1.0, 1000.0]), ScaleKind::Linear);
        assert_eq!(scale(&[5e-324, f64::MAX]), ScaleKind::Log);
        assert_eq!(scale(&[5.0]), ScaleKind::Linear);
        assert_eq!(scale(&[]), ScaleKind::Linear);
        let wide = Quantity::new("lr".into(), [Some(0.1), Some(100.0)]);
        assert_eq!(wide.on_linear_axis().scale, ScaleKind::Linear);
    }

    #[test]
    fn only_what_differs_tells_individuals_apart() {
        assert!(Quantity::new("a".into(), [Some(1.0), None, Some(2.0)]).varies());
        assert!(!Quantity::new("a".into(), [Some(1.0), Some(1.0)]).varies());
        assert!(!Quantity::new("a".into(), [None, Some(f64::INFINITY)]).varies());
    }
}
