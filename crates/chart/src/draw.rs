//! Paints a scene through plotters on any of its backends.
//!
//! plotters counts in whole units. A unit here is a sixteenth of a device pixel, so that lines keep
//! their slope: a canvas scales its context by `1 / UNITS_PER_DEVICE_PX`, an SVG its view box. Our own
//! scale has mapped and clipped everything already, and plotters maps nothing.

use crate::palette::{Palette, Rgb};
use crate::raster::{GAP_OPACITY, Raster};
use crate::scene::{AlignX, AlignY, Cells, Dash, Density, Label, Paint, Scene, Shape, Stroke};
use crate::space::{PointPx, RectPx, SizePx};
pub(crate) use dash::Inking;
use dash::{Rhythm, dashes, move_pen};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{
    FontDesc, FontFamily, FontStyle, FontTransform, RGBAColor, ShapeStyle, TextStyle,
};
use plotters_backend::{BackendCoord, BackendStyle, DrawingBackend, DrawingErrorKind};
use std::convert::Infallible;

mod dash;

/// How many of plotters' whole units one device pixel has.
pub const UNITS_PER_DEVICE_PX: i32 = 16;

/// How far left of a device pixel's edge its column begins, in device pixels: a point that stands on the edge
/// belongs to the column on its right, whichever way its position was rounded.
pub(crate) const COLUMN_HAIR: f64 = 1e-6;

/// The family of every text in a chart: the system's, as on the page.
const FONT_FAMILY: &str =
    "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'DejaVu Sans', sans-serif";

/// How fine the target is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Resolution {
    device_per_px: f64,
}

impl Resolution {
    /// As many device pixels for a CSS pixel; one where the ratio makes no sense.
    pub fn new(device_per_px: f64) -> Self {
        let sane = device_per_px.is_finite() && device_per_px > 0.0;
        Self {
            device_per_px: if sane {
                device_per_px.clamp(0.25, 8.0)
            } else {
                1.0
            },
        }
    }

    /// Device pixels for a CSS pixel.
    pub fn device_per_px(self) -> f64 {
        self.device_per_px
    }

    /// Whole device pixels that cover a size, width and height.
    pub fn device_size(self, size: SizePx) -> (u32, u32) {
        let device = |px: f64| (px * self.device_per_px).round().clamp(0.0, 16_384.0) as u32;
        (device(size.width_px), device(size.height_px))
    }
}

impl Default for Resolution {
    fn default() -> Self {
        Self::new(1.0)
    }
}

/// Which of a scene's shapes are painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// All of them.
    Whole,
    /// Those that are not best put into an image; see [`Painter::paint_dense`].
    Sparse,
}

impl Part {
    fn contains(self, shape: &Shape) -> bool {
        match self {
            Self::Whole => true,
            Self::Sparse => !shape.is_dense(),
        }
    }
}

/// What turns shapes into backend calls.
#[derive(Debug, Clone, Copy)]
pub struct Painter<'a> {
    /// The colours of the inks.
    pub palette: &'a Palette,
    /// How fine the target is.
    pub resolution: Resolution,
    /// What the backend divides font sizes by; 1 but for SVG.
    pub font_divisor: f64,
}

impl<'a> Painter<'a> {
    /// A painter for a backend that takes font sizes as they are.
    pub fn new(palette: &'a Palette, resolution: Resolution) -> Self {
        Self {
            palette,
            resolution,
            font_divisor: 1.0,
        }
    }

    /// Paints a part of the scene, later shapes over earlier ones.
    pub fn paint<B: DrawingBackend>(
        &self,
        backend: &mut B,
        scene: &Scene,
        part: Part,
    ) -> Result<(), DrawingErrorKind<B::ErrorType>> {
        backend.ensure_prepared()?;
        let units = self.units(scene);
        for shape in scene.shapes.iter().filter(|shape| part.contains(shape)) {
            self.paint_shape(backend, units, shape)?;
        }
        backend.present()
    }

    /// Paints the shapes that are best put into an image ([`Shape::is_dense`]), later ones over earlier ones.
    ///
    /// Apart from [`Painter::paint`], so that an image needs none of the code for texts, circles and polygons.
    pub fn paint_dense(
        &self,
        raster: &mut Raster,
        scene: &Scene,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        let units = self.units(scene);
        for shape in scene.shapes.iter().filter(|shape| shape.is_dense()) {
            match shape {
                Shape::Path { runs, stroke, .. } => {
                    for run in runs {
                        self.dense_run(raster, units, run, stroke)?;
                    }
                }
                Shape::Cells(cells) => self.cells(raster, units, cells)?,
                // Never dense.
                _ => {}
            }
        }
        Ok(())
    }

