//! The scenes of a heatmap: labels behind, cells with their texts, and what is pointed at.

use super::color::{scale_color, text_on};
use super::frame::{AxisTitles, ColumnLabels, HeatmapFrame};
use super::{CellAt, ColourScale, Matrix, Said};
use crate::format;
use crate::heatmap_view::{Normalisation, Span};
use crate::palette::Ink;
use crate::scene::{AlignX, AlignY, Cells, Label, Paint, Scene, Shape};
use crate::space::{PointPx, RectPx};
use crate::text_fit;
use crate::ticks::TICK_LABEL_SIZE_PX;
use std::sync::Arc;

/// The distance between the lines of two labels.
const LINE_PX: f64 = 13.0;
const GAP_PX: f64 = 6.0;
/// More texts than this could not be read at once anyway.
const MAX_TEXTS: usize = 4000;

/// The labels of rows and columns; where they are too many, every second, third and so on.
pub fn labels_scene(matrix: &Matrix, frame: &HeatmapFrame) -> Scene {
    let mut shapes = Vec::new();
    let cell = frame.cell();
    for (index, _) in thinned(matrix.rows(), frame.rows, cell.height_px) {
        let y_px = (index as f64 + 0.5) * cell.height_px;
        shapes.push(Shape::Text(Label::of_tick_size(
            matrix.fitted_row(frame.rows.first() + index, frame.row_label_px),
            PointPx::new(-GAP_PX, y_px),
            (AlignX::End, AlignY::Middle),
            Ink::Label,
        )));
    }
    for (index, name) in thinned(matrix.columns(), frame.columns, cell.width_px) {
        let at = PointPx::new(
            (index as f64 + 0.5) * cell.width_px,
            frame.plot.height_px + GAP_PX,
        );
        shapes.push(match frame.column_labels {
            ColumnLabels::Level => Shape::Text(Label::of_tick_size(
                name.clone(),
                at,
                (AlignX::Middle, AlignY::Top),
                Ink::Label,
            )),
            ColumnLabels::Turned => Shape::TurnedText(Label::of_tick_size(
                matrix.fitted_column(frame.columns.first() + index, frame.column_label_px),
                at,
                (AlignX::End, AlignY::Middle),
                Ink::Label,
            )),
        });
    }
    shapes.extend(titles(frame));
    scene(frame, shapes)
}

/// What rows and columns are, at the outer edges of the canvas.
fn titles(frame: &HeatmapFrame) -> Vec<Shape> {
    let (plot, size) = (frame.plot, frame.size);
    let middle = (AlignX::Middle, AlignY::Middle);
    let half_px = LINE_PX / 2.0;
    match frame.titles {
        AxisTitles::None => Vec::new(),
        AxisTitles::TruthAndPrediction => {
            let left = PointPx::new(half_px - plot.left_px, plot.height_px / 2.0);
            let below = PointPx::new(plot.width_px / 2.0, size.height_px - plot.top_px - half_px);
            let title =
                |text: &str, at| Label::of_tick_size(text.to_owned(), at, middle, Ink::Label);
            vec![
                Shape::TurnedText(title("truth", left)),
                Shape::Text(title("prediction", below)),
            ]
        }
    }
}

/// The cells that are shown, with their texts where these fit.
pub fn cells_scene(matrix: &Matrix, frame: &HeatmapFrame, normalisation: Normalisation) -> Scene {
    if matrix.is_empty() {
        return scene(frame, Vec::new());
    }
    let range = matrix.range(normalisation);
    let shown: Vec<(CellAt, f64)> = positions(frame.rows)
        .flat_map(|row| positions(frame.columns).map(move |column| CellAt { row, column }))
        .map(|at| (at, matrix.shown(at, normalisation)))
        .collect();
    let cell = frame.cell();
    let edges = |n: usize, cell_px: f64| (0..=n).map(|idx| idx as f64 * cell_px).collect();
    let cells = Cells {
        x_edges_px: edges(frame.columns.count(), cell.width_px),
        y_edges_px: edges(frame.rows.count(), cell.height_px),
        paints: shown
            .iter()
            .map(|(_, value)| paint(*value, range, matrix.scale()))
            .collect(),
    };
    let mut shapes = vec![Shape::Cells(Arc::new(cells))];
    match fitting_texts(&shown, frame, matrix, normalisation) {
        Some(texts) => shapes.extend(shown.iter().zip(texts).map(|((at, value), text)| {
            let rect = frame.cell_rect(*at);
            Shape::Text(Label::of_tick_size(
                text,
                centre(rect),
                (AlignX::Middle, AlignY::Middle),
                text_paint(*value, range, matrix.scale()),
            ))
        })),
        None => shapes.extend(gap_marks(&shown, frame)),
    }
    scene(frame, shapes)
}

