//! One chart of relations, whichever it is: what is drawn of it, and what a point of its canvas means.

use super::parallel::{self, ParallelFrame, parallel_frame};
use super::scatter::{self, scatter_frame};
use super::{Brush, Brushes, Individual, Overlay, Quantity, Standing};
use crate::bar::reading::moved_place;
use crate::frame::Frame;
use crate::line::reading::Move;
use crate::scale::ScaleKind;
use crate::scene::Scene;
use crate::space::{PointPx, SizePx};

/// What is drawn of quantities.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RelationKind {
    /// An axis for each quantity, and a path for each individual.
    Parallel,
    /// The second quantity over the first, and a dot for each individual.
    Scatter,
}

/// Quantities, and where they are drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct RelationPlot {
    quantities: Vec<Quantity>,
    frame: PlotFrame,
}

#[derive(Debug, Clone, PartialEq)]
enum PlotFrame {
    Parallel(ParallelFrame),
    Scatter(Frame),
}

impl RelationPlot {
    /// The chart of these quantities on a canvas of that size.
    ///
    /// A scatter plot takes the first two; what is not there has no values.
    pub fn new(kind: RelationKind, mut quantities: Vec<Quantity>, size: SizePx) -> Self {
        let frame = match kind {
            RelationKind::Parallel => PlotFrame::Parallel(parallel_frame(&quantities, size)),
            RelationKind::Scatter => {
                quantities.resize_with(2, || Quantity::new(String::new(), []));
                let (x, y) = pair(&quantities);
                PlotFrame::Scatter(scatter_frame(x, y, size))
            }
        };
        Self { quantities, frame }
    }

    /// The size of the canvas.
    pub fn size(&self) -> SizePx {
        match &self.frame {
            PlotFrame::Parallel(frame) => frame.size,
            PlotFrame::Scatter(frame) => frame.size,
        }
    }

    /// What is drawn.
    pub fn quantities(&self) -> &[Quantity] {
        &self.quantities
    }

    /// The axes.
    pub fn back_scene(&self) -> Scene {
        match &self.frame {
            PlotFrame::Parallel(frame) => parallel::back_scene(frame),
            PlotFrame::Scatter(frame) => scatter::back_scene(frame, pair(&self.quantities)),
        }
    }

    /// The individuals, excluded ones behind.
    pub fn marks_scene(&self, individuals: &[Individual]) -> Scene {
        match &self.frame {
            PlotFrame::Parallel(frame) => {
                parallel::lines_scene(frame, &self.quantities, individuals)
            }
            PlotFrame::Scatter(frame) => {
                scatter::dots_scene(frame, pair(&self.quantities), individuals)
            }
        }
    }

    /// What stands over the individuals.
    pub fn overlay_scene(&self, individuals: &[Individual], overlay: &Overlay) -> Scene {
        match &self.frame {
            PlotFrame::Parallel(frame) => {
                parallel::overlay_scene(frame, &self.quantities, individuals, overlay)
            }
            PlotFrame::Scatter(frame) => {
                scatter::overlay_scene(frame, pair(&self.quantities), individuals, overlay)
            }
        }
    }

    /// The individual that a point of the canvas means.
    pub fn individual_at(&self, individuals: &[Individual], at: PointPx) -> Option<usize> {
        match &self.frame {
            PlotFrame::Parallel(frame) => {
                parallel::individual_at(frame, &self.quantities, individuals, at)
            }
            PlotFrame::Scatter(frame) => {
                scatter::individual_at(frame, pair(&self.quantities), individuals, at)
            }
        }
    }

    /// Where an individual is pointed at, as a point of the canvas: its dot, or the beginning of its path.
    pub fn place(&self, individual: usize) -> Option<PointPx> {
        let (at, plot) = match &self.frame {
            PlotFrame::Parallel(frame) => {
                let at = parallel::place(frame, &self.quantities, individual);
                (at, frame.plot)
            }
            PlotFrame::Scatter(frame) => {
                let at = scatter::place(frame, pair(&self.quantities), individual);
                (at, frame.plot)
            }
        };
        at.map(|at| PointPx::new(at.x_px + plot.left_px, at.y_px + plot.top_px))
    }

