//! What is read at a bar, and where the keys lead.

use super::Bars;
use super::frame::BarFrame;
use crate::bar_view::BarZoom;
use crate::format;
use crate::line::reading::Move;

/// A bar that is pointed at.
#[derive(Debug, Clone, PartialEq)]
pub struct BarReading {
    /// Its place in the order.
    pub place: usize,
    /// How many bars there are.
    pub n_bars: usize,
    /// Its category.
    pub label: String,
    /// With how many of its first characters another category begins.
    pub n_shared: usize,
    /// Its value.
    pub value: f64,
    /// How many digits tell the values of all bars apart.
    pub n_digits: usize,
}

impl BarReading {
    /// The value in few digits, as many as tell the bars apart.
    pub fn value_text(&self) -> String {
        format::significant(self.value, self.n_digits)
    }

    /// The sentence for a screen reader: `car 5, 1 of 12`.
    pub fn spoken(&self) -> String {
        let Self {
            label,
            n_bars,
            place,
            ..
        } = self;
        format!("{label} {}, {} of {n_bars}", self.value_text(), place + 1)
    }
}

/// A bar by its category, as which it is found again wherever it comes to stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BarKey {
    label: String,
    /// Which it is of those of this category, from 0.
    nth: usize,
}

/// What the bar at this place is known by.
pub fn key_at(bars: &Bars, place: usize) -> Option<BarKey> {
    let label = bars.get(place)?.label.clone();
    let before = bars.iter().take(place);
    let nth = before.filter(|bar| bar.label == label).count();
    Some(BarKey { label, nth })
}

/// Where that bar stands; `None` once it is gone.
pub fn place_of(bars: &Bars, key: &BarKey) -> Option<usize> {
    let mut same = bars
        .iter()
        .enumerate()
        .filter(|(_, bar)| bar.label == key.label);
    same.nth(key.nth).map(|(place, _)| place)
}

/// What is read at the bar at this place.
pub fn reading(bars: &Bars, place: usize) -> Option<BarReading> {
    let bar = bars.get(place)?;
    Some(BarReading {
        place,
        n_bars: bars.len(),
        label: bar.label.clone(),
        n_shared: bars.n_shared(place),
        value: bar.value,
        n_digits: bars.n_digits,
    })
}

/// The sentence of the bars, or of what a zoom shows of them: `…, showing car to bus, values 0.5 to 8`.
pub fn described(bars: &Bars, frame: &BarFrame, zoom: BarZoom) -> String {
    let seen = frame.visible();
    let is_part = zoom.is_zoomed() && seen.len() < bars.len();
    if is_part {
        bars.description_of(seen)
    } else {
        bars.description()
    }
}

