//! The three scenes of a line chart: axes, lines, and what follows the pointer.

use super::beside::Weight;
use super::frame::LineFrame;
use super::prepared::PreparedLine;
use super::reading::Reading;
use super::{Shown, placeable};
use crate::clip::clip_path;
use crate::draw::{COLUMN_HAIR, Resolution};
use crate::frame::{Frame, plot_from_data};
use crate::palette::Ink;
use crate::scene::{AlignX, AlignY, Density, Label, Paint, Scene, Shape, Stroke};
use crate::space::{PointData, PointPx, RectPx};
use crate::ticks::label_centers;
use band::add_band;
use marks::gap_marks;
use runboard_series::decimation::{Columns, Decimated, decimated};
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

mod band;
mod marks;

const LINE_WIDTH_PX: f64 = 1.5;
const RAISED_WIDTH_PX: f64 = 3.0;
/// How far the caption of the y axis stands from the canvas's edge.
const CAPTION_LEFT_PX: f64 = 4.0;
/// How much remains of the logged values behind the smoothed ones.
const PALE: f64 = 0.3;
/// So many points of all lines together are drawn by columns, even where each line has few.
const MANY_POINTS: usize = 4_000;
/// No canvas is wider in device pixels.
const MAX_COLUMNS: f64 = 16_384.0;
/// A stroke along the edge of the plot area is not cut in half.
const CLIP_MARGIN_PX: f64 = 1.0;

/// The grid, the axes and their labels.
pub fn back_scene(line_frame: &LineFrame) -> Scene {
    let frame = &line_frame.frame;
    let (width_px, height_px) = (frame.plot.width_px, frame.plot.height_px);
    let mut shapes = Vec::new();
    let label = |text: &str, at: PointPx, align| {
        Shape::Text(Label::of_tick_size(text.to_owned(), at, align, Ink::Label))
    };
    let hairline = |from, to, ink: Ink| Shape::Hairline {
        from,
        to,
        paint: ink.into(),
    };
    for tick in &line_frame.y_ticks {
        let y_px = frame.y.px_from_data(tick.value);
        let (left, right) = (PointPx::new(0.0, y_px), PointPx::new(width_px, y_px));
        shapes.push(hairline(left, right, Ink::Grid));
        shapes.push(label(
            &tick.label,
            PointPx::new(-6.0, y_px),
            (AlignX::End, AlignY::Middle),
        ));
    }
    if let Some(caption) = &line_frame.y_caption {
        let above = PointPx::new(
            CAPTION_LEFT_PX - frame.plot.left_px,
            4.0 - frame.plot.top_px,
        );
        shapes.push(label(caption, above, (AlignX::Start, AlignY::Top)));
    }
    let canvas_x_px = (
        -frame.plot.left_px,
        frame.size.width_px - frame.plot.left_px,
    );
    let centers = label_centers(&frame.x, &line_frame.x_ticks, canvas_x_px);
    for (tick, center) in line_frame.x_ticks.iter().zip(centers) {
        let x_px = frame.x.px_from_data(tick.value);
        let bottom = PointPx::new(x_px, height_px);
        shapes.push(hairline(PointPx::new(x_px, 0.0), bottom, Ink::Grid));
        shapes.push(hairline(
            bottom,
            PointPx::new(x_px, height_px + 4.0),
            Ink::Axis,
        ));
        if let Some(center_px) = center {
            let below = PointPx::new(center_px, height_px + 7.0);
            shapes.push(label(&tick.label, below, (AlignX::Middle, AlignY::Top)));
        }
    }
    let (corner, end) = (
        PointPx::new(0.0, height_px),
        PointPx::new(width_px, height_px),
    );
    shapes.push(hairline(corner, end, Ink::Axis));
    let caption_at = PointPx::new(width_px * 0.5, height_px + 22.0);
    shapes.push(label(
        &line_frame.x_caption,
        caption_at,
        (AlignX::Middle, AlignY::Top),
    ));
    scene(frame, shapes)
}

/// The scene of the lines, and which of its shapes are whose.
#[derive(Debug, Clone, PartialEq)]
pub struct LinesScene {
    /// The scene.
    pub scene: Arc<Scene>,
    /// For each visible line its position among all lines, and where the shapes stand that show what is drawn of it.
    parts: Vec<(usize, Range<usize>)>,
}