    /// The individuals that are drawn and kept, by their value of the first quantity; those without one last.
    pub fn in_order(&self, individuals: &[Individual]) -> Vec<usize> {
        let is_kept = |(_, one): &(usize, &Individual)| one.standing == Standing::Selected;
        let kept = individuals.iter().enumerate().filter(is_kept);
        let drawn = kept.filter(|(idx, _)| self.place(*idx).is_some());
        let mut order: Vec<usize> = drawn.map(|(idx, _)| idx).collect();
        let first = |idx: usize| self.quantities.first().and_then(|it| it.value(idx));
        order.sort_by(|a, b| match (first(*a), first(*b)) {
            (Some(a), Some(b)) => a.total_cmp(&b),
            (a, b) => a.is_none().cmp(&b.is_none()),
        });
        order
    }

    /// The individual that a key leads to from another one.
    pub fn moved(
        &self,
        individuals: &[Individual],
        from: Option<usize>,
        by: Move,
    ) -> Option<usize> {
        let order = self.in_order(individuals);
        let place = order.iter().position(|idx| Some(*idx) == from);
        order.get(moved_place(order.len(), place, by)?).copied()
    }

    /// The brushes that a stroke between two points of the canvas sets, by quantity; a click takes away what is
    /// brushed there.
    pub fn brushed(&self, from: PointPx, to: PointPx) -> Vec<(String, Option<Brush>)> {
        match &self.frame {
            PlotFrame::Parallel(frame) => {
                let brushed = |name: &str| (name.to_owned(), frame.brush(name, from, to));
                frame.axis_at(from).map(brushed).into_iter().collect()
            }
            PlotFrame::Scatter(frame) => {
                let ranges = scatter::ranges(frame, from, to);
                let (across, up) = ranges
                    .map(|(across, up)| (Brush::Range(across), Brush::Range(up)))
                    .unzip();
                let (x, y) = pair(&self.quantities);
                vec![(x.name.clone(), across), (y.name.clone(), up)]
            }
        }
    }

    /// These brushes with those of a stroke that is being drawn.
    pub fn brushes_with(
        &self,
        mut brushes: Brushes,
        stroke: Option<(PointPx, PointPx)>,
    ) -> Brushes {
        let brushed = stroke.map(|(from, to)| self.brushed(from, to));
        let brushed = brushed.into_iter().flatten();
        brushes.extend(brushed.filter_map(|(name, brush)| Some((name, brush?))));
        brushes
    }
}

/// The quantities of a scatter plot, of which there are always two.
fn pair(quantities: &[Quantity]) -> (&Quantity, &Quantity) {
    static NONE: Quantity = Quantity {
        name: String::new(),
        values: Vec::new(),
        scale: ScaleKind::Linear,
        categories: Vec::new(),
    };
    let at = |idx: usize| quantities.get(idx).unwrap_or(&NONE);
    (at(0), at(1))
}

#[cfg(test)]
mod tests {
    use super::super::excluded;
    use super::*;
    use crate::interval::Interval;
    use crate::palette::Slot;
    use crate::scene::Shape;

    const SIZE: SizePx = SizePx {
        width_px: 512.0,
        height_px: 164.0,
    };

    fn quantities() -> Vec<Quantity> {
        vec![
            Quantity::new("lr".into(), [Some(0.0), Some(1.0)]),
            Quantity::new("loss".into(), [Some(4.0), Some(2.0)]),
        ]
    }

