//! How a person looks at a line chart: plain settings, which the page's address keeps.

use crate::interval::Interval;
use crate::scale::ScaleKind;
use std::collections::BTreeSet;

/// What x means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum XAxis {
    /// The logged step.
    #[default]
    Step,
    /// Seconds since the first point that the chart has of the same experiment.
    Relative,
    /// The moment at which a point was logged, in Unix milliseconds.
    Wall,
}

/// A zoom in data space; `None` shows everything along that axis.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct ViewBox {
    /// In the units of the x axis.
    pub x: Option<Interval>,
    /// In the units of the values.
    pub y: Option<Interval>,
}

impl ViewBox {
    /// Whether anything is hidden by it.
    pub fn is_zoomed(&self) -> bool {
        self.x.is_some() || self.y.is_some()
    }
}

/// The weight of an exponential moving average: 0 (off) up to, but never, 1.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Smoothing(f64);

impl Smoothing {
    /// No smoothing.
    pub const OFF: Self = Self(0.0);
    /// What it begins with when it is turned on: the shape of a noisy line is seen, and where it turns.
    pub const USUAL: Self = Self(0.6);
    /// The strongest.
    pub const MAX: Self = Self(0.999);

    /// The weight, limited to what makes sense; not a number turns it off.
    pub fn new(weight: f64) -> Self {
        if weight > 0.0 {
            Self(weight.min(Self::MAX.0))
        } else {
            Self::OFF
        }
    }

    /// How much of the average so far is kept at each point.
    pub fn weight(self) -> f64 {
        self.0
    }

    /// Whether anything is smoothed.
    pub fn is_on(self) -> bool {
        self.0 > 0.0
    }
}

/// A reading that is kept until it is closed.
#[derive(Debug, Clone, PartialEq)]
pub struct Pin {
    /// Where along x, in the units of the axis; finite.
    pub x: f64,
    /// The key of the line that is meant.
    pub key: String,
}

/// Everything a person chose for one line chart.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LineView {
    /// The zoom.
    pub view_box: ViewBox,
    /// What x means.
    pub x_axis: XAxis,
    /// How the values are laid out.
    pub y_scale: ScaleKind,
    /// How strongly lines are smoothed.
    pub smoothing: Smoothing,
    /// The keys of the lines that are not shown.
    pub hidden: BTreeSet<String>,
    /// The reading that is kept.
    pub pin: Option<Pin>,
}

impl LineView {
    /// The same view over another x axis; what stands along x, a zoom and a kept reading, means nothing there
    /// and is dropped.
    pub fn with_x_axis(&self, x_axis: XAxis) -> Self {
        let mut view = self.clone();
        if view.x_axis != x_axis {
            view.x_axis = x_axis;
            view.view_box.x = None;
            view.pin = None;
        }
        view
    }

    /// The same view of lines whose keys are others now.
    pub fn with_keys(&self, new_key: impl Fn(&str) -> String) -> Self {
        let mut view = self.clone();
        view.hidden = self.hidden.iter().map(|key| new_key(key)).collect();
        if let Some(pin) = &mut view.pin {
            pin.key = new_key(&pin.key);
        }
        view
    }

    /// The same view with one line shown or hidden, whichever it was not.
    pub fn with_toggled(&self, key: &str) -> Self {
        let mut view = self.clone();
        if !view.hidden.remove(key) {
            view.hidden.insert(key.to_owned());
        }
        view
    }

    /// The same view with only one of the lines shown; with all of them where it was the only one.
    pub fn with_solo<'a>(&self, key: &str, all_keys: impl Iterator<Item = &'a str>) -> Self {
        let others: BTreeSet<String> = all_keys
            .filter(|other| *other != key)
            .map(str::to_owned)
            .collect();
        let was_solo = !self.hidden.contains(key) && others.is_subset(&self.hidden);
        Self {
            hidden: if was_solo { BTreeSet::new() } else { others },
            ..self.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn smoothing_is_limited_and_never_nan() {
        for (weight, expected) in [(0.6, 0.6), (-1.0, 0.0), (1.0, 0.999), (f64::NAN, 0.0)] {
            assert_eq!(Smoothing::new(weight).weight(), expected, "{weight}");
        }
    }

    #[test]
    fn another_x_axis_drops_the_zoom_along_x_only() {
        let zoomed = LineView {
            view_box: ViewBox {
                x: Interval::new(0.0, 1.0),
                y: Interval::new(2.0, 3.0),
            },
            ..LineView::default()
        };
        assert_eq!(zoomed.with_x_axis(XAxis::Step), zoomed);
        let over_time = zoomed.with_x_axis(XAxis::Wall);
        assert_eq!(over_time.view_box.x, None);
        assert_eq!(over_time.view_box.y, zoomed.view_box.y);
    }

    #[test]
    fn toggling_twice_changes_nothing() {
        let view = LineView::default();
        assert!(view.with_toggled("loss").hidden.contains("loss"));
        assert_eq!(view.with_toggled("loss").with_toggled("loss"), view);
    }

    #[test]
    fn solo_hides_the_others_and_again_shows_all() {
        let keys = ["a", "b", "c"];
        let solo = LineView::default().with_solo("b", keys.into_iter());
        assert_eq!(solo.hidden.iter().collect::<Vec<_>>(), ["a", "c"]);
        assert_eq!(
            solo.with_solo("b", keys.into_iter()).hidden,
            BTreeSet::new()
        );
        let other = solo.with_solo("c", keys.into_iter());
        assert_eq!(other.hidden.iter().collect::<Vec<_>>(), ["a", "b"]);
    }
}