/// The visible lines, bands behind them: with smoothing on, the logged values pale behind the smoothed
/// ones.
pub fn lines_scene(shown: Shown<'_>, resolution: Resolution) -> LinesScene {
    let frame = shown.frame;
    let canvas = Canvas::new(shown, resolution);
    let lines: Vec<&PreparedLine> = shown.visible().collect();
    let mut shapes = Vec::new();
    for line in &lines {
        add_band(line, frame, shown.view.y_scale, &mut shapes);
    }
    let of_weight = |weight| {
        lines
            .iter()
            .copied()
            .filter(move |line| line.weight() == weight)
    };
    let members = of_weight(Weight::Pale).map(|line| (line, line.drawn(), PALE));
    let smoothed = of_weight(Weight::Full).filter(|line| line.smoothed().is_some());
    let behind = smoothed.map(|line| (line, line.values(), PALE));
    let full = of_weight(Weight::Full).map(|line| (line, line.drawn(), 1.0));
    let kept: Vec<_> = members
        .chain(behind)
        .chain(full)
        .map(|(line, ys, opacity)| (line, ys, opacity, canvas.decimated(line.xs(), ys)))
        .collect();
    let n_points: usize = kept.iter().map(|(.., kept)| kept.n_points()).sum();
    let mut parts = Vec::new();
    for (line, ys, opacity, kept) in &kept {
        let density = if n_points > MANY_POINTS {
            Density::Dense
        } else {
            Density::of(kept.n_points(), frame.plot.width_px)
        };
        let stroke = stroke(line, LINE_WIDTH_PX, *opacity);
        let start = shapes.len();
        canvas.add_path(line.xs(), ys, kept, stroke, density, &mut shapes);
        if std::ptr::eq(*ys, line.drawn()) {
            let mut all = shown.prepared.lines.iter();
            let position = all.position(|other| std::ptr::eq(other, *line));
            parts.extend(position.map(|idx| (idx, start..shapes.len())));
        }
    }
    // The first pass over each line went through its logged values.
    for (line, _, _, kept) in kept.iter().take(lines.len()) {
        gap_marks(line, &kept.gaps, frame, &mut shapes);
    }
    LinesScene {
        scene: Arc::new(scene(frame, shapes)),
        parts,
    }
}

/// What follows the pointer and the keys.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Overlay {
    /// What is read, with its crosshair.
    pub reading: Option<Reading>,
    /// The rectangle being dragged, in plot pixels.
    pub selection: Option<RectPx>,
    /// The reading that is kept, with a crosshair of its own.
    pub kept: Option<Reading>,
}

/// The visible lines of these keys, thick: what is raised above the others.
///
/// `lines` is the scene of what is shown: going through a million points again for each line that the pointer
/// crosses would take longer than a frame.
pub fn raised_scene(shown: Shown<'_>, lines: &LinesScene, keys: &BTreeSet<String>) -> Scene {
    let mut shapes = Vec::new();
    for (idx, part) in &lines.parts {
        let line = shown.prepared.lines.get(*idx);
        if let Some(line) = line.filter(|line| keys.contains(&line.key)) {
            let own = lines.scene.shapes.get(part.clone()).unwrap_or_default();
            let stroke = stroke(line, RAISED_WIDTH_PX, 1.0);
            let width_px = shown.frame.plot.width_px;
            shapes.extend(own.iter().map(|shape| restroked(shape, stroke, width_px)));
        }
    }
    scene(shown.frame, shapes)
}

/// The same part of a line in another stroke.
fn restroked(shape: &Shape, stroke: Stroke, width_px: f64) -> Shape {
    match shape {
        Shape::Path { runs, .. } => Shape::Path {
            runs: runs.clone(),
            stroke,
            density: Density::of(runs.iter().map(Vec::len).sum(), width_px),
        },
        Shape::Dot { center, .. } => lone_point(*center, stroke),
        // A line is made of nothing else.
        other => other.clone(),
    }
}

/// The crosshairs with a dot on every line, and the rectangle of a zoom.
pub fn overlay_scene(frame: &Frame, overlay: &Overlay) -> Scene {
    let mut shapes = Vec::new();
    for reading in [&overlay.kept, &overlay.reading].into_iter().flatten() {
        add_crosshair(reading, frame, &mut shapes);
    }
    if let Some(rect) = overlay.selection {
        shapes.push(Shape::Fill {
            rect,
            paint: Paint::new(Ink::Selection, 0.14),
        });
        shapes.push(Shape::Outline {
            rect,
            paint: Paint::new(Ink::Selection, 0.8),
        });
    }
    scene(frame, shapes)
}

