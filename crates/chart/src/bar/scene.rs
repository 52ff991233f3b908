//! The three scenes of a bar chart: the value axis, the bars with their texts, and what is pointed at.

use super::Bars;
use super::frame::{BarFrame, Orientation};
use crate::format;
use crate::palette::{Ink, Slot};
use crate::scene::{AlignX, AlignY, Label, Paint, Scene, Shape};
use crate::space::PointPx;
use crate::text_fit;
use crate::ticks::TICK_LABEL_SIZE_PX;

/// Labels of lying bars are left out where bands are thinner; every bar can still be pointed at.
const MIN_LABELLED_BAND_PX: f64 = 13.0;
const GAP_PX: f64 = 4.0;
const ROW_PX: f64 = 16.0;

/// The grid and the labels of the value axis.
pub fn back_scene(frame: &BarFrame) -> Scene {
    let (width_px, height_px) = (frame.plot.width_px, frame.plot.height_px);
    let mut shapes = Vec::new();
    for tick in &frame.ticks {
        let px = frame.value.px_from_data(tick.value);
        let ink = if tick.value == 0.0 {
            Ink::Axis
        } else {
            Ink::Grid
        };
        let (from, to, at, align) = match frame.orientation {
            Orientation::Upright => (
                PointPx::new(0.0, px),
                PointPx::new(width_px, px),
                PointPx::new(-6.0, px),
                (AlignX::End, AlignY::Middle),
            ),
            Orientation::Lying => (
                PointPx::new(px, 0.0),
                PointPx::new(px, height_px),
                PointPx::new(px, height_px + 6.0),
                (AlignX::Middle, AlignY::Top),
            ),
        };
        let paint = ink.into();
        shapes.push(Shape::Hairline { from, to, paint });
        shapes.push(text(tick.label.clone(), at, align, Ink::Label));
    }
    scene(frame, shapes)
}

/// The bars that can be seen, each with its category and its value.
pub fn bars_scene(bars: &Bars, frame: &BarFrame, slot: Slot) -> Scene {
    let mut shapes = Vec::new();
    for place in frame.visible() {
        let Some(bar) = bars.get(place) else { continue };
        if bar.value.is_finite() {
            shapes.push(Shape::Fill {
                rect: frame.bar_rect(place, bar.value),
                paint: Ink::Series(bar.slot.unwrap_or(slot)).into(),
            });
        }
        let middle_px = frame.band_start_px(place) + frame.band_px / 2.0;
        // Half a text at the edge of the plot area would lie over the axis.
        if (0.0..=frame.window_px()).contains(&middle_px) {
            match frame.orientation {
                Orientation::Upright => upright_texts(&mut shapes, frame, bars, (place, middle_px)),
                Orientation::Lying => lying_texts(&mut shapes, frame, bars, (place, middle_px)),
            }
        }
    }
    scene(frame, shapes)
}

/// The band that is pointed at.
pub fn overlay_scene(frame: &BarFrame, place: Option<usize>) -> Scene {
    let bands = place
        .filter(|place| frame.visible().contains(place))
        .map(|place| {
            let rect = frame.band_rect(place);
            [
                Shape::Fill {
                    rect,
                    paint: Paint::new(Ink::Selection, 0.12),
                },
                Shape::Outline {
                    rect,
                    paint: Paint::new(Ink::Selection, 0.6),
                },
            ]
        });
    scene(frame, bands.into_iter().flatten().collect())
}

fn upright_texts(
    shapes: &mut Vec<Shape>,
    frame: &BarFrame,
    bars: &Bars,
    (place, middle_px): (usize, f64),
) {
    let Some(bar) = bars.get(place) else { return };
    let value_room_px = frame.band_px - 2.0;
    let end_px = frame.value_px(bar.value);
    // What has no bar stands on the zero line: below it there may be room for categories only.
    let (at_px, align_y) = if bar.value < 0.0 && bar.value.is_finite() {
        (end_px + GAP_PX, AlignY::Top)
    } else {
        (end_px - GAP_PX, AlignY::Bottom)
    };
    if let Some(value) = fitting_value(bar.value, bars.n_digits, value_room_px) {
        let at = PointPx::new(middle_px, at_px);
        shapes.push(text(value, at, (AlignX::Middle, align_y), Ink::Text));
    }
    let row = place % frame.n_label_rows;
    // The outermost labels must not leave the canvas.
    let centre_px = frame.plot.left_px + middle_px;
    let room_px = (frame.band_px * frame.n_label_rows as f64 - GAP_PX)
        .min(2.0 * centre_px.min(frame.size.width_px - centre_px));
    let label = bars.fitted_label(place, room_px);
    // Values of negative bars stand between the plot area and the labels.
    let first_row_px =
        frame.size.height_px - frame.plot.top_px - frame.n_label_rows as f64 * ROW_PX;
    let at = PointPx::new(middle_px, first_row_px + row as f64 * ROW_PX);
    shapes.push(text(label, at, (AlignX::Middle, AlignY::Top), Ink::Label));
}

