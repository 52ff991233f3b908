//! Points, sizes and rectangles, each in exactly one space.
//!
//! `…Px` types are in CSS pixels with y down; `PointData` is in the units of the logged numbers.

/// A point in CSS pixels; whose origin it counts from is said where it is used.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct PointPx {
    /// Rightwards.
    pub x_px: f64,
    /// Downwards.
    pub y_px: f64,
}

impl PointPx {
    /// The point at `x_px`, `y_px`.
    pub fn new(x_px: f64, y_px: f64) -> Self {
        Self { x_px, y_px }
    }

    /// The distance to `other`.
    ///
    /// Not `hypot`, which takes ten times as long and guards against sizes that no plot has.
    pub fn distance_px(self, other: Self) -> f64 {
        let (dx, dy) = (self.x_px - other.x_px, self.y_px - other.y_px);
        (dx * dx + dy * dy).sqrt()
    }

    /// The distance to the nearest point of the straight line between two others.
    pub fn distance_to_segment_px(self, from: Self, to: Self) -> f64 {
        let (dx, dy) = (to.x_px - from.x_px, to.y_px - from.y_px);
        let length_squared = dx * dx + dy * dy;
        if length_squared <= 0.0 {
            return self.distance_px(from);
        }
        let share = ((self.x_px - from.x_px) * dx + (self.y_px - from.y_px) * dy) / length_squared;
        let share = share.clamp(0.0, 1.0);
        self.distance_px(Self::new(from.x_px + share * dx, from.y_px + share * dy))
    }
}

/// A point in the units of the data.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct PointData {
    /// The position along the x axis.
    pub x: f64,
    /// The value.
    pub y: f64,
}

/// A width and a height in CSS pixels, neither negative.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct SizePx {
    /// Width.
    pub width_px: f64,
    /// Height.
    pub height_px: f64,
}

impl SizePx {
    /// A size; what is negative or not a number becomes zero.
    pub fn new(width_px: f64, height_px: f64) -> Self {
        Self {
            width_px: width_px.max(0.0),
            height_px: height_px.max(0.0),
        }
    }

    /// Whether nothing can be drawn in it.
    pub fn is_empty(self) -> bool {
        self.width_px < 1.0 || self.height_px < 1.0
    }
}

/// An axis-parallel rectangle in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct RectPx {
    /// The left edge.
    pub left_px: f64,
    /// The upper edge.
    pub top_px: f64,
    /// Width, not negative.
    pub width_px: f64,
    /// Height, not negative.
    pub height_px: f64,
}

impl RectPx {
    /// The rectangle between two opposite corners, in whichever order.
    pub fn between(a: PointPx, b: PointPx) -> Self {
        Self {
            left_px: a.x_px.min(b.x_px),
            top_px: a.y_px.min(b.y_px),
            width_px: (a.x_px - b.x_px).abs(),
            height_px: (a.y_px - b.y_px).abs(),
        }
    }

    /// The rectangle of this size with its top left at the origin.
    pub fn of_size(size: SizePx) -> Self {
        Self {
            left_px: 0.0,
            top_px: 0.0,
            width_px: size.width_px,
            height_px: size.height_px,
        }
    }

    /// The right edge.
    pub fn right_px(self) -> f64 {
        self.left_px + self.width_px
    }

    /// The lower edge.
    pub fn bottom_px(self) -> f64 {
        self.top_px + self.height_px
    }

    /// The size.
    pub fn size(self) -> SizePx {
        SizePx::new(self.width_px, self.height_px)
    }

    /// Whether the point lies in it, edges included.
    pub fn contains(self, point: PointPx) -> bool {
        (self.left_px..=self.right_px()).contains(&point.x_px)
            && (self.top_px..=self.bottom_px()).contains(&point.y_px)
    }

    /// The nearest point that lies in it.
    pub fn clamp(self, point: PointPx) -> PointPx {
        PointPx {
            x_px: point.x_px.max(self.left_px).min(self.right_px()),
            y_px: point.y_px.max(self.top_px).min(self.bottom_px()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corners_may_come_in_any_order() {
        let a = PointPx::new(8.0, 1.0);
        let b = PointPx::new(2.0, 5.0);
        let expected = RectPx {
            left_px: 2.0,
            top_px: 1.0,
            width_px: 6.0,
            height_px: 4.0,
        };
        assert_eq!(RectPx::between(a, b), expected);
        assert_eq!(RectPx::between(b, a), expected);
    }

    #[test]
    fn a_segment_is_as_near_as_its_nearest_point() {
        let distance = |at: (f64, f64), from: (f64, f64), to: (f64, f64)| {
            let point = |(x_px, y_px)| PointPx::new(x_px, y_px);
            point(at).distance_to_segment_px(point(from), point(to))
        };
        let (from, to) = ((0.0, 0.0), (10.0, 0.0));
        assert_eq!(distance((5.0, 3.0), from, to), 3.0);
        assert_eq!(distance((-3.0, 4.0), from, to), 5.0);
        assert_eq!(distance((13.0, 4.0), from, to), 5.0);
        assert_eq!(distance((3.0, 4.0), from, from), 5.0);
    }

    #[test]
    fn sizes_are_never_negative_nor_nan() {
        assert_eq!(SizePx::new(-1.0, f64::NAN), SizePx::default());
        assert!(SizePx::new(300.0, 0.4).is_empty());
    }

    #[test]
    fn clamping_keeps_points_inside_and_moves_the_others_to_the_edge() {
        let rect = RectPx::of_size(SizePx::new(10.0, 20.0));
        assert_eq!(rect.clamp(PointPx::new(3.0, 4.0)), PointPx::new(3.0, 4.0));
        assert_eq!(
            rect.clamp(PointPx::new(-3.0, 44.0)),
            PointPx::new(0.0, 20.0)
        );
        assert!(rect.contains(PointPx::new(10.0, 20.0)));
        assert!(!rect.contains(PointPx::new(10.1, 20.0)));
    }
}
