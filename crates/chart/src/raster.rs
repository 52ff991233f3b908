//! A plotters backend into an RGBA buffer, for what is too dense to stroke.
//!
//! Stroking a noisy line of thousands of points is slow wherever it is done; but where the points are
//! denser than the pixels, a column of pixels shows just the span from the lowest to the highest of
//! them. So a path, whose x never falls, is filled column by column, each span joined to its
//! neighbours, with antialiased ends. Rectangles on the pixel grid are filled row by row.

use crate::draw::{Inking, UNITS_PER_DEVICE_PX};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, DrawingBackend, DrawingErrorKind,
};
use span::Spans;
use std::convert::Infallible;
use std::ops::Range;

mod span;

/// How many pixels are looked at together for whether there is anything in them.
const RUN: usize = 16;

/// How much the gaps of an interrupted stroke are inked.
pub(crate) const GAP_OPACITY: f64 = 0.3;

/// Red, green, blue and alpha, the colours multiplied by the alpha.
type Premultiplied = [u8; 4];

/// An image in memory, transparent at first.
///
/// Pixels stand row by row, and premultiplied, so that all four numbers of a pixel are blended alike.
#[derive(Debug, Clone, PartialEq)]
pub struct Raster {
    width: u32,
    height: u32,
    pixels: Vec<Premultiplied>,
}

impl Raster {
    /// A transparent image of so many device pixels.
    pub fn new((width, height): (u32, u32)) -> Self {
        let n_pixels = u64::from(width) * u64::from(height);
        Self {
            width,
            height,
            pixels: vec![[0; 4]; usize::try_from(n_pixels).unwrap_or(0)],
        }
    }

    /// Width and height in device pixels.
    pub fn size(&self) -> (u32, u32) {
        (self.width, self.height)
    }

    /// Red, green, blue and alpha of each pixel, row by row, the colours as they are (not premultiplied).
    // Inlined into the page it would be built for size, with a branch for each pixel.
    #[inline(never)]
    pub fn into_rgba(mut self) -> Vec<u8> {
        for run in self.pixels.chunks_mut(RUN) {
            // Most of a chart is transparent: all zeros.
            let is_inked = run
                .iter()
                .fold(0, |bits, pixel| bits | u32::from_ne_bytes(*pixel))
                != 0;
            if is_inked {
                run.iter_mut()
                    .for_each(|pixel| *pixel = unmultiplied(*pixel));
            }
        }
        self.pixels.into_flattened()
    }

    /// The pixels of these rows in one column; none where one of them is outside of the image.
    fn column_mut(
        &mut self,
        column: i32,
        rows: Range<i32>,
    ) -> impl Iterator<Item = &mut Premultiplied> {
        let width = self.width as usize;
        let place = || {
            let column = usize::try_from(column)
                .ok()
                .filter(|column| *column < width)?;
            let (start, end) = (
                usize::try_from(rows.start).ok()?,
                usize::try_from(rows.end).ok()?,
            );
            let is_inside = end <= self.height as usize && start <= end;
            is_inside.then_some((start * width + column, end - start))
        };
        let (start, n_rows) = place().unwrap_or_default();
        let pixels = self.pixels.get_mut(start..).unwrap_or_default();
        pixels.iter_mut().step_by(width.max(1)).take(n_rows)
    }

    /// No spans yet of a stroke so wide, in plotters' units, over this image.
    pub(crate) fn spans(&self, stroke_width: u32) -> Spans {
        Spans::new(stroke_width, self.width)
    }

    /// Inks what the spans cover.
    pub(crate) fn fill_spans(&mut self, spans: &Spans, color: BackendColor) {
        let unit = f64::from(UNITS_PER_DEVICE_PX);
        let pale = BackendColor {
            alpha: color.alpha * GAP_OPACITY,
            ..color
        };
        for (column, span) in spans.columns() {
            let color = match span.inking {
                Inking::Whole => color,
                Inking::Gap => pale,
            };
            let half_fade = span.fade / unit * 0.5;
            let (top, bottom) = (span.top / unit, span.bottom / unit);
            let first_row = (top - half_fade).floor().max(0.0) as i32;
            let last_row = (bottom + half_fade).ceil().min(f64::from(self.height)) as i32;
            if first_row >= last_row {
                // It lies above or below the image.
                continue;
            }
            // Between the fading ends every row is covered wholly.
            let full_start = ((top + half_fade).ceil().max(0.0) as i32).clamp(first_row, last_row);
            let full_end = ((bottom - half_fade).floor() as i32).clamp(full_start, last_row);
            let fading = (first_row..full_start).chain(full_end..last_row);
            for row in fading {
                let row_px = f64::from(row);
                let covered =
                    below_edge(row_px, top, half_fade) - below_edge(row_px, bottom, half_fade);
                blend(self.column_mut(column, row..row + 1), color, covered);
            }
            blend(self.column_mut(column, full_start..full_end), color, 1.0);
        }
    }
}

/// How much of a row of pixels lies below an edge that fades over `half_fade` pixels on either side.
fn below_edge(row: f64, edge: f64, half_fade: f64) -> f64 {
    area_below(row + 1.0 - edge, half_fade) - area_below(row - edge, half_fade)
}

/// The area below the edge, down to `depth` under its middle.
fn area_below(depth: f64, half_fade: f64) -> f64 {
    if depth <= -half_fade {
        0.0
    } else if depth >= half_fade {
        depth
    } else {
        (depth + half_fade) * (depth + half_fade) / (4.0 * half_fade)
    }
}