/// The cell that is pointed at, and the rectangle that is being drawn.
pub fn overlay_scene(
    frame: &HeatmapFrame,
    pointed: Option<CellAt>,
    selection: Option<RectPx>,
) -> Scene {
    let mut shapes = Vec::new();
    if let Some(at) = pointed.filter(|at| frame.shows(*at)) {
        let rect = frame.cell_rect(at);
        let whole = frame.plot.size();
        // The row and the column up to the labels, so that these are found.
        let row = RectPx {
            left_px: 0.0,
            width_px: whole.width_px,
            ..rect
        };
        let column = RectPx {
            top_px: 0.0,
            height_px: whole.height_px,
            ..rect
        };
        for band in [row, column] {
            shapes.push(Shape::Outline {
                rect: band,
                paint: Paint::new(Ink::Surface, 0.7),
            });
        }
        let inner = RectPx {
            left_px: rect.left_px + 1.0,
            top_px: rect.top_px + 1.0,
            width_px: (rect.width_px - 2.0).max(1.0),
            height_px: (rect.height_px - 2.0).max(1.0),
        };
        shapes.push(Shape::Outline {
            rect,
            paint: Ink::Text.into(),
        });
        shapes.push(Shape::Outline {
            rect: inner,
            paint: Ink::Surface.into(),
        });
    }
    if let Some(rect) = selection {
        shapes.push(Shape::Fill {
            rect,
            paint: Paint::new(Ink::Selection, 0.25),
        });
        shapes.push(Shape::Outline {
            rect,
            paint: Ink::Selection.into(),
        });
    }
    scene(frame, shapes)
}

fn positions(span: Span) -> impl Iterator<Item = usize> + Clone {
    span.first()..span.end()
}

/// The labels of a span with their places in it, so far apart that their lines do not touch.
fn thinned(labels: &[String], span: Span, cell_px: f64) -> impl Iterator<Item = (usize, &String)> {
    let every = (LINE_PX / cell_px).ceil().max(1.0) as usize;
    let shown = labels.iter().skip(span.first()).take(span.count());
    shown.enumerate().step_by(every)
}

fn paint(value: f64, range: (f64, f64), scale: ColourScale) -> Paint {
    if value.is_finite() {
        Ink::Exact(scale_color(value, range, scale)).into()
    } else {
        Ink::Grid.into()
    }
}

fn text_paint(value: f64, range: (f64, f64), scale: ColourScale) -> Paint {
    if value.is_finite() {
        Ink::Exact(text_on(scale_color(value, range, scale))).into()
    } else {
        Ink::Text.into()
    }
}

/// The texts of all cells, in as many digits as fit and tell them apart; `None` if not even two do.
fn fitting_texts(
    shown: &[(CellAt, f64)],
    frame: &HeatmapFrame,
    matrix: &Matrix,
    normalisation: Normalisation,
) -> Option<Vec<String>> {
    let cell = frame.cell();
    if cell.height_px < LINE_PX || cell.width_px < LINE_PX || shown.len() > MAX_TEXTS {
        return None;
    }
    let said = matrix.said(normalisation);
    let mut digits = vec![matrix.n_digits(), 6, 4, 3, 2];
    digits.dedup();
    digits.into_iter().find_map(|n_digits| {
        let mut texts = Vec::with_capacity(shown.len());
        for (_, value) in shown {
            let text = cell_text(*value, n_digits, said);
            if text_fit::width_px(&text, TICK_LABEL_SIZE_PX) > cell.width_px - 4.0 {
                return None;
            }
            texts.push(text);
        }
        Some(texts)
    })
}

fn cell_text(value: f64, n_digits: usize, said: Said) -> String {
    match said {
        Said::Value => format::significant(value, n_digits),
        Said::Share if value.is_finite() => {
            format!("{}%", format::significant(value * 100.0, n_digits.min(3)))
        }
        // A share of nothing.
        Said::Share => "–".to_owned(),
    }
}

/// A dot in each cell without a colour, where texts have no room.
fn gap_marks(shown: &[(CellAt, f64)], frame: &HeatmapFrame) -> Vec<Shape> {
    let cell = frame.cell();
    let radius_px = (cell.width_px.min(cell.height_px) / 5.0).min(3.0);
    shown
        .iter()
        .filter(|(_, value)| !value.is_finite())
        .take(MAX_TEXTS)
        .map(|(at, _)| Shape::Dot {
            center: centre(frame.cell_rect(*at)),
            radius_px,
            paint: Ink::Text.into(),
        })
        .collect()
}

fn centre(rect: RectPx) -> PointPx {
    PointPx::new(
        rect.left_px + rect.width_px / 2.0,
        rect.top_px + rect.height_px / 2.0,
    )
}

