//! Scenes as an SVG document, by plotters' own backend.

use crate::draw::{Painter, Part, Resolution, UNITS_PER_DEVICE_PX};
use crate::palette::{Ink, Palette, Theme};
use crate::scene::{Scene, Shape};
use crate::space::RectPx;
use plotters::backend::SVGBackend;

/// plotters takes this for the ratio between a font's size and its height, and divides by it.
const FONT_DIVISOR: f64 = 1.24;

/// Stacked scenes on the card's colour, as large as the first of them; empty without any.
pub fn svg(scenes: &[&Scene], theme: Theme) -> String {
    let Some(first) = scenes.first() else {
        return String::new();
    };
    let (width, height) = Resolution::default().device_size(first.size);
    let units = UNITS_PER_DEVICE_PX.unsigned_abs();
    let painter = Painter {
        font_divisor: FONT_DIVISOR,
        ..Painter::new(Palette::of(theme), Resolution::default())
    };
    let card = Scene {
        size: first.size,
        plot: RectPx::default(),
        shapes: vec![Shape::Fill {
            rect: RectPx::of_size(first.size),
            paint: Ink::Surface.into(),
        }],
    };
    let mut document = String::new();
    for (index, scene) in [&card]
        .into_iter()
        .chain(scenes.iter().copied())
        .enumerate()
    {
        let mut layer = String::new();
        let mut backend = SVGBackend::with_string(&mut layer, (width * units, height * units));
        // Writing into a string cannot fail.
        let _ = painter.paint(&mut backend, scene, Part::Whole);
        drop(backend);
        if index == 0 {
            document.push_str(&format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
                 viewBox=\"0 0 {} {}\" stroke-linejoin=\"round\" stroke-linecap=\"round\">\n",
                width * units,
                height * units
            ));
        }
        document.push_str(contents(&layer));
    }
    document.push_str("</svg>\n");
    document
}

/// What stands between the opening and the closing tag of a document.
fn contents(document: &str) -> &str {
    let start = document.find(">\n").map_or(0, |at| at + 2);
    let end = document.rfind("</svg>").unwrap_or(document.len());
    document.get(start..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::palette::Slot;
    use crate::scene::{AlignX, AlignY, Dash, Density, Label, Stroke};
    use crate::space::{PointPx, SizePx};

    #[test]
    fn scenes_are_stacked_in_one_document_in_pixels() {
        let label = Label {
            text: "<loss> & more".to_owned(),
            at: PointPx::new(10.0, 20.0),
            align: (AlignX::Start, AlignY::Top),
            size_px: 11.0,
            paint: Ink::Text.into(),
        };
        let scene = Scene {
            size: SizePx::new(300.0, 200.0),
            plot: RectPx::default(),
            shapes: vec![Shape::Text(label)],
        };
        let document = svg(&[&scene, &scene], Theme::Light);
        assert!(
            document.starts_with(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"300\" height=\"200\""
            )
        );
        assert_eq!(document.matches("<svg").count(), 1);
        assert_eq!(document.matches("</svg>").count(), 1);
        assert_eq!(document.matches("&lt;loss&gt; &amp; more").count(), 2);
        // Eleven pixels in units of a sixteenth.
        assert!(document.contains("font-size=\"176\""), "{document}");
    }

    #[test]
    fn gaps_of_a_dense_line_are_pale_as_in_an_image() {
        // Dashed lines of a downloaded picture lost spikes that fell into their gaps.
        let n_strokes = |dash: Dash, density: Density| {
            let path = Shape::Path {
                runs: vec![vec![PointPx::new(0.0, 0.0), PointPx::new(3.0, 3.0)]],
                stroke: Stroke {
                    dash,
                    ..Stroke::series(Slot(0), 1.0)
                },
                density,
            };
            let scene = Scene {
                size: SizePx::new(30.0, 20.0),
                plot: RectPx::default(),
                shapes: vec![path],
            };
            let document = svg(&[&scene], Theme::Light);
            let pale = document.matches("opacity=\"0.3\"").count();
            (document.matches("<polyline").count(), pale)
        };
        assert_eq!(n_strokes(Dash::Dashed, Density::Dense), (2, 1));
        assert_eq!(n_strokes(Dash::Dashed, Density::Sparse), (1, 0));
        assert_eq!(n_strokes(Dash::Solid, Density::Dense), (1, 0));
    }

    #[test]
    fn no_scenes_make_no_document() {
        assert_eq!(svg(&[], Theme::Dark), "");
    }
}
