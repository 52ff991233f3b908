//! The scatter plot of two quantities: a dot for each individual that has both.

use super::{Brush, Individual, Overlay, Quantity, Standing, brush_px};
use crate::frame::{Frame, Margins, plot_from_data};
use crate::interval::Interval;
use crate::palette::Ink;
use crate::scale::{Direction, Scale, value_at};
use crate::scene::{AlignX, AlignY, Label, Paint, Scene, Shape};
use crate::space::{PointData, PointPx, RectPx, SizePx};
use crate::ticks::{AxisUnit, LabelRoom, ticks};

const MARGINS: Margins = Margins {
    left_px: 64.0,
    right_px: 16.0,
    top_px: 12.0,
    bottom_px: 40.0,
};
/// How much of the values' extent is free on either side of them.
const MARGIN_SHARE: f64 = 0.06;
const RADIUS_PX: f64 = 4.5;
/// How far from a dot the pointer still means it.
const REACH_PX: f64 = 16.0;

/// The frame that shows all values of both quantities.
pub(super) fn scatter_frame(x: &Quantity, y: &Quantity, size: SizePx) -> Frame {
    let domain = |quantity: &Quantity| {
        let (min, max) = quantity.extent().unwrap_or((0.0, 1.0));
        let values = Interval::around(min, max);
        let end = |share| value_at(quantity.scale, values, share);
        Interval::new(end(-MARGIN_SHARE), end(1.0 + MARGIN_SHARE)).unwrap_or(values)
    };
    let frame = Frame::new(size, MARGINS, (domain(x), domain(y)), y.scale);
    let width_px = frame.plot.width_px;
    Frame {
        x: Scale::new(x.scale, domain(x), Direction::Rightwards, width_px),
        ..frame
    }
}

/// The grid, the axes and what they are.
pub(super) fn back_scene(frame: &Frame, (x, y): (&Quantity, &Quantity)) -> Scene {
    let (width_px, height_px) = (frame.plot.width_px, frame.plot.height_px);
    let mut shapes = Vec::new();
    let mut add = |from, to, label: &str, at, align| {
        shapes.push(Shape::Hairline {
            from,
            to,
            paint: Ink::Grid.into(),
        });
        shapes.push(Shape::Text(text(label, at, align)));
    };
    for tick in ticks(&frame.x, AxisUnit::Number, LabelRoom::Width) {
        let x_px = frame.x.px_from_data(tick.value);
        let bottom = PointPx::new(x_px, height_px);
        let below = PointPx::new(x_px, height_px + 6.0);
        add(
            PointPx::new(x_px, 0.0),
            bottom,
            &tick.label,
            below,
            (AlignX::Middle, AlignY::Top),
        );
    }
    for tick in ticks(&frame.y, AxisUnit::Number, LabelRoom::Height) {
        let y_px = frame.y.px_from_data(tick.value);
        let left = PointPx::new(0.0, y_px);
        let beside = PointPx::new(-6.0, y_px);
        add(
            left,
            PointPx::new(width_px, y_px),
            &tick.label,
            beside,
            (AlignX::End, AlignY::Middle),
        );
    }
    let below = PointPx::new(width_px * 0.5, height_px + 22.0);
    shapes.push(Shape::Text(text(
        &format!("{}{}", x.name, x.scale_note()),
        below,
        (AlignX::Middle, AlignY::Top),
    )));
    let beside = PointPx::new(-52.0, height_px * 0.5);
    shapes.push(Shape::TurnedText(text(
        &format!("{}{}", y.name, y.scale_note()),
        beside,
        (AlignX::Middle, AlignY::Middle),
    )));
    scene(frame, shapes)
}

/// The dots, excluded ones behind.
pub(super) fn dots_scene(
    frame: &Frame,
    (x, y): (&Quantity, &Quantity),
    individuals: &[Individual],
) -> Scene {
    let mut shapes = Vec::new();
    for standing in [Standing::Excluded, Standing::Selected] {
        let drawn = individuals.iter().enumerate();
        for (idx, individual) in drawn.filter(|(_, one)| one.standing == standing) {
            if let Some(center) = place(frame, (x, y), idx) {
                shapes.push(Shape::Dot {
                    center,
                    radius_px: RADIUS_PX,
                    paint: Paint::new(Ink::Series(individual.slot), standing.opacity()),
                });
            }
        }
    }
    scene(frame, shapes)
}

