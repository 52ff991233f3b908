//! How the quantities of many individuals relate: parallel coordinates, a scatter plot, and brushes that select.
//!
//! An individual has one value of each quantity, or none; what is not finite is none. The values of texts are their
//! positions among the categories. A brush keeps those whose value lies in its range, or is one of its categories. All is in plot pixels as in [`crate::scene`].

mod parallel;
pub mod plot;
pub mod reading;
mod scatter;

use crate::format;
use crate::interval::Interval;
use crate::palette::Slot;
use crate::scale::{Scale, ScaleKind};
use runboard_series::extent::extent;
use runboard_series::gap::Placeable;
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
    /// The texts that its values stand for, by position; empty for numbers.
    pub categories: Vec<String>,
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
            categories: Vec::new(),
        };
        let is_wide = |(min, max): (f64, f64)| min > 0.0 && max / min >= LOG_RATIO;
        if quantity.extent().is_some_and(is_wide) {
            quantity.scale = ScaleKind::Log;
        }
        quantity
    }

    /// The quantity of that name whose values are texts; its categories are sorted.
    pub fn of_texts(name: String, texts: Vec<Option<String>>) -> Self {
        let distinct: BTreeSet<&String> = texts.iter().flatten().collect();
        let categories: Vec<String> = distinct.into_iter().cloned().collect();
        let position = |text: &Option<String>| {
            let text = text.as_ref()?;
            let position = categories.binary_search(text).ok()?;
            Some(position as f64)
        };
        Self {
            name,
            values: texts.iter().map(position).collect(),
            scale: ScaleKind::Linear,
            categories,
        }
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
        extent(values, Placeable::Finite)
    }

    /// Whether it tells individuals apart.
    pub fn varies(&self) -> bool {
        self.extent().is_some_and(|(min, max)| min < max)
    }

    /// The value of one individual as a text, `–` without one.
    fn text(&self, individual: usize) -> String {
        let value = self.value(individual);
        value.map_or("–".to_owned(), |value| self.value_text(value))
    }

    /// The category of a value, or a number with as many digits as tell the smallest from the largest.
    fn value_text(&self, value: f64) -> String {
        if let Some(category) = self.category(value) {
            return category.to_owned();
        }
        let (min, max) = self.extent().unwrap_or((value, value));
        let n_digits = format::digits_to_tell(min.abs().max(max.abs()), max - min);
        format::significant(value, n_digits)
    }

    /// The category of a value.
    fn category(&self, value: f64) -> Option<&str> {
        // The values of categories are their positions, and small.
        self.categories.get(value as usize).map(String::as_str)
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

/// What is kept of a quantity.
#[derive(Debug, Clone, PartialEq)]
pub enum Brush {
    /// Numbers in a range.
    Range(Interval),
    /// Texts, of which there is at least one.
    Categories(BTreeSet<String>),
}

impl Brush {
    /// What it keeps: `0.1 to 0.2`, or `adam, sgd`.
    pub fn text(&self) -> String {
        match self {
            Self::Range(range) => {
                let ends = (range.min(), range.max());
                let [min, max] = [ends.0, ends.1].map(|end| format::in_range(end, ends));
                format!("{min} to {max}")
            }
            Self::Categories(kept) => {
                let kept: Vec<&str> = kept.iter().map(String::as_str).collect();
                kept.join(", ")
            }
        }
    }

    /// Whether it keeps that category.
    pub fn keeps_category(&self, category: &str) -> bool {
        matches!(self, Self::Categories(kept) if kept.contains(category))
    }

    /// A brush with one category more, or without it if it was there; `None` where nothing would be kept.
    pub fn with_toggled(brush: Option<&Self>, category: &str) -> Option<Self> {
        let mut kept = match brush {
            Some(Self::Categories(kept)) => kept.clone(),
            _ => BTreeSet::new(),
        };
        if !kept.remove(category) {
            kept.insert(category.to_owned());
        }
        (!kept.is_empty()).then_some(Self::Categories(kept))
    }

    /// Whether it keeps a value of that quantity; `None` where it is a brush for numbers and the quantity has
    /// texts, or the other way round.
    fn keeps(&self, quantity: &Quantity, value: f64) -> Option<bool> {
        match (self, quantity.category(value)) {
            (Self::Range(range), None) => Some(range.contains(value)),
            (Self::Categories(kept), Some(category)) => Some(kept.contains(category)),
            _ => None,
        }
    }
}

/// What is kept, by the names of quantities.
pub type Brushes = BTreeMap<String, Brush>;

/// What stands over the individuals.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Overlay {
    /// The brushes, those that are being drawn among them.
    pub brushes: Brushes,
    /// The individuals that stand out.
    pub lit: BTreeSet<usize>,
}