fn scene(frame: &HeatmapFrame, shapes: Vec<Shape>) -> Scene {
    Scene {
        size: frame.size,
        plot: frame.plot,
        shapes,
    }
}

#[cfg(test)]
mod tests {
    use super::super::frame::heatmap_frame;
    use super::*;
    use crate::heatmap_view::CellWindow;
    use crate::palette::Theme;
    use crate::space::SizePx;
    use crate::svg::svg;

    fn matrix(n: usize) -> Matrix {
        let names: Vec<String> = (0..n).map(|idx| format!("category {idx}")).collect();
        let values: Vec<Vec<f64>> = (0..n)
            .map(|row| (0..n).map(|column| (row * n + column) as f64).collect())
            .collect();
        Matrix::new(&names, &names, &values)
    }

    fn frame(matrix: &Matrix) -> HeatmapFrame {
        heatmap_frame(
            matrix,
            CellWindow::default(),
            SizePx::new(440.0, 340.0),
            AxisTitles::None,
        )
    }

    fn texts(scene: &Scene) -> Vec<&str> {
        let text = |shape| match shape {
            &Shape::Text(Label { ref text, .. }) | &Shape::TurnedText(Label { ref text, .. }) => {
                Some(text.as_str())
            }
            _ => None,
        };
        scene.shapes.iter().filter_map(text).collect()
    }

    #[test]
    fn cells_carry_their_values_while_these_fit() {
        let small = matrix(2);
        let cells = cells_scene(&small, &frame(&small), Normalisation::None);
        assert_eq!(texts(&cells), ["0", "1", "2", "3"]);
        let shares = cells_scene(&small, &frame(&small), Normalisation::Row);
        assert_eq!(texts(&shares), ["0%", "100%", "40%", "60%"]);
        let large = matrix(100);
        let cells = cells_scene(&large, &frame(&large), Normalisation::None);
        assert_eq!(cells.shapes.len(), 1);
    }

    #[test]
    fn cells_that_differ_late_say_so_where_there_is_room() {
        let names = ["a".to_owned(), "b".to_owned()];
        let late = Matrix::new(&names, &names[..1], &[vec![1_234_567.0, 1_234_568.0]]);
        let cells = cells_scene(&late, &frame(&late), Normalisation::None);
        assert_eq!(texts(&cells), ["1.234567e6", "1.234568e6"]);
    }

    #[test]
    fn what_is_not_finite_is_marked_either_way() {
        let names = |n: usize| (0..n).map(|idx| format!("{idx}")).collect::<Vec<_>>();
        let one = Matrix::new(&names(1), &names(1), &[vec![f64::NAN]]);
        let scene = cells_scene(&one, &frame(&one), Normalisation::None);
        assert_eq!(texts(&scene), ["NaN"]);
        let many = Matrix::new(&names(100), &names(1), &[vec![f64::NAN; 100]]);
        let scene = cells_scene(&many, &frame(&many), Normalisation::None);
        let n_dots = scene
            .shapes
            .iter()
            .filter(|shape| matches!(shape, Shape::Dot { .. }))
            .count();
        assert_eq!(n_dots, 100);
    }

    #[test]
    fn labels_never_touch() {
        let large = matrix(100);
        let frame = frame(&large);
        let labels = labels_scene(&large, &frame);
        let lines: Vec<f64> = labels
            .shapes
            .iter()
            .filter_map(|shape| match shape {
                Shape::Text(label) => Some(label.at.y_px),
                _ => None,
            })
            .collect();
        assert!(lines.len() > 10);
        assert!(lines.windows(2).all(|pair| pair[1] - pair[0] >= LINE_PX));
    }

    #[test]
    fn a_confusion_matrix_says_what_its_sides_are() {
        let matrix = matrix(3);
        let size = SizePx::new(440.0, 340.0);
        let frame = heatmap_frame(
            &matrix,
            CellWindow::default(),
            size,
            AxisTitles::TruthAndPrediction,
        );
        let labels = labels_scene(&matrix, &frame);
        assert!(texts(&labels).contains(&"truth") && texts(&labels).contains(&"prediction"));
    }

    #[test]
    fn a_heatmap_can_be_drawn_as_svg() {
        let matrix = matrix(3);
        let frame = frame(&matrix);
        let (labels, cells) = (
            labels_scene(&matrix, &frame),
            cells_scene(&matrix, &frame, Normalisation::None),
        );
        assert!(svg(&[&labels, &cells], Theme::Light).contains("category 2"));
    }

    #[test]
    fn an_empty_matrix_has_no_shapes() {
        let none = Matrix::default();
        assert!(
            cells_scene(&none, &frame(&none), Normalisation::None)
                .shapes
                .is_empty()
        );
        assert!(labels_scene(&none, &frame(&none)).shapes.is_empty());
    }
}