    #[test]
    fn a_stroke_brushes_one_axis_or_two_and_a_click_takes_brushes_away() {
        let brushed = |kind, from: (f64, f64), to: (f64, f64)| {
            let point = |(x_px, y_px)| PointPx::new(x_px, y_px);
            let brushed = RelationPlot::new(kind, quantities(), SIZE);
            let brushed = brushed.brushed(point(from), point(to)).into_iter();
            brushed
                .map(|(name, range)| (name, range.is_some()))
                .collect::<Vec<_>>()
        };
        let named = |name: &str, is_set| (name.to_owned(), is_set);
        let parallel = RelationKind::Parallel;
        let foot = (56.0, 130.0);
        assert_eq!(brushed(parallel, foot, (56.0, 90.0)), [named("lr", true)]);
        assert_eq!(brushed(parallel, foot, foot), [named("lr", false)]);
        assert_eq!(brushed(parallel, (250.0, 90.0), foot), []);
        let both = |is_set| [named("lr", is_set), named("loss", is_set)];
        let scatter = RelationKind::Scatter;
        assert_eq!(brushed(scatter, (90.0, 20.0), (200.0, 90.0)), both(true));
        assert_eq!(brushed(scatter, (90.0, 20.0), (90.0, 20.0)), both(false));
    }

    #[test]
    fn a_logarithmic_axis_is_told_and_brushed_in_data_values() {
        let quantities = vec![
            Quantity::new("lr".into(), [Some(0.001), Some(0.1)]),
            Quantity::new("loss".into(), [Some(4.0), Some(2.0)]),
        ];
        for (kind, texts) in [
            (RelationKind::Parallel, ["lr (log)", "loss"]),
            (RelationKind::Scatter, ["lr (log)", "loss"]),
        ] {
            let plot = RelationPlot::new(kind, quantities.clone(), SIZE);
            let back = plot.back_scene();
            let names = back.shapes.iter().filter_map(|shape| match shape {
                Shape::Text(label) | Shape::TurnedText(label) => Some(label.text.as_str()),
                _ => None,
            });
            let names: Vec<_> = names.filter(|text| text.starts_with('l')).collect();
            assert_eq!(names, texts);
            // The geometric middle is half way.
            let (foot, head) = (plot.place(0).unwrap(), plot.place(1).unwrap());
            let half = PointPx::new((foot.x_px + head.x_px) * 0.5, (foot.y_px + head.y_px) * 0.5);
            let brushed = plot.brushed(foot, half);
            let (_, range) = brushed.into_iter().next().unwrap();
            let Some(Brush::Range(range)) = range else {
                panic!("{range:?}")
            };
            assert!((range.min() - 0.001).abs() < 1e-9, "{range:?}");
            assert!((range.max() - 0.01).abs() < 1e-9, "{range:?}");
        }
    }

    /// A stroke along a whole logarithmic axis left out the individual at its head: the end was a rounding below it.
    #[test]
    fn a_stroke_along_a_whole_axis_keeps_all() {
        for rates in [[1e-4, 1e-3, 0.1], [0.003, 0.3, 0.7], [1e-5, 0.01, 3.0]] {
            let logarithmic = Quantity::new("lr".into(), rates.map(Some));
            let linear = logarithmic.clone().on_linear_axis();
            assert_eq!(logarithmic.scale, ScaleKind::Log);
            for quantity in [logarithmic, linear] {
                let quantities = vec![quantity];
                let plot = RelationPlot::new(RelationKind::Parallel, quantities.clone(), SIZE);
                let foot = PointPx::new(56.0, 200.0);
                let brushed = plot.brushed(foot, PointPx::new(56.0, 0.0));
                let brushed = brushed.into_iter();
                let brushes = brushed.filter_map(|(name, brush)| Some((name, brush?)));
                let excluded = excluded(&quantities, &brushes.collect());
                assert!(excluded.is_empty(), "{quantities:?} {excluded:?}");
            }
        }
    }

