//! The bar chart, from categories and values to scenes; every stage is a value.
//!
//! Bars are put in order, get a [`frame`](frame::BarFrame) from the size and how far they are scrolled,
//! and become [scenes](scene). Only the bars that can be seen are drawn.

pub mod frame;
pub mod picture;
pub mod reading;
pub mod scene;

use crate::bar_view::BarSort;
use crate::format;
use crate::palette::Slot;
use crate::text_fit;
use crate::ticks::TICK_LABEL_SIZE_PX;
use runboard_series::extent::extent;
use runboard_series::gap::Placeable;
use std::cmp::Ordering;
use std::ops::Range;

/// A category with its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// The category.
    pub label: String,
    /// The value, NaN and the infinities included.
    pub value: f64,
    /// Its own colour, where bars have different ones.
    pub slot: Option<Slot>,
}

/// Bars in the order in which they stand.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bars {
    bars: Vec<Bar>,
    /// With how many of its first characters another category begins, for each.
    n_shared: Vec<usize>,
    /// How many digits tell the values apart.
    n_digits: usize,
    widths: Widths,
}

/// What the longest texts need, found once because a frame is made for every scroll.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Widths {
    widest_label_px: f64,
    widest_positive_px: f64,
    widest_negative_px: f64,
}

impl Widths {
    fn of(bars: &[Bar], n_digits: usize) -> Self {
        let widest = |is_meant: fn(&Bar) -> bool, text_of: &dyn Fn(&Bar) -> String| {
            bars.iter()
                .filter(|bar| is_meant(bar))
                .map(|bar| text_fit::width_px(&text_of(bar), TICK_LABEL_SIZE_PX))
                .fold(0.0, f64::max)
        };
        let value_text = |bar: &Bar| format::significant(bar.value, n_digits);
        Self {
            widest_label_px: widest(|_| true, &|bar| bar.label.clone()),
            widest_negative_px: widest(|bar| bar.value < 0.0, &value_text),
            widest_positive_px: widest(|bar| bar.value >= 0.0 || bar.value.is_nan(), &value_text),
        }
    }
}

impl Bars {
    /// The bars of these categories and values in the chosen order; NaN stands last in any order but
    /// the logged one, equal values stay as logged.
    pub fn new(labels: &[String], values: &[f64], sort: BarSort) -> Self {
        Self::coloured(labels, values, &[], sort)
    }

    /// The same with a colour for each; one without has the chart's.
    pub fn coloured(labels: &[String], values: &[f64], slots: &[Slot], sort: BarSort) -> Self {
        let slots = slots
            .iter()
            .copied()
            .map(Some)
            .chain(std::iter::repeat(None));
        let mut bars: Vec<Bar> = labels
            .iter()
            .zip(values)
            .zip(slots)
            .map(|((label, value), slot)| Bar {
                label: label.clone(),
                value: *value,
                slot,
            })
            .collect();
        let by_value = |a: &Bar, b: &Bar| a.value.partial_cmp(&b.value).unwrap_or(Ordering::Equal);
        let nan_last = |a: &Bar, b: &Bar| a.value.is_nan().cmp(&b.value.is_nan());
        match sort {
            BarSort::Logged => {}
            BarSort::Ascending => bars.sort_by(|a, b| nan_last(a, b).then(by_value(a, b))),
            BarSort::Descending => bars.sort_by(|a, b| nan_last(a, b).then(by_value(b, a))),
        }
        Self::of(bars)
    }

    fn of(bars: Vec<Bar>) -> Self {
        let labels: Vec<&str> = bars.iter().map(|bar| bar.label.as_str()).collect();
        let n_digits = format::digits_within(extent_of(&bars));
        Self {
            n_shared: text_fit::shared_chars(&labels),
            n_digits,
            widths: Widths::of(&bars, n_digits),
            bars,
        }
    }

    /// Only the first so many.
    pub fn first(&self, n_bars: usize) -> Self {
        Self::of(self.bars.iter().take(n_bars).cloned().collect())
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.bars.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.bars.is_empty()
    }

    /// The bar at this place.
    pub fn get(&self, place: usize) -> Option<&Bar> {
        self.bars.get(place)
    }

