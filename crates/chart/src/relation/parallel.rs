//! Parallel coordinates: an upright axis for each quantity, and a path through them for each individual.
//!
//! A path is interrupted where the individual has no value.

use super::{Brush, Brushes, Individual, Overlay, Quantity, Standing, brush_px};
use crate::interval::Interval;
use crate::palette::Ink;
use crate::scale::{Direction, Scale};
use crate::scene::{AlignX, AlignY, Density, Label, Paint, Scene, Shape, Stroke};
use crate::space::{PointPx, RectPx, SizePx};
use crate::text_fit;
use crate::ticks::TICK_LABEL_SIZE_PX;

/// How far a name stays from the edge of the canvas.
const NAME_MARGIN_PX: f64 = 4.0;
const SIDE_PX: f64 = 56.0;
const TOP_PX: f64 = 40.0;
const BOTTOM_PX: f64 = 24.0;
/// How far from an axis the pointer still means it.
const REACH_PX: f64 = 28.0;
/// From an axis to its categories.
const CATEGORY_GAP_PX: f64 = 8.0;
/// From the place of a category up to its label, which a level path would cross otherwise.
const CATEGORY_RISE_PX: f64 = 8.0;
const LINE_HEIGHT_PX: f64 = 14.0;
const BRUSH_HALF_WIDTH_PX: f64 = 8.0;
/// How far from a path the pointer still means it.
const PATH_REACH_PX: f64 = 8.0;
const PATH_WIDTH_PX: f64 = 1.5;
const LIT_WIDTH_PX: f64 = 3.0;

/// The axes and where they stand.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ParallelFrame {
    /// The whole canvas.
    pub(super) size: SizePx,
    /// Where the axes stand in it.
    pub(super) plot: RectPx,
    axes: Vec<Axis>,
}

#[derive(Debug, Clone, PartialEq)]
struct Axis {
    /// The position of its quantity among all.
    quantity_idx: usize,
    name: String,
    /// What is said of it after its name.
    note: &'static str,
    x_px: f64,
    /// What is written at its head and at its foot.
    ends: (String, String),
    /// What is written along it instead, from the foot to the head; empty for numbers.
    categories: Vec<String>,
    scale: Scale,
}

/// The axes of these quantities from the left to the right; one without any value has none.
pub(super) fn parallel_frame(quantities: &[Quantity], size: SizePx) -> ParallelFrame {
    let plot = RectPx {
        left_px: SIDE_PX,
        top_px: TOP_PX,
        width_px: (size.width_px - 2.0 * SIDE_PX).max(1.0),
        height_px: (size.height_px - TOP_PX - BOTTOM_PX).max(1.0),
    };
    let all = quantities.iter().enumerate();
    let mut axes: Vec<Axis> = all
        .filter_map(|(idx, quantity)| Axis::new(idx, quantity, plot.height_px))
        .collect();
    let apart_px = plot.width_px / (axes.len().max(2) - 1) as f64;
    for (place, axis) in axes.iter_mut().enumerate() {
        axis.x_px = place as f64 * apart_px;
    }
    ParallelFrame { size, plot, axes }
}

impl Axis {
    /// The axis of that quantity, at the left; `None` where it has no value.
    fn new(quantity_idx: usize, quantity: &Quantity, height_px: f64) -> Option<Self> {
        let (min, max) = quantity.extent()?;
        let domain = Interval::around(min, max);
        Some(Self {
            quantity_idx,
            name: quantity.name.clone(),
            note: quantity.scale_note(),
            x_px: 0.0,
            ends: (quantity.value_text(max), quantity.value_text(min)),
            categories: quantity.categories.clone(),
            scale: Scale::new(quantity.scale, domain, Direction::Upwards, height_px),
        })
    }
}

impl ParallelFrame {
    /// The name of the axis that a point of the canvas means.
    pub(super) fn axis_at(&self, at: PointPx) -> Option<&str> {
        let x_px = at.x_px - self.plot.left_px;
        let distance = |axis: &Axis| (axis.x_px - x_px).abs();
        let near = self.axes.iter().filter(|axis| distance(axis) <= REACH_PX);
        let nearest = near.min_by(|a, b| distance(a).total_cmp(&distance(b)));
        nearest.map(|axis| axis.name.as_str())
    }

