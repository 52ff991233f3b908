//! A picture as a list of few kinds of shapes, before any backend.
//!
//! Shapes are in plot pixels: CSS pixels from the top left of the plot area, y down. Labels of the
//! axes therefore have negative x, or y beyond the plot's height. Inks are meanings, not colours.
//!
//! Each chart makes up to three scenes of the same size, one for each stacked canvas: the axes behind,
//! the data, and what follows the pointer.

use crate::palette::{Ink, Slot};
use crate::space::{PointPx, RectPx, SizePx};
use crate::ticks::TICK_LABEL_SIZE_PX;
use std::sync::Arc;

/// What one canvas shows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scene {
    /// The whole canvas.
    pub size: SizePx,
    /// Where in the canvas the plot area lies; its top left is the shapes' origin.
    pub plot: RectPx,
    /// What is drawn, later shapes over earlier ones.
    pub shapes: Vec<Shape>,
}

/// An ink and how much of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Paint {
    /// What it means.
    pub ink: Ink,
    /// 0 (nothing) to 1 (opaque).
    pub opacity: f64,
}

impl Paint {
    /// The ink with this opacity.
    pub fn new(ink: Ink, opacity: f64) -> Self {
        Self { ink, opacity }
    }
}

impl From<Ink> for Paint {
    fn from(ink: Ink) -> Self {
        Self::new(ink, 1.0)
    }
}

/// Whether a stroke is interrupted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dash {
    /// One unbroken stroke.
    #[default]
    Solid,
    /// Six pixels of ink, four without.
    Dashed,
    /// Short ink, twice as long without.
    Dotted,
}

/// How a path is stroked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// Its ink.
    pub paint: Paint,
    /// Its width in CSS pixels.
    pub width_px: f64,
    /// Whether it is interrupted.
    pub dash: Dash,
}

impl Stroke {
    /// The stroke of a line in this slot: its colour, dashed once the colours are used up.
    pub fn series(slot: Slot, width_px: f64) -> Self {
        Self {
            paint: Ink::Series(slot).into(),
            width_px,
            dash: slot.dash(),
        }
    }
}

/// Where along a line of text its anchor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AlignX {
    /// The text starts at the anchor.
    Start,
    /// The text is centred on the anchor.
    Middle,
    /// The text ends at the anchor.
    End,
}

/// Where in the height of a text its anchor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AlignY {
    /// The text hangs below the anchor.
    Top,
    /// The text is centred on the anchor.
    Middle,
    /// The text stands on the anchor.
    Bottom,
}

/// A line of text.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// The words.
    pub text: String,
    /// Where the anchor is.
    pub at: PointPx,
    /// How the text lies to its anchor.
    pub align: (AlignX, AlignY),
    /// The font's size in CSS pixels.
    pub size_px: f64,
    /// Its ink.
    pub paint: Paint,
}

impl Label {
    /// A text as large as the labels of ticks.
    pub fn of_tick_size(
        text: String,
        at: PointPx,
        align: (AlignX, AlignY),
        paint: impl Into<Paint>,
    ) -> Self {
        Self {
            text,
            at,
            align,
            size_px: TICK_LABEL_SIZE_PX,
            paint: paint.into(),
        }
    }
}

/// A grid of filled cells without gaps, as a heatmap has: one shape, since there may be thousands.
#[derive(Debug, Clone, PartialEq)]
pub struct Cells {
    /// The columns' edges, ascending: one more than there are columns.
    pub x_edges_px: Vec<f64>,
    /// The rows' edges, ascending: one more than there are rows.
    pub y_edges_px: Vec<f64>,
    /// A paint for each cell, row by row.
    pub paints: Vec<Paint>,
}

