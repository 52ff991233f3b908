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

/// How much the gaps of an interrupted stroke are inked.
const GAP_OPACITY: f64 = 0.3;

/// An image in memory: straight (not premultiplied) RGBA, row by row, transparent at first.
#[derive(Debug, Clone, PartialEq)]
pub struct Raster {
    width: u32,
    height: u32,
    rgba: Vec<u8>,
}

impl Raster {
    /// A transparent image of so many device pixels.
    pub fn new((width, height): (u32, u32)) -> Self {
        let n_bytes = u64::from(width) * u64::from(height) * 4;
        Self {
            width,
            height,
            rgba: vec![0; usize::try_from(n_bytes).unwrap_or(0)],
        }
    }

    /// Width and height in device pixels.
    pub fn size(&self) -> (u32, u32) {
        (self.width, self.height)
    }

    /// The bytes: red, green, blue, alpha of each pixel, row by row.
    pub fn rgba(&self) -> &[u8] {
        &self.rgba
    }

    /// Lays `coverage` (0 to 1) of a colour over a pixel; nothing outside the image.
    fn blend(&mut self, x: i32, y: i32, color: BackendColor, coverage: f64) {
        let (Ok(x), Ok(y)) = (u32::try_from(x), u32::try_from(y)) else {
            return;
        };
        if x >= self.width || y >= self.height {
            return;
        }
        let start = (y as usize * self.width as usize + x as usize) * 4;
        let pixel = self.rgba.get_mut(start..).unwrap_or_default();
        if let Some(pixel) = pixel.first_chunk_mut() {
            blend_pixel(pixel, color, coverage);
        }
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
            for row in (first_row..full_start).chain(full_end..last_row) {
                let row_px = f64::from(row);
                let covered =
                    below_edge(row_px, top, half_fade) - below_edge(row_px, bottom, half_fade);
                self.blend(column, row, color, covered);
            }
            self.fill_column(column, full_start..full_end, color);
        }
    }

    /// Lays a colour over rows of one column.
    fn fill_column(&mut self, column: i32, rows: Range<i32>, color: BackendColor) {
        let (Ok(x), Ok(start)) = (usize::try_from(column), usize::try_from(rows.start)) else {
            return;
        };
        let width = self.width as usize;
        if x >= width {
            return;
        }
        let (red, green, blue) = color.rgb;
        let pixels = self
            .rgba
            .get_mut((start * width + x) * 4..)
            .unwrap_or_default();
        for pixel in pixels.chunks_mut(width * 4).take(rows.len()) {
            if let Some(pixel) = pixel.first_chunk_mut::<4>() {
                if color.alpha >= 1.0 {
                    *pixel = [red, green, blue, 255];
                } else {
                    blend_pixel(pixel, color, 1.0);
                }
            }
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

fn blend_pixel(pixel: &mut [u8; 4], color: BackendColor, coverage: f64) {
    let [red, green, blue, alpha] = pixel;
    let source = (color.alpha * coverage).clamp(0.0, 1.0);
    if source > 0.998 {
        (*red, *green, *blue, *alpha) = (color.rgb.0, color.rgb.1, color.rgb.2, 255);
        return;
    }
    let under = f64::from(*alpha) / 255.0 * (1.0 - source);
    let total = source + under;
    if total <= 0.0 {
        return;
    }
    let mix =
        |new: u8, old: u8| rounded((f64::from(new) * source + f64::from(old) * under) / total);
    (*red, *green, *blue) = (
        mix(color.rgb.0, *red),
        mix(color.rgb.1, *green),
        mix(color.rgb.2, *blue),
    );
    *alpha = rounded(total * 255.0);
}

/// The nearest byte; not `round`, which wasm has no instruction for.
fn rounded(byte: f64) -> u8 {
    (byte + 0.5) as u8
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
        self.blend(column, row, color, 1.0 / area);
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
        for row in clipped(upper_left.1, self.height)..clipped(bottom_right.1, self.height) {
            for column in clipped(upper_left.0, self.width)..clipped(bottom_right.0, self.width) {
                self.blend(column, row, style.color(), 1.0);
            }
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
        raster.rgba.chunks_exact(4).map(|pixel| pixel[3]).collect()
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
        assert_eq!(raster.rgba(), [128, 0, 128, 255]);
    }
}
