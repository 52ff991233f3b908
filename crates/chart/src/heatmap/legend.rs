//! What the colours of a heatmap stand for, as words and as shapes.

use super::color::{css_gradient, scale_color, share_in};
use super::{ColourScale, Matrix, Said};
use crate::format;
use crate::heatmap_view::Normalisation;
use crate::palette::{Ink, Rgb};
use crate::scene::{AlignX, AlignY, Cells, Label, Scene, Shape};
use crate::space::{PointPx, RectPx, SizePx};
use crate::text_fit;
use crate::titled::MARGIN_PX;
use std::sync::Arc;

/// How high the legend of a picture is.
const HEIGHT_PX: f64 = 40.0;
const SCALE_PX: SizePx = SizePx {
    width_px: 192.0,
    height_px: 10.0,
};
const SCALE_TOP_PX: f64 = 6.0;
const TEXT_SIZE_PX: f64 = 11.0;
const N_STOPS: usize = 64;

/// The words at a scale of colours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScaleText {
    /// No cell has a colour.
    NoValues,
    /// All cells have the same one.
    One(String),
    /// From one end to the other.
    Between {
        /// The left end.
        min: String,
        /// What the colour halfway stands for.
        middle: String,
        /// The right end.
        max: String,
    },
}

impl ScaleText {
    /// The words in their order.
    pub fn words(&self) -> Vec<&str> {
        match self {
            Self::NoValues => vec!["no values"],
            Self::One(value) => vec![value],
            Self::Between { min, middle, max } => vec![min, middle, max],
        }
    }
}

/// What stands at the scale of a matrix.
pub fn scale_text(matrix: &Matrix, normalisation: Normalisation) -> ScaleText {
    if !matrix.has_values(normalisation) {
        return ScaleText::NoValues;
    }
    let (min, max) = matrix.range(normalisation);
    if min == max {
        return ScaleText::One(format::number(min));
    }
    // Halves, because the sum may overflow.
    let middle = min * 0.5 + max * 0.5;
    match matrix.said(normalisation) {
        Said::Share => ScaleText::Between {
            min: format::percent(min),
            middle: format::percent(middle),
            max: format::percent(max),
        },
        Said::Value => {
            let middle = format::in_range(middle, (min, max));
            let (min, max) = format::range(min, max);
            ScaleText::Between { min, middle, max }
        }
    }
}

/// The scale as a CSS image, from left to right; `none` where no cell has a colour.
pub fn css_scale(matrix: &Matrix, normalisation: Normalisation) -> String {
    match scale_text(matrix, normalisation) {
        ScaleText::NoValues => "none".to_owned(),
        ScaleText::One(_) => {
            let Rgb(red, green, blue) = constant_color(matrix.scale());
            let color = format!("rgb({red} {green} {blue})");
            format!("linear-gradient({color}, {color})")
        }
        ScaleText::Between { .. } => css_gradient(matrix.scale()),
    }
}

fn constant_color(scale: ColourScale) -> Rgb {
    scale_color(0.0, (0.0, 0.0), scale)
}

/// The scenes of a picture with the legend below them, all of one size.
pub fn with_legend(
    mut scenes: Vec<Scene>,
    matrix: &Matrix,
    normalisation: Normalisation,
) -> Vec<Scene> {
    let Some(above) = scenes.first().map(|scene| scene.size) else {
        return scenes;
    };
    let size = SizePx::new(above.width_px, above.height_px + HEIGHT_PX);
    scenes.push(Scene {
        size,
        plot: RectPx {
            left_px: MARGIN_PX,
            top_px: above.height_px,
            ..RectPx::default()
        },
        shapes: legend(matrix, normalisation),
    });
    for scene in &mut scenes {
        scene.size = size;
    }
    scenes
}

/// The legend from its own top left: the scale with its words below, and what has no colour.
fn legend(matrix: &Matrix, normalisation: Normalisation) -> Vec<Shape> {
    let text = scale_text(matrix, normalisation);
    let words_y_px = SCALE_TOP_PX + SCALE_PX.height_px + 4.0;
    let below = |text: &str, x_px: f64, align: AlignX| {
        Shape::Text(Label {
            text: text.to_owned(),
            at: PointPx::new(x_px, words_y_px),
            align: (align, AlignY::Top),
            size_px: TEXT_SIZE_PX,
            paint: Ink::Text.into(),
        })
    };
    let width_px = SCALE_PX.width_px;
    let mut shapes = match &text {
        ScaleText::NoValues => vec![below("no values", 0.0, AlignX::Start)],
        ScaleText::One(value) => vec![
            Shape::Fill {
                rect: swatch(0.0),
                paint: Ink::Exact(constant_color(matrix.scale())).into(),
            },
            below(value, 0.0, AlignX::Start),
        ],
        ScaleText::Between { min, middle, max } => {
            let mut shapes = vec![
                Shape::Cells(Arc::new(gradient(matrix.scale()))),
                below(min, 0.0, AlignX::Start),
                below(max, width_px, AlignX::End),
            ];
            let room_px = width_px
                - text_fit::width_px(min, TEXT_SIZE_PX)
                - text_fit::width_px(max, TEXT_SIZE_PX);
            if text_fit::width_px(middle, TEXT_SIZE_PX) + 16.0 <= room_px {
                shapes.push(below(middle, width_px / 2.0, AlignX::Middle));
            }
            shapes
        }
    };
    let gaps = matrix.gaps_text(normalisation);
    if let Some(gaps) = gaps.filter(|_| text != ScaleText::NoValues) {
        let left_px = width_px + 24.0;
        shapes.push(Shape::Fill {
            rect: swatch(left_px),
            paint: Ink::Grid.into(),
        });
        shapes.push(below(gaps, left_px, AlignX::Start));
    }
    shapes
}