/// Something drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// A stroke through runs of points; within a run x never falls.
    Path {
        /// The runs, each in the order of x; between two runs the stroke is interrupted.
        runs: Vec<Vec<PointPx>>,
        /// How it is stroked.
        stroke: Stroke,
        /// Whether its points are too many to stroke.
        density: Density,
    },
    /// A straight horizontal or vertical stroke of one device pixel, set on the pixel grid.
    Hairline {
        /// One end.
        from: PointPx,
        /// The other end.
        to: PointPx,
        /// Its ink.
        paint: Paint,
    },
    /// A filled rectangle, its edges set on the pixel grid.
    Fill {
        /// Its place.
        rect: RectPx,
        /// Its ink.
        paint: Paint,
    },
    /// The border of a rectangle, one device pixel wide.
    Outline {
        /// Its place.
        rect: RectPx,
        /// Its ink.
        paint: Paint,
    },
    /// A filled polygon.
    Polygon {
        /// Its corners in order.
        points: Vec<PointPx>,
        /// Its ink.
        paint: Paint,
    },
    /// A filled circle.
    Dot {
        /// Its centre.
        center: PointPx,
        /// Its radius in CSS pixels.
        radius_px: f64,
        /// Its ink.
        paint: Paint,
    },
    /// A line of text.
    Text(Label),
    /// A line of text turned by a quarter, read upwards; it lies to its anchor as if it were level and
    /// then turned around it.
    TurnedText(Label),
    /// A grid of filled cells.
    Cells(Arc<Cells>),
}

/// How close together the points of a path are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Density {
    /// Few enough to be stroked one after the other.
    #[default]
    Sparse,
    /// So many that the columns of pixels they fill are drawn instead.
    Dense,
}

impl Density {
    /// Dense is more than one point for three pixels.
    pub fn of(n_points: usize, width_px: f64) -> Self {
        if n_points > 64 && n_points as f64 * 3.0 > width_px {
            Self::Dense
        } else {
            Self::Sparse
        }
    }
}

impl Shape {
    /// The same shape, moved so far to the right and down.
    pub fn moved(&self, by: PointPx) -> Self {
        let point = |at: PointPx| PointPx::new(at.x_px + by.x_px, at.y_px + by.y_px);
        let rect = |rect: RectPx| RectPx {
            left_px: rect.left_px + by.x_px,
            top_px: rect.top_px + by.y_px,
            ..rect
        };
        let edges = |edges: &[f64], by_px: f64| edges.iter().map(|edge| edge + by_px).collect();
        let points = |points: &[PointPx]| points.iter().copied().map(point).collect();
        let mut moved = self.clone();
        match &mut moved {
            Self::Path { runs, .. } => runs.iter_mut().for_each(|run| *run = points(run)),
            Self::Hairline { from, to, .. } => (*from, *to) = (point(*from), point(*to)),
            Self::Fill { rect: own, .. } | Self::Outline { rect: own, .. } => *own = rect(*own),
            Self::Polygon { points: own, .. } => *own = points(own),
            Self::Dot { center, .. } => *center = point(*center),
            Self::Text(label) | Self::TurnedText(label) => label.at = point(label.at),
            Self::Cells(cells) => {
                *cells = Arc::new(Cells {
                    x_edges_px: edges(&cells.x_edges_px, by.x_px),
                    y_edges_px: edges(&cells.y_edges_px, by.y_px),
                    paints: cells.paints.clone(),
                });
            }
        }
        moved
    }

    /// Whether it is drawn faster, and no less well, into an image in memory than by strokes and fills.
    pub fn is_dense(&self) -> bool {
        match self {
            Self::Path { density, .. } => *density == Density::Dense,
            Self::Cells(cells) => cells.paints.len() > 64,
            Self::Hairline { .. }
            | Self::Fill { .. }
            | Self::Outline { .. }
            | Self::Polygon { .. }
            | Self::Dot { .. }
            | Self::Text(_)
            | Self::TurnedText(_) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_dense_with_more_than_a_point_for_three_pixels() {
        for (n_points, width_px, expected) in [
            (0, 600.0, Density::Sparse),
            (10, 1.0, Density::Sparse),
            (150, 600.0, Density::Sparse),
            (400, 600.0, Density::Dense),
        ] {
            assert_eq!(Density::of(n_points, width_px), expected);
        }
    }
}