    fn units(&self, scene: &Scene) -> Units {
        Units {
            per_px: self.resolution.device_per_px * f64::from(UNITS_PER_DEVICE_PX),
            origin: PointPx::new(scene.plot.left_px, scene.plot.top_px),
        }
    }

    fn path<B: DrawingBackend>(
        &self,
        backend: &mut B,
        units: Units,
        runs: &[Vec<PointPx>],
        stroke: &Stroke,
    ) -> Result<(), DrawingErrorKind<B::ErrorType>> {
        runs.iter()
            .try_for_each(|run| self.run(backend, units, run, stroke))
    }

    fn paint_shape<B: DrawingBackend>(
        &self,
        backend: &mut B,
        units: Units,
        shape: &Shape,
    ) -> Result<(), DrawingErrorKind<B::ErrorType>> {
        match shape {
            Shape::Path {
                runs,
                stroke,
                density,
            } => {
                // As in an image: a gap would hide extremes of what is dense.
                if *density == Density::Dense && stroke.dash != Dash::Solid {
                    self.path(backend, units, runs, &gaps(*stroke))?;
                }
                self.path(backend, units, runs, stroke)
            }
            Shape::Hairline { from, to, paint } => {
                let (upper_left, bottom_right) = units.hairline(*from, *to);
                backend.draw_rect(upper_left, bottom_right, &self.filled(*paint), true)
            }
            Shape::Fill { rect, paint } => {
                let (upper_left, bottom_right) = units.snapped(*rect);
                backend.draw_rect(upper_left, bottom_right, &self.filled(*paint), true)
            }
            Shape::Outline { rect, paint } => {
                let half = UNITS_PER_DEVICE_PX / 2;
                let ((left, top), (right, bottom)) = units.snapped(*rect);
                let style = self.filled(*paint).stroke_width(UNITS_PER_DEVICE_PX as u32);
                let corners = [
                    (left + half, top + half),
                    (right - half, top + half),
                    (right - half, bottom - half),
                    (left + half, bottom - half),
                    (left + half, top + half),
                    (right - half, top + half),
                ];
                backend.draw_path(corners, &style)
            }
            Shape::Polygon { points, paint } => {
                let corners: Vec<_> = points.iter().map(|point| units.of(*point)).collect();
                backend.fill_polygon(corners, &self.filled(*paint))
            }
            Shape::Dot {
                center,
                radius_px,
                paint,
            } => {
                let radius = units.length(*radius_px);
                backend.draw_circle(units.of(*center), radius, &self.filled(*paint), true)
            }
            Shape::Text(label) => self.text(backend, units, label, FontTransform::None),
            Shape::TurnedText(label) => self.text(backend, units, label, FontTransform::Rotate270),
            Shape::Cells(cells) => self.cells(backend, units, cells),
        }
    }

    fn run<B: DrawingBackend>(
        &self,
        backend: &mut B,
        units: Units,
        points: &[PointPx],
        stroke: &Stroke,
    ) -> Result<(), DrawingErrorKind<B::ErrorType>> {
        let style = self
            .filled(stroke.paint)
            .stroke_width(units.length(stroke.width_px));
        let Some(rhythm) = rhythm(stroke.dash) else {
            return backend.draw_path(points.iter().map(|point| units.of_path(*point)), &style);
        };
        dashes(points, rhythm).iter().try_for_each(|dash| {
            backend.draw_path(dash.iter().map(|point| units.of_path(*point)), &style)
        })
    }

    /// A run as an image shows it, whose gaps are pale: what is dense has its extremes in every column, and a gap
    /// would hide them.
    fn dense_run(
        &self,
        raster: &mut Raster,
        units: Units,
        points: &[PointPx],
        stroke: &Stroke,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        let Some(rhythm) = rhythm(stroke.dash) else {
            return self.run(raster, units, points, stroke);
        };
        let mut spans = raster.spans(units.length(stroke.width_px));
        move_pen(points, rhythm, |to, inking| {
            spans.draw(units.of_path(to), inking);
        });
        raster.fill_spans(&spans, BackendStyle::color(&self.filled(stroke.paint)));
        Ok(())
    }

    fn text<B: DrawingBackend>(
        &self,
        backend: &mut B,
        units: Units,
        label: &Label,
        turn: FontTransform,
    ) -> Result<(), DrawingErrorKind<B::ErrorType>> {
        let size = label.size_px * units.per_px * self.font_divisor;
        let font = FontDesc::new(FontFamily::Name(FONT_FAMILY), size, FontStyle::Normal);
        let color = self.color(label.paint);
        let style = TextStyle::from(font.transform(turn))
            .color(&color)
            .pos(anchor(label.align));
        backend.draw_text(&label.text, &style, units.of(label.at))
    }