fn lying_texts(
    shapes: &mut Vec<Shape>,
    frame: &BarFrame,
    bars: &Bars,
    (place, middle_px): (usize, f64),
) {
    let Some(bar) = bars.get(place) else { return };
    if frame.band_px < MIN_LABELLED_BAND_PX {
        return;
    }
    let end_px = frame.value_px(bar.value);
    let (at_px, align_x) = if bar.value < 0.0 {
        (end_px - GAP_PX, AlignX::End)
    } else {
        (end_px + GAP_PX, AlignX::Start)
    };
    let at = PointPx::new(at_px, middle_px);
    let value = format::significant(bar.value, bars.n_digits);
    shapes.push(text(value, at, (align_x, AlignY::Middle), Ink::Text));
    // Labels stand at the canvas' edge, clear of negative bars' values.
    let label = bars.fitted_label(place, frame.label_px);
    let at = PointPx::new(frame.label_px + GAP_PX - frame.plot.left_px, middle_px);
    shapes.push(text(label, at, (AlignX::End, AlignY::Middle), Ink::Label));
}

/// The value in as many digits as fit, no more than tell the bars apart; `None` if not even two do.
fn fitting_value(value: f64, n_digits: usize, room_px: f64) -> Option<String> {
    [n_digits, 6, 4, 3, 2]
        .into_iter()
        .map(|n_digits| format::significant(value, n_digits))
        .find(|text| text_fit::width_px(text, TICK_LABEL_SIZE_PX) <= room_px)
}

fn text(text: String, at: PointPx, align: (AlignX, AlignY), ink: Ink) -> Shape {
    Shape::Text(Label::of_tick_size(text, at, align, ink))
}

fn scene(frame: &BarFrame, shapes: Vec<Shape>) -> Scene {
    Scene {
        size: frame.size,
        plot: frame.plot,
        shapes,
    }
}

#[cfg(test)]
mod tests {
    use super::super::frame::bar_frame;
    use super::*;
    use crate::bar_view::{BarSort, BarView};
    use crate::palette::Theme;
    use crate::space::SizePx;
    use crate::svg::svg;

    fn scenes(values: &[f64]) -> (Scene, Scene) {
        let labels: Vec<String> = (0..values.len())
            .map(|idx| format!("category {idx}"))
            .collect();
        let bars = Bars::new(&labels, values, BarSort::Logged);
        let frame = bar_frame(&bars, BarView::default(), SizePx::new(500.0, 240.0), 0.0);
        (back_scene(&frame), bars_scene(&bars, &frame, Slot(0)))
    }

    fn texts(scene: &Scene) -> Vec<&str> {
        let text = |shape| match shape {
            &Shape::Text(Label { ref text, .. }) => Some(text.as_str()),
            _ => None,
        };
        scene.shapes.iter().filter_map(text).collect()
    }

    fn n_fills(scene: &Scene) -> usize {
        let is_fill = |shape: &&Shape| matches!(shape, Shape::Fill { .. });
        scene.shapes.iter().filter(is_fill).count()
    }

    #[test]
    fn every_bar_has_its_value_and_its_category() {
        let (_, bars) = scenes(&[0.5, -2.0]);
        assert_eq!(n_fills(&bars), 2);
        assert_eq!(texts(&bars), ["0.5", "category 0", "-2", "category 1"]);
    }

    #[test]
    fn what_is_not_finite_is_written_and_has_no_bar() {
        let (_, bars) = scenes(&[f64::NAN, f64::INFINITY, 1.0]);
        assert_eq!(n_fills(&bars), 1);
        assert!(texts(&bars).contains(&"NaN"));
        assert!(texts(&bars).contains(&"Infinity"));
    }

    /// Its name was once written over the label of its category, where no other bar is negative.
    #[test]
    fn minus_infinity_is_written_above_the_categories() {
        let (_, bars) = scenes(&[f64::NEG_INFINITY, 1.0]);
        let y_px = |sought: &str| {
            bars.shapes.iter().find_map(|shape| match shape {
                Shape::Text(label) if label.text == sought => Some((label.at.y_px, label.align.1)),
                _ => None,
            })
        };
        let (value_px, align) = y_px("-Infinity").unwrap();
        let (label_px, _) = y_px("category 0").unwrap();
        assert!(value_px < label_px && align == AlignY::Bottom);
    }

    #[test]
    fn only_visible_bars_are_drawn() {
        let (_, bars) = scenes(&[1.0; 5000]);
        assert!(n_fills(&bars) < 12);
    }

    #[test]
    fn the_pointed_band_is_marked_only_while_it_is_seen() {
        let bars = Bars::new(&["a".to_owned()], &[1.0], BarSort::Logged);
        let frame = bar_frame(&bars, BarView::default(), SizePx::new(500.0, 240.0), 0.0);
        assert_eq!(overlay_scene(&frame, Some(0)).shapes.len(), 2);
        assert!(overlay_scene(&frame, Some(7)).shapes.is_empty());
        assert!(overlay_scene(&frame, None).shapes.is_empty());
    }

    #[test]
    fn bars_can_be_drawn_as_svg() {
        let (back, bars) = scenes(&[3.0, 8.0, 5.0]);
        let document = svg(&[&back, &bars], Theme::Light);
        assert!(document.contains("category 2") && document.contains("<rect"));
    }
}