    /// The pointer read an excluded dot where a kept one lay over it, and the keys read the kept one.
    #[test]
    fn of_dots_at_one_place_the_kept_one_is_pointed_at() {
        let individuals = [Standing::Excluded, Standing::Selected, Standing::Excluded];
        let individuals = individuals.map(|standing| Individual {
            slot: Slot(0),
            standing,
        });
        let quantities = vec![
            Quantity::new("lr".into(), [0.1, 0.1, 0.2].map(Some)),
            Quantity::new("loss".into(), [1.0, 1.0, 2.0].map(Some)),
        ];
        let plot = RelationPlot::new(RelationKind::Scatter, quantities, SIZE);
        let pointed = |idx| plot.individual_at(&individuals, plot.place(idx).unwrap());
        assert_eq!(pointed(1), Some(1));
        assert_eq!(pointed(2), Some(2));
    }

    #[test]
    fn a_brush_that_reaches_below_a_logarithmic_axis_begins_at_its_foot() {
        let quantities = vec![
            Quantity::new("lr".into(), [Some(0.001), Some(0.1)]),
            Quantity::new("loss".into(), [Some(4.0), Some(2.0)]),
        ];
        let brushes = Interval::new(-1.0, 0.01).map(|range| ("lr".to_owned(), Brush::Range(range)));
        let overlay = Overlay {
            brushes: brushes.into_iter().collect(),
            ..Overlay::default()
        };
        let plot = RelationPlot::new(RelationKind::Parallel, quantities, SIZE);
        let scene = plot.overlay_scene(&[], &overlay);
        let rect = scene.shapes.iter().find_map(|shape| match shape {
            Shape::Fill { rect, .. } => Some(*rect),
            _ => None,
        });
        let rect = rect.unwrap();
        assert!((rect.top_px - 50.0).abs() < 1e-9 && (rect.height_px - 50.0).abs() < 1e-9);
    }

    #[test]
    fn keys_go_through_what_is_kept_by_the_first_quantity() {
        let individuals = [true, true, false, true, true].map(|is_kept| Individual {
            slot: Slot(0),
            standing: if is_kept {
                Standing::Selected
            } else {
                Standing::Excluded
            },
        });
        let quantities = vec![
            Quantity::new("lr".into(), [0.3, 0.1, 0.2, 0.2].map(Some)),
            Quantity::new("loss".into(), [1.0, 2.0, 3.0, 4.0, 5.0].map(Some)),
        ];
        let of = |kind| RelationPlot::new(kind, quantities.clone(), SIZE);
        let parallel = of(RelationKind::Parallel);
        assert_eq!(parallel.in_order(&individuals), [1, 3, 0, 4]);
        let scatter = of(RelationKind::Scatter);
        assert_eq!(scatter.in_order(&individuals), [1, 3, 0]);
        for (from, by, expected) in [
            (None, Move::Forward(1), Some(1)),
            (Some(1), Move::Forward(1), Some(3)),
            (Some(1), Move::Back(1), Some(1)),
            (Some(2), Move::Back(1), Some(0)),
            (Some(3), Move::First, Some(1)),
            (Some(3), Move::Last, Some(0)),
        ] {
            let moved = scatter.moved(&individuals, from, by);
            assert_eq!(moved, expected, "{from:?} {by:?}");
        }
        // What the keys point at is what the pointer finds there.
        let at = scatter.place(3).unwrap();
        assert_eq!(scatter.individual_at(&individuals, at), Some(3));
        let at = parallel.place(1).unwrap();
        assert_eq!(parallel.individual_at(&individuals, at), Some(1));
    }

    #[test]
    fn without_quantities_there_is_nothing_to_point_at() {
        for kind in [RelationKind::Parallel, RelationKind::Scatter] {
            let plot = RelationPlot::new(kind, Vec::new(), SIZE);
            assert_eq!(plot.individual_at(&[], PointPx::new(100.0, 80.0)), None);
            assert!(plot.marks_scene(&[]).shapes.is_empty());
        }
    }
}