    fn cells<B: DrawingBackend>(
        &self,
        backend: &mut B,
        units: Units,
        cells: &Cells,
    ) -> Result<(), DrawingErrorKind<B::ErrorType>> {
        let columns: Vec<_> = cells
            .x_edges_px
            .iter()
            .map(|x| units.snapped_x(*x))
            .collect();
        let rows: Vec<_> = cells
            .y_edges_px
            .iter()
            .map(|y| units.snapped_y(*y))
            .collect();
        let row_edges = rows.iter().zip(rows.iter().skip(1));
        let places = row_edges.flat_map(|(top, bottom)| {
            let column_edges = columns.iter().zip(columns.iter().skip(1));
            column_edges.map(move |(left, right)| ((*left, *top), (*right, *bottom)))
        });
        places
            .zip(&cells.paints)
            .try_for_each(|((upper_left, bottom_right), paint)| {
                backend.draw_rect(upper_left, bottom_right, &self.filled(*paint), true)
            })
    }

    fn filled(&self, paint: Paint) -> ShapeStyle {
        ShapeStyle::from(self.color(paint)).filled()
    }

    fn color(&self, paint: Paint) -> RGBAColor {
        let Rgb(red, green, blue) = self.palette.color(paint.ink);
        RGBAColor(red, green, blue, paint.opacity)
    }
}

/// The way from plot pixels to plotters' units.
#[derive(Debug, Clone, Copy)]
struct Units {
    per_px: f64,
    origin: PointPx,
}

impl Units {
    fn of(self, point: PointPx) -> BackendCoord {
        // Not `round`, which wasm has no instruction for.
        let unit = |px: f64| (px * self.per_px + 0.5).floor().clamp(-1e9, 1e9) as i32;
        (
            unit(point.x_px + self.origin.x_px),
            unit(point.y_px + self.origin.y_px),
        )
    }

    /// The same for a point of a path, whose x stays in its column of device pixels.
    ///
    /// Rounded up, the last points of a column would move to the next one, and with one of them the extreme that
    /// the column is to show.
    fn of_path(self, point: PointPx) -> BackendCoord {
        let units = (point.x_px + self.origin.x_px) * self.per_px;
        let hair = COLUMN_HAIR * f64::from(UNITS_PER_DEVICE_PX);
        let x = (units + hair).floor().clamp(-1e9, 1e9) as i32;
        (x, self.of(point).1)
    }

    fn length(self, px: f64) -> u32 {
        (px * self.per_px).round().clamp(1.0, 1e6) as u32
    }

    /// The border between device pixels next to a plot x.
    fn snapped_x(self, x_px: f64) -> i32 {
        snap(self.of(PointPx::new(x_px, 0.0)).0)
    }

    fn snapped_y(self, y_px: f64) -> i32 {
        snap(self.of(PointPx::new(0.0, y_px)).1)
    }

    fn snapped(self, rect: RectPx) -> (BackendCoord, BackendCoord) {
        (
            (self.snapped_x(rect.left_px), self.snapped_y(rect.top_px)),
            (
                self.snapped_x(rect.right_px()),
                self.snapped_y(rect.bottom_px()),
            ),
        )
    }

    /// The row or column of device pixels that a straight stroke fills.
    fn hairline(self, from: PointPx, to: PointPx) -> (BackendCoord, BackendCoord) {
        let (start, end) = self.snapped(RectPx::between(from, to));
        let wide = (end.0 - start.0).max(UNITS_PER_DEVICE_PX);
        let high = (end.1 - start.1).max(UNITS_PER_DEVICE_PX);
        (start, (start.0 + wide, start.1 + high))
    }
}

fn snap(unit: i32) -> i32 {
    let half = UNITS_PER_DEVICE_PX / 2;
    (unit + half).div_euclid(UNITS_PER_DEVICE_PX) * UNITS_PER_DEVICE_PX
}

/// What is stroked below an interrupted stroke for its gaps.
fn gaps(stroke: Stroke) -> Stroke {
    let Paint { ink, opacity } = stroke.paint;
    Stroke {
        paint: Paint::new(ink, opacity * GAP_OPACITY),
        dash: Dash::Solid,
        ..stroke
    }
}

/// How a stroke is interrupted; `None` where it is not.
fn rhythm(dash: Dash) -> Option<Rhythm> {
    match dash {
        Dash::Solid => None,
        Dash::Dashed => Some(Rhythm::DASHES),
        Dash::Dotted => Some(Rhythm::DOTS),
    }
}

fn anchor((x, y): (AlignX, AlignY)) -> Pos {
    let horizontal = match x {
        AlignX::Start => HPos::Left,
        AlignX::Middle => HPos::Center,
        AlignX::End => HPos::Right,
    };
    let vertical = match y {
        AlignY::Top => VPos::Top,
        AlignY::Middle => VPos::Center,
        AlignY::Bottom => VPos::Bottom,
    };
    Pos::new(horizontal, vertical)
}