/// The rectangle that the brushes of the two quantities leave, and the dots that stand out, each in a ring.
pub(super) fn overlay_scene(
    frame: &Frame,
    (x, y): (&Quantity, &Quantity),
    individuals: &[Individual],
    overlay: &Overlay,
) -> Scene {
    let mut shapes = Vec::new();
    let range = |quantity: &Quantity| match overlay.brushes.get(&quantity.name) {
        Some(Brush::Range(range)) => Some(*range),
        // Of texts, which have no place here.
        Some(Brush::Categories(_)) | None => None,
    };
    let (across, up) = (range(x), range(y));
    if across.is_some() || up.is_some() {
        let across = across.unwrap_or(frame.x.domain());
        let up = up.unwrap_or(frame.y.domain());
        let corner = |x: f64, y: f64| {
            let at = PointPx::new(brush_px(&frame.x, x), brush_px(&frame.y, y));
            RectPx::of_size(frame.plot.size()).clamp(at)
        };
        let rect = RectPx::between(
            corner(across.min(), up.max()),
            corner(across.max(), up.min()),
        );
        shapes.push(Shape::Fill {
            rect,
            paint: Paint::new(Ink::Selection, 0.1),
        });
        shapes.push(Shape::Outline {
            rect,
            paint: Ink::Selection.into(),
        });
    }
    let all = individuals.iter().enumerate();
    for (idx, individual) in all.filter(|(idx, _)| overlay.lit.contains(idx)) {
        let Some(center) = place(frame, (x, y), idx) else {
            continue;
        };
        let mut dot = |radius_px: f64, paint: Paint| {
            shapes.push(Shape::Dot {
                center,
                radius_px,
                paint,
            });
        };
        dot(RADIUS_PX + 4.0, Paint::new(Ink::Crosshair, 0.35));
        dot(RADIUS_PX, Ink::Series(individual.slot).into());
    }
    scene(frame, shapes)
}

/// The individual whose dot a point of the canvas means; of several at one place, one that the brushes keep.
pub(super) fn individual_at(
    frame: &Frame,
    (x, y): (&Quantity, &Quantity),
    individuals: &[Individual],
    at: PointPx,
) -> Option<usize> {
    let at = PointPx::new(at.x_px - frame.plot.left_px, at.y_px - frame.plot.top_px);
    let distance = |idx: usize| Some((idx, place(frame, (x, y), idx)?.distance_px(at)));
    let near = (0..x.values.len()).filter_map(distance);
    let near = near.filter(|(_, distance_px)| *distance_px <= REACH_PX);
    let is_behind = |idx: usize| {
        let standing = individuals.get(idx).map(|one| one.standing);
        standing == Some(Standing::Excluded)
    };
    near.min_by(|(a, a_px), (b, b_px)| {
        let nearer = a_px.total_cmp(b_px);
        nearer.then_with(|| is_behind(*a).cmp(&is_behind(*b)))
    })
    .map(|(idx, _)| idx)
}

/// The ranges of a rectangle between two points of the canvas, across and up; `None` for hardly any.
pub(super) fn ranges(frame: &Frame, from: PointPx, to: PointPx) -> Option<(Interval, Interval)> {
    if (from.x_px - to.x_px).abs() < 3.0 || (from.y_px - to.y_px).abs() < 3.0 {
        return None;
    }
    let plot = RectPx::of_size(frame.plot.size());
    let inside = |at: PointPx| {
        plot.clamp(PointPx::new(
            at.x_px - frame.plot.left_px,
            at.y_px - frame.plot.top_px,
        ))
    };
    let (from, to) = (inside(from), inside(to));
    let across = Interval::new(
        frame.x.data_from_px(from.x_px),
        frame.x.data_from_px(to.x_px),
    )?;
    let up = Interval::new(
        frame.y.data_from_px(from.y_px),
        frame.y.data_from_px(to.y_px),
    )?;
    Some((across, up))
}