fn swatch(left_px: f64) -> RectPx {
    RectPx {
        left_px,
        top_px: SCALE_TOP_PX,
        width_px: SCALE_PX.height_px,
        height_px: SCALE_PX.height_px,
    }
}

fn gradient(scale: ColourScale) -> Cells {
    let range = (0.0, (N_STOPS - 1) as f64);
    Cells {
        x_edges_px: (0..=N_STOPS)
            .map(|idx| share_in(idx as f64, (0.0, N_STOPS as f64)) * SCALE_PX.width_px)
            .collect(),
        y_edges_px: vec![SCALE_TOP_PX, SCALE_TOP_PX + SCALE_PX.height_px],
        paints: (0..N_STOPS)
            .map(|idx| Ink::Exact(scale_color(idx as f64, range, scale)).into())
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matrix(values: &[f64]) -> Matrix {
        let names = |n: usize| (0..n).map(|idx| idx.to_string()).collect::<Vec<_>>();
        Matrix::new(&names(values.len()), &names(1), &[values.to_vec()])
    }

    #[track_caller]
    fn check(matrix: &Matrix, normalisation: Normalisation, expected: &[&str]) {
        assert_eq!(scale_text(matrix, normalisation).words(), expected);
    }

    #[test]
    fn a_scale_names_its_ends_and_its_middle() {
        let counts = matrix(&[1.0, 41.0]);
        check(&counts, Normalisation::None, &["0", "20.5", "41"]);
        check(&counts, Normalisation::Row, &["0 %", "50 %", "100 %"]);
        let shares = counts.with_scale(ColourScale::ShareDifference(0.25));
        check(&shares, Normalisation::None, &["-25 %", "0 %", "25 %"]);
    }

    /// A constant matrix once had a scale from 5 to 5, one of NaN a scale from 0 to 1.
    #[test]
    fn a_scale_without_length_is_not_one() {
        check(&matrix(&[5.0, 5.0]), Normalisation::None, &["5"]);
        check(&matrix(&[0.0]), Normalisation::None, &["0"]);
        check(&matrix(&[f64::NAN]), Normalisation::None, &["no values"]);
        check(&matrix(&[0.0]), Normalisation::Row, &["no values"]);
        check(&Matrix::default(), Normalisation::None, &["no values"]);
        assert_eq!(css_scale(&matrix(&[f64::NAN]), Normalisation::None), "none");
    }

    #[test]
    fn a_picture_grows_by_its_legend() {
        let scene = Scene {
            size: SizePx::new(300.0, 200.0),
            ..Scene::default()
        };
        let gaps = matrix(&[1.0, f64::NAN, 3.0]);
        let scenes = with_legend(vec![scene], &gaps, Normalisation::None);
        assert!(
            scenes
                .iter()
                .all(|scene| scene.size == SizePx::new(300.0, 240.0))
        );
        let texts: Vec<_> = scenes[1]
            .shapes
            .iter()
            .filter_map(|shape| match shape {
                Shape::Text(label) => Some(label.text.as_str()),
                _ => None,
            })
            .collect();
        assert_eq!(texts, ["0", "3", "1.5", "no number"]);
        assert_eq!(with_legend(Vec::new(), &gaps, Normalisation::None), []);
    }

    /// Between 1000.1 and 1000.4 stood 1000.
    #[test]
    fn the_middle_of_a_scale_has_the_digits_of_its_ends() {
        for (min, max, words) in [
            (1000.1, 1000.4, ["1000.1", "1000.25", "1000.4"]),
            (
                1e9 + 1.0,
                1e9 + 3.0,
                ["1.000000001e9", "1.000000002e9", "1.000000003e9"],
            ),
            (0.0, 3.0, ["0", "1.5", "3"]),
        ] {
            let text = scale_text(&matrix(&[min, max]), Normalisation::None);
            assert_eq!(text.words(), words);
        }
    }
}