/// The place that a key leads to; the first press shows the first bar or the last.
pub fn moved_place(n_bars: usize, from: Option<usize>, by: Move) -> Option<usize> {
    let last = n_bars.checked_sub(1)?;
    Some(match (by, from) {
        (Move::First, _) | (Move::Forward(_), None) => 0,
        (Move::Last, _) | (Move::Back(_), None) => last,
        (Move::Forward(n), Some(from)) => from.saturating_add(n).min(last),
        (Move::Back(n), Some(from)) => from.min(last).saturating_sub(n),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bar::frame::bar_frame;
    use crate::bar_view::{BarSort, BarView};
    use crate::space::SizePx;

    #[test]
    fn a_bar_is_read_with_its_place() {
        let bars = Bars::new(&["car".to_owned()], &[5.0], BarSort::Logged);
        assert_eq!(reading(&bars, 0).unwrap().spoken(), "car 5, 1 of 1");
        assert_eq!(reading(&bars, 1), None);
    }

    /// Two counts above a million were both read as 1.23457e6.
    #[test]
    fn bars_that_differ_late_are_told_apart() {
        let labels = ["a".to_owned(), "b".to_owned()];
        let bars = Bars::new(&labels, &[1_234_567.0, 1_234_568.0], BarSort::Logged);
        let read = |place| reading(&bars, place).unwrap().value_text();
        assert_eq!(
            (read(0), read(1)),
            ("1.234567e6".into(), "1.234568e6".into())
        );
    }

    #[test]
    fn a_bar_is_found_again_where_it_comes_to_stand() {
        // A category that was logged before the one being read took its reading.
        let bars = |labels: &[&str]| {
            let labels: Vec<String> = labels.iter().map(ToString::to_string).collect();
            Bars::new(&labels, &vec![1.0; labels.len()], BarSort::Logged)
        };
        let before = bars(&["a", "b", "a"]);
        let place_in = |place: usize, labels: &[&str]| {
            let key = key_at(&before, place).unwrap();
            place_of(&bars(labels), &key)
        };
        assert_eq!(place_in(0, &["z", "a"]), Some(1));
        assert_eq!(place_in(1, &["b", "a", "a"]), Some(0));
        assert_eq!(place_in(2, &["a", "z", "a"]), Some(2));
        assert_eq!(place_in(2, &["z", "a"]), None);
        assert_eq!(place_in(1, &[]), None);
        assert_eq!(key_at(&before, 3), None);
    }

    #[test]
    fn the_sentence_says_what_a_zoom_shows() {
        // It went on speaking of all bars, and then of the values of all.
        let labels: Vec<String> = (0..4).map(|idx| format!("c{idx}")).collect();
        let bars = Bars::new(&labels, &[1.0, 2.0, 3.0, 4.0], BarSort::Logged);
        for (factor, scroll_px, seen) in [
            (1.0, 0.0, "values 1 to 4"),
            (2.0, 0.0, "showing c0 to c1, values 1 to 2"),
            (4.0, 1e9, "showing c3, values 4 to 4"),
            (0.5, 0.0, "values 1 to 4"),
        ] {
            let zoom = BarZoom::new(factor);
            let view = BarView {
                zoom,
                ..BarView::default()
            };
            let frame = bar_frame(&bars, view, SizePx::new(400.0, 240.0), scroll_px);
            let expected = format!("Bar chart, 4 categories, {seen}");
            assert_eq!(described(&bars, &frame, zoom), expected);
        }
    }

    #[test]
    fn a_zoom_shows_no_bar_that_only_begins_where_the_plot_ends() {
        for n_bars in 1..=12_usize {
            let labels: Vec<String> = (0..n_bars).map(|idx| format!("c{idx}")).collect();
            let bars = Bars::new(&labels, &vec![1.0; n_bars], BarSort::Logged);
            for n_seen in 1..=n_bars {
                for width_px in [400.0, 417.0, 333.3] {
                    let view = BarView {
                        zoom: BarZoom::new(n_bars as f64 / n_seen as f64),
                        ..BarView::default()
                    };
                    let size = SizePx::new(width_px, 240.0);
                    let frame = bar_frame(&bars, view, size, 0.0);
                    assert_eq!(frame.visible(), 0..n_seen, "{n_bars} {width_px}");
                }
            }
        }
    }

    #[track_caller]
    fn check(n_bars: usize, from: Option<usize>, by: Move, expected: Option<usize>) {
        assert_eq!(moved_place(n_bars, from, by), expected);
    }

    #[test]
    fn keys_move_within_the_bars() {
        check(0, None, Move::Forward(1), None);
        check(5, None, Move::Forward(1), Some(0));
        check(5, None, Move::Back(1), Some(4));
        check(5, Some(1), Move::Forward(1), Some(2));
        check(5, Some(1), Move::Forward(10), Some(4));
        check(5, Some(1), Move::Back(10), Some(0));
        check(5, Some(99), Move::Back(1), Some(3));
        check(5, Some(2), Move::First, Some(0));
        check(5, Some(2), Move::Last, Some(4));
    }
}