    /// What is kept of an axis between two heights of the canvas; `None` where they are nearly the same.
    ///
    /// Of categories those between them, and the nearest one where there is none.
    pub(super) fn brush(&self, name: &str, from: PointPx, to: PointPx) -> Option<Brush> {
        if (from.y_px - to.y_px).abs() < 3.0 {
            return None;
        }
        let axis = self.axes.iter().find(|axis| axis.name == name)?;
        let value = |at: PointPx| {
            let y_px = (at.y_px - self.plot.top_px).clamp(0.0, self.plot.height_px);
            axis.scale.data_from_px(y_px)
        };
        let range = Interval::new(value(from), value(to))?;
        if axis.categories.is_empty() {
            return Some(Brush::Range(range));
        }
        let nearest = (range.min() + range.half_width()).round();
        let is_kept = |position: f64| range.contains(position) || position == nearest;
        let all = axis.categories.iter().enumerate();
        let kept = all.filter(|(position, _)| is_kept(*position as f64));
        Some(Brush::Categories(
            kept.map(|(_, category)| category.clone()).collect(),
        ))
    }
}

/// The individual whose path passes nearest to a point of the canvas, within reach; of those the brushes keep.
pub(super) fn individual_at(
    frame: &ParallelFrame,
    quantities: &[Quantity],
    individuals: &[Individual],
    at: PointPx,
) -> Option<usize> {
    let at = PointPx::new(at.x_px - frame.plot.left_px, at.y_px - frame.plot.top_px);
    let distance_px = |idx: usize| {
        let runs = runs(frame, quantities, idx);
        let segments = runs.iter().flat_map(|run| {
            let single = run.iter().map(|dot| (*dot, *dot));
            single.chain(run.iter().copied().zip(run.iter().skip(1).copied()))
        });
        let distances = segments.map(|(from, to)| at.distance_to_segment_px(from, to));
        distances.reduce(f64::min)
    };
    let selected = individuals.iter().enumerate();
    let selected = selected.filter(|(_, one)| one.standing == Standing::Selected);
    selected
        .filter_map(|(idx, _)| Some((idx, distance_px(idx)?)))
        .filter(|(_, distance_px)| *distance_px <= PATH_REACH_PX)
        .min_by(|(_, a), (_, b)| a.total_cmp(b))
        .map(|(idx, _)| idx)
}

/// Where the path of one individual begins, in plot pixels; `None` for one without any value.
pub(super) fn place(frame: &ParallelFrame, quantities: &[Quantity], idx: usize) -> Option<PointPx> {
    runs(frame, quantities, idx).first()?.first().copied()
}

/// The axes with their names and ends.
pub(super) fn back_scene(frame: &ParallelFrame) -> Scene {
    let mut shapes = Vec::new();
    let height_px = frame.plot.height_px;
    let apart_px = frame.plot.width_px / (frame.axes.len().max(2) - 1) as f64;
    for (idx, axis) in frame.axes.iter().enumerate() {
        shapes.push(Shape::Hairline {
            from: PointPx::new(axis.x_px, 0.0),
            to: PointPx::new(axis.x_px, height_px),
            paint: Ink::Axis.into(),
        });
        let room_px = (2.0 * apart_px - 8.0).clamp(24.0, 2.0 * SIDE_PX + apart_px);
        // Neighbouring names stand in two rows, so that each has twice the room.
        let row_px = if idx % 2 == 0 { -34.0 } else { -20.0 };
        let room_px = room_px - text_fit::width_px(axis.note, TICK_LABEL_SIZE_PX);
        let name = text_fit::fitted(&axis.name, room_px, TICK_LABEL_SIZE_PX) + axis.note;
        let name_at = PointPx::new(name_center_px(frame, axis, &name), row_px);
        shapes.push(text(name, name_at, Ink::Text));
        if !axis.categories.is_empty() {
            let room_px = match idx + 1 == frame.axes.len() {
                true => SIDE_PX - CATEGORY_GAP_PX,
                false => apart_px - 2.0 * CATEGORY_GAP_PX,
            };
            shapes.extend(category_labels(axis, room_px));
            continue;
        }
        let (max, min) = &axis.ends;
        shapes.push(text(
            min.clone(),
            PointPx::new(axis.x_px, height_px + 10.0),
            Ink::Label,
        ));
        if max != min {
            let above = PointPx::new(axis.x_px, -7.0);
            shapes.push(text(max.clone(), above, Ink::Label));
        }
    }
    scene(frame, shapes)
}