    /// The category of the bar at this place, shortened to the room so that it is told from the others.
    fn fitted_label(&self, place: usize, room_px: f64) -> String {
        let label = self.get(place).map_or("", |bar| bar.label.as_str());
        text_fit::fitted_apart(label, self.n_shared(place), room_px, TICK_LABEL_SIZE_PX)
    }

    /// With how many of its first characters another category begins.
    fn n_shared(&self, place: usize) -> usize {
        self.n_shared.get(place).copied().unwrap_or(0)
    }

    /// All of them in order.
    pub fn iter(&self) -> impl Iterator<Item = &Bar> {
        self.bars.iter()
    }

    /// The smallest and the largest finite value.
    fn extent(&self) -> Option<(f64, f64)> {
        extent_of(&self.bars)
    }

    /// The sentence for a screen reader: `Bar chart, 3 categories, values 0.5 to 8`.
    pub fn description(&self) -> String {
        self.counted() + &values_of(&self.bars)
    }

    /// The sentence for those in these places alone: `Bar chart, 9 categories, showing car to bus, values 0.5 to 8`.
    fn description_of(&self, places: Range<usize>) -> String {
        let seen = self.bars.get(places).unwrap_or_default();
        let labels = match seen {
            [] => return self.description(),
            [only] => only.label.clone(),
            [first, .., last] => format!("{} to {}", first.label, last.label),
        };
        format!("{}, showing {labels}{}", self.counted(), values_of(seen))
    }

    fn counted(&self) -> String {
        let n_bars = self.len();
        let noun = if n_bars == 1 {
            "category"
        } else {
            "categories"
        };
        format!("Bar chart, {n_bars} {noun}")
    }
}

/// The smallest and the largest finite value of these.
fn extent_of(bars: &[Bar]) -> Option<(f64, f64)> {
    extent(bars.iter().map(|bar| bar.value), Placeable::Finite)
}

/// What is said of their values: `, values 0.5 to 8, 1 not finite`.
fn values_of(bars: &[Bar]) -> String {
    let values = extent_of(bars).map(|(min, max)| {
        let (min, max) = format::range(min, max);
        format!(", values {min} to {max}")
    });
    let n_others = bars.iter().filter(|bar| !bar.value.is_finite()).count();
    let others = match n_others {
        0 => String::new(),
        n => format!(", {n} not finite"),
    };
    values.unwrap_or_default() + &others
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bars(values: &[f64], sort: BarSort) -> Bars {
        let labels: Vec<String> = (0..values.len()).map(|idx| format!("c{idx}")).collect();
        Bars::new(&labels, values, sort)
    }

    #[track_caller]
    fn check_order(sort: BarSort, expected: &str) {
        let values = [3.0, f64::NAN, -1.0, f64::INFINITY, 3.0];
        let labels: Vec<String> = bars(&values, sort)
            .iter()
            .map(|bar| bar.label.clone())
            .collect();
        assert_eq!(labels.join(" "), expected);
    }

    #[test]
    fn bars_stand_in_the_chosen_order() {
        check_order(BarSort::Logged, "c0 c1 c2 c3 c4");
        check_order(BarSort::Ascending, "c2 c0 c4 c3 c1");
        check_order(BarSort::Descending, "c3 c0 c4 c2 c1");
    }

    #[test]
    fn unequal_columns_end_with_the_shorter() {
        let labels = ["a".to_owned(), "b".to_owned()];
        assert_eq!(Bars::new(&labels, &[1.0], BarSort::Logged).len(), 1);
    }

    #[track_caller]
    fn check_description(values: &[f64], expected: &str) {
        assert_eq!(bars(values, BarSort::Logged).description(), expected);
    }

    #[test]
    fn the_sentence_counts_categories_and_values() {
        check_description(&[], "Bar chart, 0 categories");
        check_description(&[5.0], "Bar chart, 1 category, values 5 to 5");
        check_description(&[8.0, -1.0], "Bar chart, 2 categories, values -1 to 8");
        check_description(
            &[8.0, f64::NAN],
            "Bar chart, 2 categories, values 8 to 8, 1 not finite",
        );
    }
}