/// Where the dot of one individual is, in plot pixels; `None` for one without both values.
pub(super) fn place(frame: &Frame, (x, y): (&Quantity, &Quantity), idx: usize) -> Option<PointPx> {
    let (x, y) = (x.value(idx)?, y.value(idx)?);
    Some(plot_from_data(frame, PointData { x, y }))
}

fn text(text: &str, at: PointPx, align: (AlignX, AlignY)) -> Label {
    Label::of_tick_size(text.to_owned(), at, align, Ink::Label)
}

fn scene(frame: &Frame, shapes: Vec<Shape>) -> Scene {
    Scene {
        size: frame.size,
        plot: frame.plot,
        shapes,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Brushes;
    use super::*;
    use crate::palette::Slot;
    use std::collections::BTreeSet;

    const SIZE: SizePx = SizePx {
        width_px: 400.0,
        height_px: 300.0,
    };

    fn quantities() -> (Quantity, Quantity) {
        (
            Quantity::new("lr".into(), [Some(0.0), Some(1.0), None]),
            Quantity::new("loss".into(), [Some(2.0), Some(4.0), Some(3.0)]),
        )
    }

    #[test]
    fn individuals_with_both_values_are_dots_that_can_be_pointed_at() {
        let (x, y) = quantities();
        let frame = scatter_frame(&x, &y, SIZE);
        let individuals = [Individual {
            slot: Slot(0),
            standing: Standing::Selected,
        }; 3];
        assert_eq!(dots_scene(&frame, (&x, &y), &individuals).shapes.len(), 2);
        let on_plot = place(&frame, (&x, &y), 1).unwrap();
        let at = PointPx::new(
            on_plot.x_px + frame.plot.left_px + 3.0,
            on_plot.y_px + frame.plot.top_px,
        );
        let pointed = |at| individual_at(&frame, (&x, &y), &individuals, at);
        assert_eq!(pointed(at), Some(1));
        assert_eq!(pointed(PointPx::new(200.0, 150.0)), None);
    }

    #[test]
    fn a_rectangle_is_two_ranges() {
        let (x, y) = quantities();
        let frame = scatter_frame(&x, &y, SIZE);
        let (left_px, top_px) = (frame.plot.left_px, frame.plot.top_px);
        let whole = ranges(&frame, PointPx::new(0.0, 0.0), PointPx::new(999.0, 999.0));
        let (across, up) = whole.unwrap();
        assert!((across.min() - frame.x.domain().min()).abs() < 1e-9);
        assert!((up.max() - frame.y.domain().max()).abs() < 1e-9);
        let click = PointPx::new(left_px + 50.0, top_px + 50.0);
        assert_eq!(ranges(&frame, click, click), None);
    }

    #[test]
    fn brushes_of_either_quantity_are_drawn() {
        let (x, y) = quantities();
        let frame = scatter_frame(&x, &y, SIZE);
        let brush = Brush::Range(Interval::new(2.5, 3.5).unwrap());
        let n_shapes = |overlay: &Overlay| {
            let individuals = [0, 1].map(|slot| Individual {
                slot: Slot(slot),
                standing: Standing::Selected,
            });
            let scene = overlay_scene(&frame, (&x, &y), &individuals, overlay);
            scene.shapes.len()
        };
        let brushed = Overlay {
            brushes: Brushes::from([("loss".to_owned(), brush)]),
            ..Overlay::default()
        };
        assert_eq!(n_shapes(&brushed), 2);
        assert_eq!(n_shapes(&Overlay::default()), 0);
        let lit = Overlay {
            lit: BTreeSet::from([0]),
            ..Overlay::default()
        };
        assert_eq!(n_shapes(&lit), 2, "a ring and a dot");
        assert!(!back_scene(&frame, (&x, &y)).shapes.is_empty());
        // From when the parameter was a text; it leaves out nobody, and was drawn over the whole plot.
        let other_sort = Brush::with_toggled(None, "adam").unwrap();
        let overlay = Overlay {
            brushes: Brushes::from([("lr".to_owned(), other_sort)]),
            ..Overlay::default()
        };
        assert_eq!(n_shapes(&overlay), 0);
    }
}