/// The positions of the individuals that a brush leaves out; one without a value is left out, and a brush on a
/// quantity that is not there, or is of the other sort, leaves out nobody.
pub fn excluded(quantities: &[Quantity], brushes: &Brushes) -> BTreeSet<usize> {
    let mut excluded = BTreeSet::new();
    for quantity in quantities {
        let Some(brush) = brushes.get(&quantity.name) else {
            continue;
        };
        let keeps = |value: &Option<f64>| value.map(|value| brush.keeps(quantity, value));
        let kept: Vec<Option<Option<bool>>> = quantity.values.iter().map(keeps).collect();
        if kept.contains(&Some(None)) {
            continue;
        }
        let out = kept.iter().enumerate();
        let out = out.filter(|(_, kept)| **kept != Some(Some(true)));
        excluded.extend(out.map(|(idx, _)| idx));
    }
    excluded
}

/// Where the end of a brush is along an axis; below all that a logarithmic one can show, at its foot.
fn brush_px(scale: &Scale, value: f64) -> f64 {
    scale.px_from_data(match scale.kind() {
        ScaleKind::Linear => value,
        ScaleKind::Log => value.max(f64::MIN_POSITIVE),
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
            let range = Interval::new(*min, *max).unwrap();
            ((*name).to_owned(), Brush::Range(range))
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
    fn texts_are_categories_and_kept_by_what_they_are() {
        let text = |text: &str| Some(text.to_owned());
        let texts = vec![text("sgd"), text("adam"), None, text("sgd")];
        let quantity = Quantity::of_texts("optimizer".into(), texts);
        assert_eq!(quantity.categories, ["adam", "sgd"]);
        assert_eq!(quantity.values, [Some(1.0), Some(0.0), None, Some(1.0)]);
        assert!(quantity.varies());
        let texts = [0, 1, 2].map(|idx| quantity.text(idx));
        assert_eq!(texts, ["sgd", "adam", "–"]);
        let check = |brush: Option<Brush>, expected: &[usize]| {
            let brushes = brush.map(|brush| ("optimizer".to_owned(), brush));
            let brushes: Brushes = brushes.into_iter().collect();
            let excluded = excluded(std::slice::from_ref(&quantity), &brushes);
            assert_eq!(excluded.into_iter().collect::<Vec<_>>(), expected);
        };
        let sgd = Brush::with_toggled(None, "sgd");
        check(sgd.clone(), &[1, 2]);
        check(Brush::with_toggled(None, "gone"), &[0, 1, 2, 3]);
        // From before the parameter was a text.
        check(Interval::new(0.0, 0.5).map(Brush::Range), &[]);
        let both = Brush::with_toggled(sgd.as_ref(), "adam");
        check(both.clone(), &[2]);
        assert_eq!(both.map(|brush| brush.text()).as_deref(), Some("adam, sgd"));
        assert_eq!(Brush::with_toggled(sgd.as_ref(), "sgd"), None);
    }

    /// A brush on dates read `2.024e7 to 2.024e7`.
    #[test]
    fn a_brush_tells_its_ends_apart() {
        for (min, max, text) in [
            (0.1, 0.234_567, "0.1 to 0.2346"),
            (20_240_101.0, 20_240_105.0, "2.0240101e7 to 2.0240105e7"),
            (1000.1, 1000.4, "1000.1 to 1000.4"),
        ] {
            let brush = Interval::new(min, max).map(Brush::Range);
            assert_eq!(brush.map(|brush| brush.text()).as_deref(), Some(text));
        }
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