/// Where the middle of an axis's name is: over the axis, but for what would leave the canvas.
fn name_center_px(frame: &ParallelFrame, axis: &Axis, name: &str) -> f64 {
    let half_px = text_fit::width_px(name, TICK_LABEL_SIZE_PX) * 0.5 + NAME_MARGIN_PX;
    let first_px = half_px - SIDE_PX;
    let last_px = frame.plot.width_px + SIDE_PX - half_px;
    axis.x_px.min(last_px).max(first_px)
}

/// The categories beside their places along the axis, as many as stand apart.
fn category_labels(axis: &Axis, room_px: f64) -> impl Iterator<Item = Shape> {
    let every = (LINE_HEIGHT_PX / category_apart_px(axis)).ceil().max(1.0) as usize;
    let names: Vec<&str> = axis.categories.iter().map(String::as_str).collect();
    let all = axis.categories.iter().zip(text_fit::shared_chars(&names));
    let shown = all.enumerate().step_by(every);
    shown.map(move |(position, (category, n_shared))| {
        let category = text_fit::fitted_apart(category, n_shared, room_px, TICK_LABEL_SIZE_PX);
        let at = PointPx::new(
            axis.x_px + CATEGORY_GAP_PX,
            axis.scale.px_from_data(position as f64) - CATEGORY_RISE_PX,
        );
        let align = (AlignX::Start, AlignY::Middle);
        Shape::Text(Label::of_tick_size(category, at, align, Ink::Text))
    })
}

/// How far apart neighbouring categories are.
fn category_apart_px(axis: &Axis) -> f64 {
    (axis.scale.px_from_data(0.0) - axis.scale.px_from_data(1.0)).abs()
}

/// The paths, excluded ones behind.
pub(super) fn lines_scene(
    frame: &ParallelFrame,
    quantities: &[Quantity],
    individuals: &[Individual],
) -> Scene {
    let mut shapes = Vec::new();
    for standing in [Standing::Excluded, Standing::Selected] {
        let drawn = individuals.iter().enumerate();
        for (idx, individual) in drawn.filter(|(_, one)| one.standing == standing) {
            let opacity = individual.standing.opacity();
            let paint = Paint::new(Ink::Series(individual.slot), opacity);
            let stroke = Stroke {
                paint,
                width_px: PATH_WIDTH_PX,
                dash: individual.slot.dash(),
            };
            add_path(runs(frame, quantities, idx), stroke, &mut shapes);
        }
    }
    scene(frame, shapes)
}

