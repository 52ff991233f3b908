//! What a person chose about a bar chart.

/// In which order bars stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BarSort {
    /// As the categories were logged.
    #[default]
    Logged,
    /// Largest value first.
    Descending,
    /// Smallest value first.
    Ascending,
}

/// How many times thicker than usual the bars are.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct BarZoom(f64);

impl BarZoom {
    /// The smallest and largest zoom.
    const LIMITS: (f64, f64) = (0.125, 16.0);

    /// A zoom within the limits; what is not a positive number is the usual size.
    pub fn new(factor: f64) -> Self {
        if factor > 0.0 {
            Self(factor.clamp(Self::LIMITS.0, Self::LIMITS.1))
        } else {
            Self::default()
        }
    }

    /// The factor; 1 is the usual size.
    pub fn factor(self) -> f64 {
        self.0
    }

    /// Whether bars have another than the usual size.
    pub fn is_zoomed(self) -> bool {
        (self.0 - 1.0).abs() > 1e-6
    }
}

impl Default for BarZoom {
    fn default() -> Self {
        Self(1.0)
    }
}

/// Order and thickness of bars.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct BarView {
    /// The order.
    pub sort: BarSort,
    /// The thickness.
    pub zoom: BarZoom,
}

impl BarView {
    /// The same view zoomed `factor` times more.
    pub fn zoomed(self, factor: f64) -> Self {
        Self {
            zoom: BarZoom::new(self.zoom.factor() * factor),
            ..self
        }
    }

    /// The same view with bars of the usual size.
    pub fn reset(self) -> Self {
        Self {
            zoom: BarZoom::default(),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(factor: f64, expected: f64) {
        assert_eq!(BarZoom::new(factor).factor(), expected);
    }

    #[test]
    fn a_zoom_stays_within_its_limits() {
        check(2.0, 2.0);
        check(1e9, 16.0);
        check(1e-9, 0.125);
        check(0.0, 1.0);
        check(-3.0, 1.0);
        check(f64::NAN, 1.0);
        check(f64::INFINITY, 16.0);
    }

    #[test]
    fn zooming_in_and_out_returns_to_the_usual_size() {
        let view = BarView::default().zoomed(1.5);
        assert!(view.zoom.is_zoomed());
        assert!(!view.zoomed(1.0 / 1.5).zoom.is_zoomed());
        assert_eq!(view.reset(), BarView::default());
    }
}