/// Lays `coverage` (0 to 1) of a colour over each of the pixels.
fn blend<'a>(
    pixels: impl Iterator<Item = &'a mut Premultiplied>,
    color: BackendColor,
    coverage: f64,
) {
    // A 256th is the least of a colour that a byte can hold.
    let share = ((color.alpha * coverage).clamp(0.0, 1.0) * 256.0 + 0.5) as u16;
    let (red, green, blue) = color.rgb;
    let over = [red, green, blue, 255];
    if share >= 256 {
        pixels.for_each(|pixel| *pixel = over);
        return;
    }
    // Half is added, so that what is cut off afterwards rounds.
    let over = over.map(|byte| u16::from(byte) * share + 128);
    let under = 256 - share;
    for pixel in pixels {
        for (byte, over) in pixel.iter_mut().zip(over) {
            *byte = ((u16::from(*byte) * under + over) >> 8) as u8;
        }
    }
}

fn unmultiplied([red, green, blue, alpha]: Premultiplied) -> [u8; 4] {
    if alpha == 255 || alpha == 0 {
        return [red, green, blue, alpha];
    }
    let (alpha_u16, half) = (u16::from(alpha), u16::from(alpha) / 2);
    let straight = |byte: u8| {
        let straight = (u16::from(byte) * 255 + half) / alpha_u16;
        u8::try_from(straight).unwrap_or(255)
    };
    [straight(red), straight(green), straight(blue), alpha]
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl DrawingBackend for Raster {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        let units = UNITS_PER_DEVICE_PX.unsigned_abs();
        (self.width * units, self.height * units)
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    /// One of plotters' pixels is one unit: a 256th of a device pixel.
    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Drawn {
        let (column, row) = (
            x.div_euclid(UNITS_PER_DEVICE_PX),
            y.div_euclid(UNITS_PER_DEVICE_PX),
        );
        let area = f64::from(UNITS_PER_DEVICE_PX * UNITS_PER_DEVICE_PX);
        blend(self.column_mut(column, row..row + 1), color, 1.0 / area);
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        if !fill {
            return plotters_backend::rasterizer::draw_rect(
                self,
                upper_left,
                bottom_right,
                style,
                fill,
            );
        }
        let device = |unit: i32| (unit + UNITS_PER_DEVICE_PX / 2).div_euclid(UNITS_PER_DEVICE_PX);
        let clipped =
            |unit: i32, end: u32| device(unit).clamp(0, i32::try_from(end).unwrap_or(i32::MAX));
        let rows = clipped(upper_left.1, self.height)..clipped(bottom_right.1, self.height);
        for column in clipped(upper_left.0, self.width)..clipped(bottom_right.0, self.width) {
            blend(self.column_mut(column, rows.clone()), style.color(), 1.0);
        }
        Ok(())
    }

    /// Strokes a path whose x never falls.
    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let mut spans = self.spans(style.stroke_width());
        path.into_iter()
            .for_each(|at| spans.draw(at, Inking::Whole));
        self.fill_spans(&spans, style.color());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RED: BackendColor = BackendColor {
        alpha: 1.0,
        rgb: (255, 0, 0),
    };

    /// The alpha of each pixel of a 4×4 image, row by row, after `draw`.
    fn alphas(draw: impl FnOnce(&mut Raster)) -> Vec<u8> {
        let mut raster = Raster::new((4, 4));
        draw(&mut raster);
        raster
            .into_rgba()
            .chunks_exact(4)
            .map(|pixel| pixel[3])
            .collect()
    }

    struct Stroke(u32);

    impl BackendStyle for Stroke {
        fn color(&self) -> BackendColor {
            RED
        }

        fn stroke_width(&self) -> u32 {
            self.0
        }
    }

    #[test]
    fn a_rectangle_fills_the_pixels_it_covers_and_is_clipped() {
        let image = alphas(|raster| {
            let _ = raster.draw_rect((32, 16), (9999, 48), &RED, true);
        });
        assert_eq!(
            image,
            [0, 0, 0, 0, 0, 0, 255, 255, 0, 0, 255, 255, 0, 0, 0, 0]
        );
    }

    #[test]
    fn a_level_stroke_between_pixels_covers_half_of_each() {
        let image = alphas(|raster| {
            let _ = raster.draw_path([(0, 32), (48, 32)], &Stroke(16));
        });
        assert_eq!(image[0..4], [0; 4]);
        assert_eq!(image[4..12], [128; 8]);
        assert_eq!(image[12..16], [0; 4]);
    }

    #[test]
    fn a_stroke_above_or_below_the_image_inks_nothing() {
        for y in [-9_999, -64, -40, 104, 128, 9_999] {
            let image = alphas(|raster| {
                let _ = raster.draw_path([(0, y), (32, y), (64, y + 8)], &Stroke(16));
            });
            assert_eq!(image, [0; 16], "{y}");
        }
    }

    #[test]
    fn a_slanted_stroke_covers_as_much_as_its_width() {
        let image = alphas(|raster| {
            let _ = raster.draw_path([(-64, -64), (128, 128)], &Stroke(16));
        });
        // A stroke one pixel wide at 45° is √2 pixels high in every column.
        for column in 0..4 {
            let covered: f64 = image
                .iter()
                .skip(column)
                .step_by(4)
                .map(|a| f64::from(*a) / 255.0)
                .sum();
            let inside = (1..3).contains(&column);
            assert!(
                !inside || (covered - 2f64.sqrt()).abs() < 0.02,
                "{column}: {covered}"
            );
        }
    }

    #[test]
    fn colours_mix_by_their_alpha() {
        let half = BackendColor {
            alpha: 0.5,
            rgb: (0, 0, 255),
        };
        let mut raster = Raster::new((1, 1));
        let _ = raster.draw_rect((0, 0), (16, 16), &RED, true);
        let _ = raster.draw_rect((0, 0), (16, 16), &half, true);
        assert_eq!(raster.into_rgba(), [128, 0, 128, 255]);
    }
}