fn add_crosshair(reading: &Reading, frame: &Frame, shapes: &mut Vec<Shape>) {
    let x_px = frame.x.px_from_data(reading.x);
    if !(-0.5..=frame.plot.width_px + 0.5).contains(&x_px) {
        return;
    }
    shapes.push(Shape::Hairline {
        from: PointPx::new(x_px, 0.0),
        to: PointPx::new(x_px, frame.plot.height_px),
        paint: Paint::new(Ink::Crosshair, 0.55),
    });
    let plot = RectPx::of_size(frame.plot.size());
    let on_plot = reading
        .entries
        .iter()
        .filter_map(|entry| Some((entry, entry.at?)));
    for (entry, at) in on_plot.filter(|(_, at)| plot.contains(*at)) {
        let radius_px = if entry.is_meant { 4.5 } else { 3.5 };
        let dot = |radius_px, ink: Ink| Shape::Dot {
            center: at,
            radius_px,
            paint: ink.into(),
        };
        shapes.push(dot(radius_px + 1.5, Ink::Surface));
        shapes.push(dot(radius_px, Ink::Series(entry.slot)));
    }
}

fn stroke(line: &PreparedLine, width_px: f64, opacity: f64) -> Stroke {
    Stroke {
        paint: Paint::new(Ink::Series(line.slot), opacity),
        width_px,
        dash: line.dash,
    }
}

fn scene(frame: &Frame, shapes: Vec<Shape>) -> Scene {
    Scene {
        size: frame.size,
        plot: frame.plot,
        shapes,
    }
}

/// The columns of device pixels that the plot area touches; the first and the last may be cut by its
/// edges.
///
/// Columns that lie across the device's would leave pixels out and draw others twice.
fn device_columns(frame: &Frame, resolution: Resolution) -> Columns {
    let device_per_px = resolution.device_per_px();
    let first = (frame.plot.left_px * device_per_px).floor();
    let last = (frame.plot.right_px() * device_per_px).ceil();
    let data_at = |device_x: f64| {
        let x_px = (device_x - COLUMN_HAIR) / device_per_px - frame.plot.left_px;
        frame.x.data_from_px(x_px)
    };
    let domain = frame.x.domain();
    // One more than is touched, so that the end of the range is inside of it by more than a hair.
    let n_columns = (last - first + 1.0).clamp(1.0, MAX_COLUMNS);
    Columns {
        start: data_at(first).min(domain.min()),
        end: data_at(first + n_columns).max(domain.max()),
        n_columns: n_columns as u32,
    }
}

/// Turns points into paths on one plot area.
struct Canvas<'a> {
    shown: Shown<'a>,
    columns: Columns,
}

impl<'a> Canvas<'a> {
    fn new(shown: Shown<'a>, resolution: Resolution) -> Self {
        Self {
            shown,
            columns: device_columns(shown.frame, resolution),
        }
    }

    fn decimated(&self, xs: &[f64], ys: &[f64]) -> Decimated {
        decimated(xs, ys, self.columns, placeable(self.shown.view.y_scale))
    }

    fn add_path(
        &self,
        xs: &[f64],
        ys: &[f64],
        kept: &Decimated,
        stroke: Stroke,
        density: Density,
        shapes: &mut Vec<Shape>,
    ) {
        let clip = RectPx {
            left_px: -CLIP_MARGIN_PX,
            top_px: -CLIP_MARGIN_PX,
            width_px: self.shown.frame.plot.width_px + 2.0 * CLIP_MARGIN_PX,
            height_px: self.shown.frame.plot.height_px + 2.0 * CLIP_MARGIN_PX,
        };
        let mut pieces = Vec::new();
        for run in &kept.runs {
            let path: Vec<PointPx> = run
                .iter()
                .filter_map(|index| {
                    let (x, y) = (*xs.get(*index)?, *ys.get(*index)?);
                    Some(plot_from_data(self.shown.frame, PointData { x, y }))
                })
                .collect();
            clip_path(&path, clip, &mut pieces);
        }
        // A point without neighbours has nothing to be joined to, and is shown as a dot.
        let (runs, single): (Vec<_>, Vec<_>) =
            pieces.into_iter().partition(|piece| piece.len() > 1);
        if !runs.is_empty() {
            shapes.push(Shape::Path {
                runs,
                stroke,
                density,
            });
        }
        let single = single.into_iter().flatten();
        shapes.extend(single.map(|center| lone_point(center, stroke)));
    }
}

fn lone_point(center: PointPx, stroke: Stroke) -> Shape {
    Shape::Dot {
        center,
        radius_px: stroke.width_px * 1.7,
        paint: stroke.paint,
    }
}

#[cfg(test)]
mod tests;