/// The path of one individual, in plot pixels; a run for each stretch of neighbouring axes on which it has values.
fn runs(frame: &ParallelFrame, quantities: &[Quantity], idx: usize) -> Vec<Vec<PointPx>> {
    let mut runs: Vec<Vec<PointPx>> = vec![Vec::new()];
    for axis in &frame.axes {
        let quantity = quantities.get(axis.quantity_idx);
        let value = quantity.and_then(|quantity| quantity.value(idx));
        match (value, runs.last_mut()) {
            (Some(value), Some(run)) => {
                run.push(PointPx::new(axis.x_px, axis.scale.px_from_data(value)));
            }
            _ => runs.push(Vec::new()),
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

fn add_path(mut runs: Vec<Vec<PointPx>>, stroke: Stroke, shapes: &mut Vec<Shape>) {
    shapes.extend(runs.iter().flatten().map(|center| Shape::Dot {
        center: *center,
        radius_px: stroke.width_px + 1.0,
        paint: stroke.paint,
    }));
    runs.retain(|run| run.len() > 1);
    if !runs.is_empty() {
        shapes.push(Shape::Path {
            runs,
            stroke,
            density: Density::Sparse,
        });
    }
}

/// The paths that stand out, and the brushes.
pub(super) fn overlay_scene(
    frame: &ParallelFrame,
    quantities: &[Quantity],
    individuals: &[Individual],
    overlay: &Overlay,
) -> Scene {
    let mut shapes = Vec::new();
    let all = individuals.iter().enumerate();
    for (idx, individual) in all.filter(|(idx, _)| overlay.lit.contains(idx)) {
        let stroke = Stroke {
            paint: Ink::Series(individual.slot).into(),
            width_px: LIT_WIDTH_PX,
            dash: individual.slot.dash(),
        };
        add_path(runs(frame, quantities, idx), stroke, &mut shapes);
    }
    shapes.extend(brush_shapes(frame, &overlay.brushes));
    scene(frame, shapes)
}

fn brush_shapes<'a>(
    frame: &'a ParallelFrame,
    brushes: &'a Brushes,
) -> impl Iterator<Item = Shape> + 'a {
    let brushed = frame
        .axes
        .iter()
        .filter_map(|axis| Some((axis, brushes.get(&axis.name)?)));
    let spans = brushed.flat_map(|(axis, brush)| {
        let spans = brushed_spans(axis, brush);
        spans.into_iter().map(move |span| (axis, span))
    });
    spans.flat_map(|(axis, (top_px, bottom_px))| {
        let inside = |y_px: f64| y_px.clamp(0.0, frame.plot.height_px);
        let rect = RectPx::between(
            PointPx::new(axis.x_px - BRUSH_HALF_WIDTH_PX, inside(top_px)),
            PointPx::new(axis.x_px + BRUSH_HALF_WIDTH_PX, inside(bottom_px)),
        );
        [
            Shape::Fill {
                rect,
                paint: Paint::new(Ink::Selection, 0.2),
            },
            Shape::Outline {
                rect,
                paint: Ink::Selection.into(),
            },
        ]
    })
}

/// From where to where a brush reaches along its axis: its range, or a piece for each category.
fn brushed_spans(axis: &Axis, brush: &Brush) -> Vec<(f64, f64)> {
    match brush {
        Brush::Range(_) if !axis.categories.is_empty() => Vec::new(),
        Brush::Range(range) => {
            let px = |value: f64| brush_px(&axis.scale, value);
            vec![(px(range.max()), px(range.min()))]
        }
        Brush::Categories(_) => {
            let half_px = (category_apart_px(axis) * 0.4).min(BRUSH_HALF_WIDTH_PX);
            let all = axis.categories.iter().enumerate();
            let kept = all.filter(|(_, category)| brush.keeps_category(category));
            let px = kept.map(|(position, _)| axis.scale.px_from_data(position as f64));
            px.map(|y_px| (y_px - half_px, y_px + half_px)).collect()
        }
    }
}

fn text(text: String, at: PointPx, ink: Ink) -> Shape {
    let middle = (AlignX::Middle, AlignY::Middle);
    Shape::Text(Label::of_tick_size(text, at, middle, ink))
}

fn scene(frame: &ParallelFrame, shapes: Vec<Shape>) -> Scene {
    Scene {
        size: frame.size,
        plot: frame.plot,
        shapes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::palette::Slot;
    use std::collections::BTreeSet;

    /// A canvas whose axes are 100 pixels high and 200 apart.
    const SIZE: SizePx = SizePx {
        width_px: 512.0,
        height_px: 164.0,
    };

    fn quantities() -> [Quantity; 4] {
        [
            Quantity::new("lr".into(), [Some(0.0), Some(1.0)]),
            Quantity::new("none".into(), [None, None]),
            Quantity::new("loss".into(), [Some(4.0), None]),
            Quantity::new("seed".into(), [Some(7.0), Some(8.0)]),
        ]
    }

    #[test]
    fn a_point_means_the_nearest_axis() {
        let frame = parallel_frame(&quantities(), SIZE);
        let at = |x_px: f64| frame.axis_at(PointPx::new(SIDE_PX + x_px, 50.0));
        assert_eq!(at(-5.0), Some("lr"));
        assert_eq!(at(190.0), Some("loss"));
        assert_eq!(at(400.0), Some("seed"));
        assert_eq!(at(100.0), None);
    }

    #[test]
    fn long_names_of_the_outer_axes_stay_on_the_canvas() {
        // The name of the first axis was cut at the edge.
        let named = |name: &str| Quantity::new(name.into(), [Some(0.0), Some(1.0)]);
        let names = ["network.hidden_layers", "a", "optimizer.learning_rate"];
        let scene = back_scene(&parallel_frame(&names.map(named), SIZE));
        for name in names {
            let at = scene.shapes.iter().find_map(|shape| match shape {
                Shape::Text(label) if label.text == name => Some(label.at.x_px),
                _ => None,
            });
            let half_px = text_fit::width_px(name, TICK_LABEL_SIZE_PX) * 0.5;
            let (left_px, right_px) = at.map(|x_px| (x_px - half_px, x_px + half_px)).unwrap();
            assert!(left_px >= -SIDE_PX && right_px <= 400.0 + SIDE_PX, "{name}");
        }
    }

    /// Both architectures were labelled `resnet50-i…`.
    #[test]
    fn categories_that_begin_alike_can_be_told_apart() {
        let texts = ["resnet50-imagenet-v1", "resnet50-imagenet-v2"];
        let texts = texts.map(|text| Some(text.to_owned()));
        let quantities = [Quantity::of_texts("arch".into(), texts.to_vec())];
        let labels: BTreeSet<String> = (back_scene(&parallel_frame(&quantities, SIZE)).shapes)
            .into_iter()
            .filter_map(|shape| match shape {
                Shape::Text(label) if label.text != "arch" => Some(label.text),
                _ => None,
            })
            .collect();
        assert_eq!(labels.len(), 2, "{labels:?}");
    }

    #[test]
    fn a_stroke_along_an_axis_is_a_range_and_a_click_none() {
        let frame = parallel_frame(&quantities(), SIZE);
        let at = |y_px: f64| PointPx::new(SIDE_PX, TOP_PX + y_px);
        let range = |min, max| Interval::new(min, max).map(Brush::Range);
        assert_eq!(frame.brush("lr", at(75.0), at(25.0)), range(0.25, 0.75));
        assert_eq!(frame.brush("lr", at(-50.0), at(50.0)), range(0.5, 1.0));
        assert_eq!(frame.brush("lr", at(50.0), at(51.0)), None);
        assert_eq!(frame.brush("none", at(0.0), at(50.0)), None);
    }

    #[test]
    fn a_stroke_along_categories_keeps_those_between_or_the_nearest() {
        let texts = ["a", "b", "c"].map(|text| Some(text.to_owned()));
        let quantities = [Quantity::of_texts("norm".into(), texts.to_vec())];
        let frame = parallel_frame(&quantities, SIZE);
        let at = |y_px: f64| PointPx::new(SIDE_PX, TOP_PX + y_px);
        let kept = |from, to| match frame.brush("norm", at(from), at(to)) {
            Some(Brush::Categories(kept)) => kept.into_iter().collect::<String>(),
            other => format!("{other:?}"),
        };
        assert_eq!(kept(100.0, 40.0), "ab");
        assert_eq!(kept(60.0, 70.0), "b");
        assert_eq!(kept(-9.0, 200.0), "abc");
        assert_eq!(kept(20.0, 20.0), "None");
        let labels = back_scene(&frame).shapes.into_iter();
        let labels = labels.filter_map(|shape| match shape {
            Shape::Text(label) => Some((label.text, label.at.y_px)),
            _ => None,
        });
        let expected = [("norm", -34.0), ("a", 92.0), ("b", 42.0), ("c", -8.0)];
        let expected = expected.map(|(text, y_px)| (text.to_owned(), y_px));
        assert_eq!(labels.collect::<Vec<_>>(), expected);
        let overlay = Overlay {
            brushes: Brushes::from([(
                "norm".to_owned(),
                Brush::Categories(["a".to_owned(), "c".to_owned()].into()),
            )]),
            ..Overlay::default()
        };
        assert_eq!(overlay_scene(&frame, &[], &[], &overlay).shapes.len(), 4);
    }

    #[test]
    fn paths_break_where_a_value_is_missing_and_excluded_ones_lie_behind() {
        let quantities = quantities();
        let frame = parallel_frame(&quantities, SIZE);
        let individual = |slot: usize, standing| Individual {
            slot: Slot(slot),
            standing,
        };
        let individuals = [
            individual(3, Standing::Selected),
            individual(4, Standing::Excluded),
        ];
        let scene = lines_scene(&frame, &quantities, &individuals);
        let paths: Vec<_> = scene
            .shapes
            .iter()
            .filter_map(|shape| match shape {
                Shape::Path { runs, stroke, .. } => Some((runs.len(), stroke.paint)),
                _ => None,
            })
            .collect();
        // The second has two points, but nothing in between to join them by.
        assert_eq!(paths, [(1, Paint::new(Ink::Series(Slot(3)), 1.0))]);
        let first = scene.shapes.first();
        assert!(matches!(first, Some(Shape::Dot { paint, .. }) if paint.opacity < 1.0));
    }

    #[test]
    fn brushes_are_drawn_where_their_axes_are() {
        let frame = parallel_frame(&quantities(), SIZE);
        let brush = Brush::Range(Interval::new(0.0, 0.5).unwrap());
        let brushes = Brushes::from([("lr".to_owned(), brush.clone()), ("gone".to_owned(), brush)]);
        let overlay = Overlay {
            brushes,
            ..Overlay::default()
        };
        assert_eq!(overlay_scene(&frame, &[], &[], &overlay).shapes.len(), 2);
    }

    #[test]
    fn a_path_is_pointed_at_between_its_axes_too_and_stands_out_when_lit() {
        let quantities = [
            Quantity::new("lr".into(), [Some(0.0), Some(1.0)]),
            Quantity::new("loss".into(), [Some(4.0), Some(4.0)]),
            Quantity::new("seed".into(), [Some(7.0), Some(8.0)]),
        ];
        let frame = parallel_frame(&quantities, SIZE);
        let mut individuals = [3, 4].map(|slot| Individual {
            slot: Slot(slot),
            standing: Standing::Selected,
        });
        // Half way from the foot of the first axis, and from its head, to the middle of the second.
        let at = |y_px: f64| PointPx::new(SIDE_PX + 100.0, TOP_PX + y_px);
        let pointed = |individuals: &[Individual], y_px: f64| {
            individual_at(&frame, &quantities, individuals, at(y_px))
        };
        assert_eq!(pointed(&individuals, 75.0), Some(0));
        assert_eq!(pointed(&individuals, 25.0), Some(1));
        assert_eq!(pointed(&individuals, 50.0), None);
        individuals[0].standing = Standing::Excluded;
        assert_eq!(pointed(&individuals, 75.0), None);
        let overlay = Overlay {
            lit: BTreeSet::from([1]),
            ..Overlay::default()
        };
        let scene = overlay_scene(&frame, &quantities, &individuals, &overlay);
        let widths: Vec<f64> = scene
            .shapes
            .iter()
            .filter_map(|shape| match shape {
                Shape::Path { stroke, .. } => Some(stroke.width_px),
                _ => None,
            })
            .collect();
        assert_eq!(widths, [LIT_WIDTH_PX]);
    }

    #[test]
    fn the_ends_of_an_axis_are_written_as_numbers_are_elsewhere() {
        // An axis from 0 to 0.001 had the ends 0.000000 and 0.001000.
        let quantity = Quantity::new("decay".into(), [Some(0.0), Some(0.001), Some(0.0001)]);
        let scene = back_scene(&parallel_frame(&[quantity], SIZE));
        let texts = scene.shapes.iter().filter_map(|shape| match shape {
            Shape::Text(label) => Some(label.text.as_str()),
            _ => None,
        });
        assert_eq!(texts.collect::<Vec<_>>(), ["decay", "0", "0.001"]);
    }

    #[test]
    fn no_quantity_and_one_have_a_frame() {
        assert!(back_scene(&parallel_frame(&[], SIZE)).shapes.is_empty());
        let one = [Quantity::new("lr".into(), [Some(1.0)])];
        assert!(!back_scene(&parallel_frame(&one, SIZE)).shapes.is_empty());
    }
}
